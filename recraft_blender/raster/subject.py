# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plane must know of a picture's subject: the box around it and its outlines.

Found by whoever has the pixels at hand: a worker after the download, or Blender as a last resort.
"""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

import numpy as np

from .silhouette import silhouette
from .trim import Box, subject_box, visible

if TYPE_CHECKING:
    from .silhouette import Polygon
    from .trim import Alpha


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """`box` in pixels, None when nothing can be seen; `outlines` as `silhouette` gives them."""

    box: Box | None
    outlines: tuple[Polygon, ...] = ()

    def to_json(self) -> str:
        """As JSON text, outlines to a hundredth of a pixel."""
        box = None if self.box is None else astuple(self.box)
        outlines = [outline.round(2).tolist() for outline in self.outlines]
        return json.dumps({"box": box, "outlines": outlines})

    @classmethod
    def from_json(cls, text: str) -> Subject:
        """What `to_json` wrote. Raises ValueError, KeyError or TypeError for anything else."""
        found = json.loads(text)
        box = None if found["box"] is None else Box(*map(int, found["box"]))
        outlines = (np.array(one, np.float64).reshape(-1, 2) for one in found["outlines"])
        return cls(box, tuple(outlines))


def find_subject(alpha: Alpha, *, outlines: bool, margin_px: int = 0) -> Subject:
    """The subject of (height, width) opacity, top row first; outlines, with a margin, by choice."""
    mask = visible(alpha)
    box = subject_box(mask)
    if box is None or not outlines:
        return Subject(box)
    return Subject(box, tuple(silhouette(mask, margin_px=margin_px)))
