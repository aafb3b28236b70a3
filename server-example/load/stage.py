"""Sets the stage: PostgreSQL of its own, the servers on it, and what their processes use. Loopback only."""

import glob
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PASSWORD = "a calm day in November"
TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


def call(method: str, url: str, body: object = None, token: str = "", timeout: float = 60) -> tuple[int, object, dict]:
    """Makes one request; returns status, JSON and headers, also of a refusal."""
    headers = {"content-type": "application/json", "accept": "application/json"}
    if token:
        headers["authorization"] = f"Bearer {token}"
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(url, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            text = answer.read()
            return answer.status, json.loads(text) if text else None, dict(answer.headers)
    except urllib.error.HTTPError as refused:
        text = refused.read()
        return refused.code, json.loads(text) if text else None, dict(refused.headers)


class Process:
    """A program that was started here, with all its children."""

    def __init__(
        self, command: list[str], log: Path, environment: dict[str, str] | None = None, cpu: int | None = None
    ):
        # A program keeps to one CPU, so that both servers have the same.
        pinned = ["taskset", "-c", str(cpu)] if cpu is not None and shutil.which("taskset") else []
        self.log = log
        self.output = log.open("ab")
        self.running = subprocess.Popen(
            pinned + command,
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )

    def pids(self) -> list[int]:
        return tree(self.running.pid)

    def cpu_seconds(self) -> float:
        return cpu_seconds(self.pids())

    def resident_mib(self) -> float:
        return sum(resident_mib(pid) for pid in self.pids())

    def end(self, sign: int = signal.SIGTERM, seconds: float = 30) -> None:
        if self.running.poll() is None:
            try:
                if sign == signal.SIGKILL:
                    os.killpg(self.running.pid, sign)
                else:
                    self.running.send_signal(sign)
                self.running.wait(seconds)
            except subprocess.TimeoutExpired:
                os.killpg(self.running.pid, signal.SIGKILL)
                self.running.wait(seconds)
        self.output.close()


def tree(pid: int) -> list[int]:
    found = [pid]
    for path in glob.glob(f"/proc/{pid}/task/*/children"):
        try:
            found += [one for child in Path(path).read_text().split() for one in tree(int(child))]
        except OSError:
            continue
    return found


def cpu_seconds(pids: list[int]) -> float:
    """User and system time; of children that ended, what their parents have taken over."""
    total = 0
    for pid in pids:
        try:
            words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(int(word) for word in words[11:15])
    return total / TICKS


def resident_mib(pid: int) -> float:
    try:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


class Postgres:
    """A cluster in a folder of its own. PostgreSQL refuses to run as root: then it runs as `postgres`."""

    def __init__(self, folder: Path):
        homes = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda home: int(home.split("/")[4]))
        initdb = Path(homes[-1]) / "initdb" if homes else shutil.which("initdb")
        if not initdb:
            sys.exit("PostgreSQL's `initdb` is not there: install postgresql")
        self.bin = Path(initdb).parent
        self.data = folder / "postgres"
        self.data.mkdir()
        self.port = free_port()
        self.user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        if self.user:
            folder.chmod(0o755)
            shutil.chown(self.data, "postgres")
        self.run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.start()

    def run(self, program: str, *words: str) -> None:
        done = subprocess.run([*self.user, str(self.bin / program), *words], capture_output=True, text=True, cwd="/")
        if done.returncode != 0:
            sys.exit(f"{program} failed: {done.stderr or done.stdout}")

    def start(self) -> None:
        options = f"-p {self.port} -k {self.data} -c listen_addresses=127.0.0.1 -c max_connections=200"
        log = str(self.data / "log")
        self.run("pg_ctl", "-D", str(self.data), "-w", "-t", "60", "-l", log, "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        self.run("pg_ctl", "-D", str(self.data), "-w", "-m", mode, "stop")

    def create(self, database: str) -> str:
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", database)
        return f"postgres://postgres@127.0.0.1:{self.port}/{database}"

    def pids(self) -> list[int]:
        return tree(int((self.data / "postmaster.pid").read_text().split()[0]))

    def cpu_seconds(self) -> float:
        return cpu_seconds(self.pids())


class Secretariat:
    """The server under test, on an office of its own."""

    def __init__(self, folder: Path, binary: Path, office: str, cpu: int | None = None, settings: dict | None = None):
        if not binary.is_file():
            sys.exit(f"there is no server at {binary}: cargo build --release -p secretariat-server -p secretariat-cli")
        self.folder, self.binary, self.office, self.cpu = folder, binary, office, cpu
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "secretariat.log"
        limits = {"address_per_minute": 100_000_000, "member_per_minute": 100_000_000, "tries_per_minute": 100_000}
        given = {"limits": limits, "settings": {"blobs": f"file://{folder}/blobs", **(settings or {})}}
        self.settings = folder / "settings.json"
        self.settings.write_text(json.dumps(given))
        self.setup: str | None = None
        self.start()

    def start(self) -> None:
        self.process = Process(
            [
                str(self.binary),
                "serve",
                "--office",
                self.office,
                "--listen",
                f"127.0.0.1:{self.port}",
                "--settings",
                str(self.settings),
            ],
            self.log,
            {
                "SECRETARIAT_KEY_FILE": str(self.folder / "server.keys"),
                "SECRETARIAT_AUDIT_KEY_FILE": str(self.folder / "audit.key"),
            },
            self.cpu,
        )
        self.wait()

    def wait(self, seconds: float = 60) -> float:
        """Waits until the server is ready; returns how long that took."""
        begin = time.perf_counter()
        while time.perf_counter() - begin < seconds:
            if self.process.running.poll() is not None:
                sys.exit(f"the server ended:\n{tail(self.log)}")
            try:
                if call("GET", f"{self.url}/readyz", timeout=3)[0] == 200:
                    return time.perf_counter() - begin
            except OSError:
                pass
            time.sleep(0.05)
        sys.exit(f"the server was not ready in {seconds} s:\n{tail(self.log)}")

    def sign_in(self) -> str:
        """Sets the office up at the first time; a token is good for ten minutes."""
        if self.setup is None:
            found = re.search(r"setup\?token=(\S+)", self.log.read_text())
            if found is None:
                sys.exit(f"the server printed no link to set the office up:\n{tail(self.log)}")
            self.setup = found[1]
            body = {"token": self.setup, "office": "Load", "name": "Ada Lund", "email": "ada@example.org"}
            status, answer, _ = call("POST", f"{self.url}/v1/setup", {**body, "password": PASSWORD})
        else:
            body = {"email": "ada@example.org", "password": PASSWORD}
            status, answer, _ = call("POST", f"{self.url}/v1/sessions", body)
        if status >= 300:
            sys.exit(f"signing in failed: {answer}")
        return answer["access_token"]


def tail(log: Path, lines: int = 12) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def workplace() -> tempfile.TemporaryDirectory:
    """A folder for all of it; whoever is asked to end ends what was started first."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    return tempfile.TemporaryDirectory(prefix="secretariat-load-", ignore_cleanup_errors=True)


def release_binary() -> Path:
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return target / "release/secretariat-server"


def python_of_peer() -> Path:
    """The Python of an environment that holds the peer; made once, beside the build."""
    home = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "load-venv"
    python = home / "bin/python"
    stamp = home / "requirements.txt"
    wanted = (HERE / "requirements.txt").read_text()
    if not stamp.is_file() or stamp.read_text() != wanted:
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", "-r", str(HERE / "requirements.txt")], check=True)
        stamp.write_text(wanted)
    return python


# Words of an office, for letters that differ from each other and are read as letters.
SUBJECTS = [
    "the lease",
    "the invoice",
    "the delivery",
    "the meeting",
    "the contract",
    "the offer",
    "the repair",
    "the insurance",
]
WORDS = (
    "chair table lamp carpet velvet oak moss petrol courtyard showroom lift driver quotation discount notice landlord "
    "tenant deposit heating meter reading supplier shipping customs pallet loom sample colour drawing joinery hotel "
    "lobby terrazzo floor capacity inspection report electrical signature owner director premises storage basement"
).split()


def letter(number: int) -> bytes:
    """A letter of about 1.5 KB with a day, an amount and a question, which no other number gives."""
    state = number * 2_654_435_761 % 2**32
    paragraphs = []
    for _ in range(4):
        chosen = []
        for _ in range(40):
            state = (state * 1_103_515_245 + 12_345) % 2**31
            chosen.append(WORDS[state // 65_536 % len(WORDS)])
        paragraphs.append(" ".join(chosen).capitalize() + ".")
    subject = SUBJECTS[number % len(SUBJECTS)]
    return (
        f"# About {subject}, number {number}\n\n"
        f"Dear Ms Lund,\n\nplease pay EUR {100 + number % 900}.{number % 100:02} for {subject} by "
        f"{1 + number % 28} March 2027. Reference R-{number:07}.\n\n"
        + "\n\n".join(paragraphs)
        + f"\n\nWho will sign for {subject} on {1 + number % 28} April 2027?\n\nKind regards\nBo Weber\n"
    ).encode()


def question(number: int) -> str:
    """Three words that stand in letters."""
    return " ".join(WORDS[(number * step + step) % len(WORDS)] for step in (7, 11, 13))
