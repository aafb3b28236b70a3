#!/usr/bin/env python3
"""Scores what `secretariat day` finds in invented inboxes against what was planted in them.

usage: score.py PROGRAM [-v] INBOX…

An item counts as found when a line of the agenda names its file and its day or, for items without a day, its
place. A line that matches no item and no tolerated place is a false alarm; in a harmless file it counts there too.
Findings are compared by file and code.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

FINDINGS = ("total_mismatch", "weekday_mismatch")
KINDS = ("deadline", "task", "question", "finding")


def words(text):
    return set(re.findall(r"\w+", unicodedata.normalize("NFC", text or "").lower()))


def same_place(one, other):
    """One holds the other, or they share three fifths of the shorter one's words."""
    one, other = words(one), words(other)
    return bool(one and other) and len(one & other) * 5 >= min(len(one), len(other)) * 3


def day_of(program, inbox, truth):
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "--office", f"{folder}/office", "day", str(inbox / "files"), "--json"]
        command += ["--now", truth["reference"], "--html", f"{folder}/day.html"]
        for address in truth["owner"]["addresses"]:
            command += ["--me", address]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"{inbox.name}: {run.stderr}")
    return json.loads(run.stdout)


class Inbox:
    """What was found in one inbox, and what was not."""

    def __init__(self, program, path):
        self.name = path.name
        truth = json.loads((path / "planted.json").read_text())
        day = day_of(program, path, truth)
        self.documents = {document["id"]: document for document in day["documents"]}
        self.agenda, self.findings = day["agenda"], day["findings"]
        self.counts = {kind: [0, 0] for kind in KINDS}
        self.missed, self.used = [], set()
        for item in truth["items"]:
            found = self.found(item)
            self.counts[item["kind"]][0] += found
            self.counts[item["kind"]][1] += 1
            if not found:
                self.missed.append(item)
        planted = {(item["file"], item["finding"]) for item in truth["items"] if item["kind"] == "finding"}
        tolerated = truth.get("tolerated", [])
        self.false = [
            entry
            for at, entry in enumerate(self.agenda)
            if at not in self.used
            and not any(
                place["file"] in self.files(entry) and same_place(entry["evidence"]["quote"], place["quote"])
                for place in tolerated
            )
        ]
        self.false += [
            finding
            for finding in self.findings
            if finding["code"] in FINDINGS
            and not any((name, finding["code"]) in planted for name in self.files(finding))
        ]
        self.right = len(self.used) + self.counts["finding"][0]
        self.harmless = len(truth["harmless_files"])
        self.alarms = sum(bool(self.files(entry) & set(truth["harmless_files"])) for entry in self.false)

    def files(self, entry):
        """The file of an entry, and the files that carry it."""
        names, document = {entry["document"]}, self.documents.get(entry["document_id"])
        while document and document.get("parent"):
            document = self.documents.get(document["parent"])
            if document:
                names.add(document["name"])
        return names

    def found(self, item):
        files = {item["file"], item.get("attachment")}
        if item["kind"] == "finding":
            return any(f["code"] == item["finding"] and self.files(f) & files for f in self.findings)
        found, quotes = False, [item["quote"], *item.get("also", [])]
        for at, entry in enumerate(self.agenda):
            if not self.files(entry) & files:
                continue
            place = any(same_place(entry["evidence"]["quote"], quote) for quote in quotes)
            if entry["due"] == item["due"] if item["due"] else place:
                found = True
                self.used.add(at)
            elif place and entry["due"] is None and item["kind"] != "deadline":
                # The right place without its day is no false alarm, but not found either.
                self.used.add(at)
        return found

    def print(self, verbose):
        hits, planted = (sum(count[at] for count in self.counts.values()) for at in (0, 1))
        kinds = ", ".join(f"{kind} {hit}/{of}" for kind, (hit, of) in self.counts.items())
        alarms = f"{self.alarms} alarms in {self.harmless} harmless files"
        print(f"{self.name}: found {hits}/{planted} ({kinds}); right {self.right}, false {len(self.false)}; {alarms}")
        if verbose:
            for item in self.missed:
                print(f"  missed  {item['kind']} {item['due']} {item['file']}: {item['quote'][:160]}")
            for entry in self.false:
                text = (entry.get("evidence") or {}).get("quote") or entry.get("message")
                print(f"  false   {entry.get('kind')} {entry.get('due')} {entry['document']}: {text[:160]}")


def main():
    program, *arguments = sys.argv[1:]
    verbose = "-v" in arguments
    inboxes = [Inbox(program, pathlib.Path(name)) for name in arguments if name != "-v"]
    for inbox in inboxes:
        inbox.print(verbose)
    total = {kind: [sum(inbox.counts[kind][at] for inbox in inboxes) for at in (0, 1)] for kind in KINDS}
    hits, planted = (sum(count[at] for count in total.values()) for at in (0, 1))
    right, false = sum(inbox.right for inbox in inboxes), sum(len(inbox.false) for inbox in inboxes)
    alarms, harmless = sum(inbox.alarms for inbox in inboxes), sum(inbox.harmless for inbox in inboxes)
    print(
        json.dumps(
            {
                "inboxes": len(inboxes),
                "recall": round(hits / max(planted, 1), 3),
                "precision": round(right / max(right + false, 1), 3),
                **{kind: f"{hit}/{of}" for kind, (hit, of) in total.items()},
                "harmless_alarms": f"{alarms}/{harmless}",
            }
        )
    )


if __name__ == "__main__":
    main()
