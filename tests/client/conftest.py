# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients, sandboxes and raw servers that end with their test."""

from __future__ import annotations

import math
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from recraft_blender.client.client import RecraftClient
from recraft_blender.client.connection import Connection
from recraft_blender.client.download import Downloader
from recraft_blender.client.rate_limit import RateLimiter
from recraft_blender.client.retry import CONNECTION_DELAYS_S, JITTER, RATE_LIMIT_DELAYS_S
from recraft_blender.client.transport import Transport
from recraft_blender.sandbox.server import SandboxServer

from .raw_server import Answer, RawServer

CA_BUNDLES = ("requests_ca_bundle", "curl_ca_bundle")
TOKEN = "rk-Hidden/7e2f+41d8"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate for this computer, `pictures.example` and 8.8.8.8, which nobody else trusts."""

    bundle: Path
    key: Path

    def server_context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.bundle, self.key)
        return context


class Opener:
    """Makes what talks HTTP, and closes all of it in the end."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self.waits: list[float] = []

    @property
    def delays(self) -> list[float]:
        """The waits between tries without the chance in them, which is up to a quarter."""
        known = (*RATE_LIMIT_DELAYS_S, *CONNECTION_DELAYS_S)
        fitting = ([k for k in known if k <= wait <= k * (1 + JITTER)] for wait in self.waits)
        return [next(iter(fits), math.nan) for fits in fitting]

    def sandbox(self, **options: Any) -> SandboxServer:
        return self._stack.enter_context(SandboxServer(**{"rate_limited": False} | options))

    def raw(self, answer: Answer, *, tls: ssl.SSLContext | None = None) -> RawServer:
        return self._stack.enter_context(RawServer(answer, tls=tls).start())

    def client(self, base_url: str, *, token: str = TOKEN, **connection: Any) -> RecraftClient:
        """A client that never sleeps between tries, and notes how long it would have."""
        client = RecraftClient(
            token,
            connection=Connection(base_url=base_url, **connection),
            rate_limiter=RateLimiter(requests_per_second=1000, images_per_minute=1000),
            wait=self.waits.append,
        )
        return self._stack.enter_context(closing(client))

    def transport(self, base_url: str, **connection: Any) -> Transport:
        transport = Transport(TOKEN, Connection(base_url=base_url, **connection))
        return self._stack.enter_context(closing(transport))

    def downloader(self, base_url: str, *, max_bytes: int = 1 << 24, **options: Any) -> Downloader:
        connection = Connection(base_url=base_url, **options)
        downloader = Downloader(connection, max_bytes=max_bytes)
        return self._stack.enter_context(closing(downloader))


@pytest.fixture
def opened() -> Iterator[Opener]:
    with ExitStack() as stack:
        yield Opener(stack)


@pytest.fixture(autouse=True)
def nothing_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", *CA_BUNDLES):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate, and is not installed")
    folder = tmp_path_factory.mktemp("certificate")
    made = Certificate(folder / "cert.pem", folder / "key.pem")
    names = "subjectAltName=IP:127.0.0.1,DNS:pictures.example,IP:8.8.8.8"
    command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt"]
    command += ["ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=test"]
    command += ["-addext", names, "-keyout", str(made.key), "-out", str(made.bundle)]
    subprocess.run(command, check=True, capture_output=True)
    return made
