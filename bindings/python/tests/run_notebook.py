"""Runs a notebook from top to bottom, and fails where a cell does."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, cast

import nbformat
from nbclient import NotebookClient

path = Path(sys.argv[1])
# The library has no types.
notebook = cast(Any, nbformat.reads)(path.read_text(encoding="utf-8"), as_version=4)
NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
shown = [output for cell in notebook.cells for output in cell.get("outputs", []) if "text/html" in output.get("data", {})]
assert len(shown) >= 4, "briefs, agendas, answers and drafts show themselves"
print(f"{path.name}: {len(notebook.cells)} cells")
