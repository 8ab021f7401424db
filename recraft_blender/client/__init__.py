# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Recraft API, typed: what can be asked, what it costs, and the calls themselves.

The vocabulary (`catalog`, `generation`, `errors`) is plain Python and cheap to import; the calls
need requests and pydantic, which are imported only when `RecraftClient` is first asked for.
"""

from typing import TYPE_CHECKING

from .errors import RecraftError
from .generation import Color, GenerationRequest

if TYPE_CHECKING:
    from .client import RecraftClient
    from .connection import Connection
    from .responses import Image, ImageList, User

__all__ = [
    "Color",
    "Connection",
    "GenerationRequest",
    "Image",
    "ImageList",
    "RecraftClient",
    "RecraftError",
    "User",
]

_LATE = {
    "RecraftClient": "client",
    "Connection": "connection",
    "Image": "responses",
    "ImageList": "responses",
    "User": "responses",
}


def __getattr__(name: str) -> object:
    if name not in _LATE:
        raise AttributeError(name)
    from importlib import import_module  # noqa: PLC0415 - only when the network is wanted

    return getattr(import_module(f".{_LATE[name]}", __name__), name)
