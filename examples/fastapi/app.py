"""A small web service: upload files, see what is due, ask questions. Run it with `fastapi dev app.py`."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request, UploadFile
from fastapi.responses import JSONResponse
from secretariat import Office, SecretariatError, Source


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Keeps one office open while the service runs; it is safe for many requests at the same time."""
    async with Office.open(os.environ.get("OFFICE", "./office")) as office:
        app.state.office = office
        yield


app = FastAPI(title="A secretary", lifespan=lifespan)


def office(request: Request) -> Office:
    """The office of this service."""
    found: Office = request.app.state.office
    return found


@app.exception_handler(SecretariatError)
async def failed(_: Request, error: Exception) -> JSONResponse:
    """Every error of the core has its HTTP status."""
    assert isinstance(error, SecretariatError)
    return JSONResponse({"code": error.kind, "message": error.message}, status_code=error.http_status)


@app.post("/documents", status_code=201)
async def add(request: Request, file: UploadFile) -> dict[str, Any]:
    """Reads a file and says what it is about."""
    document = await office(request).documents.add(
        Source(bytes=await file.read(), name=file.filename or "upload")
    )
    brief = document.brief
    return {
        "id": document.id,
        "kind": brief.kind,
        "title": brief.title,
        "summary": [sentence.quote for sentence in brief.summary],
        "deadlines": [
            {"due": one.due, "title": one.title, "quote": one.evidence.quote, "place": str(one.evidence.place)}
            for one in brief.deadlines
        ],
    }


@app.get("/answers")
async def ask(request: Request, question: str) -> dict[str, Any]:
    """Answers a question with the sentences that say so, or says that no document does."""
    answer = await office(request).documents.ask(question)
    return {
        "text": answer.text,
        "found": answer.found,
        "evidence": [
            {"document": one.document, "place": str(one.place), "quote": one.quote} for one in answer.evidence
        ],
    }


@app.get("/agenda")
async def agenda(request: Request) -> list[dict[str, Any]]:
    """Lists what is due, by day."""
    found = await office(request).documents.agenda()
    return [
        {"due": item.due, "kind": item.kind, "title": item.title, "file": item.name} for item in found.items
    ]
