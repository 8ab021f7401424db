# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a request can be made now, and if not, the one sentence that says what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

import bpy

from ..client.addresses import checked_base_url, is_loopback
from ..client.errors import ConfigurationError, InvalidRequestError
from . import secret
from .preferences import SANDBOX, preferences, service_address

if TYPE_CHECKING:
    from bpy.types import Context


class Way(Enum):
    """What leads out of an obstacle; the panel draws it as a button."""

    OPEN_PREFERENCES = auto()
    ALLOW_ONLINE = auto()


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why nothing can be asked of the service, and the way out beside the sandbox."""

    sentence: str
    way: Way


def obstacle(context: Context) -> Obstacle | None:
    """What stands between this Blender and the chosen service, or None."""
    prefs = preferences(context)
    if prefs.service == SANDBOX:
        return None
    address = service_address(prefs)
    try:
        checked_base_url(address)
    except ConfigurationError as error:
        return Obstacle(str(error), Way.OPEN_PREFERENCES)
    if not bpy.app.online_access and not is_loopback(address):
        return Obstacle(_OFFLINE, Way.ALLOW_ONLINE)
    if not secret.token():
        return Obstacle(_TOKENLESS, Way.OPEN_PREFERENCES)
    return None


def sentence_of(problem: InvalidRequestError) -> str:
    """What is wrong with a request, as a sentence."""
    return f"{problem.allowed[:1].upper()}{problem.allowed[1:]}."


_OFFLINE = (
    "Blender is set to stay offline. Allow online access to use Recraft, or use the sandbox:"
    " free pictures, drawn on this computer."
)
_TOKENLESS = (
    "Enter your Recraft API token in the preferences, or use the sandbox: free pictures, drawn on"
    " this computer."
)
