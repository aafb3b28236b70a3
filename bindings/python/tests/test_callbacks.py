"""Components of the application: plain and asynchronous, and all that can go wrong with them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, cast

import pytest
from secretariat import Limits, Office, Replay, SearchQuery, Settings, Source, blocking, errors
from secretariat.types import Area, Document, OcrPage, OcrWord, ParsedFile

PAGE = OcrPage(
    width=100,
    height=100,
    language="en",
    words=[
        OcrWord(text=word, area=Area(left=10.0 * n, top=10, width=9, height=8), confidence=0.9, paragraph=0, line=0)
        for n, word in enumerate("Please pay by 14 March 2026.".split())
    ],
)
REPLAY = Replay(now=datetime(2026, 3, 2, 9, tzinfo=timezone.utc))
IMPATIENT = Settings(limits=Limits(callback_millis=100))


class Plain:
    """A component with a method."""

    def recognise(self, image: bytes, dpi: int | None, languages: Sequence[str]) -> Sequence[OcrPage]:
        assert image.startswith(b"\x89PNG")
        return [PAGE]


async def asynchronous(image: bytes, dpi: int | None, languages: Sequence[str]) -> Sequence[OcrPage]:
    """A component that is a function."""
    await asyncio.sleep(0)
    return [PAGE]


async def scan(files: Path, ocr: Any, settings: Settings | None = None) -> Document:
    async with Office.open(ocr=ocr, settings=settings, replay=REPLAY) as office:
        return await office.documents.add(files / "scan-nordmark.png")


@pytest.mark.parametrize("ocr", [Plain(), asynchronous, lambda image, dpi, languages: [PAGE]])
async def test_components_may_be_plain_or_asynchronous(ocr: Any, files: Path) -> None:
    document = await scan(files, ocr)
    assert [str(deadline.due) for deadline in document.brief.deadlines] == ["2026-03-14"]


def test_components_serve_the_blocking_twin(files: Path) -> None:
    for ocr in (Plain(), asynchronous):
        with blocking.Office.open(ocr=ocr, replay=REPLAY) as office:
            assert office.documents.add(files / "scan-nordmark.png").brief.deadlines


def raises(image: bytes, dpi: int | None, languages: Sequence[str]) -> Sequence[OcrPage]:
    raise ValueError("no ink")


async def raises_later(image: bytes, dpi: int | None, languages: Sequence[str]) -> Sequence[OcrPage]:
    await asyncio.sleep(0)
    raise errors.DeniedError("no licence")


def exits(image: bytes, dpi: int | None, languages: Sequence[str]) -> Sequence[OcrPage]:
    raise SystemExit(3)


@pytest.mark.parametrize(
    ("ocr", "told"),
    [
        (raises, "ValueError: no ink"),
        (raises_later, "no licence"),
        (exits, "SystemExit: 3"),
        (lambda image, dpi, languages: None, "expected a sequence"),
        (lambda image, dpi, languages: "garbage", "expected a sequence"),
        (lambda image, dpi, languages: [{"words": []}], "expected OcrPage"),
        (lambda image, dpi, languages: [OcrPage(width=-1)], "expected"),
        (lambda image: [PAGE], "TypeError"),
    ],
)
async def test_what_fails_becomes_a_note_of_the_page(ocr: Any, told: str, files: Path) -> None:
    document = await scan(files, ocr)
    notes = [note for note in document.notes if note.code == "ocr_failed"]
    assert len(notes) == 1 and told in notes[0].message, document.notes


async def test_an_asynchronous_component_that_never_answers_is_cancelled(files: Path) -> None:
    cancelled = asyncio.Event()

    async def never(image: bytes, dpi: int | None, languages: Sequence[str]) -> Sequence[OcrPage]:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.set()
            raise
        return []

    document = await scan(files, never, IMPATIENT)
    assert any("callback_millis" in note.message for note in document.notes)
    await asyncio.wait_for(cancelled.wait(), 5)


async def test_a_plain_component_that_answers_too_late_is_ignored(files: Path) -> None:
    release = threading.Event()

    def late(image: bytes, dpi: int | None, languages: Sequence[str]) -> Sequence[OcrPage]:
        release.wait(10)
        return [PAGE]

    document = await scan(files, late, IMPATIENT)
    release.set()
    assert any("callback_millis" in note.message for note in document.notes)


async def test_cancelling_the_call_cancels_the_component(files: Path) -> None:
    started, cancelled = asyncio.Event(), asyncio.Event()

    async def slow(image: bytes, dpi: int | None, languages: Sequence[str]) -> Sequence[OcrPage]:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()
        return []

    async with Office.open(ocr=slow) as office:
        task = asyncio.ensure_future(office.documents.add(files / "scan-nordmark.png"))
        await asyncio.wait_for(started.wait(), 5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.wait_for(cancelled.wait(), 5)
        assert await office.documents.all() == ()


async def test_a_component_may_call_the_office(files: Path) -> None:
    seen: list[int] = []

    async def curious(image: bytes, dpi: int | None, languages: Sequence[str]) -> Sequence[OcrPage]:
        seen.append(len(await office.documents.all()))
        return [PAGE]

    office = await Office.open(ocr=curious)
    await office.documents.add(files / "scan-nordmark.png")
    assert seen == [0]
    await office.close()


async def test_a_component_without_its_method_is_refused() -> None:
    with pytest.raises(errors.InvalidInputError, match="recognise"):
        await Office.open(ocr=cast(Any, object()))


class Talks:
    """Reads a format of the application's own."""

    def extensions(self) -> Sequence[str]:
        return ["talk"]

    async def parse(self, content: bytes, name: str) -> ParsedFile | None:
        if not content.startswith(b"TALK"):
            return None
        return ParsedFile(title="A talk 👩‍💻", pages=["Welcome.", "Please pay by 14 March 2026, שלום."])


async def test_a_parser_of_the_application_reads_its_own_format() -> None:
    async with Office.open(file_parser=Talks(), replay=REPLAY) as office:
        talk = await office.documents.add(Source(bytes=b"TALK 1", name="today.talk"))
        deadline = talk.brief.deadlines[0]
        assert (talk.brief.title, str(deadline.evidence.place)) == ("A talk 👩‍💻", "page 2")
        text = await office.documents.text(talk.id)
        assert deadline.evidence.span.slice(text.text) == deadline.evidence.quote
        other = await office.documents.add(Source(bytes=b"Just a note.", name="other.talk"))
        assert other.format == "text"


@pytest.mark.parametrize("code", sorted(errors.CLASSES))
async def test_every_kind_of_error_passes_both_ways(code: str) -> None:
    class Refuses(Talks):
        async def parse(self, content: bytes, name: str) -> ParsedFile | None:
            raise errors.CLASSES[code]("not this one")

    async with Office.open(file_parser=Refuses()) as office:
        with pytest.raises(errors.CLASSES[code], match="not this one") as raised:
            await office.documents.add(Source(bytes=b"TALK 1", name="today.talk"))
        assert type(raised.value) is errors.CLASSES[code]


class Colours:
    """Knows one meaning: colours."""

    def __init__(self) -> None:
        self.asked = 0

    def name(self) -> str:
        return "colours-1"

    def dimensions(self) -> int:
        return 2

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        self.asked += len(texts)
        coloured = [any(word in text.lower() for word in ("red", "scarlet")) for text in texts]
        return [[1.0, 0.0] if one else [0.0, 1.0] for one in coloured]


async def test_a_model_of_meaning_finds_what_shares_no_word(tmp_path: Path) -> None:
    colours = Colours()
    async with Office.open(tmp_path, embedder=colours) as office:
        for name, text in {"a": "The sofa is scarlet.", "b": "The invoice is late.", "c": "We met on Monday."}.items():
            await office.documents.add(Source(text=text, name=name))
        hits = await office.documents.search(SearchQuery(text="red"))
        assert hits[0].passage.text == "The sofa is scarlet."
    asked = colours.asked
    async with Office.open(tmp_path, embedder=colours) as office:
        assert (await office.documents.search(SearchQuery(text="red")))[0].passage.text == "The sofa is scarlet."
    assert colours.asked == asked + 1


async def test_vectors_of_the_wrong_length_are_refused() -> None:
    class Wrong(Colours):
        def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
            return [[1.0] for _ in texts]

    async with Office.open(embedder=Wrong()) as office:
        await office.documents.add(Source(text="The sofa is scarlet.", name="a"))
        with pytest.raises(errors.InvalidInputError):
            await office.documents.search(SearchQuery(text="red"))
