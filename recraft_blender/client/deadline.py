# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP connections that keep a limit for a whole exchange, however slowly the other side drips.

A socket's own limit counts each silence anew, so a service that sends a byte now and then, also
within its headers, would never reach it. Here every wait for the socket, in sending as in reading,
gets what is left of the whole. Only looking a name up is left to the system's own limit.
"""

import io
import socket
import time
from functools import partial
from http.client import HTTPResponse
from typing import Any

import requests
import requests.adapters
import urllib3.exceptions
import urllib3.response
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.poolmanager import ProxyManager

_TIMEOUTS = (requests.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)


class DeadlineAdapter(requests.adapters.HTTPAdapter):
    """For a session's `mount`: each exchange ends `total_s` seconds after it began."""

    def __init__(self, total_s: float) -> None:
        self._pools = _pools(total_s)
        super().__init__()
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(
        self,
        proxy: str,
        **proxy_kwargs: Any,  # noqa: ANN401 - requests' own signature
    ) -> ProxyManager:
        """The manager of the connections through a proxy, made to use ours."""
        manager: ProxyManager = super().proxy_manager_for(proxy, **proxy_kwargs)
        manager.pool_classes_by_scheme = self._pools
        return manager


def is_timeout(error: BaseException) -> bool:
    """True for an error of requests, urllib3 or the socket that says the time is up.

    requests wraps a silence in the middle of a body, and in sending, in its ConnectionError.
    """
    return isinstance(error, _TIMEOUTS) or "timed out" in str(error).lower()


class _Deadline(HTTPConnection):
    """A connection that knows when its exchange ends."""

    total_s: float
    _ends: float | None = None

    def connect(self) -> None:
        self._begin()
        super().connect()

    def putrequest(
        self,
        method: str,
        url: str,
        skip_host: bool = False,  # noqa: FBT001, FBT002 - http.client's own signature
        skip_accept_encoding: bool = False,  # noqa: FBT001, FBT002 - as above
    ) -> None:
        self._begin()
        super().putrequest(method, url, skip_host, skip_accept_encoding)

    def send(self, data: Any) -> None:  # noqa: ANN401 - as above
        if self.sock is not None and self._ends is not None:
            self.sock.settimeout(_left(self._ends, self.sock.gettimeout()))
        super().send(data)

    def getresponse(  # type: ignore[override]  # as urllib3's own does to http.client's
        self,
    ) -> urllib3.response.HTTPResponse:
        response = super().getresponse()
        self._ends = None  # the response has its own; the next exchange begins anew
        return response

    def close(self) -> None:
        self._ends = None
        super().close()

    def _begin(self) -> None:
        if self._ends is None:
            self._ends = time.monotonic() + self.total_s
            answer = partial(_Response, ends=self._ends)
            self.response_class = answer  # type: ignore[assignment]  # it is only called


class _Response(HTTPResponse):
    """An answer whose status, headers and body are read before `ends` (monotonic seconds)."""

    def __init__(
        self, sock: socket.socket, debuglevel: int = 0, *, method: str | None = None, ends: float
    ) -> None:
        super().__init__(sock, debuglevel, method=method)
        self.fp = io.BufferedReader(_Reader(self.fp.detach(), sock, ends))


class _Reader(io.RawIOBase):
    def __init__(self, raw: io.RawIOBase, sock: socket.socket, ends: float) -> None:
        self._raw = raw
        self._sock = sock
        self._ends = ends
        self._silence_s = sock.gettimeout()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:  # noqa: ANN401 - any writable bytes
        self._sock.settimeout(_left(self._ends, self._silence_s))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


def _left(ends: float, silence_s: float | None) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError("timed out")
    return left if silence_s is None else min(left, silence_s)


def _pools(total: float) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(_Deadline):
        total_s = total

    class Secure(_Deadline, HTTPSConnection):
        total_s = total

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
