# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What costs nothing is asked by the worker, at once, and ends in a sentence whatever happens."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from recraft_blender.client.client import RecraftClient
from recraft_blender.jobs import errands, styles
from recraft_blender.jobs.database import FILE_NAME
from recraft_blender.jobs.errand import Errand, ErrandKind, ErrandState
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.process import WorkerProcess
from recraft_blender.jobs.schema import MIGRATIONS
from recraft_blender.jobs.styles import ListedStyle
from recraft_blender.sandbox.server import SandboxServer

from ..client.raw_server import closed_port
from ..client.samples import PICTURE
from .workers import SERVICE, SESSION, TOKEN, Workers, change, wait_until

K, E = ErrandKind, ErrandState


def ask(ledger: Ledger, worker: WorkerProcess, kind: ErrandKind, subject: str = "") -> Errand:
    """Ask a worker, wake it, and wait for its answer."""
    config = worker.config
    number = errands.ask(
        ledger,
        kind,
        session=SESSION,
        worker=config.worker,
        service=config.service,
        subject=subject,
    )
    worker.wake()
    wait_until(lambda: not found(ledger, number).is_open, f"an answer to {kind}")
    return found(ledger, number)


def found(ledger: Ledger, number: int) -> Errand:
    told = errands.latest(ledger, session=SESSION, service=SERVICE)
    return next(one for one in told if one.id == number)


@dataclass(frozen=True, slots=True)
class Bench:
    """One worker and one sandbox for the faults."""

    ledger: Ledger
    server: SandboxServer
    worker: WorkerProcess

    def ask(self, kind: ErrandKind, subject: str = "") -> Errand:
        return ask(self.ledger, self.worker, kind, subject)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    home = tmp_path_factory.mktemp("home")
    with (
        closing(Ledger(home)) as ledger,
        SandboxServer(rate_limited=False, balance=1_000) as server,
        Workers(home) as workers,
    ):
        yield Bench(ledger, server, workers.start(server.base_url, longest_wait_s=5.0))


@pytest.fixture(autouse=True)
def without_faults(bench: Bench) -> Iterator[None]:
    yield
    bench.server.faults = ()


def made_elsewhere(server: SandboxServer) -> str:
    """A style that another computer made; its id."""
    with closing(RecraftClient(TOKEN, base_url=server.base_url)) as client:
        return client.create_style(images=(PICTURE,)).id


def test_token_that_works(bench: Bench) -> None:
    told = bench.ask(K.TEST_TOKEN)
    balance = bench.server.account.balance
    assert (told.state, told.sentence) == (E.DONE, f"Your token works: {balance:,} units.")
    kept = bench.ledger.balance(SERVICE)
    assert kept is not None
    assert kept[0] == balance


def test_token_that_is_refused(ledger: Ledger, workers: Workers) -> None:
    with SandboxServer(token="another", rate_limited=False) as server:
        told = ask(ledger, workers.start(server.base_url), K.TEST_TOKEN)
    assert told.state is E.FAILED
    assert told.sentence.startswith("The service does not accept this API token")
    assert TOKEN not in told.sentence


def test_no_token(ledger: Ledger, workers: Workers, server: SandboxServer) -> None:
    told = ask(ledger, workers.start(server.base_url, token=""), K.TEST_TOKEN)
    assert (told.state, "There is no API token" in told.sentence) == (E.FAILED, True)
    assert not server.requests


def test_no_service(ledger: Ledger, workers: Workers) -> None:
    told = ask(ledger, workers.start(f"http://127.0.0.1:{closed_port()}/v1"), K.BALANCE)
    assert (told.state, "could not be reached" in told.sentence) == (E.FAILED, True)


def test_balance_now(bench: Bench) -> None:
    before = bench.server.account.balance
    assert bench.ask(K.BALANCE).sentence == f"The balance is {before:,} units."


FAULTS = [
    ("status=401@any", "does not accept this API token"),
    ("status=403/json@any", "may not do that"),
    ("status=404/text@any", "check its address"),
    ("status=418@any", "refused it"),
    ("status=503/html@any", "status 503"),
    ("html@any", "web page"),
    ("empty@any", "not the data"),
    ("bad-json@any", "not the data"),
    ("not-json@any", "not the data"),
    ("missing-fields@any", "lacks what its interface describes"),
    ("wrong-types@any", "lacks what its interface describes"),
    ("silence@any", "did not answer in time"),
    ("no-answer@any", "did not answer in time"),
    ("reset@any", "could not be reached"),
    ("hard-reset@any", "could not be reached"),
    ("reset-before-charge@any", "could not be reached"),
    ("cut-in-body@any", "could not be reached"),
    ("server-error@any", "status 500"),
]


@pytest.mark.parametrize(("fault", "words"), FAULTS)
def test_every_fault_ends_in_a_sentence(bench: Bench, fault: str, words: str) -> None:
    bench.server.faults = [fault]
    told = bench.ask(K.LIST_STYLES if "types" in fault else K.BALANCE)
    assert told.state is E.FAILED
    assert words in told.sentence
    assert told.sentence.endswith(".")
    assert "charged" not in told.sentence


def test_refusal_for_the_rate_is_waited_out(bench: Bench) -> None:
    bench.server.faults = ["rate-limit=1*1@any"]
    assert bench.ask(K.BALANCE).state is E.DONE


def test_style_of_another_computer_appears_and_keeps_its_name(bench: Bench) -> None:
    style_id = made_elsewhere(bench.server)
    assert bench.ask(K.LIST_STYLES).state is E.DONE
    (style,) = (one for one in styles.listed(bench.ledger, SERVICE) if one.id == style_id)
    assert (style.name, style.model, style.base) == (f"Free {style_id[:8]}", "", "any")
    styles.rename(bench.ledger, SERVICE, style_id, "  Ink\n and wash ")
    bench.ask(K.LIST_STYLES)
    (style,) = (one for one in styles.listed(bench.ledger, SERVICE) if one.id == style_id)
    assert style.name == "Ink and wash"


def test_deleted_style(bench: Bench) -> None:
    style_id = made_elsewhere(bench.server)
    bench.ask(K.LIST_STYLES)
    told = bench.ask(K.DELETE_STYLE, style_id)
    assert (told.state, told.sentence) == (E.DONE, "The style is deleted.")
    assert style_id not in {one.id for one in styles.listed(bench.ledger, SERVICE)}
    assert bench.server.context.styles.get(style_id) is None
    # Once more, as another Blender might: it is gone, which is what was wanted.
    assert bench.ask(K.DELETE_STYLE, style_id).state is E.DONE


def test_style_is_not_taken_off_the_list_at_a_wrong_address(bench: Bench) -> None:
    style_id = made_elsewhere(bench.server)
    bench.ask(K.LIST_STYLES)
    bench.server.faults = ["status=404/text@any"]
    told = bench.ask(K.DELETE_STYLE, style_id)
    assert (told.state, "check its address" in told.sentence) == (E.FAILED, True)
    assert style_id in {one.id for one in styles.listed(bench.ledger, SERVICE)}


def test_nobody_pays_for_errands(bench: Bench) -> None:
    before, spent = bench.server.account.balance, bench.ledger.units_spent()
    for kind in (K.TEST_TOKEN, K.BALANCE, K.LIST_STYLES):
        bench.ask(kind)
    assert (bench.server.account.balance, bench.ledger.units_spent()) == (before, spent)
    assert not bench.ledger.recent(10)


def test_one_at_a_time(ledger: Ledger) -> None:
    one = errands.ask(ledger, K.BALANCE, session=SESSION, worker="w", service=SERVICE)
    assert errands.ask(ledger, K.BALANCE, session=SESSION, worker="w", service=SERVICE) == one
    other = errands.ask(ledger, K.LIST_STYLES, session=SESSION, worker="w", service=SERVICE)
    taken = errands.take(ledger, "w")
    assert taken is not None
    assert (taken.id, other != one) == (one, True)
    # With another token the answer to the former one is worth nothing.
    new = errands.ask(ledger, K.BALANCE, session=SESSION, worker="w2", service=SERVICE)
    assert not errands.end(ledger, taken, E.DONE, "of the old token")
    assert [one.id for one in errands.latest(ledger, session=SESSION, service=SERVICE)] == [
        other,
        new,
    ]


def test_errand_is_for_its_worker_only(ledger: Ledger) -> None:
    errands.ask(ledger, K.BALANCE, session=SESSION, worker="new", service=SERVICE)
    assert errands.take(ledger, "old") is None
    assert errands.take(ledger, "new") is not None
    assert errands.take(ledger, "new") is None


def test_dead_worker_leaves_a_sentence(ledger: Ledger) -> None:
    errands.ask(ledger, K.BALANCE, session=SESSION, worker="w", service=SERVICE)
    errands.give_up(ledger, session=SESSION, alive="w")
    assert errands.latest(ledger, session=SESSION, service=SERVICE)[0].is_open
    errands.give_up(ledger, session=SESSION, alive="")
    (told,) = errands.latest(ledger, session=SESSION, service=SERVICE)
    assert (told.state, told.sentence) == (E.FAILED, errands.NO_ANSWER)


@pytest.mark.parametrize("shift", [-1.0, 1.0])
def test_wait_is_bounded_whatever_the_clock_says(ledger: Ledger, shift: float) -> None:
    errands.ask(ledger, K.BALANCE, session=SESSION, worker="w", service=SERVICE)
    change(ledger, "UPDATE errands SET asked_at = asked_at + ?", (shift * 2 * errands.GIVEN_UP_S,))
    errands.give_up(ledger, session=SESSION, alive="w")
    assert not errands.latest(ledger, session=SESSION, service=SERVICE)[0].is_open


def test_change_is_seen_by_the_revision(ledger: Ledger) -> None:
    seen = [ledger.revision()]
    errands.ask(ledger, K.BALANCE, session=SESSION, worker="w", service=SERVICE)
    seen.append(ledger.revision())
    taken = errands.take(ledger, "w")
    seen.append(ledger.revision())
    assert taken is not None
    errands.end(ledger, taken, E.DONE, "told")
    seen.append(ledger.revision())
    assert sorted(set(seen)) == seen


def test_listing_does_not_hide_what_was_made_meanwhile(ledger: Ledger) -> None:
    styles.keep_listing(ledger, SERVICE, [ListedStyle("a", "any", 1.0)], asked_at=100.0)
    styles.keep_listing(ledger, SERVICE, [ListedStyle("b", "any", 2.0)], asked_at=50.0)
    assert {one.id for one in styles.listed(ledger, SERVICE)} == {"a", "b"}
    styles.keep_listing(ledger, SERVICE, [ListedStyle("b", "any", 2.0)], asked_at=200.0)
    assert {one.id for one in styles.listed(ledger, SERVICE)} == {"b"}
    assert styles.listed(ledger, "another service") == ()


def test_ledger_of_version_2_gets_the_tables_and_is_copied_first(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    with closing(sqlite3.connect(path)) as db:
        for script in MIGRATIONS[:2]:
            for statement in script.split(";"):
                db.execute(statement)
        db.execute("PRAGMA user_version = 2")
        db.execute("INSERT INTO balances VALUES ('x', 930, 1.0)")
        db.commit()
    with closing(Ledger(tmp_path)) as ledger:
        assert ledger.balance("x") == (930, 1.0)
        assert errands.take(ledger, "w") is None
        assert styles.listed(ledger, "x") == ()
    (copy,) = (tmp_path / "backups").iterdir()
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == 2
