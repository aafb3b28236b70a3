"""Beside docling with LangGraph: installed megabytes, import time, and the time from nothing to the first answer.

    python bench/peers.py OUR_PYTHON PEER_PYTHON

Both are interpreters of virtual environments: one with our wheel, one with `pip install docling langgraph`. The
files are those of the sample inbox that both read without models to download (Word, Excel, PowerPoint, HTML,
Markdown). The peer's answer is the paragraph that shares most words with the question, found in a graph of two
nodes, since neither project answers without a language model. Prints JSON.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

FILES = Path(__file__).resolve().parents[3] / "examples" / "files"
NAMES = [
    "Maengelanzeige-Clausen.docx",
    "minutes-2026-11-18.docx",
    "Preisliste-Lumen-Faden.xlsx",
    "hotel-nordwall-concept.pptx",
    "nordic-interiors-summit.html",
    "buero-notizen-kw48.md",
]
QUESTION = "What is the budget for the chairs?"

OURS = """
import sys
from secretariat.blocking import Office
with Office.open() as office:
    for name in sys.argv[2:]:
        office.documents.add(__import__("pathlib").Path(name))
    print(office.documents.ask(sys.argv[1]).text)
"""

PEER = """
import re, sys
from typing import TypedDict
from docling.document_converter import DocumentConverter
from langgraph.graph import END, START, StateGraph

class State(TypedDict, total=False):
    question: str
    files: list[str]
    paragraphs: list[str]
    answer: str

def read(state):
    converter = DocumentConverter()
    texts = [converter.convert(name).document.export_to_markdown() for name in state["files"]]
    return {"paragraphs": [part for text in texts for part in text.split("\\n\\n")]}

def answer(state):
    words = lambda text: set(re.findall(r"\\w+", text.lower()))
    wanted = words(state["question"])
    return {"answer": max(state["paragraphs"], key=lambda part: len(words(part) & wanted))}

graph = StateGraph(State)
graph.add_node("read", read)
graph.add_node("answer", answer)
graph.add_edge(START, "read")
graph.add_edge("read", "answer")
graph.add_edge("answer", END)
print(graph.compile().invoke({"question": sys.argv[1], "files": sys.argv[2:]})["answer"])
"""


def installed(python: str) -> float:
    """Megabytes of the packages of an environment, without pip's own."""
    program = "import sysconfig; print(sysconfig.get_path('purelib'))"
    folder = Path(subprocess.run([python, "-c", program], capture_output=True, text=True, check=True).stdout.strip())
    own = ("pip", "setuptools", "pkg_resources", "_distutils_hack")
    files = (file for file in folder.rglob("*") if file.is_file())
    return sum(file.stat().st_size for file in files if file.relative_to(folder).parts[0].split("-")[0] not in own) / 1e6


def seconds(command: list[str], rounds: int) -> tuple[float, str]:
    """The median time of a command, and what it printed last."""
    times, output = [], ""
    for _ in range(rounds):
        started = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True)
        times.append(time.perf_counter() - started)
        if done.returncode:
            raise SystemExit(f"{command[0]}: {done.stderr[-2000:]}")
        output = done.stdout.strip()
    return statistics.median(times), output


def main() -> None:
    """Measures both in one run."""
    files = [str(FILES / name) for name in NAMES]
    rows = [
        ("secretariat", sys.argv[1], "import secretariat", OURS),
        ("docling + langgraph", sys.argv[2], "import docling.document_converter, langgraph.graph", PEER),
    ]
    for name, python, imports, program in rows:
        empty, _ = seconds([python, "-c", "pass"], 5)
        importing, _ = seconds([python, "-c", imports], 5)
        answering, answer = seconds([python, "-c", program, QUESTION, *files], 3)
        print(json.dumps({
            "name": name,
            "installed_mb": round(installed(python)),
            "import_s": round(importing - empty, 3),
            "first_answer_s": round(answering, 3),
            "answer": answer[:120],
        }))


main()
