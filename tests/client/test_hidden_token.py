# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The token goes to the service and nowhere else: no error, no log, no file, no other host."""

from __future__ import annotations

import json
import logging
import traceback
from pathlib import Path

import pytest

from recraft_blender.client.client import RecraftClient
from recraft_blender.client.connection import BearerToken
from recraft_blender.client.errors import ConfigurationError, RecraftError
from recraft_blender.sandbox.faults import Fault

from .conftest import TOKEN, Opener
from .raw_server import Answer, always, closed_port, reply

ESCAPED = TOKEN.replace("/", "\\/")
ECHO = f"You sent {TOKEN} and {ESCAPED}"
ECHOES: dict[str, bytes] = {
    "json refusal": reply(
        json.dumps({"code": TOKEN, "message": f"You sent {TOKEN}"}).encode(), status="400 Bad"
    ),
    "escaped refusal": reply(
        f'{{"code": "{ESCAPED}", "message": "{ESCAPED}"}}'.encode(), status="403 Forbidden"
    ),
    "text refusal": reply(ECHO.encode(), status="401 Unauthorized", kind="text/plain"),
    "text at the cut": reply(
        b"x" * (200 - len(TOKEN) // 2) + TOKEN.encode(), status="404 Not Found", kind="text/plain"
    ),
    "reason": reply(b"", status=f"500 Bad {TOKEN}"),
    "request id": reply(b"{}", status="500 Bad", headers={"x-recraft-requestid": TOKEN}),
    "redirect": reply(b"", status="302 Found", headers={"Location": f"https://a.example/{TOKEN}"}),
    "page": reply(f"<html>{ECHO}</html>".encode(), kind="text/html"),
    "half json": reply(f'{{"seen": "{TOKEN}"'.encode()),
    "missing fields": reply(json.dumps({"created": 17, "seen": TOKEN}).encode()),
    "wrong fields": reply(json.dumps({"created": TOKEN, "credits": TOKEN, "data": TOKEN}).encode()),
    "no link": reply(
        json.dumps({"created": 1, "credits": 1, "data": [{"image_id": TOKEN}]}).encode()
    ),
}


def hide_and_seek(error: BaseException) -> str:
    """Everything that an error shows of itself, and of those behind it."""
    shown = [
        "".join(traceback.format_exception(error)),
        str(error),
        repr(error),
        repr(error.args),
        repr(vars(error)),
    ]
    hidden = [error.__cause__, error.__context__]
    return "\n".join(shown + [hide_and_seek(behind) for behind in hidden if behind is not None])


def fail(opened: Opener, base_url: str, caplog: pytest.LogCaptureFixture) -> RecraftError:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(RecraftError) as caught:
        opened.client(base_url, read_timeout_s=0.5).generate_vector(prompt="oak leaf")
    return caught.value


def assert_hidden(text: str) -> None:
    assert TOKEN not in text
    assert ESCAPED not in text
    assert "Bearer" not in text


@pytest.mark.parametrize("case", ECHOES)
def test_service_that_echoes_the_token(
    opened: Opener, caplog: pytest.LogCaptureFixture, case: str
) -> None:
    server = opened.raw(always(ECHOES[case]))
    error = fail(opened, server.base_url, caplog)
    assert TOKEN.encode() in server.requests[0]
    assert_hidden(hide_and_seek(error) + caplog.text)
    assert caplog.records


@pytest.mark.parametrize("fault", [fault for fault in Fault if not fault.is_of_links])
def test_every_fault_of_the_sandbox(
    opened: Opener, caplog: pytest.LogCaptureFixture, fault: Fault
) -> None:
    server = opened.sandbox(faults=[fault])
    error = fail(opened, server.base_url, caplog)
    assert_hidden(hide_and_seek(error) + caplog.text)


@pytest.mark.parametrize("answer", [always(b""), always(b"HTTP/1.1 nonsense"), None])
def test_broken_connections(
    opened: Opener, caplog: pytest.LogCaptureFixture, answer: Answer | None
) -> None:
    if answer is None:
        base_url = f"http://127.0.0.1:{closed_port()}/v1"
    else:
        base_url = opened.raw(answer).base_url
    error = fail(opened, base_url, caplog)
    assert_hidden(hide_and_seek(error) + caplog.text)


@pytest.mark.parametrize(
    "token", ["two words", "two\nlines", "t\u00f6ken", "t\u20acken", "nul\0", "\u2028"]
)
def test_token_that_no_header_can_carry_is_refused_unsaid(token: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        RecraftClient(f"rk-{token}-x")
    shown = hide_and_seek(caught.value)
    assert token not in shown.partition("ConfigurationError:")[2]


@pytest.mark.parametrize("token", ["", "  ", "\n"])
def test_no_token_is_refused(token: str) -> None:
    with pytest.raises(ConfigurationError, match="no API token"):
        RecraftClient(token)


def test_wrapper_shows_nothing() -> None:
    assert TOKEN not in repr(BearerToken(TOKEN))
    assert BearerToken(TOKEN).redact(f"a{TOKEN}b{ESCAPED}c") == "a[token]b[token]c"
    assert BearerToken("").redact("abc") == "abc"


@pytest.mark.parametrize("token", ["x", "external", "rk-1", "a.b"])
def test_short_token_is_hidden_from_people_and_links_stay_whole(opened: Opener, token: str) -> None:
    link = f"https://pictures.example/{token}/abs://external/x"
    picture = {"image_id": token, "url": link}
    answer = json.dumps({"created": 1, "credits": 1, "data": [picture]}).encode()
    server = opened.raw(
        each_answer(reply(f"no: {token}!".encode(), status="401 Unauthorized"), reply(answer))
    )
    client = opened.client(server.base_url, token=token)
    with pytest.raises(RecraftError) as caught:
        client.get_user()
    assert str(caught.value) == "401: no: [token]!"
    assert client.generate_image(prompt="oak planks").data[0].url == link


def test_words_that_hold_a_short_token_stay_words() -> None:
    assert BearerToken("rat").redact("the rate of a rat, Rat") == "the rate of a [token], Rat"


def each_answer(first: bytes, then: bytes) -> Answer:
    return lambda exchange: exchange.send(first if exchange.number == 1 else then)


def test_netrc_and_cookies_are_ignored(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password netrc-password\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    user = b'{"id": "a", "credits": 7}'
    cookie = {"Set-Cookie": "visitor=42; Path=/"}
    server = opened.raw(each_answer(reply(user, headers=cookie), reply(user)))
    client = opened.client(server.base_url)
    assert [client.get_user().credits, client.get_user().credits] == [7, 7]
    for request in server.requests:
        assert b"Cookie" not in request
        assert b"Basic" not in request
        assert request.count(b"Authorization:") == 1
        assert f"Bearer {TOKEN}".encode() in request


def test_netrc_is_ignored_for_links_too(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login someone password netrc-password\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    server = opened.raw(always(reply(b"", status="404 Not Found")))
    client = opened.client(server.base_url)
    with pytest.raises(RecraftError):
        client.download(f"{server.origin}/a", tmp_path / "a.png")
    assert b"Authorization" not in server.requests[0]


def test_no_file_holds_the_token(opened: Opener, tmp_path: Path) -> None:
    server = opened.sandbox()
    client = opened.client(server.base_url)
    images = client.generate_image(prompt="oak planks")
    client.download(images.data[0].url or "", tmp_path / "a.png")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert all(TOKEN.encode() not in path.read_bytes() for path in files)
