# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the worker is told when it starts: one line of JSON on its standard input.

The token goes this way and no other: never in an argument, the environment, a file or the log.
"""

import json
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum

WORTH_COMPARING_S = 3600.0
"""A balance that is told so long after a job with an unknown outcome says nothing about it."""


class Service(StrEnum):
    """Whom to ask. Any other service is named by its address."""

    RECRAFT = "recraft"
    SANDBOX = "sandbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerConfig:
    """One worker's work: for which Blender session, for which service, with which ledger.

    An empty `base_url` lets the worker start a sandbox of its own, with the packages in `folders`.
    Times are in seconds.
    """

    session: str
    worker: str
    service: str
    base_url: str
    token: str = field(repr=False)
    home: str
    proxy: str = ""
    ca_bundle: str = ""
    longest_wait_s: float = 300.0
    folders: tuple[str, ...] = ()

    def to_line(self) -> bytes:
        """As the line that `from_line` reads."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> "WorkerConfig":
        """What `to_line` wrote."""
        data = json.loads(line)
        return cls(**data | {"folders": tuple(data["folders"])})

    def is_like(self, other: "WorkerConfig") -> bool:
        """True when a worker with this config can do the other's work."""
        return replace(self, worker="") == replace(other, worker="")
