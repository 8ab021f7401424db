# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The buttons that cost nothing, the grace before sending, and how long the list becomes."""

import time
from typing import Any

import pytest

import installed
from installed import context, ops

from .conftest import StartSandbox, asked_for, charged, generate, until, waiting


def told(kind: str, subject: str = "") -> Any:
    """Stroke the pump until an errand has its answer."""
    session = installed.session()

    def found() -> Any:
        return next((one for one in session.errands if one.kind == kind), None)

    assert installed.pump_until(lambda: found() is not None and not found().is_open, 30), found()
    return found()


def test_token_that_works(start_sandbox: StartSandbox) -> None:
    address = start_sandbox("--balance", "12345")
    assert ops.recraft.test_token() == {"FINISHED"}
    assert told("test token").sentence == "Your token works: 12,345 units."
    assert (asked_for(address), charged(address)) == (0, 0)
    assert not installed.session().jobs
    assert installed.session().balance == 12345


def test_token_that_does_not_work(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    installed.preferences().token = "another-token-altogether"
    assert ops.recraft.test_token() == {"FINISHED"}
    errand = told("test token")
    assert (errand.state, "does not accept" in errand.sentence) == ("failed", True)


def test_answer_is_for_the_token_that_was_typed_last(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    ops.recraft.test_token()
    assert told("test token").state == "done"
    has_changed = installed.module("blender.preferences").has_changed
    assert not has_changed("token")
    installed.preferences().token = "another-token-altogether"
    assert has_changed("token")  # the panel no longer shows what the former one was told
    ops.recraft.test_token()
    assert told("test token").state == "failed"


def test_without_a_token_nothing_is_asked() -> None:
    context.preferences.system.use_online_access = True
    with pytest.raises(RuntimeError, match="Enter your Recraft API token"):
        ops.recraft.test_token()
    with pytest.raises(RuntimeError, match="Enter your Recraft API token"):
        ops.recraft.refresh_styles()


def test_service_that_is_not_there() -> None:
    prefs = installed.preferences()
    prefs.service, prefs.base_url, prefs.token = "CUSTOM", "http://127.0.0.1:9/v1", "token"
    assert ops.recraft.refresh_balance() == {"FINISHED"}
    assert "could not be reached" in told("balance").sentence


def test_balance_now(start_sandbox: StartSandbox) -> None:
    start_sandbox("--balance", "777")
    assert ops.recraft.refresh_balance() == {"FINISHED"}
    told("balance")
    assert installed.session().balance == 777


def test_worker_that_dies_leaves_a_sentence(start_sandbox: StartSandbox) -> None:
    start_sandbox("--fault", "silence@GET")
    ops.recraft.refresh_balance()
    session = installed.session()
    assert session.has_open_errand
    session.keeper.worker.kill()
    errand = told("balance")
    assert (errand.state, "Try again" in errand.sentence) == ("failed", True)


def submit(seconds: float) -> Any:
    session = installed.session()
    request = installed.module("client.calls").GenerationRequest(prompt="stone")
    placement = installed.module("jobs.spec").ImagePlacement(file=session.file)
    job_id = session.submit(context, request, placement, grace_s=seconds)
    return session.job(job_id)


def test_job_can_be_cancelled_before_it_is_sent(start_sandbox: StartSandbox) -> None:
    address = start_sandbox()
    job = submit(3600.0)
    assert job.not_before > time.time()
    progress = installed.module("blender.panels.jobs").progress
    assert progress(job, job.not_before - 1.5) == (0.0, "Sent in 2 s")
    # A job without grace overtakes it: nothing but the time keeps the first one.
    until(generate("sand", make="IMAGE"), "placed")
    assert asked_for(address) == 1
    assert ops.recraft.cancel_job(job=job.id) == {"FINISHED"}
    assert until(job, "cancelled").units is None
    assert asked_for(address) == 1


def test_job_is_sent_when_its_grace_is_over(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    assert until(submit(0.1), "placed").units == 35


def test_grace_is_for_clicks_and_for_what_costs(start_sandbox: StartSandbox) -> None:
    grace = installed.module("blender.grace")

    class Clicked:
        by_hand = True

    class Script:
        pass

    start_sandbox()
    prefs = installed.preferences()
    assert prefs.grace == 2
    assert grace.grace_s(context, Clicked()) == 2.0
    assert grace.grace_s(context, Script()) == 0.0
    prefs.service = "SANDBOX"
    assert grace.grace_s(context, Clicked()) == 0.0


def test_script_sends_at_once(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    job = generate("stone", make="IMAGE")
    assert job.not_before == 0.0
    until(job, "placed")


def test_list_keeps_as_many_ended_jobs_as_was_chosen(start_sandbox: StartSandbox) -> None:
    address = start_sandbox()
    prefs = installed.preferences()
    kept = until(generate("liked", make="IMAGE"), "placed")
    ops.recraft.favourite(job=kept.id)
    waits = waiting(generate("waits", make="TEXTURE"))
    old = [until(generate(f"stone {n}", make="IMAGE"), "placed") for n in range(3)]
    prefs.history_size = 1
    try:
        prefs.removed_files = "DELETE"
        new = generate("new", make="IMAGE")
        listed = {job.id for job in installed.session().jobs}
        assert listed == {kept.id, waits.id, old[2].id, new.id}
        assert [job.folder.exists() for job in old] == [False, False, True]
        until(new, "placed")
    finally:
        prefs.history_size = 0
    ledger = installed.session().ledger
    spent = ledger.rows("SELECT sum(units) FROM receipts WHERE service = ?", (address,))
    assert spent[0][0] == charged(address)


def test_log_and_folder(monkeypatch: pytest.MonkeyPatch, start_sandbox: StartSandbox) -> None:
    start_sandbox()
    setup = installed.module("blender.operators.setup")
    ops.recraft.refresh_balance()
    told("balance")
    log = setup.user_folder() / "worker.log"
    assert "GET /users/me 200" in log.read_text()
    assert setup.user_folder() == installed.session().ledger.home
    # A folder of its own, in which nothing was ever asked.
    monkeypatch.setattr(setup, "LOG_NAME", "not-there.log")
    with pytest.raises(RuntimeError, match="There is no log yet"):
        ops.recraft.show_log()
