#!/usr/bin/env python3
"""Labels the sentences of inboxes by what was planted in them: examples for the judge of sentences.

usage: label.py OUT.jsonl INBOX…   (each with the sentences.jsonl that the judge's test writes)

Own messages teach what a promise is; received ones what asks, and which days and terms are limits. Tolerated
places teach nothing.
"""

import datetime
import json
import pathlib
import re
import sys

FIRST_PERSON = re.compile(r"\b(I|I'll|I'm|ich|wir|we|me|mir)\b")


def words(text):
    return re.findall(r"\w+", text.lower())


def is_part(sentence, quote):
    """Says whether a sentence is a quoted place, or a part of one."""
    one, other = words(sentence), words(quote)
    if not one or not other:
        return False
    if len(other) >= 2 and " ".join(other) in " ".join(one):
        return True
    if len(one) >= 3 and " ".join(one) in " ".join(other):
        return True
    least = min(len(set(one)), len(set(other)))
    return least >= 5 and len(set(one) & set(other)) >= 0.7 * least


def marked(text, spans):
    """Sets {+…+} around what is a limit and {-…-} around what is none; spans count bytes."""
    raw, out, at = text.encode(), b"", 0
    for start, end, limit in sorted(spans):
        if start >= at:
            mark = b"+" if limit else b"-"
            out += raw[at:start] + b"{" + mark + raw[start:end] + mark + b"}"
            at = end
    return (out + raw[at:]).decode()


def is_near(day, dues):
    day = datetime.date.fromisoformat(day)
    return any(abs((day - datetime.date.fromisoformat(due)).days) <= 1 for due in dues)


def examples(home):
    truth = json.loads((home / "planted.json").read_text())
    domains = {address.lower().split("@")[1] for address in truth["owner"]["addresses"]}
    ours = {address.lower() for address in truth["owner"]["addresses"]}

    def is_ours(address):
        return address.lower() in ours or address.lower().split("@")[-1] in domains

    for line in (home / "sentences.jsonl").read_text().splitlines():
        unit = json.loads(line)
        text = unit["text"]
        short = len(text.strip()) < 3 or "{+" in text or "{-" in text
        if unit["zone"] not in ("Body", "Heading") or unit["shape"] == "row" or unit["ticked"] or short:
            continue
        places = [place for place in truth.get("tolerated", []) if place["file"] == unit["file"]]
        if any(is_part(text, place["quote"]) for place in places):
            continue
        items = [
            item
            for item in truth["items"]
            if item["file"] == unit["file"]
            and any(is_part(text, quote) for quote in [item["quote"], *item.get("also", [])])
        ]
        kinds = {item["kind"] for item in items}
        dues = {item["due"] for item in items if item["kind"] == "deadline" and item["due"]}
        base = {name: unit[name] for name in ("in", "shape", "language", "setting")}
        base["section"] = unit["section"][:80]
        sent = any(is_ours(address) for address in unit["from"])
        inside = sent and unit.get("to") and all(is_ours(address) for address in unit["to"])
        if sent and not (inside and not FIRST_PERSON.search(text)):
            yield {**base, "text": text, "promise": int("task" in kinds)}
            continue
        days = [(start, end, is_near(day, dues)) for start, end, day in unit["days"]]
        labels = {"ask": int("task" in kinds), "question": int("question" in kinds)}
        yield {**base, "text": marked(text, days), **labels}
        if unit["terms"]:
            terms = [(start, end, is_near(day, dues)) for start, end, day in unit["terms"]]
            yield {**base, "text": marked(text, terms)}


def main():
    out, *inboxes = sys.argv[1:]
    lines = [json.dumps(example, ensure_ascii=False) for home in inboxes for example in examples(pathlib.Path(home))]
    pathlib.Path(out).write_text("".join(line + "\n" for line in lines))
    print(f"{len(lines)} examples")


if __name__ == "__main__":
    main()
