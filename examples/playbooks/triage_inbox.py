"""Sorts an inbox: `python triage_inbox.py [FOLDER]`."""

import sys
from pathlib import Path

from office import SAMPLE, play

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
for one in play("triage_inbox", folder, {})["documents"]:
    print(f"{one['urgency']:<8} {one['kind']:<8} {one['due'] or '':<10}  {one['title']}  ({one['name']})")
    print(f"    {one['proposal']}")
    for finding in one["findings"]:
        print(f"    ! {finding['message']}")
    if one["draft"] and one["draft"]["draft"]:
        print(f"    draft {one['draft']['draft']}: {one['draft']['subject']}")
