"""Measures both: `python compare.py THEIRS OURS`, the Pythons of two environments that hold nothing else.

Each starts its run, which waits for a person; the process that the person approves in is killed (SIGKILL) as soon as
the bank has the payment; a third process takes the run up again."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent


def lines(script: Path) -> int:
    """Counts lines of code: no empty ones, no comments, no docstring."""
    text = script.read_text().splitlines()
    code = [line.strip() for line in text]
    return sum(1 for line in code if line and not line.startswith(("#", '"""')))


def installed(python: str) -> float:
    """The megabytes of an environment's packages, without those that every environment has."""
    where = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    home = Path(subprocess.check_output([python, "-c", where], text=True).strip())
    own = ("pip", "setuptools", "pkg_resources", "_distutils_hack", "__pycache__")
    size = 0
    for top in home.iterdir():
        if top.name.split("-")[0] in own:
            continue
        files = top.rglob("*") if top.is_dir() else [top]
        # Compiled again by who imports it first: not what was installed.
        size += sum(f.stat().st_size for f in files if f.is_file() and f.suffix != ".pyc")
    return size / 1e6


def flow(python: str, script: Path) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        statement = Path(folder) / "statement.jsonl"
        environment = {**os.environ, "STATEMENT": str(statement)}

        def command(what: str) -> list[str]:
            return [python, str(script), what, folder]

        def payments() -> list[str]:
            return statement.read_text().splitlines() if statement.exists() else []

        started = subprocess.check_output(command("start"), env=environment, text=True)
        assert started.strip() == "waits for a person", started
        assert not payments(), "it pays before a person agrees"
        process = subprocess.Popen(command("approve"), env=environment)
        while not payments():
            assert process.poll() is None, "it ended without a payment"
            time.sleep(0.01)
        process.kill()
        process.wait()
        began = time.monotonic()
        said = subprocess.check_output(command("resume"), env=environment, text=True)
        return {
            "said": said.strip(),
            "payments": len(payments()),
            "seconds to go on": round(time.monotonic() - began, 1),
        }


def main(theirs: str, ours: str) -> None:
    for name, python in (("with_langgraph", theirs), ("with_secretariat", ours)):
        script = HERE / f"{name}.py"
        result: dict[str, object] = {"lines": lines(script)}
        result["installed MB"] = round(installed(python), 1)
        print(name, json.dumps(result | flow(python, script)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
