# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses, proxies and certificates."""

from __future__ import annotations

import pytest

from recraft_blender.client.addresses import (
    RECRAFT_URL,
    checked_base_url,
    is_loopback,
    is_secure,
    leads_inside,
)
from recraft_blender.client.client import RecraftClient
from recraft_blender.client.connection import Connection
from recraft_blender.client.errors import ConfigurationError, ConnectionFailedError

from .conftest import TOKEN, Certificate, Opener
from .raw_server import RawServer, always, reply

USER = reply(b'{"id": "a", "credits": 7}')
PROXY_VARIABLES = ("http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY")
NOWHERE = ["", "127.0.0.1", "https://", "https:///v1", "ftp://a.example", "file:///etc/passwd"]


@pytest.mark.parametrize(
    ("url", "loopback", "secure"),
    [
        ("http://127.0.0.1:8000/v1", True, True),
        ("http://127.9.9.9/", True, True),
        ("http://localhost/", True, True),
        ("http://LOCALHOST/", True, True),
        ("http://[::1]:80/", True, True),
        ("https://127.0.0.1/", True, True),
        ("https://a.example/v1", False, True),
        ("http://a.example/v1", False, False),
        ("http://127.0.0.1.a.example/", False, False),
        ("http://localhost.a.example/", False, False),
        ("http://127.0.0.1@a.example/", False, False),
        ("http://a.example#@127.0.0.1/", False, False),
        ("http://10.0.0.1/", False, False),
        ("http://0.0.0.0/", False, False),
        ("http://[broken/", False, False),
        *((url, False, False) for url in NOWHERE),
    ],
)
def test_kinds_of_addresses(url: str, *, loopback: bool, secure: bool) -> None:
    assert is_loopback(url) is loopback
    assert is_secure(url) is secure


@pytest.mark.parametrize("url", [*NOWHERE, "http://a.example/v1", "https://[broken/"])
def test_unusable_base_address_is_said_in_the_beginning(opened: Opener, url: str) -> None:
    with pytest.raises(ConfigurationError, match="https://"):
        opened.client(url)


@pytest.mark.parametrize("who", ["user", "user:hidden-word", ":hidden-word", "%40:hidden-word", ""])
@pytest.mark.parametrize("rest", ["https://{}@a.example/v1", "http://{}@127.0.0.1:9/v1"])
def test_password_in_the_base_address_is_refused(opened: Opener, rest: str, who: str) -> None:
    with pytest.raises(ConfigurationError, match="must not hold a user name or password") as caught:
        opened.client(rest.format(who))
    assert "hidden-word" not in str(caught.value)


def test_base_address_is_tidied() -> None:
    assert checked_base_url(f" {RECRAFT_URL}/ ") == RECRAFT_URL


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "::1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "::"]
)
def test_hosts_that_lead_inside(host: str) -> None:
    assert leads_inside(host, 443)


def test_public_number_leads_outside() -> None:
    assert not leads_inside("8.8.8.8", 443)


@pytest.mark.parametrize("answer", [b"", reply(b"", status="407 Proxy Authentication Required")])
def test_proxy_that_refuses_was_asked_for_other_computers(opened: Opener, answer: bytes) -> None:
    proxy = opened.raw(always(answer))
    client = opened.client("https://service.example/v1", proxy=proxy.origin)
    with pytest.raises(ConnectionFailedError) as caught:
        client.generate_image(prompt="oak planks")
    assert not caught.value.sent
    assert [line.rpartition(" ")[0] for line in proxy.lines()] == [
        "CONNECT service.example:443"
    ] * 3
    assert all(TOKEN.encode() not in request for request in proxy.requests)


def through(opened: Opener, proxy: RawServer, certificate: Certificate) -> RecraftClient:
    return opened.client(
        "https://pictures.example/v1",
        proxy=proxy.origin.replace("https", "http"),
        ca_bundle=str(certificate.bundle),
    )


def test_request_goes_through_the_tunnel(opened: Opener, certificate: Certificate) -> None:
    proxy = opened.raw(always(USER), tls=certificate.server_context())
    client = through(opened, proxy, certificate)
    assert client.get_user().credits == 7
    connect, get = proxy.requests
    assert connect.startswith(b"CONNECT pictures.example:443")
    assert TOKEN.encode() not in connect
    assert get.startswith(b"GET /v1/users/me")
    assert TOKEN.encode() in get


def test_proxy_that_dies_behind_the_tunnel_is_asked_once(
    opened: Opener, certificate: Certificate
) -> None:
    proxy = opened.raw(always(b""), tls=certificate.server_context())
    client = through(opened, proxy, certificate)
    with pytest.raises(ConnectionFailedError) as caught:
        client.generate_image(prompt="oak planks")
    assert caught.value.sent
    assert [line.split()[0] for line in proxy.lines()] == ["CONNECT", "POST"]


@pytest.mark.parametrize("given", ["setting", "environment"])
def test_no_proxy_for_this_computer(
    opened: Opener, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    proxy = opened.raw(always(USER))
    if given == "environment":
        for name in PROXY_VARIABLES:
            monkeypatch.setenv(name, proxy.origin)
    server = opened.raw(always(USER))
    setting = proxy.origin if given == "setting" else ""
    assert opened.client(server.base_url, proxy=setting).get_user().credits == 7
    assert proxy.connections == 0
    assert len(server.requests) == 1


def test_proxy_of_the_environment_is_used_where_none_is_set(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = opened.raw(always(b""))
    monkeypatch.setenv("https_proxy", proxy.origin)
    client = opened.client("https://service.example/v1")
    with pytest.raises(ConnectionFailedError):
        client.generate_image(prompt="oak planks")
    assert proxy.lines()[0].startswith("CONNECT service.example:443 ")


def test_certificates_are_ours_or_the_environments_or_the_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert [Connection().verify] == [True]
    monkeypatch.setenv("CURL_CA_BUNDLE", "/curl.pem")
    assert Connection().verify == "/curl.pem"
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/requests.pem")
    assert Connection().verify == "/requests.pem"
    assert Connection(ca_bundle="/ours.pem").verify == "/ours.pem"
