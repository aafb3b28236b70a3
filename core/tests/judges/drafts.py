"""Judges a folder of drafts by readers of other makers and prints what each of them found.

The folder is written by `cargo test -p secretariat --test it drafts::fuzz -- --ignored`. Needs Python 3.11 with icalendar,
vobject and python-docx; qpdf, pdftotext and tidy are used where they are installed, LibreOffice when asked for.
Usage: drafts.py FOLDER [--office]
"""

import collections
import email
import email.message
import email.policy
import hashlib
import html.parser
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable

import docx
import icalendar
import vobject

Findings = collections.Counter[str]

INVISIBLE = re.compile("[\u202a-\u202e\u2066-\u206f\u00ad\u200b\u2060-\u2064\ufeff\u0000-\u0008\u000b\u000c\u000e-\u001f]")

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")

# A value that breaks over two lines amid right-to-left words stands on the page, and poppler reads its parts in
# another order. That is told, and counted from this share of the drafts on: more would be a fault of ours.
READ_APART = "facts read apart beside right-to-left words"
FEW = 0.05


def squeezed(text: str) -> str:
    """Text without blanks and what no form prints, in one normal form."""
    return "".join(INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def lacking(facts: list[str], text: str) -> list[str]:
    """The facts that stand in a text less often than the draft prints them."""
    text = squeezed(text)
    wanted = collections.Counter(squeezed(fact) for fact in facts)
    return [fact for fact, count in wanted.items() if text.count(fact) < count]


class Page(html.parser.HTMLParser):
    """The words of a page, and whatever on it could run or load something."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.active: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "link", "img", "iframe", "object", "form"):
            self.active.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (name in ("href", "src") and not re.match("https?:|mailto:|tel:", value or "")):
                self.active.append(f"{name}={value}")


def judge_wire(raw: bytes) -> list[str]:
    """What is wrong with the lines of a mail (RFC 5321, RFC 5322)."""
    found = []
    bare = raw.replace(b"\r\n", b"")
    if b"\n" in bare or b"\r" in bare:
        found.append("bare line end")
    if any(byte > 127 for byte in raw):
        found.append("octet above 127")
    if max(map(len, raw.split(b"\r\n"))) > 998:
        found.append("line above 998")
    head = raw.split(b"\r\n\r\n", 1)[0].split(b"\r\n")
    names = [line.split(b":")[0].lower() for line in head if line[:1] not in b" \t"]
    if max(map(len, head)) > 78:
        found.append("header line above 78")
    for name in (b"from", b"to", b"cc", b"date", b"message-id", b"subject", b"mime-version", b"references"):
        if names.count(name) > 1:
            found.append(f"{name.decode()} twice")
    for name in (b"from", b"date", b"message-id", b"mime-version", b"subject"):
        if name not in names:
            found.append(f"{name.decode()} missing")
    known = {b"from", b"to", b"cc", b"subject", b"date", b"message-id", b"in-reply-to", b"references"}
    known |= {b"mime-version", b"content-type"}
    found += [f"header {name.decode()}" for name in names if name not in known]
    return found


def judge_mail(raw: bytes, expected: dict) -> list[str]:
    """What Python's mail parser finds."""
    found = judge_wire(raw)
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    email.message_from_bytes(raw, policy=email.policy.strict).as_bytes()
    for part in mail.walk():
        found += [f"defect {type(defect).__name__}" for defect in part.defects]
        for name in part.keys():
            found += [f"{name} {type(defect).__name__}" for defect in getattr(part[name], "defects", ())]
    # Python 3.11 puts a blank between encoded words, so blanks are not compared.
    if squeezed(str(mail["subject"])) != squeezed(expected["subject"]):
        found.append("subject differs")
    for field in ("to", "cc"):
        named = [(entry.display_name, entry.addr_spec) for entry in mail[field].addresses] if mail[field] else []
        named = [entry for entry in named if entry[1]]
        if [(squeezed(name), at) for name, at in named] != [(squeezed(name or ""), at) for name, at in expected[field]]:
            found.append(f"{field} differs")
    files = [(part.get_filename(), part.get_payload(decode=True)) for part in mail.iter_attachments()]
    files = [(name, hashlib.sha256(body or b"").hexdigest()) for name, body in files]
    if files != [tuple(file) for file in expected["attachments"]]:
        found.append("attachments differ")
    body = mail.get_body(("plain",))
    text = body.get_content() if body else ""
    joined = re.sub(r" \r?\n", " ", re.sub(r"(?m)^> ?", "", text))
    if lacking(expected["facts"], joined):
        found.append("facts differ")
    kinds = [part.get_content_type() for part in mail.walk()]
    if ("text/calendar" in kinds) != bool(expected["invite"]):
        found.append("calendar part")
    return found


def judge_calendar(raw: bytes, expected: dict) -> list[str]:
    """What icalendar and vobject find."""
    found = []
    if b"\n" in raw.replace(b"\r\n", b"") or max(map(len, raw.split(b"\r\n"))) > 75:
        found.append("lines")
    for line in raw.split(b"\r\n"):
        line.decode()
    calendar = icalendar.Calendar.from_ical(raw)
    events = calendar.walk("VEVENT")
    found += [f"icalendar {error}" for part in calendar.walk() for error in part.errors]
    if len(events) != 1:
        return found + ["events"]
    event, invite = events[0], expected["invite"]
    known = {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "ORGANIZER"}
    known |= {"ATTENDEE", "STATUS", "TRANSP"}
    found += [f"property {name}" for name in event if name not in known]
    guests = event.get("ATTENDEE", [])
    guests = guests if isinstance(guests, list) else [guests]
    named = [(squeezed(str(guest.params.get("CN", ""))), str(guest)) for guest in guests]
    # icalendar keeps the marks of RFC 6868 in names or reads them, by its version.
    carets = [(name.replace("^'", '"').replace("^^", "^"), at) for name, at in named]
    wanted = [(squeezed(name or ""), f"mailto:{at}") for name, at in invite["attendees"]]
    if wanted not in (named, carets):
        found.append("attendees differ")
    if event["DTSTART"].dt.replace(tzinfo=None).isoformat() != invite["start"]:
        found.append("start differs")
    if str(event["UID"]) != invite["uid"]:
        found.append("uid differs")
    if lacking(expected["facts"], str(event.get("DESCRIPTION", ""))):
        found.append("facts differ")
    vobject.readOne(raw.decode()).validate(raiseException=True)
    return found


def words_of_docx(path: pathlib.Path) -> str:
    """The words of a Word file as python-docx reads it: paragraphs, cells, foot."""
    document = docx.Document(str(path))
    words = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        for row in table.rows:
            words += [cell.text for cell in row.cells]
    return "\n".join(words)


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Runs a program and keeps what it says."""
    return subprocess.run(command, capture_output=True, text=True, check=False)


def judge_pdf(path: pathlib.Path, facts: list[str]) -> list[str]:
    """What qpdf and poppler find."""
    found = []
    if shutil.which("qpdf") and run("qpdf", "--check", str(path)).returncode:
        found.append("qpdf")
    if shutil.which("pdftotext"):
        # Cells stand side by side, so the text is read in the order in which it was written.
        text = run("pdftotext", "-raw", str(path), "-").stdout
        if lacking(facts, text):
            found.append(READ_APART if RIGHT_TO_LEFT.search(text) else "facts differ")
    return found


def judge_html(text: str, facts: list[str]) -> list[str]:
    """What Python's parser and tidy find."""
    page = Page()
    page.feed(text)
    found = [f"active {name}" for name in page.active]
    if lacking(facts, " ".join(page.words)):
        found.append("facts differ")
    if shutil.which("tidy"):
        said = subprocess.run(("tidy", "-errors", "-quiet"), input=text, capture_output=True, text=True, check=False)
        harmless = ("proprietary attribute", "lacks \"summary\"", "trimming empty", "<table> attribute", "is not HTML5")
        lines = [line for line in said.stderr.splitlines() if line.startswith("line")]
        found += ["tidy " + line.split(" - ")[1] for line in lines if not any(word in line for word in harmless)]
    return found


def office(folder: pathlib.Path) -> list[str]:
    """The Word files that LibreOffice does not turn into PDF."""
    files = sorted(folder.glob("*.docx"))
    with tempfile.TemporaryDirectory() as out:
        # Of some hundred files in one process LibreOffice silently leaves the last ones out.
        for at in range(0, len(files), 100):
            run("soffice", "--headless", f"-env:UserInstallation=file://{out}/profile", "--convert-to", "pdf",
                "--outdir", out, *map(str, files[at : at + 100]))
        return [file.name for file in files if not (pathlib.Path(out) / f"{file.stem}.pdf").exists()]


def judges_of(note: pathlib.Path, expected: dict) -> dict[str, Callable[[], list[str]]]:
    """What judges each form of a draft."""
    facts = expected["facts"]
    path = note.with_suffix
    return {
        "txt": lambda: ["facts differ"] * bool(lacking(facts, path(".txt").read_text())),
        "md": lambda: ["facts differ"] * bool(lacking(facts, re.sub(r"\\(.)", r"\1", path(".md").read_text()))),
        "html": lambda: judge_html(path(".html").read_text(), facts),
        "eml": lambda: judge_mail(path(".eml").read_bytes(), expected),
        "ics": lambda: judge_calendar(path(".ics").read_bytes(), expected),
        "docx": lambda: ["facts differ"] * bool(lacking(facts, words_of_docx(path(".docx")))),
        "pdf": lambda: judge_pdf(path(".pdf"), facts),
    }


def main() -> int:
    """Judges every draft of the folder."""
    folder = pathlib.Path(sys.argv[1])
    findings: dict[str, Findings] = collections.defaultdict(collections.Counter)
    counts: Findings = collections.Counter()
    examples: dict[str, str] = {}
    for note in sorted(folder.glob("*.json")):
        expected = json.loads(note.read_text())
        path = note.with_suffix
        judges = judges_of(note, expected)
        for form, judge in judges.items():
            if not path(f".{form}").exists():
                continue
            counts[form] += 1
            try:
                found = judge()
            except Exception as error:  # noqa: BLE001 - whatever a reader trips over is a finding
                found = [f"{type(error).__name__}: {str(error)[:80]}"]
            for finding in set(found):
                findings[form][finding] += 1
                examples.setdefault(f"{form} {finding}", note.stem)
    if "--office" in sys.argv:
        counts["docx by LibreOffice"] = counts["docx"]
        findings["docx by LibreOffice"].update("not opened" for _ in office(folder))
    for form, count in counts.items():
        print(f"{form}: {count} judged, {sum(findings[form].values())} findings")
        for finding, times in findings[form].most_common():
            print(f"    {times} × {finding} (first in {examples.get(f'{form} {finding}', '?')})")
    counted = any(finding != READ_APART for form in counts for finding in findings[form])
    many = findings["pdf"][READ_APART] > FEW * counts["pdf"]
    return int(counted or many or not counts)


if __name__ == "__main__":
    sys.exit(main())
