"""Writes minutes of a transcript or of notes: `python write_minutes.py [FILE]`."""

import sys
from pathlib import Path

from office import SAMPLE, play

transcript = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE / "buero-notizen-kw48.md"
minutes = play("write_minutes", transcript.parent, {}, f"transcript={transcript.name}")
print(minutes["text"])
for task in minutes["tasks"]:
    print(f"- {task['task']} ({task['owner'] or 'nobody named'}, {task['due'] or 'no day'})")
