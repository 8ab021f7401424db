# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The worker killed by SIGKILL, at exact points and at random times, and what is left then.

Everything is real: the worker process, the ledger, the sandbox over HTTP, the signal. The sandbox
keeps its own account, with which the ledger is compared.
"""

from __future__ import annotations

import random
import signal
import sys
import time
import uuid
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, fields
from pathlib import Path

from recraft_blender.jobs.choices import unexplained_units
from recraft_blender.jobs.config import WorkerConfig
from recraft_blender.jobs.exchange import requests_of
from recraft_blender.jobs.job import RequestState
from recraft_blender.jobs.lease import LEASE_S, Watch
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.process import WorkerProcess
from recraft_blender.jobs.recovery import settle
from recraft_blender.jobs.spec import request_from_json
from recraft_blender.sandbox.server import SandboxServer

from .workers import PLACEMENT, SERVICE, TOKEN, chain, post_count, wait_until

KILLED_AT = Path(__file__).with_name("killed_at.py")
BALANCE = 100_000
# Two pictures, each of which loses its background: three requests, four results.
POINTS = (
    ("claim:return", 1),
    ("_check_room:return", 1),
    ("prepare:return", 1),
    ("_write_intention:return", 1),
    ("record_balance_before:return", 1),
    ("record_sent:return", 1),
    ("_send:return", 1),
    ("record_answer:call", 1),
    ("record_answer:return", 1),
    ("_write_receipt:return", 1),
    ("_check_kind:call", 1),
    ("record_result:return", 1),
    ("record_result:return", 2),
    ("record_fetched:return", 1),
    ("prepare:return", 2),
    ("record_sent:return", 2),
    ("_send:return", 2),
    ("record_answer:call", 2),
    ("record_answer:return", 2),
    ("_check_kind:call", 3),
    ("record_fetched:return", 2),
    ("_send:return", 3),
    ("record_answer:return", 3),
    ("record_ready:call", 1),
    ("record_ready:return", 1),
)


@dataclass
class Damage:
    """What went wrong after so many kills; all but `kills`, `jobs` and `unknown` must be 0."""

    kills: int = 0
    jobs: int = 0
    unknown: int = 0
    lost_results: int = 0
    sent_twice: int = 0
    unaccounted_units: int = 0
    unfinished: int = 0
    broken_databases: int = 0

    def __iadd__(self, other: Damage) -> Damage:
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))
        return self

    @property
    def is_none(self) -> bool:
        """True when nothing was lost, sent twice, unaccounted for, left behind or broken."""
        bad = (self.lost_results, self.sent_twice, self.unaccounted_units)
        return not any((*bad, self.unfinished, self.broken_databases))

    def __str__(self) -> str:
        return ", ".join(f"{field.name} {getattr(self, field.name)}" for field in fields(self))


def start(
    home: Path, server: SandboxServer, session: str, point: tuple[str, int] | None = None
) -> WorkerProcess:
    """A worker of a session; with a `point` it kills itself there."""
    config = WorkerConfig(
        session=session,
        worker=uuid.uuid4().hex,
        service=SERVICE,
        base_url=server.base_url,
        token=TOKEN,
        home=str(home),
    )
    python = [sys.executable, "-I"]
    if point is not None:
        python += [str(KILLED_AT), point[0], str(point[1])]
    return WorkerProcess(config, python=python, folders=[])


def killed_at(home: Path, point: tuple[str, int], *, same_session: bool) -> Damage:
    """Kill a worker at a point of one job, start another, and see what is left."""
    with SandboxServer(rate_limited=False, balance=BALANCE) as server, closing(Ledger(home)) as one:
        one.add(chain(2), PLACEMENT, session="first", service=SERVICE)
        dying = start(home, server, "first", point)
        assert dying.wait(60), f"it was not killed at {point}"
        dying.let_go()
        assert dying.exit_code == -signal.SIGKILL, f"{point}: {dying.exit_code}"
        session = "first" if same_session else "second"
        damage = finish(one, server, session)
        damage.kills = 1
        return damage


def finish(ledger: Ledger, server: SandboxServer, session: str) -> Damage:
    """Let a worker of a session do what is left to do, and count the damage."""
    worker = start(ledger.home, server, session)
    try:
        wait_until(lambda: is_settled(ledger, session), "the end of all jobs")
    finally:
        worker.let_go()
        if not worker.wait(30):
            worker.kill()
    return damage_of(ledger, server)


def is_settled(ledger: Ledger, session: str) -> bool:
    """True when no worker has anything to do, and all balances are known."""
    forget_dead_sessions(ledger, session)
    left = ledger.rows(
        "SELECT 1 FROM jobs WHERE state IN ('queued', 'sending', 'answered', 'downloading')"
        " OR (state = 'unknown' AND balance_after IS NULL) LIMIT 1"
    )
    return not left


def forget_dead_sessions(ledger: Ledger, session: str) -> None:
    """Look as long as a lease lasts, in no time: the clock is ours. Living ones are left alone."""
    if not ledger.rows(
        "SELECT 1 FROM jobs WHERE state = 'queued' AND session != ?", (session,)
    ) or not ledger.rows("SELECT 1 FROM workers WHERE session = ?", (session,)):
        return
    now = 0.0
    ledger.watch = Watch(lambda: now)
    workers = ledger.rows("SELECT id FROM workers WHERE session = ?", (session,))
    for _ in range(4):
        settle(ledger, session=session, worker=workers[0][0])
        now += LEASE_S / 2


def damage_of(ledger: Ledger, server: SandboxServer) -> Damage:
    """What the ledger says, compared with the sandbox's own account and the files."""
    damage = Damage(jobs=len(ledger.recent(100_000)))
    unsure: Counter[tuple[str, int | None]] = Counter()
    known: set[str] = set()
    sent = 0
    for job in ledger.recent(100_000):
        rows = requests_of(ledger, job.id)
        places = Counter((row.stage, row.source) for row in rows if row.sent_at is not None)
        damage.sent_twice += sum(count - 1 for count in places.values())
        damage.unfinished += job.state.is_active
        sent += sum(places.values())
        for row in rows:
            if row.answer is not None:
                known.add(row.request_id)
                damage.lost_results += row.state is not RequestState.FETCHED
            elif row.state is RequestState.UNKNOWN:
                damage.unknown += 1
                path = request_from_json(row.content).endpoint.path
                unsure[path.removeprefix("/v1"), row.estimate] += 1
                if unexplained_units(ledger, job.id) is None:
                    damage.unaccounted_units += row.estimate or 0  # no balance beside it
        for stage in range(len(job.chain)):
            for file in ledger.results(job.id, stage):
                there = file.path.is_file() and file.path.stat().st_size == file.size
                damage.lost_results += not there
    damage.sent_twice += max(0, post_count(server) - sent)
    damage.unaccounted_units += _unaccounted(server, known, unsure)
    spent = sum(charge.units for charge in server.charged)
    assert server.account.balance == BALANCE - spent
    damage.broken_databases = int(ledger.rows("PRAGMA integrity_check")[0][0] != "ok")
    return damage


def _unaccounted(
    server: SandboxServer, known: set[str], unsure: Counter[tuple[str, int | None]]
) -> int:
    """Units that the sandbox charged, and the ledger neither has a receipt for nor is unsure of."""
    left = unsure.copy()
    missing = 0
    for charge in server.charged:
        if charge.request_id in known:
            continue
        key = (charge.path.removeprefix("/v1"), charge.units)
        if left[key]:
            left[key] -= 1
        else:
            missing += charge.units
    return missing


def _steps(ledger: Ledger) -> int:
    return int(ledger.rows("SELECT coalesce(max(rowid), 0) FROM steps")[0][0])


def _is_idle(ledger: Ledger) -> bool:
    return not ledger.rows(
        "SELECT 1 FROM jobs WHERE state IN ('queued', 'sending', 'answered', 'downloading')"
    )


def killed_at_random(home: Path, kills: int, seed: int, most_steps: int = 10) -> Damage:
    """Kill workers under load at random times; each next one is of this session or another."""
    dice = random.Random(seed)  # noqa: S311 - repeatable, no secret
    session = "session 0"
    with SandboxServer(rate_limited=False, balance=BALANCE) as server, closing(Ledger(home)) as one:
        for number in range(kills):
            for _ in range(6 - len(one.rows("SELECT 1 FROM jobs WHERE state = 'queued'"))):
                work = chain(dice.randint(1, 2), steps=dice.randint(1, 2))
                one.add(work, PLACEMENT, session=session, service=SERVICE)
            server.delay_s = dice.choice((0.0, 0.0, 0.3))
            steps = _steps(one) + dice.randint(0, most_steps)
            worker = start(home, server, session)
            # So many steps of any job, then a random moment: no synchronisation.
            wait_until(lambda steps=steps: _steps(one) >= steps or _is_idle(one), "work")  # type: ignore[misc] # bound early
            time.sleep(dice.uniform(0.0, 0.25))
            worker.kill()
            worker.let_go()
            if dice.random() < 0.3:
                session = f"session {number + 1}"
        damage = finish(one, server, session)
        damage.kills = kills
        return damage
