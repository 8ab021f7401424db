# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What exploring gave, so that `explore/similar` can start from it."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from ..client.catalog import Model
from .drawing import Drawing

_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Exploration:
    """An explored picture: how it was drawn, which is to draw it again, and by which model."""

    drawing: Drawing
    model: Model


class Explored:
    """The last thousand explored pictures by their ids. Thread-safe."""

    def __init__(self) -> None:
        self._found: OrderedDict[str, Exploration] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, image_id: str, exploration: Exploration) -> None:
        """Keep one, and forget the oldest."""
        with self._lock:
            self._found[image_id] = exploration
            while len(self._found) > _KEPT:
                self._found.popitem(last=False)

    def get(self, image_id: str) -> Exploration | None:
        """The one with that id, if exploring gave it."""
        with self._lock:
            return self._found.get(image_id.lower())
