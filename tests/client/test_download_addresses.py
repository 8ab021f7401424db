# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a result link may lead: https, or this computer when the service is on it, and not inside.

Addresses out there are played by a proxy of the test, which ends every tunnel in itself.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from recraft_blender.client.download import MAX_REDIRECTS, Downloader
from recraft_blender.client.errors import DownloadError, DownloadProblem
from recraft_blender.client.media import PNG

from .conftest import Certificate, Opener
from .raw_server import Answer, Exchange, RawServer, always, reply
from .test_media import PICTURES

PICTURE = PICTURES[PNG]
INSIDE = ["10.0.0.1", "192.168.1.1", "172.16.5.5", "169.254.169.254", "100.64.0.1", "[fe80::1]"]
UNUSABLE = ["", "ftp://a.example/a", "file:///etc/passwd", "https://", "https://[broken/", "a"]


def redirect(location: str) -> bytes:
    return reply(b"", status="302 Found", headers={"Location": location})


def fetch_error(downloader: Downloader, url: str, folder: Path) -> DownloadProblem:
    with pytest.raises(DownloadError) as caught:
        downloader.fetch(url, folder / "a.png", wait=lambda _: None)
    assert list(folder.iterdir()) == []
    return caught.value.reason


class Outside:
    """The world behind a proxy: `pictures.example` and 8.8.8.8 answer as the test says."""

    def __init__(self, opened: Opener, certificate: Certificate, answer: Answer) -> None:
        self.server = opened.raw(answer, tls=certificate.server_context())
        self.downloader = opened.downloader(
            "https://service.example/v1",
            proxy=self.server.origin.replace("https", "http"),
            ca_bundle=str(certificate.bundle),
            read_timeout_s=5.0,
        )

    def tunnels(self) -> list[str]:
        return [line.split()[1] for line in self.server.lines() if line.startswith("CONNECT")]


@pytest.mark.parametrize(
    "url", ["http://a.example/a", "http://10.0.0.1/a", "http://0.0.0.0/a", *UNUSABLE]
)
@pytest.mark.parametrize("service", ["https://service.example/v1", "http://127.0.0.1:1/v1"])
def test_unsafe_link_is_never_opened(
    opened: Opener, tmp_path: Path, url: str, service: str
) -> None:
    reason = fetch_error(opened.downloader(service), url, tmp_path)
    assert reason is DownloadProblem.REFUSED_ADDRESS


def test_link_to_this_computer_is_only_for_a_service_on_it(opened: Opener, tmp_path: Path) -> None:
    server = opened.raw(always(reply(PICTURE)))
    url = f"{server.origin}/a"
    far = opened.downloader("https://service.example/v1")
    assert fetch_error(far, url, tmp_path) is DownloadProblem.REFUSED_ADDRESS
    assert server.connections == 0
    near = opened.downloader(server.base_url)
    assert near.fetch(url, tmp_path / "a.png", wait=lambda _: None).size == len(PICTURE)


def test_picture_from_outside_comes_without_authorization(
    opened: Opener, certificate: Certificate, tmp_path: Path
) -> None:
    outside = Outside(opened, certificate, always(reply(PICTURE)))
    url = "https://pictures.example/a"
    file = outside.downloader.fetch(url, tmp_path / "a.png", wait=lambda _: None)
    assert file.path.read_bytes() == PICTURE
    assert outside.tunnels() == ["pictures.example:443"]
    assert all(b"Authorization" not in request for request in outside.server.requests)


def test_redirect_to_a_public_address_is_followed(
    opened: Opener, certificate: Certificate, tmp_path: Path
) -> None:
    def answer(exchange: Exchange) -> None:
        leads_on = b"Host: pictures.example" in exchange.request
        exchange.send(redirect("https://8.8.8.8/b") if leads_on else reply(PICTURE))

    outside = Outside(opened, certificate, answer)
    url = "https://pictures.example/a"
    file = outside.downloader.fetch(url, tmp_path / "a.png", wait=lambda _: None)
    assert file.path.read_bytes() == PICTURE
    assert outside.tunnels() == ["pictures.example:443", "8.8.8.8:443"]


@pytest.mark.parametrize(
    "location",
    [
        *(f"https://{host}/latest/meta-data" for host in INSIDE),
        "https://127.0.0.1/a",
        "http://127.0.0.1/a",
        "https://localhost/a",
        "https://[::1]/a",
        "https://[::ffff:127.0.0.1]/a",
        "https://127.1/a",
        "https://2130706433/a",
        "https://0.0.0.0/a",
        "http://pictures.example/a",
        "https://pictures.example:99999/a",
        "https://[broken/a",
        "ftp://pictures.example/a",
        "//10.0.0.1/a",
    ],
)
def test_redirect_inside_is_refused(
    opened: Opener, certificate: Certificate, tmp_path: Path, location: str
) -> None:
    outside = Outside(opened, certificate, always(redirect(location)))
    reason = fetch_error(outside.downloader, "https://pictures.example/a", tmp_path)
    assert reason is DownloadProblem.REFUSED_ADDRESS
    assert outside.tunnels() == ["pictures.example:443"]


def test_redirect_from_outside_never_reaches_a_server_on_this_computer(
    opened: Opener, certificate: Certificate, tmp_path: Path
) -> None:
    victim = opened.raw(always(reply(PICTURE)))
    outside = Outside(opened, certificate, always(redirect(f"{victim.origin}/admin")))
    reason = fetch_error(outside.downloader, "https://pictures.example/a", tmp_path)
    assert reason is DownloadProblem.REFUSED_ADDRESS
    assert victim.connections == 0


def from_here(opened: Opener, answer: Answer) -> tuple[RawServer, Downloader]:
    server = opened.raw(answer)
    return server, opened.downloader(server.base_url)


def test_redirect_loop_ends(opened: Opener, tmp_path: Path) -> None:
    server, downloader = from_here(opened, always(redirect("/again")))
    reason = fetch_error(downloader, f"{server.origin}/a", tmp_path)
    assert reason is DownloadProblem.REFUSED_ADDRESS
    assert len(server.requests) == MAX_REDIRECTS + 1


def test_redirect_without_an_address_ends(opened: Opener, tmp_path: Path) -> None:
    server, downloader = from_here(opened, always(reply(b"", status="302 Found")))
    reason = fetch_error(downloader, f"{server.origin}/a", tmp_path)
    assert reason is DownloadProblem.REFUSED_ADDRESS


def test_few_redirects_on_this_computer_are_followed(opened: Opener, tmp_path: Path) -> None:
    server, downloader = from_here(
        opened,
        lambda exchange: exchange.send(
            redirect(f"/{exchange.number}") if exchange.number <= MAX_REDIRECTS else reply(PICTURE)
        ),
    )
    file = downloader.fetch(f"{server.origin}/a", tmp_path / "a.png", wait=lambda _: None)
    assert file.size == len(PICTURE)


def test_redirect_from_here_to_plain_http_elsewhere_is_refused(
    opened: Opener, tmp_path: Path
) -> None:
    server, downloader = from_here(opened, always(redirect("http://a.example/a")))
    reason = fetch_error(downloader, f"{server.origin}/a", tmp_path)
    assert reason is DownloadProblem.REFUSED_ADDRESS
