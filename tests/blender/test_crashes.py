# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender killed at every recorded step of a job's life, and a new one on the same user folder.

Everything is real: Blender, its worker, the sandbox over HTTP, the signal. What the ledger says
afterwards is compared with the sandbox's own account.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy
import pytest

from .conftest import TOKEN, StartSandbox, asked_for, charged

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
DYING = Path(__file__).with_name("dying_blender.py")
TIMEOUT_S = 90

# Who dies, and where: the second word is a function and whether it is called or returns.
UNKNOWN = {
    "answer lost on its way": ("both", "_send:return"),
    "sent": ("both", "record_sent:return"),
}
KNOWN = {
    "queued": ("blender", "add:return"),
    "sending": ("both", "_write_intention:return"),
    "sent, the worker lives": ("alone", "record_sent:return"),
    "answer in the folder": ("both", "record_answer:call"),
    "answered": ("both", "record_answer:return"),
    "answered, the worker lives": ("alone", "record_answer:return"),
    "downloading": ("both", "_check_kind:call"),
    "fetched": ("both", "record_result:return"),
    "ready": ("both", "record_ready:return"),
    "placing": ("blender", "land:call"),
    "in the scene": ("blender", "land:return"),
    "placed": ("blender", "_record:return"),
}
if (4, 3) <= bpy.app.version < (5, 1):
    # The oldest and the newest Blender die at every point; for those between the time is short.
    _SOME = ("queued", "answer in the folder", "answered, the worker lives", "in the scene")
    KNOWN = {name: KNOWN[name] for name in _SOME}
ENDS = {
    "answer lost on its way": "unknown",
    "sent": "unknown",
    "queued": "cancelled",
    "sending": "cancelled",
    "placed": "placed",
}


@dataclass
class Blenders:
    """Blenders of one user folder, each in a process of its own."""

    address: str
    folder: Path

    def __post_init__(self) -> None:
        # A user folder of their own: a Blender that disables us takes the packages away. The ledger
        # of this process is not even read: closing its file would drop SQLite's locks.
        self.profile = self.folder / "profile"
        former = os.environ["BLENDER_USER_RESOURCES"]
        leave_out = shutil.ignore_patterns(".user")
        shutil.copytree(former, self.profile, symlinks=True, ignore=leave_out)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(DYING), *arguments],
            env={
                **os.environ,
                "DYING_TOKEN": TOKEN,
                "BLENDER_USER_RESOURCES": str(self.profile),
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=TIMEOUT_S,
        )

    def die(self, name: str, who: str, point: str) -> None:
        done = self.run("die", self.address, name, who, point)
        assert done.returncode == -signal.SIGKILL, f"{name}: {done.returncode}\n{done.stdout}"

    def recover(self) -> dict[str, Any]:
        out = self.folder / "found.json"
        done = self.run("recover", self.address, str(out))
        assert done.returncode == 0, done.stdout
        found: dict[str, Any] = json.loads(out.read_text("utf-8"))
        return found


@dataclass
class Damage:
    """What is left of so many kills; all but `kills` and `unknown` must be 0."""

    kills: int
    unknown: int
    lost_results: int
    sent_twice: int
    unaccounted_units: int
    unfinished: int
    broken_databases: int

    @property
    def is_none(self) -> bool:
        bad = (self.lost_results, self.sent_twice, self.unaccounted_units)
        return not any((*bad, self.unfinished, self.broken_databases))

    def told(self) -> str:
        """The figures, for whoever runs it."""
        return (
            f"killed at {self.kills} points; results lost: {self.lost_results},"
            f" sent twice: {self.sent_twice}, units unaccounted for: {self.unaccounted_units},"
            f" unfinished: {self.unfinished}, databases broken: {self.broken_databases}"
            f" (unknown, with the units told: {self.unknown})"
        )


def _damage(found: dict[str, Any], kills: int, address: str) -> Damage:
    jobs = found["jobs"]
    unknown = [job for job in jobs if job["state"] == "unknown"]
    sent = sum(job["sent"] for job in jobs)
    explained = sum(job["units"] for job in jobs) + sum(job["unexplained"] for job in unknown)
    return Damage(
        kills=kills,
        unknown=len(unknown),
        lost_results=sum(bool(job["answers"] and not _is_offered(job)) for job in jobs),
        sent_twice=sum(max(0, job["sent"] - 1) for job in jobs) + max(0, asked_for(address) - sent),
        unaccounted_units=abs(charged(address) - explained),
        unfinished=int(not found["settled"]) + abs(kills - len(jobs)),
        broken_databases=int(found["intact"] != "ok" or found["notice"] != ""),
    )


def _is_offered(job: dict[str, Any]) -> bool:
    return job["state"] in ("ready", "placed") and bool(job["pictures"] and job["placed"])


def _all_die(blenders: Blenders) -> None:
    pool = ThreadPoolExecutor(os.cpu_count())
    try:
        for dead in [pool.submit(blenders.die, name, *how) for name, how in KNOWN.items()]:
            dead.result()
    finally:
        pool.shutdown(cancel_futures=True)  # after one that missed its point the rest says nothing


@pytest.mark.timeout(300)
def test_killed_at_every_step(
    start_sandbox: StartSandbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = start_sandbox("--no-rate-limit")
    blenders = Blenders(address, tmp_path)
    # One after the other: the balances before and after then tell of each of them alone.
    for name, (who, point) in UNKNOWN.items():
        blenders.die(name, who, point)
    found = blenders.recover()
    unexplained = {job["title"]: job["unexplained"] for job in found["jobs"]}
    assert unexplained == {"answer lost on its way": 35, "sent": 0}
    assert _damage(found, len(UNKNOWN), address).is_none
    _all_die(blenders)
    found = blenders.recover()
    damage = _damage(found, len(UNKNOWN) + len(KNOWN), address)
    with capsys.disabled():
        print(f"\nBlender {bpy.app.version_string}: {damage.told()}")  # noqa: T201 - it is wanted
    assert {job["title"]: job["state"] for job in found["jobs"]} == {
        name: ENDS.get(name, "ready") for name in (*UNKNOWN, *KNOWN)
    }
    assert damage.is_none, damage
