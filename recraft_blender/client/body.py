# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading an answer's body piece by piece as it arrives, within a time limit.

requests gathers a chunk until it is full, so a service that sends a byte now and then would never
let a time limit be looked at.
"""

import time
from collections.abc import Iterator

import requests

_PIECE = 256 * 1024
_SMALL_PIECE = 4 * 1024


def pieces(response: requests.Response, deadline: float) -> Iterator[bytes]:
    """The body's bytes as they come. Raises TimeoutError past `deadline` (monotonic seconds)."""
    for piece in _arriving(response):
        yield piece
        if time.monotonic() > deadline:
            raise TimeoutError


def _arriving(response: requests.Response) -> Iterator[bytes]:
    read = getattr(response.raw, "read1", None)
    if read is None:  # urllib3 before 2.1, in the oldest Blender
        yield from response.iter_content(_SMALL_PIECE)
        return
    while piece := read(_PIECE, decode_content=True):
        yield piece
