# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The environments of the scripts: found, made once, and never taken for finished too early."""

from __future__ import annotations

import ast
import os
import sys
import threading
from pathlib import Path

import pytest

import environments
import interpreters
from environments import ENVIRONMENTS, InstallError, PythonNotFoundError, ensure, run_pip
from lock_file import locked

posix_only = pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for Python")


@pytest.fixture(autouse=True)
def private_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RECRAFT_BLENDER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_environment_is_made_once() -> None:
    lines: list[str] = []
    first = ensure("plain", lines.append)
    assert first.python.exists()
    assert len(lines) == 2
    assert ensure("plain", lines.append) == first
    assert len(lines) == 2


def test_interrupted_environment_is_made_anew() -> None:
    made = ensure("plain", lambda _: None)
    (made.folder / environments.COMPLETE_MARK).unlink()
    (made.folder / "half").touch()
    assert ensure("plain", lambda _: None) == made
    assert made.is_complete
    assert not (made.folder / "half").exists()


def test_second_process_waits_for_the_first() -> None:
    lines: list[str] = []
    folder = ensure("plain", lambda _: None).folder
    (folder / environments.COMPLETE_MARK).unlink()
    lock = folder.with_name(f"{folder.name}.lock")
    waiting = threading.Event()

    def note(line: str) -> None:
        lines.append(line)
        waiting.set()

    with locked(lock):
        second = threading.Thread(target=ensure, args=("plain", note))
        second.start()
        assert waiting.wait(20)
        # What the first process does last.
        (folder / environments.COMPLETE_MARK).touch()
    second.join(20)
    assert [line.split()[0] for line in lines] == ["Waiting"]


def test_other_requirements_make_another_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    python = Path(sys.executable)
    recipe = ENVIRONMENTS["check"]
    before = environments._fingerprint(recipe, python)
    monkeypatch.setattr(environments, "_group", lambda _: ["pytest==1.0"])
    assert environments._fingerprint(recipe, python) != before


def test_missing_python_is_one_sentence() -> None:
    with pytest.raises(PythonNotFoundError, match=r"^Python 3\.99 was not found: install it"):
        environments.find_python("3.99")


@posix_only
def test_a_shim_that_fails_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    shim = tmp_path / "shims" / name
    shim.parent.mkdir()
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)
    good = tmp_path / "good" / name
    good.parent.mkdir()
    good.symlink_to(sys.executable)
    monkeypatch.setenv("PATH", f"{shim.parent}{os.pathsep}{good.parent}")
    assert list(interpreters._on_path(name.removeprefix("python")))[:2] == [shim, good]
    assert interpreters._probe(shim, name.removeprefix("python")) is None
    assert interpreters._probe(good, name.removeprefix("python")) is not None


@posix_only
def test_python_without_venv_names_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = interpreters._Answer(tmp_path / "python3.97", makes_environments=False)
    monkeypatch.setattr(interpreters, "_probe", lambda *_: bare)
    with pytest.raises(PythonNotFoundError, match=r"apt install python3\.97-venv"):
        environments.find_python("3.97")


def test_pip_without_network_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    # Port 9 discards: nothing listens there.
    options = ["--index-url=http://127.0.0.1:9/simple", "--retries=1", "--no-cache-dir"]
    python = ensure("plain", lambda _: None).python
    with pytest.raises(InstallError, match=r"^pip could not try: the package index did not"):
        run_pip(python, "download", *options, "no-such-package", task="try")


@pytest.mark.parametrize("name", ["require_python", "interpreters"])
def test_what_runs_on_an_older_python_parses_there(name: str) -> None:
    source = (environments.ROOT / "scripts" / f"{name}.py").read_text("utf-8")
    ast.parse(source, feature_version=(3, 8))
