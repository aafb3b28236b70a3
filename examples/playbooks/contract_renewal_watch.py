"""Finds the last day to give notice of each contract: `python contract_renewal_watch.py [FOLDER]`."""

import sys
from pathlib import Path

from office import SAMPLE, play

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
for contract in play("contract_renewal_watch", folder, {})["contracts"]:
    print(f"{contract['state']:<7} {contract['notice_by'] or contract['ends']}  {contract['title']}")
    print(f"    {contract['task']}")
    for evidence in contract["evidence"]:
        print(f"    “{evidence['quote']}”")
