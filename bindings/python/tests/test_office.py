"""The asynchronous face: the first program, bad input, cancellation, threads, loops and processes."""

from __future__ import annotations

import asyncio
import datetime
import io
import multiprocessing
import os
import subprocess
import sys
import textwrap
import threading
from pathlib import Path
from typing import Any, cast

import pytest
import secretariat
from secretariat import DraftRequest, Office, SearchQuery, Settings, Source, blocking, errors
from secretariat.types import JobId, Needed, NewApproval, NewMember, Owner, PlacePage, Replay, Role, Subject

NOTE = "Please send the signed contract by 14 March 2026. 👩‍💻 שלום: the fee is €1,250.00."


async def test_the_first_program(files: Path, tmp_path: Path) -> None:
    async with Office.open(tmp_path / "office") as office:
        contract = await office.documents.add(Source.file(files / "lease-Speicherhof-3.pdf"))
        lines = [f"{d.due} {d.title} ({d.evidence.place})" for d in contract.brief.deadlines]
        assert any("page" in line for line in lines)
        answer = await office.documents.ask("When must notice be given?")
        assert answer.found
        text = await office.documents.text(answer.evidence[0].document)
        assert answer.evidence[0].span.slice(text.text) == answer.evidence[0].quote
        mail = await office.documents.add(files / "mail-3-open-questions.eml")
        draft = await office.communications.draft(DraftRequest.reply(mail.id, saying="We will call tomorrow."))
        assert "We will call tomorrow." in draft.text()
        assert b"In-Reply-To" in draft.eml()
    async with Office.open(tmp_path / "office") as office:
        assert [document.name for document in await office.documents.all()][0] == contract.name


async def test_the_first_program_prints_the_same_lines_in_every_language(files: Path) -> None:
    replay = Replay(now=datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.timezone.utc), seed=7)
    async with Office.open(replay=replay) as office:
        contract = await office.documents.add(Source.file(files / "lease-Speicherhof-3.pdf"))
        lines = [f"{d.due} {d.title} ({d.evidence.place})" for d in contract.brief.deadlines]
        answer = await office.documents.ask("When must we give notice?")
        lines.append(f'{answer.text} "{answer.evidence[0].quote}"')
        draft = await office.communications.draft(DraftRequest.reply(contract.id, saying="We will not renew."))
        draft.ensure_sendable()
        lines.append(draft.text())
    assert "\n".join(lines) == (files / "../../conformance/program.txt").read_text(encoding="utf-8")


async def test_paths_open_files_and_bytes_are_sources(files: Path) -> None:
    async with Office.open() as office:
        by_path = await office.documents.add(files / "buero-notizen-kw48.md")
        with open(files / "buero-notizen-kw48.md", "rb") as opened:
            assert (await office.documents.add(opened)).id == by_path.id
        content = (files / "buero-notizen-kw48.md").read_bytes()
        assert (await office.documents.add(Source(bytes=content, name="other.md"))).id == by_path.id
        assert await office.documents.original(by_path.id) == content
        with pytest.raises(errors.InvalidInputError, match="opened for bytes"):
            await office.documents.add(cast(Any, io.StringIO("text")))


async def test_calls_one_after_the_other_let_the_event_loop_take_its_turns() -> None:
    async with Office.open() as office:
        note = await office.documents.add(Source(text=NOTE, name="note.txt"))
        turns = 0

        async def other() -> None:
            nonlocal turns
            for _ in range(10):
                turns += 1
                await asyncio.sleep(0)

        beside = asyncio.create_task(other())
        for _ in range(200):
            await office.documents.get(note.id)
        assert turns == 10
        await beside
        # Those that are made together are done beside the loop, and each has its own answer.
        answers = await asyncio.gather(*(office.documents.get(note.id) for _ in range(100)))
        assert {answer.id for answer in answers} == {note.id}


async def test_a_view_is_an_office_of_its_own_that_leaves_the_other_open() -> None:
    async with Office.open() as office:
        eve = await office.people.add(NewMember(name="Eve", role=Role.VIEWER))
        archive = await office.workspaces.create("Archive")
        async with office.acting_as(eve.id) as as_eve:
            with pytest.raises(errors.DeniedError, match="may not add documents"):
                await as_eve.documents.add(Source(text=NOTE, name="note.txt"))
            with pytest.raises(errors.NotFoundError):
                await as_eve.workspace(archive.id).documents.all()
        with pytest.raises(errors.InvalidInputError, match="closed"):
            await as_eve.documents.all()
        inside = office.workspace(archive.id)
        await inside.documents.add(Source(text=NOTE, name="note.txt"))
        assert len(await inside.documents.all()) == 1 and not await office.documents.all()
    with pytest.raises(errors.InvalidInputError, match="closed"):
        await inside.documents.all()
    with blocking.Office.open() as opened:
        with opened.acting_as("owner") as view:
            assert view.workspaces.current().name == "Office"
        assert not opened.documents.all()


async def test_what_is_approved_is_any_json() -> None:
    shown = {"to": ["bob@acme.example"], "amount": 1250, "note": None}
    async with Office.open() as office:
        subject = Subject(kind="draft", id="dr_01")
        hashed = secretariat.payload_hash(shown)
        needed = Needed(requester_may_approve=True)
        question = NewApproval(subject=subject, payload_hash=hashed, shown=shown, needed=needed)
        asked = await office.approvals.request(question)
        assert asked.shown == shown and asked.state == "waiting"
        assert (await office.approvals.approve(asked)).state == "approved"
        with pytest.raises(errors.InvalidInputError, match="shown: expected a value of JSON"):
            await office.approvals.request(NewApproval(subject=subject, payload_hash=hashed, shown=object()))


async def test_a_job_is_followed_again_by_its_id() -> None:
    async with Office.open() as office:
        job = office.documents.submit([Source(text=NOTE, name="a.txt"), Source(text="Hello.", name="b.txt")])
        outcome = await job.wait()
        again = office.documents.job(job.id)
        assert again.id == job.id and await again.wait() == outcome
        assert [event async for event in again] == [event async for event in job]
        with pytest.raises(errors.NotFoundError):
            await office.documents.job(JobId("job_nowhere")).wait()


async def test_spans_count_characters_as_python_does() -> None:
    async with Office.open() as office:
        document = await office.documents.add(Source(text=NOTE, name="note.txt"))
        text = (await office.documents.text(document.id)).text
        evidence = [fact.evidence for fact in document.brief.amounts]
        assert evidence and all(one.span.slice(text) == one.quote for one in evidence)
    for value in secretariat.values(NOTE):
        assert value.span.slice(NOTE) == value.text


@pytest.mark.parametrize("wrong", [None, 5, b"bytes", ["list"], {"a": 1}, object(), "\ud800"])
async def test_wrong_types_are_invalid_input(wrong: Any) -> None:
    five: Any = 5
    async with Office.open() as office:
        for call in (
            lambda: office.documents.ask(wrong),
            lambda: office.documents.get(wrong),
            lambda: office.documents.search(wrong),
            lambda: office.documents.list(cursor=five if wrong is None else wrong),
            lambda: office.communications.draft(wrong),
        ):
            with pytest.raises(errors.InvalidInputError):
                await call()
        with pytest.raises(errors.InvalidInputError):
            await office.documents.add(wrong)
        with pytest.raises(errors.InvalidInputError):
            await office.documents.search(SearchQuery(text=wrong))
        with pytest.raises(errors.InvalidInputError):
            secretariat.values(wrong)
    if wrong is not None and not isinstance(wrong, str):
        with pytest.raises(errors.InvalidInputError):
            Office.open(wrong)
        with pytest.raises(errors.InvalidInputError):
            Office.open(settings=wrong)


async def test_errors_have_their_class_and_kind(tmp_path: Path) -> None:
    async with Office.open() as office:
        with pytest.raises(errors.NotFoundError) as raised:
            await office.documents.add(tmp_path / "missing.pdf")
        assert raised.value.kind == "not_found" and not raised.value.retryable
        assert "missing.pdf" in raised.value.message
        with pytest.raises(errors.CorruptError, match="empty"):
            await office.documents.add(Source(bytes=b"", name="empty.pdf"))


async def test_a_closed_office_says_so() -> None:
    office = await Office.open()
    await office.close()
    await office.close()
    with pytest.raises(errors.InvalidInputError, match="closed"):
        await office.documents.all()
    with pytest.raises(errors.InvalidInputError, match="closed"):
        office.documents.submit([])


async def test_a_job_tells_its_events_and_its_outcome(files: Path, tmp_path: Path) -> None:
    async with Office.open(settings=Settings(parallel=1)) as office:
        job = office.documents.submit([Source.file(files / "offene-posten.csv"), tmp_path / "none.pdf"])
        events = [event async for event in job]
        outcome = await job.wait()
        assert events[-1].step.type == "finished"
        assert [event.sequence for event in events] == list(range(1, len(events) + 1))
        assert [event async for event in job.events(after=1)] == events[1:]
        assert outcome[0].document is not None and outcome[0].error is None
        assert outcome[1].error is not None and outcome[1].error.code == "not_found"
        assert await job.wait() == outcome


async def test_a_job_can_be_cancelled(files: Path) -> None:
    async with Office.open() as office:
        job = office.documents.submit([Source.file(path) for path in sorted(files.iterdir())] * 3)
        job.cancel()
        events = [event async for event in job]
        assert events[-1].step.type == "finished"
        with pytest.raises(errors.UnavailableError, match="cancelled"):
            await job.wait()
        assert isinstance(await office.documents.all(), tuple)


async def test_cancelling_reaches_the_core() -> None:
    async with Office.open() as office:
        many = [Source(text=f"note {n} " * 2_000, name=f"{n}.txt") for n in range(20)]
        task = asyncio.gather(*(office.documents.add(source) for source in many))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert len(await office.documents.all()) < len(many)


async def test_many_calls_at_the_same_time() -> None:
    async with Office.open() as office:
        sources = [Source(text=f"The invoice {n} is due on 3 April 2026.", name=f"{n}.txt") for n in range(100)]
        documents = await asyncio.gather(*(office.documents.add(source) for source in sources))
        assert len({document.id for document in documents}) == 100
        answers = await asyncio.gather(*(office.documents.get(document.id) for document in documents))
        assert [answer.name for answer in answers] == [document.name for document in documents]


def test_two_event_loops_and_threads_share_an_office(tmp_path: Path) -> None:
    office = asyncio.run(_open(tmp_path))
    document = asyncio.run(_add(office, "one"))
    found: list[str] = []

    def work(name: str) -> None:
        found.append(asyncio.run(_add(office, name)).name)

    threads = [threading.Thread(target=work, args=(f"n{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert asyncio.run(office.documents.get(document.id)).id == document.id
    asyncio.run(office.close())


async def _open(folder: Path) -> Office:
    return await Office.open(folder)


async def _add(office: Office, name: str) -> secretariat.Document:
    return await office.documents.add(Source(text=f"text {name}", name=f"{name}.txt"))


def test_the_blocking_twin_does_the_same(files: Path) -> None:
    with blocking.Office.open(settings=Settings(owner=Owner(addresses=["me@office.example"]))) as office:
        lease = office.documents.add(files / "lease-Speicherhof-3.pdf")
        assert isinstance(lease.brief.deadlines[0].evidence.place, PlacePage)
        assert office.documents.owner().addresses == ("me@office.example",)
        job = office.documents.submit([files / "offene-posten.csv"])
        assert [event.step.type for event in job][-1] == "finished"
        assert job.wait()[0].document is not None
        with pytest.raises(errors.InvalidInputError):
            office.documents.ask("")
    parsed = blocking.parse(b"# Minutes\n\nAnna calls the printer.", "minutes.md")
    assert parsed.markdown().startswith("# Minutes")


async def test_a_notebook_shows_briefs_and_drafts_without_markup_of_the_document() -> None:
    async with Office.open() as office:
        text = "<script>alert(1)</script> Please pay the invoice by 14 March 2026. Can you confirm?"
        document = await office.documents.add(Source(text=text, name="<b>.txt"))
        answer = await office.documents.ask("When must the invoice be paid?")
        agenda = await office.documents.agenda()
        for shown in (document, document.brief, answer, agenda):
            page = shown._repr_html_()
            assert "<script>" not in page and "2026" in page


def test_a_forked_child_is_refused_clearly(tmp_path: Path) -> None:
    with blocking.Office.open(tmp_path) as office:
        context = multiprocessing.get_context("fork")
        queue: multiprocessing.Queue[str] = context.Queue()

        def child() -> None:
            for call in (office.documents.all, lambda: blocking.Office.open()):
                try:
                    call()
                except errors.UnsupportedError as error:
                    queue.put(error.message)

        process = context.Process(target=child)
        process.start()
        assert "fork" in queue.get(timeout=20) and "fork" in queue.get(timeout=20)
        process.join(timeout=20)
        assert process.exitcode == 0


@pytest.mark.parametrize("how", ["open", "job", "callback", "thread"])
def test_the_interpreter_ends_with_work_open(how: str, files: Path) -> None:
    program = textwrap.dedent(
        f"""
        import asyncio, pathlib, threading, time
        from secretariat import Office, Source
        from secretariat import blocking
        files = sorted(pathlib.Path({os.fspath(files)!r}).iterdir())
        how = {how!r}
        if how == "thread":
            office = blocking.Office.open()
            threading.Thread(target=lambda: [office.documents.add(f) for f in files if f.suffix != ".png"], daemon=True).start()
            time.sleep(0.05)
        else:
            async def main():
                async def never(image, dpi, languages):
                    await asyncio.sleep(3600)
                office = await Office.open(ocr=never if how == "callback" else None)
                if how == "job":
                    office.documents.submit([Source.file(f) for f in files])
                if how == "callback":
                    asyncio.ensure_future(office.documents.add(pathlib.Path({os.fspath(files)!r}) / "scan-nordmark.png"))
                    await asyncio.sleep(0.2)
            asyncio.run(main())
        print("end")
        """
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stdout.strip() == "end", done.stderr
    assert "panicked" not in done.stderr and "Traceback" not in done.stderr, done.stderr


def test_the_lock_of_the_interpreter_is_released() -> None:
    counted = 0
    stop = threading.Event()

    def count() -> None:
        nonlocal counted
        while not stop.is_set():
            counted += 1

    thread = threading.Thread(target=count)
    thread.start()
    before = counted
    blocking.parse(("word " * 200_000).encode(), "long.txt")
    progressed = counted - before
    stop.set()
    thread.join()
    assert progressed > 100


def test_the_command_runs_as_a_module(files: Path) -> None:
    line = [sys.executable, "-m", "secretariat"]
    done = subprocess.run([*line, "parse", str(files / "offene-posten.csv"), "--to", "markdown"], capture_output=True)
    assert done.returncode == 0 and b"|" in done.stdout
    assert subprocess.run([*line, "parse", "none.pdf"], capture_output=True).returncode == 66
    assert subprocess.run([*line, "nonsense"], capture_output=True).returncode == 64
