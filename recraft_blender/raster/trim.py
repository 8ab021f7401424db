# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the subject of a picture is: which pixels can be seen, and the box around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    Alpha = NDArray[np.uint8] | NDArray[np.floating[Any]]

Mask: TypeAlias = NDArray[np.bool_]
"""(height, width), true where the picture can be seen."""
FAINTEST = 4
"""Of 255. Less opacity changes no pixel by more than 1.2 %, and cut-outs are strewn with it."""


@dataclass(frozen=True, slots=True)
class Box:
    """Pixels from `left` to `right` and `top` to `bottom`, the latter not included.

    The picture's top left corner is 0, 0.
    """

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top

    def grown(self, margin_px: int, width: int, height: int) -> Box:
        """The box with a margin, as far as a picture of `width` by `height` has one."""
        return Box(
            max(0, self.left - margin_px),
            max(0, self.top - margin_px),
            min(width, self.right + margin_px),
            min(height, self.bottom + margin_px),
        )


def visible(alpha: Alpha) -> Mask:
    """Where the opacity, (height, width) of uint8 or of floats in 0..1, can be seen."""
    if alpha.dtype == np.uint8:
        return np.asarray(alpha >= FAINTEST)
    # Half a step below, so that the floats of 8-bit pictures fall as the bytes do.
    return np.asarray(alpha >= (FAINTEST - 0.5) / 255)


def subject_box(mask: Mask) -> Box | None:
    """The smallest box with all that can be seen, None when nothing can."""
    rows = np.flatnonzero(mask.any(axis=1))
    if not len(rows):
        return None
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero(mask[top:bottom].any(axis=0))
    return Box(int(columns[0]), top, int(columns[-1]) + 1, bottom)
