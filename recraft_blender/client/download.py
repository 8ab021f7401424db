# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fetching a result link: safely, within bounds, and only if it is the picture it claims to be.

https only (this computer excepted), never with the token, few redirects and each one checked, caps
on bytes and time. The file appears under its name only when it is complete and on the disk.
"""

import base64
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
import urllib3.exceptions

from .addresses import is_loopback, is_secure, leads_inside
from .connection import Connection, is_cut
from .deadline import is_timeout
from .errors import DownloadError, DownloadProblem
from .media import PNG, MediaKind, is_complete, is_sound_png, sniff

MAX_BYTES = 200 * 1024 * 1024
MAX_REDIRECTS = 3
READ_TIMEOUT_S = 20.0
TOTAL_TIMEOUT_S = 300.0
RETRY_DELAYS_S = (0.5, 2.0, 5.0)
_REDIRECTS = (301, 302, 303, 307, 308)
_ENDS_BYTES = 4096
_PIECE = 256 * 1024
_GONE = (401, 403, 404, 410)


@dataclass(frozen=True, slots=True)
class DownloadedFile:
    """A picture on the disk: where, its kind, and its size in bytes."""

    path: Path
    kind: MediaKind
    size: int


class Downloader:
    """Fetches result links with a session that knows no token. Thread-safe."""

    def __init__(
        self,
        connection: Connection,
        *,
        max_bytes: int = MAX_BYTES,
        read_timeout_s: float = READ_TIMEOUT_S,
        total_timeout_s: float = TOTAL_TIMEOUT_S,
    ) -> None:
        self._connection = connection
        self._total_timeout_s = min(total_timeout_s, connection.total_timeout_s)
        self._session = connection.session(self._total_timeout_s)
        # Pictures are compressed already, and this way the announced length is the file's.
        self._session.headers["Accept-Encoding"] = "identity"
        self._max_bytes = max_bytes
        self._read_timeout_s = min(read_timeout_s, connection.read_timeout_s)

    def fetch(self, url: str, target: Path, *, wait: Callable[[float], None]) -> DownloadedFile:
        """Fetch `url` beside `target`, whose suffix is replaced by the picture's own.

        A link costs nothing to read, so a broken transfer is tried again a few times. Raises
        DownloadError; OSError when the file cannot be written.
        """
        for delay in RETRY_DELAYS_S:
            try:
                return self._fetch_once(url, target)
            except DownloadError as error:
                if error.reason is not DownloadProblem.UNREACHABLE:
                    raise
                wait(delay)
        return self._fetch_once(url, target)

    def decode(self, text: str, target: Path) -> DownloadedFile:
        """Write a result that came as Base64 text, with the same checks and in the same way."""
        partial = target.with_suffix(".part")
        try:
            content = base64.b64decode(text, validate=True)
        except ValueError:
            message = "What the service sent as a picture is not Base64."
            raise DownloadError(DownloadProblem.NOT_A_PICTURE, message, url="") from None
        try:
            with partial.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            return _kept(partial, target, "", len(content))
        finally:
            partial.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of all connections."""
        self._session.close()

    def _fetch_once(self, url: str, target: Path) -> DownloadedFile:
        deadline = time.monotonic() + self._total_timeout_s
        partial = target.with_suffix(".part")
        try:
            with self._open(url, deadline) as response, partial.open("wb") as file:
                size = self._copy(response, file.write, url)
                file.flush()
                os.fsync(file.fileno())
            return _kept(partial, target, url, size)
        except (requests.RequestException, urllib3.exceptions.HTTPError, TimeoutError) as error:
            raise _broken(error, url) from None
        finally:
            partial.unlink(missing_ok=True)

    def _open(self, url: str, deadline: float) -> requests.Response:
        start = url
        local = is_loopback(self._connection.base_url) and is_loopback(start)
        for hop in range(MAX_REDIRECTS + 1):
            _check_address(url, from_this_computer=local, redirected=hop > 0)
            response = self._session.get(
                url,
                timeout=(self._connection.connect_timeout_s, self._read_timeout_s),
                proxies=self._connection.proxies_for(url),
                allow_redirects=False,
                stream=True,
            )
            if response.status_code not in _REDIRECTS:
                return _checked_status(response, start)
            response.close()
            url = _redirected(url, response.headers.get("Location", ""))
            if time.monotonic() > deadline:
                raise _too_slow(start)
        message = "The result link leads from address to address without end."
        raise DownloadError(DownloadProblem.REFUSED_ADDRESS, message, url=start)

    def _copy(
        self,
        response: requests.Response,
        write: Callable[[bytes], object],
        url: str,
    ) -> int:
        size = 0
        for piece in response.iter_content(_PIECE):
            size += len(piece)
            if size > self._max_bytes:
                message = f"The result is larger than {self._max_bytes >> 20} MB and was not kept."
                raise DownloadError(DownloadProblem.TOO_LARGE, message, url=url)
            write(piece)
        if is_cut(response, size):
            raise _unreachable(url)
        return size


def _check_address(url: str, *, from_this_computer: bool, redirected: bool) -> None:
    try:
        refused = not is_secure(url) or (is_loopback(url) and not from_this_computer)
        if redirected and not refused and not from_this_computer:
            parts = urlsplit(url)
            refused = leads_inside(parts.hostname or "", parts.port or 443)
    except OSError:
        raise _unreachable(url) from None
    except ValueError:  # no address at all
        refused = True
    if refused:
        raise _refused(url)


def _redirected(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise _refused(location) from None


def _checked_status(response: requests.Response, url: str) -> requests.Response:
    if response.status_code == 200:
        return response
    response.close()
    if response.status_code in _GONE:
        message = "The result link has expired; links live for about a day."
        raise DownloadError(DownloadProblem.EXPIRED, message, url=url)
    raise _unreachable(url)


def _kept(partial: Path, target: Path, url: str, size: int) -> DownloadedFile:
    kind = _checked_kind(partial, url)
    final = target.with_suffix(kind.suffix)
    partial.replace(final)
    return DownloadedFile(final, kind, size)


def _checked_kind(path: Path, url: str) -> MediaKind:
    with path.open("rb") as file:
        head = file.read(_ENDS_BYTES)
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _ENDS_BYTES))
        tail = file.read()
    kind = sniff(head)
    if kind is None:
        message = "What the result link gave is not a picture."
        raise DownloadError(DownloadProblem.NOT_A_PICTURE, message, url=url)
    if not is_complete(head, tail, size, kind):
        raise _unreachable(url)
    if kind is PNG and not is_sound_png(path.read_bytes()):
        raise _unreachable(url)
    return kind


def _refused(url: str) -> DownloadError:
    message = "The result link leads to an address that is not safe to open."
    return DownloadError(DownloadProblem.REFUSED_ADDRESS, message, url=url)


def _too_slow(url: str) -> DownloadError:
    message = "The result link stalled; the picture did not arrive in time."
    return DownloadError(DownloadProblem.TOO_SLOW, message, url=url)


def _unreachable(url: str) -> DownloadError:
    message = "The result link could not be read to its end."
    return DownloadError(DownloadProblem.UNREACHABLE, message, url=url)


def _broken(error: Exception, url: str) -> DownloadError:
    return _too_slow(url) if is_timeout(error) else _unreachable(url)
