# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A call on its way through the sandbox: what it asks, what it may use, and the task it becomes."""

from collections.abc import Callable
from dataclasses import dataclass

from .answers import Answer
from .explored import Explored
from .fields import Fields
from .links import Links
from .styles import Styles


@dataclass(frozen=True, slots=True)
class Context:
    """What the sandbox keeps between calls. `origin` is its scheme, host and port."""

    links: Links
    styles: Styles
    explored: Explored
    origin: str = ""

    @classmethod
    def empty(cls) -> "Context":
        """One of its own, for judging requests without a server."""
        return cls(Links(), Styles(), Explored())


@dataclass(frozen=True, slots=True)
class Call:
    """A request whose body was read. `item` is what stands for `{style_id}` in the path."""

    fields: Fields
    context: Context
    item: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """An accepted call. Nothing is charged before, nothing refused after.

    `units` is the price of the whole request, None for calls that need no balance at all; `images`
    is what the rate limit counts; `work` makes the answer.
    """

    work: Callable[[], Answer]
    units: int | None = None
    images: int = 0
