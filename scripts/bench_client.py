# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the client and the worker add to plain HTTP: `python3 scripts/bench.py client`.

200 generations with their downloads from a service on this computer that answers at once, asked in
five ways in one run; writes docs/bench-client.md. A report, not a test: every time stands beside
the others. Run by bench.py with the environment `check`.
"""

import argparse
import datetime
import http.server
import importlib.util
import io
import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from recraft_blender.client import RecraftClient
    from recraft_blender.jobs.ledger import Ledger

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "bench-client.md"
TOKEN = "rk-bench-0000000000"  # noqa: S105 - of a service that asks for none
COUNT = 200
ROUNDS = 3
PER_MINUTE, PER_SECOND = 100, 5
LONGEST_S = 600.0
BODY = {"prompt": "Oak planks", "model": "recraftv4_1", "n": 1, "size": "1:1"}
NOTES = """\
- The service is a process of its own (Python's threading HTTP server) that answers every generation
  at once with a link to the same PNG of 1024 x 1024 pixels; a picture is one POST and one GET.
- Raw sockets: the two requests as ready bytes, a connection for each, answers only counted: what
  the loopback and that server give at most to one thread.
- requests: a session's post and get, the picture written to a file; nothing checked.
- RecraftClient: the same by its own means on one thread, the limits of the rate lifted: checked
  request, a connection for each POST, checked picture, flushed to the disk.
- Worker: jobs queued in the ledger, one worker process with its four threads, until all are ready.
  For each it also asks for the balance twice and writes the ledger and three files. Lifted: our own
  limits of the rate are set so high that they do not count.
- At the rate: 5 requests a second and 100 pictures a minute, as the service documents. What these
  limits alone ask for counts the requests that really came, those for the balance too.
"""
Ask = Callable[[str, Path, int], None]


def main() -> None:
    match sys.argv[1:2]:
        case ["serve"]:
            serve()
        case [bootstrap] if bootstrap.endswith("bootstrap.py"):
            run_lifted()
        case _:
            report()


# --- the service


class Service(http.server.BaseHTTPRequestHandler):
    """Answers a generation with a link, a link with a picture, anything else with a balance."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    picture: ClassVar[bytes] = b""
    asked: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        """Answer a generation."""
        self.asked.append(self.path)
        self.rfile.read(int(self.headers["Content-Length"]))
        number = uuid.uuid4().hex
        image = {"image_id": number, "url": f"http://{self.headers['Host']}/picture/{number}"}
        self._answer({"created": 1, "credits": 35, "data": [image]})

    def do_GET(self) -> None:
        """Answer a link, the question how many requests of the API came, or another of these."""
        if self.path.startswith("/picture"):
            self._send(self.picture, "image/png")
        elif self.path == "/asked":
            self._answer({"asked": len(self.asked)})
        else:
            self.asked.append(self.path)
            self._answer({"id": "a", "credits": 100_000})

    def _answer(self, body: dict[str, Any]) -> None:
        self._send(json.dumps(body).encode(), "application/json")

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing is to be said."""


def serve() -> None:
    """Serve until standard input closes; the first line of output is the port."""
    from PIL import Image  # noqa: PLC0415 - the worker's process needs none of it

    file = io.BytesIO()
    Image.effect_noise((1024, 1024), 12).convert("RGB").save(file, format="png")
    Service.picture = file.getvalue()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service) as server:
        import threading  # noqa: PLC0415 - as above

        print(server.server_address[1], len(Service.picture), flush=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sys.stdin.read()
        server.shutdown()


@contextmanager
def service() -> Iterator[tuple[str, int]]:
    """The running service: its origin, and the bytes of its picture."""
    command = [sys.executable, str(Path(__file__)), "serve"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("no pipes")
        port, size = map(int, process.stdout.readline().split())
        yield f"http://127.0.0.1:{port}", size
        process.stdin.close()
        process.wait(timeout=30)


# --- the ways to ask it


def raw_sockets(origin: str, _: Path, count: int) -> None:
    body = json.dumps(BODY).encode()
    head = "{} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n"
    host = urlsplit(origin).netloc
    post = head.format("POST /v1/images/generations", host, len(body)).encode() + body
    for _number in range(count):
        answer = _exchange(host, post)
        link = json.loads(answer.partition(b"\r\n\r\n")[2])["data"][0]["url"]
        _exchange(host, head.format(f"GET {urlsplit(link).path}", host, 0).encode())


def _exchange(host: str, request: bytes) -> bytes:
    name, _, port = host.partition(":")
    received = []
    with socket.create_connection((name, int(port))) as connection:
        connection.sendall(request)
        while piece := connection.recv(1 << 20):
            received.append(piece)
    return b"".join(received)


def bare_requests(origin: str, folder: Path, count: int) -> None:
    import requests  # noqa: PLC0415 - see serve

    with requests.Session() as session:
        for number in range(count):
            answer = session.post(f"{origin}/v1/images/generations", json=BODY, timeout=30)
            picture = session.get(answer.json()["data"][0]["url"], timeout=30)
            (folder / f"{number}.png").write_bytes(picture.content)


def our_client(origin: str, folder: Path, count: int) -> None:
    with closing(_client(origin)) as client:
        for number in range(count):
            images = client.generate_image(prompt="Oak planks")
            client.save(images.data[0], folder / f"{number}.png")


def _client(origin: str) -> "RecraftClient":
    from recraft_blender.client import RecraftClient  # noqa: PLC0415 - see serve
    from recraft_blender.client.rate_limit import RateLimiter  # noqa: PLC0415 - see serve

    limiter = RateLimiter(requests_per_second=10**6, images_per_minute=10**6)
    return RecraftClient(TOKEN, base_url=f"{origin}/v1", rate_limiter=limiter)


def worker_lifted(origin: str, folder: Path, count: int) -> None:
    _worker(origin, folder, count, [sys.executable, "-I", str(Path(__file__).resolve())])


def worker_at_rate(origin: str, folder: Path, count: int) -> None:
    _worker(origin, folder, count, [sys.executable, "-I"])


def _worker(origin: str, folder: Path, count: int, python: list[str]) -> None:
    from recraft_blender.client import GenerationRequest  # noqa: PLC0415 - see serve
    from recraft_blender.jobs.config import WorkerConfig  # noqa: PLC0415 - see serve
    from recraft_blender.jobs.ledger import Ledger  # noqa: PLC0415 - see serve
    from recraft_blender.jobs.process import WorkerProcess  # noqa: PLC0415 - see serve
    from recraft_blender.jobs.spec import TexturePlacement  # noqa: PLC0415 - see serve

    placement = TexturePlacement(file="/a.blend", objects=("Cube",))
    with closing(Ledger(folder)) as ledger:
        request = GenerationRequest(prompt="Oak planks")
        ids = [
            ledger.add(request, placement, session="bench", service=origin) for _ in range(count)
        ]
        config = WorkerConfig(
            session="bench",
            worker=uuid.uuid4().hex,
            service=origin,
            base_url=f"{origin}/v1",
            token=TOKEN,
            home=str(folder),
        )
        worker = WorkerProcess(config, python=python, folders=[])
        try:
            _wait_for(ledger, ids)
        finally:
            worker.let_go()
            if not worker.wait(30):
                worker.kill()


def _wait_for(ledger: "Ledger", ids: list[str]) -> None:
    from recraft_blender.jobs.states import JobState  # noqa: PLC0415 - see serve

    deadline = time.monotonic() + LONGEST_S
    for job_id in ids:
        while (state := ledger.job(job_id).state) is not JobState.READY:
            if not state.is_active or time.monotonic() > deadline:
                raise RuntimeError(f"a job came to no good end: {state}")
            time.sleep(0.01)


def run_lifted() -> None:
    """Run what the worker's bootstrap runs, with limits of the rate that do not count."""
    sys.argv = sys.argv[1:]
    spec = importlib.util.spec_from_file_location("bootstrap", sys.argv[0])
    if spec is None or spec.loader is None:
        raise ImportError(sys.argv[0])
    bootstrap = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bootstrap)
    bootstrap.load_package()
    rate_limit = importlib.import_module("recraft_blender.client.rate_limit")
    rate_limit.RateLimiter.__init__.__kwdefaults__ |= {
        "requests_per_second": 10**6,
        "images_per_minute": 10**6,
    }
    sys.exit(bootstrap.main())


# --- the report

WAYS: tuple[tuple[str, Ask], ...] = (
    ("raw sockets, one thread", raw_sockets),
    ("requests, one thread", bare_requests),
    ("RecraftClient, one thread", our_client),
    ("worker, rate lifted", worker_lifted),
)


def report() -> None:
    """Measure, print the table and write it to docs/bench-client.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT, help="pictures of each way")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds, but for the rate's")
    parser.add_argument("--out", type=Path, default=OUT, help="the file for the table")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    times: dict[str, list[float]] = {name: [] for name, _ in WAYS}
    with service() as (origin, size):
        for _ in range(options.rounds):
            for name, ask in WAYS:
                times[name].append(_seconds(ask, origin, options.count))
        before = _asked(origin)
        at_rate = _seconds(worker_at_rate, origin, options.count)
        ideal = _ideal(options.count, _asked(origin) - before)
    text = _table(times, at_rate, ideal, options.count, size)
    print(text)
    options.out.write_text(text, "utf-8", newline="\n")


def _seconds(ask: Ask, origin: str, count: int) -> float:
    with tempfile.TemporaryDirectory(prefix="recraft-bench-") as folder:
        started = time.perf_counter()
        ask(origin, Path(folder), count)
        return time.perf_counter() - started


def _asked(origin: str) -> int:
    answer = _exchange(urlsplit(origin).netloc, b"GET /asked HTTP/1.0\r\n\r\n")
    return int(json.loads(answer.partition(b"\r\n\r\n")[2])["asked"])


def _ideal(pictures: int, requests: int) -> float:
    """Seconds between the first and the last request that the limits of the rate ask for."""
    return max((pictures - 1) // PER_MINUTE * 60.0, (requests - 1) // PER_SECOND * 1.0)


def _table(
    times: dict[str, list[float]], at_rate: float, ideal: float, count: int, size: int
) -> str:
    medians = {name: statistics.median(values) for name, values in times.items()}
    raw, bare = medians[WAYS[0][0]], medians[WAYS[1][0]]
    rows = [
        f"| {name} | {seconds:.2f} ({min(times[name]):.2f} to {max(times[name]):.2f}) "
        f"| {1e3 * seconds / count:.1f} | {seconds / bare:.2f} | {seconds / raw:.2f} |"
        for name, seconds in medians.items()
    ]
    machine = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores"
    today = f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}"
    rounds = len(times[WAYS[0][0]])
    return "\n".join(
        [
            "# What the client adds to plain HTTP",
            "",
            f"`python3 scripts/bench.py client` on {today}, {machine}; {count} pictures of"
            f" {size / 1e6:.1f} MB, {rounds} rounds, medians (least to most).",
            "",
            "| | seconds | ms a picture | ÷ requests | ÷ raw sockets |",
            "| --- | --- | --- | --- | --- |",
            *rows,
            f"| worker, at the service's rate | {at_rate:.1f} | {1e3 * at_rate / count:.0f}"
            f" | {at_rate / bare:.1f} | {at_rate / raw:.1f} |",
            "",
            f"At the rate: {count * 60 / at_rate:.0f} pictures a minute over all; the limits alone"
            f" ask for {ideal:.0f} s, of which it is {at_rate / ideal:.2f} times.",
            "",
            NOTES,
        ]
    )


if __name__ == "__main__":
    main()
