# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the calls share that take a picture with a mask."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..catalog.endpoints import RASTER_KINDS
from ..errors import InvalidRequestError
from ..masks import mask_problems
from ..picture import Picture, picture_problems
from .request import PictureRequest


@dataclass(frozen=True, kw_only=True)
class MaskedRequest(PictureRequest):
    """A picture with a mask of its size: greyscale, white (255) changes, black (0) stays."""

    image: Picture
    mask: Picture

    def picture_problems(self) -> Iterator[InvalidRequestError]:
        """Limits of the picture, and a mask that does not fit it. Decodes the mask."""
        limits = self.endpoint.limits
        if limits is None:
            return
        problems = [
            *picture_problems(self.image, "image", limits),
            *picture_problems(self.mask, "mask", replace(limits, kinds=RASTER_KINDS)),
        ]
        yield from problems or mask_problems(self.image, self.mask)
