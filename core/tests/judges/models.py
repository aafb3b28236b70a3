"""Runs a command beside LiteLLM's proxy, and keeps what the proxy answers.

The proxy translates the three wire formats to those of a small upstream, which calls the tool `look` when one is offered
and answers when it has the result. What goes over the line is kept in FOLDER, one file for each exchange, to be replayed
without the proxy. Needs Python 3.11 with `litellm[proxy]`.
Usage: models.py FOLDER COMMAND...
The command finds the address in SECRETARIAT_TEST_LITELLM.
"""

import http.client
import http.server
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

KEY = "sk-judge"


class Upstream(http.server.BaseHTTPRequestHandler):
    """A server of chat completions."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        usage = {"prompt_tokens": 41, "completion_tokens": 7, "total_tokens": 48}
        if asked.get("tools") and asked["messages"][-1]["role"] != "tool":
            function = {"name": "look", "arguments": '{"what": "it"}'}
            call = {"id": "call_1", "type": "function", "function": function}
            message, finish = {"role": "assistant", "content": None, "tool_calls": [call]}, "tool_calls"
        else:
            message, finish = {"role": "assistant", "content": "It is a chair, größer als gedacht."}, "stop"
        head = {"id": "c1", "created": 1, "model": asked["model"]}
        if asked.get("stream"):
            kind = "text/event-stream"
            body = "".join(f"data: {json.dumps(event)}\n\n" for event in self.pieces(head, message, finish, usage))
            body += "data: [DONE]\n\n"
        else:
            kind = "application/json"
            choice = {"index": 0, "message": message, "finish_reason": finish}
            body = json.dumps({**head, "object": "chat.completion", "choices": [choice], "usage": usage})
        self.answer(200, kind, body.encode())

    def pieces(self, head: dict, message: dict, finish: str, usage: dict) -> list[dict]:
        """The message in pieces."""
        deltas: list[dict] = [{"role": "assistant", "content": ""}]
        for call in message.get("tool_calls", []):
            name, arguments = call["function"]["name"], call["function"]["arguments"]
            deltas.append({"tool_calls": [{**call, "index": 0, "function": {"name": name, "arguments": ""}}]})
            for piece in (arguments[:6], arguments[6:]):
                deltas.append({"tool_calls": [{"index": 0, "function": {"arguments": piece}}]})
        for word in (message["content"] or "").split(" "):
            if word:
                deltas.append({"content": word if word == "It" else f" {word}"})
        chunk = {**head, "object": "chat.completion.chunk"}
        told = [{**chunk, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas]
        told.append({**chunk, "choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
        return [*told, {**chunk, "choices": [], "usage": usage}]

    def answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Relay(Upstream):
    """Stands between the command and the proxy."""

    proxy: int
    folder: pathlib.Path
    count = 0

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        line = http.client.HTTPConnection("127.0.0.1", self.proxy, timeout=60)
        passed = ("authorization", "x-api-key", "anthropic-version", "content-type", "accept", "idempotency-key")
        line.request("POST", self.path, asked, {k: v for k, v in self.headers.items() if k.lower() in passed})
        answered = line.getresponse()
        body, kind = answered.read(), answered.getheader("Content-Type") or ""
        Relay.count += 1
        kept = {"path": self.path, "asked": json.loads(asked), "status": answered.status, "kind": kind}
        text = json.dumps({**kept, "body": body.decode()}, indent=1, ensure_ascii=False) + "\n"
        (self.folder / f"{Relay.count:02}.json").write_text(text)
        self.answer(answered.status, kind, body)


def serve(handler: type[http.server.BaseHTTPRequestHandler]) -> int:
    """Starts a server, and returns its port."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def settings(upstream: int) -> str:
    """The settings of the proxy; JSON is YAML."""
    # All formats are translated to chat completions.
    line: dict = {"model": "hosted_vllm/small", "api_base": f"http://127.0.0.1:{upstream}/v1", "api_key": "sk-none"}
    line["use_chat_completions_api"] = True
    mock = {"model": "openai/gpt-4o", "api_key": "sk-none"}
    models = {
        "translated": line,
        "mock": {**mock, "mock_response": "Good morning from the mock."},
        "busy": {**mock, "mock_response": "litellm.RateLimitError"},
    }
    listed = [{"model_name": name, "litellm_params": parameters} for name, parameters in models.items()]
    return json.dumps({"model_list": listed, "general_settings": {"master_key": KEY}})


def main(folder: pathlib.Path, command: list[str]) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    Relay.proxy, Relay.folder = port, folder
    with tempfile.TemporaryDirectory() as scratch:
        config = pathlib.Path(scratch) / "proxy.yaml"
        config.write_text(settings(serve(Upstream)))
        program = pathlib.Path(sys.executable).parent / "litellm"
        arguments = [program, "--config", config, "--host", "127.0.0.1", "--port", str(port)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        proxy = subprocess.Popen(arguments, env={**os.environ, "LITELLM_LOCAL_MODEL_COST_MAP": "True"}, **quiet)
        try:
            for _ in range(240):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/health/liveliness", timeout=1)
                    break
                except OSError:
                    time.sleep(0.5)
            address = f"http://127.0.0.1:{serve(Relay)}"
            done = subprocess.run(command, env={**os.environ, "SECRETARIAT_TEST_LITELLM": address}, check=False)
            return done.returncode
        finally:
            proxy.terminate()
            proxy.wait()


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2:]))
