"""Reports a week: `python weekly_report.py [FOLDER]`."""

import sys
from pathlib import Path

from office import SAMPLE, play

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
week = play("weekly_report", folder, {})
print(f"{week['from']} to {week['to']}: {len(week['received'])} came in, {len(week['sent'])} went out")
for item in week["overdue"]:
    print(f"overdue  {item['due']}  {item['title']}  ({item['name']})")
print(week["text"])
