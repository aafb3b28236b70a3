"""Shared parts of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def files() -> Path:
    """The sample inbox."""
    return ROOT / "examples" / "files"
