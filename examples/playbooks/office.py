"""Reads a folder into an office in memory and plays one playbook there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from secretariat import Source
from secretariat.blocking import Office
from secretariat.types import Owner, Replay, Settings

SAMPLE = Path(__file__).parents[1] / "files"
# The people of the sample office, and the day that its files are about.
OWN = "a.demir@lindqvist-hartmann.example"
TODAY = datetime.fromisoformat("2026-11-25T09:00:00+00:00")


def play(playbook: str, folder: Path, given: Mapping[str, Any], *names: str) -> Any:
    """Returns the outcome. `names` are inputs that are the ids of files, as `input=file name`."""
    is_sample = folder.resolve() == SAMPLE.resolve()
    settings = Settings(owner=Owner(addresses=[OWN])) if is_sample else None
    replay = Replay(now=TODAY, seed=1) if is_sample else None
    with Office.open(settings=settings, replay=replay) as office:
        sources = [Source.file(path) for path in sorted(folder.iterdir()) if path.is_file()]
        outcomes = office.documents.submit(sources).wait()
        # A file that cannot be read has an error in place of a document.
        added = {outcome.name: outcome.document.id for outcome in outcomes if outcome.document}
        ids = {key: added[name] for key, _, name in (text.partition("=") for text in names)}
        run = office.agents.play(playbook, {**given, **ids})
        return office.agents.wait(run.id).output
