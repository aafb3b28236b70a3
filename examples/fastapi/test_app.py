"""Uploads a file and asks, as a client would."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

FILES = Path(__file__).resolve().parents[1] / "files"


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv("OFFICE", os.fspath(tmp_path / "office"))
    from app import app

    return TestClient(app)


def test_upload_ask_and_agenda(client: TestClient) -> None:
    with client:
        content = (FILES / "lease-Speicherhof-3.pdf").read_bytes()
        answer = client.post("/documents", files={"file": ("lease.pdf", content)})
        assert answer.status_code == 201, answer.text
        assert answer.json()["kind"] == "contract" and answer.json()["deadlines"]
        answer = client.get("/answers", params={"question": "When must notice be given?"})
        assert answer.json()["found"] and answer.json()["evidence"][0]["place"].startswith("page")
        assert client.get("/agenda").json()


def test_errors_have_their_status(client: TestClient) -> None:
    with client:
        answer = client.post("/documents", files={"file": ("empty.pdf", b"")})
        assert (answer.status_code, answer.json()["code"]) == (422, "corrupt")
        assert client.get("/answers", params={"question": " "}).status_code == 400
