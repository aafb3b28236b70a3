"""The world outside: a bank whose statement is a file, and that takes a second for each payment."""

import json
import os
import time
from pathlib import Path

STATEMENT = Path(os.environ.get("STATEMENT", "statement.jsonl"))


def pay(name: str, amount: int, key: str) -> str:
    """Pays, and says so a second later."""
    with STATEMENT.open("a") as statement:
        statement.write(json.dumps({"key": key, "name": name, "amount": amount}) + "\n")
    time.sleep(1)
    return f"paid {amount} EUR to {name}"


def paid(key: str) -> bool:
    """Looks for a payment on the statement."""
    lines = STATEMENT.read_text().splitlines() if STATEMENT.exists() else []
    return any(json.loads(line)["key"] == key for line in lines)
