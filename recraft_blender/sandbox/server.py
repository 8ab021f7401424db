# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox: Recraft's HTTP interface on this computer, free and offline.

The same paths, fields, limits, units, headers and errors as the service, as far as they are known;
the pictures are drawn here and say so in their metadata. Standard library, numpy and what the
extension bundles for pictures.
"""

import sys
import threading
import time
from collections.abc import Iterable
from http.server import ThreadingHTTPServer
from types import TracebackType
from typing import TypeAlias

from .account import Account, Charge
from .call import Context
from .explored import Explored
from .fault_counts import Faults
from .faults import Fault, Misbehaviour, Oddity
from .handler import Handler
from .links import LIFETIME_S, Links
from .styles import Styles

DEFAULT_BALANCE = 10_000
AnyFaults: TypeAlias = Iterable[Fault | Oddity | Misbehaviour | str]


class SandboxServer(ThreadingHTTPServer):
    """A running sandbox. `requests` lists what reached it, as (method, path).

    `token` None accepts any; `faults` are members of Fault and Oddity or written as `faults` says;
    `delay_s` is how long a picture takes at least, `link_lifetime_s` how long its link lives.
    `crashes` has the errors of the sandbox itself. Raises OSError when the port is taken,
    ValueError for a fault that there is not.
    """

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(
        self,
        *,
        port: int = 0,
        token: str | None = None,
        balance: int = DEFAULT_BALANCE,
        faults: AnyFaults = (),
        rate_limited: bool = True,
        delay_s: float = 0.0,
        link_lifetime_s: float = LIFETIME_S,
    ) -> None:
        self.fault_counts = Faults(faults)
        super().__init__(("127.0.0.1", port), Handler)
        self.account = Account(token=token, balance=balance, rate_limited=rate_limited)
        self.links = Links(link_lifetime_s)
        self.context = Context(self.links, Styles(), Explored(), self.origin)
        self.delay_s = delay_s
        self.requests: list[tuple[str, str]] = []
        self.crashes: list[BaseException] = []
        self.stopping = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def faults(self) -> frozenset[Misbehaviour]:
        """The faults that it was given; setting them begins their counts anew."""
        return frozenset(self.fault_counts.given)

    @faults.setter
    def faults(self, faults: AnyFaults) -> None:
        self.fault_counts = Faults(faults)

    @property
    def charged(self) -> list[Charge]:
        """What was charged so far: request id, path and units, in order."""
        return self.account.charged

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

    def pass_time(self, seconds: float) -> None:
        """Let links grow older by so much."""
        self.links.pass_time(seconds)

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

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 - as called
        """A client that went away is no news; an error of our own is kept for tests to see."""
        error = sys.exception()
        if error is not None and not isinstance(error, OSError):
            self.crashes.append(error)
