"""Each example runs on the sample office and finds what stands there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("triage_inbox", ["answer", "pay", "draft dft_"]),
        ("prepare_meeting", ["hotel-nordwall-concept.pptx", "Open points:"]),
        ("write_minutes", ["- "]),
        ("chase_unpaid_invoices", ["to_pay"]),
        ("weekly_report", ["came in"]),
        ("contract_renewal_watch", ["lease", "“"]),
    ],
)
def test_example(name: str, words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, f"{name}.py"], cwd=HERE, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    for word in words:
        assert word.lower() in done.stdout.lower(), done.stdout
