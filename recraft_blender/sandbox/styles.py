# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The styles that have an id: those made of pictures, and the service's own curated ones."""

import threading
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ..client import catalog
from ..client.calls import Color
from ..client.catalog import Family, Model

_SPACE = uuid.UUID("6d1a3f0e-58c7-4c0b-9d0e-2f6a7b1c4e55")
_LATEST = (Family.V4, Family.V4_1, Family.V4_STYLES)


@dataclass(frozen=True, slots=True)
class Style:
    """A style: `base` is its base style or curated name, `match` how closely it is followed.

    `colors` (sRGB) and `seed` are what it does to pictures.
    """

    id: str
    base: str
    model: Model
    match: str
    colors: tuple[Color, ...] = ()
    background: Color | None = None
    seed: int = 0
    created: str = ""
    is_private: bool = True

    @property
    def is_vector(self) -> bool:
        """True when its pictures are SVG."""
        return self.model.is_vector or self.base in catalog.VECTOR_STYLES

    def fits(self, family: Family) -> bool:
        """True for the families that may use it: all of V4, or the one that it was made for."""
        return family is self.model.family or (family in _LATEST and self.model.family in _LATEST)

    def body(self) -> dict[str, Any]:
        """The JSON object of the service."""
        return {
            "id": self.id,
            "style": self.base,
            "creation_time": self.created,
            "is_private": self.is_private,
        }


class Styles:
    """The account's styles in the order they were made. Thread-safe."""

    def __init__(self) -> None:
        self._styles: dict[str, Style] = {}
        self._lock = threading.Lock()

    def add(self, style: Style) -> None:
        """Keep a style."""
        with self._lock:
            self._styles[style.id] = style

    def all(self) -> tuple[Style, ...]:
        """The styles that were made, the oldest first."""
        with self._lock:
            return tuple(self._styles.values())

    def get(self, style_id: str) -> Style | None:
        """A style that was made, by its id."""
        with self._lock:
            return self._styles.get(style_id.lower())

    def usable(self, style_id: str) -> Style | None:
        """A style that was made, or one of the service's own."""
        return self.get(style_id) or BASIC.get(style_id.lower())

    def delete(self, style_id: str) -> bool:
        """Forget a style; False when there was none."""
        with self._lock:
            return self._styles.pop(style_id.lower(), None) is not None


def new_style_id() -> str:
    """An id that no other style has."""
    return str(uuid.uuid4())


def now_text() -> str:
    """The time as the service writes it (RFC 3339)."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _basic_styles() -> dict[str, Style]:
    styles = {}
    for model_id, groups in catalog.CURATED.items():
        model = catalog.model(model_id)
        if model is None:
            continue
        for name in (name for group in groups.values() for name in group):
            made = uuid.uuid5(_SPACE, f"{model_id}/{name}")
            seed = made.int % 2**32
            styles[str(made)] = Style(
                str(made), name, model, "regular", seed=seed, is_private=False
            )
    return styles


BASIC = _basic_styles()
"""The service's own styles by id; the ids are the sandbox's."""
