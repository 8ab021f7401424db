# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A result link becomes a whole picture on the disk, or a reason why not."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from recraft_blender.client.download import RETRY_DELAYS_S, DownloadedFile
from recraft_blender.client.errors import DownloadError, DownloadProblem
from recraft_blender.client.media import JPEG, PNG, SVG, WEBP, MediaKind
from recraft_blender.sandbox.faults import Fault, Oddity
from recraft_blender.sandbox.server import SandboxServer

from .conftest import TOKEN, Opener
from .raw_server import Answer, Exchange, always, reply
from .samples import picture
from .test_media import PICTURES

PICTURE = PICTURES[PNG]


def send(content: bytes, *, status: str = "200 OK", length: int | None = None) -> Answer:
    return always(reply(content, status=status, kind="image/png", length=length))


def fetch(opened: Opener, answer: Answer, folder: Path) -> DownloadedFile:
    server = opened.raw(answer)
    client = opened.client(server.base_url, read_timeout_s=0.5, total_timeout_s=1.0)
    return client.download(f"{server.origin}/picture", folder / "oak-1.png")


def problem(opened: Opener, answer: Answer, folder: Path) -> DownloadProblem:
    with pytest.raises(DownloadError) as caught:
        fetch(opened, answer, folder)
    assert list(folder.iterdir()) == []
    assert not caught.value.may_have_been_paid
    return caught.value.reason


@pytest.mark.parametrize("kind", [PNG, WEBP, JPEG, SVG], ids=lambda kind: kind.suffix)
def test_picture_gets_the_suffix_of_its_kind(
    opened: Opener, tmp_path: Path, kind: MediaKind
) -> None:
    file = fetch(opened, send(PICTURES[kind]), tmp_path)
    assert file == DownloadedFile(tmp_path / f"oak-1{kind.suffix}", kind, len(PICTURES[kind]))
    assert file.path.read_bytes() == PICTURES[kind]
    assert list(tmp_path.iterdir()) == [file.path]
    assert opened.waits == []


def test_link_is_asked_without_the_token(opened: Opener, tmp_path: Path) -> None:
    seen: list[bytes] = []

    def answer(exchange: Exchange) -> None:
        seen.append(exchange.request)
        exchange.send(reply(PICTURE))

    fetch(opened, answer, tmp_path)
    assert b"Authorization" not in seen[0]
    assert TOKEN.encode() not in seen[0]


def test_sandbox_link_is_fetched(opened: Opener, tmp_path: Path) -> None:
    server = opened.sandbox()
    client = opened.client(server.base_url)
    link = client.generate_image(prompt="oak planks", random_seed=1).data[0].url or ""
    file = client.download(link, tmp_path / "oak-1.png")
    assert file.kind is PNG
    assert server.requests[-1][1] in link


@pytest.mark.parametrize("status", ["401 x", "403 x", "404 x", "410 x"])
def test_expired_link_is_not_asked_again(opened: Opener, tmp_path: Path, status: str) -> None:
    assert problem(opened, send(b"", status=status), tmp_path) is DownloadProblem.EXPIRED
    assert opened.waits == []


@pytest.mark.parametrize("status", ["204 x", "206 x", "400 x", "429 x", "500 x", "503 x"])
def test_other_statuses_are_asked_again(opened: Opener, tmp_path: Path, status: str) -> None:
    content = b"" if status == "204 x" else PICTURE
    assert problem(opened, send(content, status=status), tmp_path) is DownloadProblem.UNREACHABLE
    assert opened.waits == list(RETRY_DELAYS_S)


@pytest.mark.parametrize("content", [b"this is no picture", b"<html></html>", b""])
def test_what_is_no_picture_is_not_kept(opened: Opener, tmp_path: Path, content: bytes) -> None:
    assert problem(opened, send(content), tmp_path) is DownloadProblem.NOT_A_PICTURE
    assert opened.waits == []


@pytest.mark.parametrize("kind", [PNG, WEBP], ids=lambda kind: kind.suffix)
@pytest.mark.parametrize("announced", [True, False], ids=["announced", "whole by its length"])
def test_truncated_picture_is_never_kept(
    opened: Opener, tmp_path: Path, kind: MediaKind, *, announced: bool
) -> None:
    half = PICTURES[kind][: len(PICTURES[kind]) // 2]
    answer = send(half, length=len(PICTURES[kind]) if announced else None)
    assert problem(opened, answer, tmp_path) is DownloadProblem.UNREACHABLE
    assert opened.waits == list(RETRY_DELAYS_S)


def test_transfer_without_a_length_is_kept_when_it_is_whole(opened: Opener, tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"
    assert fetch(opened, always(head + PICTURE), tmp_path).size == len(PICTURE)
    cut = always(head + PICTURE[:-10])
    (tmp_path / "oak-1.png").unlink()
    assert problem(opened, cut, tmp_path) is DownloadProblem.UNREACHABLE


def test_packed_transfer_is_unpacked_whatever_its_length(opened: Opener, tmp_path: Path) -> None:
    packed = gzip.compress(PICTURE, compresslevel=0)
    assert len(packed) > len(PICTURE)
    server = opened.raw(always(reply(packed, headers={"Content-Encoding": "gzip"})))
    downloader = opened.downloader(server.base_url)
    file = downloader.fetch(f"{server.origin}/a", tmp_path / "a.png", wait=opened.waits.append)
    assert file.path.read_bytes() == PICTURE
    assert b"Accept-Encoding: identity" in server.requests[0]


@pytest.mark.parametrize("failures", [1, 2, 3])
def test_broken_transfer_is_tried_again(opened: Opener, tmp_path: Path, failures: int) -> None:
    breaks = [reply(PICTURE[:50], length=len(PICTURE)), b"", reply(b"", status="502 Bad Gateway")]

    def answer(exchange: Exchange) -> None:
        over = exchange.number > failures
        exchange.send(reply(PICTURE) if over else breaks[exchange.number - 1])

    assert fetch(opened, answer, tmp_path).path.read_bytes() == PICTURE
    assert opened.waits == list(RETRY_DELAYS_S[:failures])
    assert [path.name for path in tmp_path.iterdir()] == ["oak-1.png"]


def test_stalled_link_is_too_slow(opened: Opener, tmp_path: Path) -> None:
    def stall(exchange: Exchange) -> None:
        exchange.send(reply(PICTURE[:50], length=len(PICTURE)))
        exchange.stopping.wait()

    assert problem(opened, stall, tmp_path) is DownloadProblem.TOO_SLOW
    assert opened.waits == []


def test_silent_link_is_too_slow(opened: Opener, tmp_path: Path) -> None:
    def silent(exchange: Exchange) -> None:
        exchange.stopping.wait()

    assert problem(opened, silent, tmp_path) is DownloadProblem.TOO_SLOW


def test_dripping_link_is_too_slow(opened: Opener, tmp_path: Path) -> None:
    def drip(exchange: Exchange) -> None:
        exchange.send(reply(PICTURE[:50], length=10**6))
        exchange.send_until_stopped(b"x", 0.05)

    assert problem(opened, drip, tmp_path) is DownloadProblem.TOO_SLOW


@pytest.mark.parametrize("honest", [True, False])
def test_too_large_is_stopped_on_the_way(opened: Opener, tmp_path: Path, *, honest: bool) -> None:
    content = PICTURE + bytes(300_000)
    head = b"HTTP/1.1 200 OK\r\n\r\n"
    server = opened.raw(always(reply(content) if honest else head + content))
    downloader = opened.downloader(server.base_url, max_bytes=100_000)
    with pytest.raises(DownloadError) as caught:
        downloader.fetch(f"{server.origin}/a", tmp_path / "a.png", wait=opened.waits.append)
    assert caught.value.reason is DownloadProblem.TOO_LARGE
    assert list(tmp_path.iterdir()) == []


LINK_FAULTS: dict[str, DownloadProblem | None] = {
    Fault.LINK_EXPIRED: DownloadProblem.EXPIRED,
    Fault.LINK_STATUS: DownloadProblem.UNREACHABLE,
    "link-status=403/html": DownloadProblem.EXPIRED,
    "link-status=503*2": None,
    Fault.LINK_STALLS: DownloadProblem.TOO_SLOW,
    Fault.LINK_TRUNCATED: DownloadProblem.UNREACHABLE,
    Fault.LINK_RESET: DownloadProblem.UNREACHABLE,
    "link-reset*1": None,
    Fault.LINK_NOT_A_PICTURE: DownloadProblem.NOT_A_PICTURE,
    Fault.LINK_HTML: DownloadProblem.NOT_A_PICTURE,
    Fault.LINK_EMPTY: DownloadProblem.NOT_A_PICTURE,
    Fault.LINK_WRONG_KIND: DownloadProblem.NOT_A_PICTURE,
    Fault.LINK_ENDLESS: DownloadProblem.TOO_LARGE,
    Fault.LINK_TOO_LARGE: DownloadProblem.TOO_LARGE,
    Fault.LINK_SHORT_LENGTH: DownloadProblem.UNREACHABLE,
    Fault.LINK_REDIRECT_LOOP: DownloadProblem.REFUSED_ADDRESS,
    Fault.LINK_REDIRECT_PRIVATE: DownloadProblem.REFUSED_ADDRESS,
    "link-redirect-private=http://10.0.0.1/": DownloadProblem.REFUSED_ADDRESS,
    Oddity.LINK_REDIRECT: None,
    "link-drip=0": None,
    "link-drip=0.05": DownloadProblem.TOO_SLOW,
}


def test_every_fault_of_links_is_in_the_table() -> None:
    named = {text.partition("=")[0].partition("*")[0] for text in LINK_FAULTS}
    assert named == {one.value for kind in (Fault, Oddity) for one in kind if one.is_of_links}


@pytest.fixture(scope="module")
def pictures() -> Iterator[SandboxServer]:
    with SandboxServer(rate_limited=False, balance=100_000) as server:
        yield server


@pytest.mark.parametrize("fault", LINK_FAULTS)
def test_faults_of_links(
    opened: Opener, pictures: SandboxServer, tmp_path: Path, fault: str
) -> None:
    pictures.faults = []
    client = opened.client(pictures.base_url)
    link = client.crisp_upscale(image=picture(32, 32)).image.url or ""
    pictures.faults = [fault]
    balance, reason = pictures.account.balance, LINK_FAULTS[fault]
    impatient = opened.downloader(
        pictures.base_url, max_bytes=1_000_000, read_timeout_s=0.5, total_timeout_s=3.0
    )
    if reason is None:
        file = impatient.fetch(link, tmp_path / "oak-1.png", wait=opened.waits.append)
        assert [path.name for path in tmp_path.iterdir()] == ["oak-1.png"]
        assert file.kind is PNG
    else:
        with pytest.raises(DownloadError) as caught:
            impatient.fetch(link, tmp_path / "oak-1.png", wait=opened.waits.append)
        assert caught.value.reason is reason
        assert list(tmp_path.iterdir()) == []
    assert pictures.account.balance == balance


def test_older_picture_stays_when_the_new_one_fails(opened: Opener, tmp_path: Path) -> None:
    before = tmp_path / "oak-1.png"
    before.write_bytes(PICTURE)
    with pytest.raises(DownloadError):
        fetch(opened, send(PICTURE[:50]), tmp_path)
    assert before.read_bytes() == PICTURE


def test_folder_that_is_none_is_an_error_of_the_disk(opened: Opener, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        fetch(opened, send(PICTURE), tmp_path / "missing")
