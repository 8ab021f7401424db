# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The built zip installed in a private profile, and a clean scene for every test.

RECRAFT_TEST_ZIP names the zip; scripts/test.py builds it. Without a window there are no timers, so
tests stroke the pump themselves.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

if "RECRAFT_TEST_ZIP" not in os.environ:
    pytest.exit("These tests need the built zip: run python3 scripts/test.py -e bpy-5.0", 2)
# bpy reads this when it is imported, so it must be there before.
PROFILE = tempfile.TemporaryDirectory(prefix="recraft-test-")
os.environ["BLENDER_USER_RESOURCES"] = PROFILE.name
os.environ.pop("RECRAFT_API_TOKEN", None)

import installed  # noqa: E402
from installed import context, data, ops  # noqa: E402

TOKEN = "token-of-the-tests-4711"
StartSandbox = Callable[..., str]
NewMesh = Callable[..., Any]


@pytest.fixture(scope="session", autouse=True)
def _extension() -> Iterator[None]:
    installed.install(Path(os.environ["RECRAFT_TEST_ZIP"]))
    try:
        yield
    finally:
        installed.disable()
        assert installed.module("jobs.process").wait_for_former(30)
        PROFILE.cleanup()


@pytest.fixture(autouse=True)
def clean(_extension: None) -> Iterator[None]:
    """An empty file, factory preferences of the extension, and an empty job list."""
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    prefs = installed.preferences()
    prefs.service, prefs.token, prefs.longest_wait = "RECRAFT", "", 300
    prefs.base_url = "https://example.invalid/v1"
    prefs.cap_per_day = prefs.cap_per_file = 0
    prefs.confirm_above, prefs.removed_files = 200, "KEEP"
    context.preferences.system.use_online_access = False
    session = installed.session()
    session.refresh(context)
    for job in session.jobs:
        session.ledger.remove(job.id)
    session.refresh(context)
    yield
    installed.pump_until(lambda: not session.has_own_work, 30)


@pytest.fixture
def new_mesh() -> NewMesh:
    """`new_mesh(name, uv=True, selected=True)`: a cube in the scene."""

    def make(name: str, *, uv: bool = True, selected: bool = True) -> Any:
        ops.mesh.primitive_cube_add()
        cube = context.view_layer.objects.active
        cube.name = name
        if not uv:
            cube.data.uv_layers.remove(cube.data.uv_layers[0])
        cube.select_set(selected)
        return cube

    return make


@contextmanager
def _sandbox(*options: str) -> Iterator[str]:
    # With the packages of the zip, as the worker starts its own.
    command = installed.module("jobs.process").bootstrap_command(
        [sys.executable, "-I"],
        "sandbox.__main__",
        installed.module("blender.worker_keeper").package_folders(),
    )
    process = subprocess.Popen(
        [*command, "--until-input-ends", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    try:
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found, "the sandbox did not start"
        yield found[0]
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait(10)


@pytest.fixture
def start_sandbox() -> Iterator[StartSandbox]:
    """`start_sandbox(*options)`: a sandbox of its own, chosen as the service; its address."""
    with ExitStack() as stack:

        def start(*options: str) -> str:
            address = stack.enter_context(_sandbox("--token", TOKEN, *options))
            prefs = installed.preferences()
            prefs.service, prefs.base_url, prefs.token = "CUSTOM", address, TOKEN
            return address

        yield start


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """The ledger as it is while another process writes: it can be read, but not written."""
    with closing(installed.module("jobs.ledger").Ledger(home)) as other, other.transaction():
        yield


def asked_for(address: str) -> int:
    """How many paid requests have reached the sandbox at this address."""
    return sum(method == "POST" for method, _ in _told(address, "requests"))


def charged(address: str) -> int:
    """How many units the sandbox at this address has taken."""
    return sum(units for _, _, units in _told(address, "charged"))


def _told(address: str, name: str) -> Any:
    server = urllib.parse.urlsplit(address).netloc
    with urllib.request.urlopen(f"http://{server}/sandbox/{name}", timeout=10) as answer:
        return json.load(answer)[name]


@pytest.fixture
def use_sandbox() -> None:
    """The built-in sandbox as the service."""
    ops.recraft.use_sandbox()


def generate(prompt: str, **settings: Any) -> Any:
    """Ask for a picture with these settings; the job, as the list shows it."""
    chosen = installed.settings()
    for name, value in ({"prompt": prompt} | settings).items():
        setattr(chosen, name, value)
    assert ops.recraft.generate() == {"FINISHED"}
    return installed.session().jobs[0]


def until(job: Any, *states: str, timeout_s: float = 20.0) -> Any:
    """Stroke the pump until the job is in one of the states; the job as it is then."""
    session = installed.session()
    reached = installed.pump_until(lambda: session.job(job.id).state in states, timeout_s)
    now = session.job(job.id)
    kept = session.ledger.job(job.id).state
    assert reached, (
        f"{now.state}, in the ledger {kept}: {now.failure or now.note or session.problem}"
    )
    return now


def waiting(job: Any) -> Any:
    """Stroke the pump until the job is ready with a sentence about what it waits for."""
    session = installed.session()

    def waits() -> bool:
        now = session.job(job.id)
        return now.state == "ready" and bool(now.note)

    assert installed.pump_until(waits, 40), session.job(job.id)
    return session.job(job.id)


def new_blocks() -> set[str]:
    """The names of all images and materials that carry a recipe."""
    return {block.name for block in (*data.images, *data.materials) if "recraft_job" in block}
