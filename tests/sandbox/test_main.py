# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m recraft_blender.sandbox` as a person and the worker start it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = re.compile(r"Recraft sandbox at (http://127\.0\.0\.1:\d+/v1)\n")


@contextmanager
def sandbox(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "recraft_blender.sandbox", "--port", "0", *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    ) as process:
        try:
            assert process.stdout is not None
            found = ADDRESS.fullmatch(process.stdout.readline())
            assert found is not None
            yield process, found[1]
        finally:
            process.kill()


def units(base_url: str, token: str) -> bytes:
    request = Request(  # noqa: S310 - an address of this computer
        f"{base_url}/users/me", headers={"Authorization": f"Bearer {token}"}
    )
    with urlopen(request, timeout=10) as reply:  # noqa: S310
        return bytes(reply.read())


def test_prints_its_address_and_serves_there() -> None:
    with sandbox("--balance", "77") as (_, base_url):
        assert b'"credits": 77' in units(base_url, "any")


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C goes to a whole console there")
def test_ends_on_an_interrupt_without_a_word() -> None:
    # A shell that started these tests in the background had interrupts ignored, for children too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with sandbox() as (process, _):
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=10)
        assert (process.returncode, out, err) == (0, "", "")


def test_ends_when_its_input_ends() -> None:
    with sandbox("--until-input-ends") as (process, _):
        out, err = process.communicate(timeout=10)
        assert (process.returncode, out, err) == (0, "", "")


def test_end_of_input_alone_is_no_reason_to_end() -> None:
    with sandbox() as (process, base_url):
        assert process.stdin is not None
        process.stdin.close()
        process.stdin = None
        assert b'"credits": 10000' in units(base_url, "any")
        assert process.poll() is None


def test_no_picture_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    with sandbox("--until-input-ends") as (process, base_url):
        request = Request(  # noqa: S310
            f"{base_url}/images/generations",
            data=b'{"prompt": "oak", "model": "recraftv4_1_flash"}',
            headers={"Authorization": "Bearer any"},
        )
        urlopen(request, timeout=10).close()  # noqa: S310
        assert any(tmp_path.glob("recraft-sandbox-*"))
        process.communicate(timeout=10)
    assert list(tmp_path.glob("recraft-sandbox-*")) == []


@pytest.mark.parametrize(
    "options", [["--fault", "nonsense"], ["--port", "many"], ["--unknown"], ["--balance", ""]]
)
def test_wrong_options_are_said(options: list[str]) -> None:
    command = [sys.executable, "-m", "recraft_blender.sandbox", *options]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 2
    assert "usage: python -m recraft_blender.sandbox" in done.stderr


def test_options_reach_the_server() -> None:
    options = ["--token", "right", "--no-rate-limit", "--fault", "html", "--fault", "link-expired"]
    with sandbox(*options) as (_, base_url):
        for _ in range(8):
            assert units(base_url, "right")
        request = Request(  # noqa: S310
            f"{base_url}/images/generations",
            data=b"{}",
            headers={"Authorization": "Bearer right"},
        )
        with urlopen(request, timeout=10) as reply:  # noqa: S310
            assert reply.headers["Content-Type"] == "text/html"
