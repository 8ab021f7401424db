# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Generate button refuses before anything is sent, and what it says."""

import re

import pytest

import installed
from installed import context, ops

from .conftest import TOKEN, NewMesh, generate, until


def _refusal() -> str:
    """What Blender says when the button is pressed."""
    with pytest.raises(RuntimeError) as caught:
        ops.recraft.generate()
    assert not installed.session().jobs
    return re.sub(r"\s+", " ", str(caught.value))


def test_without_access_to_the_network_the_sandbox_is_offered() -> None:
    installed.settings().prompt = "stone"
    installed.preferences().token = TOKEN
    assert "stay offline" in _refusal()
    assert "use the sandbox" in _refusal()


def test_without_a_token_the_preferences_and_the_sandbox_are_offered() -> None:
    installed.settings().prompt = "stone"
    context.preferences.system.use_online_access = True
    assert "Enter your Recraft API token in the preferences, or use the sandbox" in _refusal()


@pytest.mark.parametrize("address", ["", "ftp://example.org", "http://example.org/v1", "https://"])
def test_unusable_address(address: str) -> None:
    installed.settings().prompt = "stone"
    prefs = installed.preferences()
    prefs.service, prefs.base_url, prefs.token = "CUSTOM", address, TOKEN
    assert "The service address must start with https://" in _refusal()


@pytest.mark.usefixtures("use_sandbox")
@pytest.mark.parametrize("prompt", ["", "   "])
def test_empty_prompt(prompt: str) -> None:
    installed.settings().prompt = prompt
    assert "Type a prompt of 1 to 10,000 characters." in _refusal()


@pytest.mark.usefixtures("use_sandbox")
def test_prompt_over_the_limit_of_the_model() -> None:
    chosen = installed.settings()
    chosen.prompt, chosen.model = "x" * 1001, "recraftv3"
    assert "1,001 characters are too many, Recraft V3 reads 1 to 1,000" in _refusal()
    chosen.model = "recraftv4_1"
    assert ops.recraft.generate.poll()


def test_sandbox_needs_neither_token_nor_network(new_mesh: NewMesh) -> None:
    new_mesh("Cube")
    assert not context.preferences.system.use_online_access
    ops.recraft.use_sandbox()
    job = until(generate("stone"), "placed")
    assert job.service == "sandbox"
    assert job.units == job.estimate == 35
    assert job.balance_before <= 10_000


def test_button_returns_at_once(new_mesh: NewMesh) -> None:
    new_mesh("Cube")
    ops.recraft.use_sandbox()
    job = generate("stone")
    assert job.state in {"queued", "sending"}
    until(job, "placed")


def test_job_folder_can_be_read_by_a_person(new_mesh: NewMesh) -> None:
    new_mesh("Cube")
    ops.recraft.use_sandbox()
    job = until(generate("Old, cracked paint!"), "placed")
    names = sorted(path.name for path in job.folder.iterdir())
    assert names == [
        "answer.json",
        "job.json",
        "old-cracked-paint-1.png",
        "receipt.json",
        "request.json",
    ]
    assert "old-cracked-paint" in job.folder.name
