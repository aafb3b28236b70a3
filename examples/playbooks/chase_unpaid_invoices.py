"""Finds what is owed and drafts reminders: `python chase_unpaid_invoices.py [FOLDER]`."""

import sys
from pathlib import Path

from office import SAMPLE, play

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
found = play("chase_unpaid_invoices", folder, {})
for title in ("overdue", "not_due", "paid", "to_pay", "unclear"):
    for invoice in found[title]:
        amount = invoice["amount"]["value"]["text"] if invoice["amount"] else ""
        print(f"{title:<8} {invoice['due']}  {amount:>14}  {invoice['partner'] or ''}  ({invoice['name']})")
        if invoice["draft"] and invoice["draft"]["draft"]:
            print(f"    reminder {invoice['draft']['draft']}: {invoice['draft']['subject']}")
