# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Recraft API, typed: what can be asked, what it costs, and the calls themselves.

The vocabulary (`catalog`, `generation`, `errors`) is plain Python and cheap to import; the calls
need requests and pydantic, which are imported only when `RecraftClient` is first asked for.
"""

from typing import TYPE_CHECKING

from .calls import (
    Color,
    Controls,
    CreateStyleRequest,
    GenerationRequest,
    Palette,
    Request,
    TextItem,
    WeightedColor,
    estimate,
)
from .errors import InvalidRequestError, RecraftError
from .picture import Picture

if TYPE_CHECKING:
    from .client import RecraftClient
    from .connection import Connection
    from .fitting import Fitted, fit_for
    from .responses import Image, ImageList, SingleImage, Style, User

__all__ = [
    "Color",
    "Connection",
    "Controls",
    "CreateStyleRequest",
    "Fitted",
    "GenerationRequest",
    "Image",
    "ImageList",
    "InvalidRequestError",
    "Palette",
    "Picture",
    "RecraftClient",
    "RecraftError",
    "Request",
    "SingleImage",
    "Style",
    "TextItem",
    "User",
    "WeightedColor",
    "estimate",
    "fit_for",
]

_LATE = {
    "RecraftClient": "client",
    "Connection": "connection",
    "Fitted": "fitting",
    "Image": "responses",
    "ImageList": "responses",
    "SingleImage": "responses",
    "Style": "responses",
    "User": "responses",
    "fit_for": "fitting",
}


def __getattr__(name: str) -> object:
    if name not in _LATE:
        raise AttributeError(name)
    from importlib import import_module  # noqa: PLC0415 - only when the network is wanted

    return getattr(import_module(f".{_LATE[name]}", __name__), name)
