"""A document service as one writes it with FastAPI: the same endpoints as Secretariat's server, on PostgreSQL.

It is the peer of `compare.py`, and given every advantage that is idiomatic: uvloop and httptools, `asyncpg` without an
ORM, one query where Secretariat makes several, `orjson`, and answers that are not validated on their way out. It does
less than Secretariat: an upload is stored, its text taken out (by `pypdf` for PDFs) and indexed for full-text search.
With `?facts=true` the dates and amounts in it are found too, by `dateparser` and a pattern; parties, deadlines, tasks,
questions, the kind and a summary are not.

    DATABASE_URL=postgres://… FILES=/folder uvicorn peer:app
"""

import asyncio
import hashlib
import os
import re
import secrets
import time
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from typing import Annotated

import asyncpg
import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from dateparser.search import search_dates
from fastapi import Depends, FastAPI, Header, HTTPException, Query, Request, Response, UploadFile
from pypdf import PdfReader

ISSUER = "http://peer.example"
AUDIENCE = "peer"
TABLES = """
create table if not exists members (id text primary key, name text not null, email text not null, role text not null);
create table if not exists sessions (id text primary key, member text not null references members);
create table if not exists documents (
    id text primary key, name text not null, sha256 text not null unique, record jsonb not null,
    added timestamptz not null default now());
create index if not exists documents_added on documents (added desc, id);
create table if not exists passages (
    document text not null references documents, ordinal int not null, text text not null,
    words tsvector generated always as (to_tsvector('simple', text)) stored,
    primary key (document, ordinal));
create index if not exists passages_words on passages using gin (words);
"""


class State:
    pool: asyncpg.Pool
    key: Ed25519PrivateKey
    files: Path


state = State()


@asynccontextmanager
async def lifespan(_: FastAPI):
    state.key = Ed25519PrivateKey.generate()
    state.files = Path(os.environ["FILES"])
    state.pool = await asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=2, max_size=16, init=encode_json)
    async with state.pool.acquire() as connection:
        await connection.execute(TABLES)
        await connection.execute(
            "insert into members values ('mem_1', 'Ada Lund', 'ada@example.org', 'owner') on conflict do nothing"
        )
    yield
    await state.pool.close()


async def encode_json(connection: asyncpg.Connection) -> None:
    """JSON goes through as bytes: the list hands on what is stored."""
    await connection.set_type_codec(
        "jsonb", schema="pg_catalog", format="binary", encoder=lambda v: b"\x01" + v, decoder=lambda v: v[1:]
    )


app = FastAPI(lifespan=lifespan)


def answer(value: object, status: int = 200) -> Response:
    return Response(orjson.dumps(value), status, media_type="application/json")


async def caller(authorization: Annotated[str, Header()]) -> asyncpg.Record:
    """Verifies the token, and that its session and member are still there."""
    scheme, _, token = authorization.partition(" ")
    try:
        claims = jwt.decode(
            token if scheme.lower() == "bearer" else "",
            state.key.public_key(),
            algorithms=["EdDSA"],
            audience=AUDIENCE,
            issuer=ISSUER,
            options={"require": ["exp", "nbf", "iat", "sub", "sid"]},
        )
    except jwt.InvalidTokenError as error:
        raise HTTPException(401, "sign in") from error
    member = await state.pool.fetchrow(
        "select m.* from sessions s join members m on m.id = s.member where s.id = $1 and m.id = $2",
        claims["sid"],
        claims["sub"],
    )
    if member is None:
        raise HTTPException(401, "sign in")
    return member


Member = Annotated[asyncpg.Record, Depends(caller)]


@app.post("/v1/sessions", status_code=201)
async def sign_in() -> Response:
    """Signs the one member in: passwords cost both services alike, and are not what is measured."""
    session = f"ses_{secrets.token_hex(12)}"
    await state.pool.execute("insert into sessions values ($1, 'mem_1')", session)
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": "mem_1",
        "sid": session,
        "iat": now,
        "nbf": now,
        "exp": now + 3600,
        "jti": secrets.token_hex(12),
    }
    return answer({"access_token": jwt.encode(claims, state.key, algorithm="EdDSA")}, 201)


@app.get("/v1/me")
async def me(member: Member) -> Response:
    return answer({"member": {key: member[key] for key in ("id", "name", "email", "role")}})


@app.get("/v1/documents")
async def documents(member: Member, limit: Annotated[int, Query(le=500)] = 50, cursor: str = "") -> Response:
    rows = await state.pool.fetch(
        "select id, record from documents where $2 = '' or id < $2 order by id desc limit $1", limit, cursor
    )
    items = b",".join(row["record"] for row in rows)
    following = orjson.dumps(rows[-1]["id"] if len(rows) == limit else None)
    return Response(b'{"items":[' + items + b'],"next_cursor":' + following + b"}", media_type="application/json")


@app.get("/v1/search")
async def search(member: Member, q: str, limit: int = 10) -> Response:
    words = " or ".join(q.split())
    rows = await state.pool.fetch(
        """select p.document, p.ordinal, p.text, d.name, ts_rank(p.words, q) as score
           from websearch_to_tsquery('simple', $1) q
           join passages p on p.words @@ q join documents d on d.id = p.document
           order by score desc limit $2""",
        words,
        limit,
    )
    return answer({"items": [dict(row) for row in rows], "next_cursor": None})


@app.post("/v1/documents", status_code=201)
async def upload(file: UploadFile, member: Member, facts: bool = False) -> Response:
    content = await file.read()
    name = file.filename or "file"
    sha256 = hashlib.sha256(content).hexdigest()
    await asyncio.to_thread(keep, state.files / sha256, content)
    text = await asyncio.to_thread(text_of, name, content)
    document = f"doc_{secrets.token_hex(13)}"
    record = {"id": document, "name": name, "bytes": len(content), "sha256": sha256, "by": member["id"]}
    if facts:
        record |= await asyncio.to_thread(facts_of, text)
    async with state.pool.acquire() as connection, connection.transaction():
        await connection.execute(
            "insert into documents (id, name, sha256, record) values ($1, $2, $3, $4)",
            document,
            name,
            sha256,
            orjson.dumps(record),
        )
        await connection.executemany(
            "insert into passages values ($1, $2, $3)",
            [(document, at, passage) for at, passage in enumerate(passages_of(text))],
        )
    return answer({"items": [{"name": name, "document": record}]}, 201)


@app.post("/load/records", status_code=204)
async def copy(request: Request) -> None:
    """Takes documents of Secretariat over, records and passages alike, so that both lists and searches are equal."""
    given = orjson.loads(await request.body())
    async with state.pool.acquire() as connection, connection.transaction():
        await connection.execute(
            "insert into documents (id, name, sha256, record) values ($1, $2, $3, $4) on conflict do nothing",
            given["record"]["id"],
            given["record"]["name"],
            given["record"]["sha256"],
            orjson.dumps(given["record"]),
        )
        await connection.executemany(
            "insert into passages values ($1, $2, $3) on conflict do nothing",
            [(given["record"]["id"], at, text) for at, text in enumerate(passages_of(given["text"]))],
        )


def keep(path: Path, content: bytes) -> None:
    """Writes a file so that it is there after a crash, as Secretariat does."""
    part = path.with_suffix(f".{secrets.token_hex(4)}")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)


def text_of(name: str, content: bytes) -> str:
    if name.endswith(".pdf"):
        return "\n\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return content.decode("utf-8", "replace")


AMOUNT = re.compile(r"(?:(EUR|USD|GBP|CHF|€|\$|£)\s?)?(\d[\d.,]*\d|\d)(?:\s?(EUR|USD|GBP|CHF|€))?")


def facts_of(text: str) -> dict:
    """Finds dates and amounts, each with its words and place."""
    dates, at = [], 0
    for words, when in search_dates(text, languages=["en"]) or []:
        at = max(text.find(words, at), at)
        dates.append({"text": words, "start": at, "value": when.date().isoformat()})
    amounts = [
        {"text": found[0], "start": found.start(), "currency": found[1] or found[3], "value": found[2]}
        for found in AMOUNT.finditer(text)
        if found[1] or found[3]
    ]
    return {"dates": dates, "amounts": amounts}


def passages_of(text: str, most: int = 600) -> list[str]:
    """Cuts a text into passages of whole paragraphs."""
    passages: list[str] = []
    for paragraph in text.split("\n\n"):
        if passages and len(passages[-1]) + len(paragraph) < most:
            passages[-1] += "\n\n" + paragraph
        elif paragraph.strip():
            passages.append(paragraph)
    return passages
