"""How briefs, answers, agendas and drafts look in a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .types import Agenda, Answer, Brief, Document, Draft, Evidence


def _quote(evidence: Evidence) -> str:
    return f"<q>{escape(evidence.quote)}</q> <small>({escape(str(evidence.place))})</small>"


def _table(rows: Sequence[Sequence[str]]) -> str:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>{cells}</table>" if rows else ""


def brief(brief: Brief) -> str:
    """A brief: title, kind, summary, deadlines, tasks, questions, and what looks wrong."""
    parts = [f"<h4>{escape(brief.title)}</h4><p><i>{escape(str(brief.kind))}</i></p>"]
    parts += [f"<p>{_quote(sentence)}</p>" for sentence in brief.summary]
    rows = [[str(due.due), escape(due.title), _quote(due.evidence)] for due in brief.deadlines]
    rows += [[str(task.due or ""), escape(task.title), _quote(task.evidence)] for task in brief.tasks]
    rows += [["?", escape(question.text), _quote(question.evidence)] for question in brief.questions]
    parts.append(_table(rows))
    parts += [f"<p><b>{escape(finding.message)}</b></p>" for finding in brief.findings]
    return "".join(parts)


def document(document: Document) -> str:
    """A document: its name and its brief."""
    return f"<p><code>{escape(document.name)}</code></p>{brief(document.brief)}"


def answer(answer: Answer) -> str:
    """An answer with the sentences that say so."""
    quotes = "".join(f"<li>{_quote(evidence)}</li>" for evidence in answer.evidence)
    return f"<p><b>{escape(answer.text)}</b></p>" + (f"<ul>{quotes}</ul>" if quotes else "")


def agenda(agenda: Agenda) -> str:
    """An agenda, by day."""
    rows = [
        [str(item.due or ""), escape(str(item.kind)), escape(item.title), escape(item.name), _quote(item.evidence)]
        for item in agenda.items
    ]
    wrong = "".join(f"<p><b>{escape(one.name)}</b>: {escape(one.finding.message)}</p>" for one in agenda.findings)
    return _table(rows) + wrong


def draft(draft: Draft) -> str:
    """A draft as its recipient will see it, with what the checks found."""
    to = ", ".join(escape(recipient.mailbox.address) for recipient in draft.recipients)
    findings = "".join(f"<li>{escape(finding.message)}</li>" for finding in draft.findings)
    body = "".join(f"<p>{escape(part)}</p>" for part in draft.text().split("\n\n")).replace("\n", "<br>")
    return f"<p>{to}</p>{body}" + (f"<ul>{findings}</ul>" if findings else "")
