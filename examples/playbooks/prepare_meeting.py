"""Prepares a meeting: `python prepare_meeting.py [FOLDER TOPIC]`."""

import sys
from pathlib import Path

from office import SAMPLE, play

folder, topic = (Path(sys.argv[1]), sys.argv[2]) if len(sys.argv) > 2 else (SAMPLE, "Hotel Nordwall chairs")
meeting = play("prepare_meeting", folder, {"topic": topic})
print("Papers:")
for paper in meeting["papers"]:
    print(f"  {paper['date'] or '':<10}  {paper['title']}  ({paper['name']}, {paper['evidence']['quote'][:60]!r})")
print("Open points:")
for point in meeting["open_points"]:
    print(f"  {point['due'] or '':<10}  {point['title']}")
print(meeting["agenda_text"])
