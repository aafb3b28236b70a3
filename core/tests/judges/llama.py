"""Runs a command beside a server of llama.cpp, and keeps what the server answers.

The server holds a model of random weights (`tiny_gguf.py`): what it says has no sense, but its form is that of the real
program: chats, pieces, calls of tools and JSON held to a schema by a grammar. What goes over the line is kept in FOLDER,
one file for each exchange, to be replayed without the server.
SERVER is `python` for the server of `llama-cpp-python[server]` in this Python, or the path of a `llama-server`. Also needs
`gguf` and `numpy`.
Usage: llama.py SERVER FOLDER COMMAND...
The command finds the address in SECRETARIAT_TEST_LLAMA.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.request

import tiny_gguf
from models import Relay, free_port, serve


def command_of(server: str, model: pathlib.Path, port: int) -> list[str]:
    """The command that starts the server."""
    place = ["--model", str(model), "--host", "127.0.0.1", "--port", str(port), "--seed", "1"]
    if server == "python":
        own = ["--chat_format", "chatml-function-calling", "--n_ctx", "8192", "--n_threads", "1"]
        return [sys.executable, "-m", "llama_cpp.server", *place, *own]
    return [server, *place, "--jinja", "--ctx-size", "8192", "--threads", "1", "--parallel", "1", "--no-webui"]


def main(server: str, folder: pathlib.Path, command: list[str]) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.json"):
        old.unlink()
    port = free_port()
    Relay.proxy, Relay.folder = port, folder
    with tempfile.TemporaryDirectory() as scratch:
        model = pathlib.Path(scratch) / "tiny.gguf"
        tiny_gguf.main(str(model), 2)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        running = subprocess.Popen(command_of(server, model, port), **quiet)
        try:
            for _ in range(240):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/models", timeout=1)
                    break
                except OSError:
                    time.sleep(0.5)
            address = f"http://127.0.0.1:{serve(Relay)}"
            done = subprocess.run(command, env={**os.environ, "SECRETARIAT_TEST_LLAMA": address}, check=False)
            return done.returncode
        finally:
            running.terminate()
            running.wait()


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]))
