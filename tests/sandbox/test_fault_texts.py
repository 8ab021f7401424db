# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults as they are written: in options, in the header, in tests."""

from __future__ import annotations

import pytest

from recraft_blender.sandbox.faults import HEADER, NAMES, Fault, Misbehaviour, Oddity
from recraft_blender.sandbox.server import SandboxServer

from .calls import TOKEN, call
from .conftest import Start
from .test_faults import BODY, CRISP


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "",
        "status=900",
        "status=5xx",
        "status=503/xml",
        "delay-before=long",
        "link-too-large=big",
        "html*many",
        "html@get",
        "html reset",
    ],
)
def test_what_is_no_fault(start: Start, text: str) -> None:
    with pytest.raises(ValueError, match=r"is no fault|takes"):
        Misbehaviour.parse(text)
    with pytest.raises(ValueError, match=r"is no fault|takes"):
        SandboxServer(faults=[text])
    if text:
        server = start()
        reply = call(server, CRISP, BODY, headers=TOKEN | {HEADER: text})
        assert reply.status == 400
        assert HEADER in reply.json["message"]
        assert server.charged == []


def test_names_are_unique_and_parse_to_themselves() -> None:
    assert len(NAMES) == len(Fault) + len(Oddity)
    for name, fault in NAMES.items():
        assert Misbehaviour.parse(name) == Misbehaviour(fault)
    full = Misbehaviour.parse("status=503/html*3@GET/users/me")
    assert full == Misbehaviour(Fault.STATUS, "503/html", 3, "GET", "/users/me")
