# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox: Recraft's HTTP interface on this computer, free and offline.

The same paths, fields, limits, units, headers and errors as the service, as far as they are known;
the pictures are drawn here and say so in their metadata. Standard library and numpy only.
"""

import threading
import time
from collections.abc import Iterable
from http.server import ThreadingHTTPServer
from types import TracebackType

from .account import Account
from .faults import Fault
from .handler import Handler
from .links import Links

DEFAULT_BALANCE = 10_000


class SandboxServer(ThreadingHTTPServer):
    """A running sandbox. `requests` lists what reached it, as (method, path).

    `token` None accepts any; `faults` strike every request they are made for; `delay_s` is how long
    a picture takes at least. Raises OSError when the port is taken.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(
        self,
        *,
        port: int = 0,
        token: str | None = None,
        balance: int = DEFAULT_BALANCE,
        faults: Iterable[Fault] = (),
        rate_limited: bool = True,
        delay_s: float = 0.0,
    ) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.account = Account(token=token, balance=balance, rate_limited=rate_limited)
        self.links = Links()
        self.faults = frozenset(faults)
        self.delay_s = delay_s
        self.requests: list[tuple[str, str]] = []
        self.stopping = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def base_url(self) -> str:
        """What a client takes as the address of the service."""
        return f"{self.origin}/v1"

    def take_time(self, started: float) -> None:
        """Wait until a picture has taken as long as it should."""
        self.stopping.wait(max(0.0, started + self.delay_s - time.monotonic()))

    def start(self) -> "SandboxServer":
        """Serve on a thread of its own."""
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """End all answers that are still waiting, and close."""
        self.stopping.set()
        if self._thread is not None:
            self.shutdown()
            self._thread.join()
        self.server_close()
        self.links.close()

    def __enter__(self) -> "SandboxServer":
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news."""
