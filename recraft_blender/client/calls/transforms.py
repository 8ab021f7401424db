# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures from a picture and words: the calls that redraw, all or in part."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..catalog import endpoints
from ..errors import InvalidRequestError
from ..picture import Picture
from .limits import range_problems, whole_problems
from .making import MakingRequest, size_problems
from .masked import MaskedRequest


@dataclass(frozen=True, kw_only=True)
class TransformRequest(MakingRequest):
    """A picture, redrawn after a prompt. The result has the picture's size."""

    model: str = endpoints.INPAINT.default_model
    image: Picture


@dataclass(frozen=True, kw_only=True)
class ImageToImageRequest(TransformRequest):
    """The whole picture redrawn: `strength` 0 nearly identical, 1 least similar."""

    endpoint = endpoints.IMAGE_TO_IMAGE

    model: str = endpoints.IMAGE_TO_IMAGE.default_model
    strength: float

    def problems(self) -> Iterator[InvalidRequestError]:
        """Every documented limit that is broken."""
        yield from super().problems()
        yield from range_problems("strength", self.strength, 0, 1)


@dataclass(frozen=True, kw_only=True)
class InpaintRequest(MaskedRequest, TransformRequest):
    """The white of the mask is redrawn."""

    endpoint = endpoints.INPAINT


@dataclass(frozen=True, kw_only=True)
class GenerateBackgroundRequest(MaskedRequest, TransformRequest):
    """The white of the mask is filled with a new background."""

    endpoint = endpoints.GENERATE_BACKGROUND


@dataclass(frozen=True, kw_only=True)
class ReplaceBackgroundRequest(TransformRequest):
    """The background, found by the service, is replaced."""

    endpoint = endpoints.REPLACE_BACKGROUND


@dataclass(frozen=True, kw_only=True)
class OutpaintRequest(TransformRequest):
    """The picture is continued beyond its edges.

    Either `size` (a ratio or `WxH`, into which the picture is placed) or the `expand_*` pixels,
    0 to 4096 each; `zoom_out_percentage`, 0 to below 100, shrinks the picture first and goes with
    either or alone. The result has up to 4096 pixels a side.
    """

    endpoint = endpoints.OUTPAINT

    size: str = ""
    expand_left: int | None = None
    expand_right: int | None = None
    expand_top: int | None = None
    expand_bottom: int | None = None
    zoom_out_percentage: float | None = None

    @property
    def expansion(self) -> tuple[int | None, int | None, int | None, int | None]:
        """Left, right, top, bottom."""
        return self.expand_left, self.expand_right, self.expand_top, self.expand_bottom

    def problems(self) -> Iterator[InvalidRequestError]:
        """Every documented limit that is broken."""
        yield from super().problems()
        for side, value in zip(("left", "right", "top", "bottom"), self.expansion, strict=True):
            yield from whole_problems(f"expand_{side}", value, 0, endpoints.MAX_EXPAND)
        yield from size_problems(self.size, self.model or self.endpoint.default_model)
        expands = any(value is not None for value in self.expansion)
        zoom = self.zoom_out_percentage
        if zoom is not None and not 0 <= zoom < 100:
            text = "choose a number from 0 to below 100"
            yield InvalidRequestError("zoom_out_percentage", zoom, text)
        if self.size and expands:
            text = "a size and the pixels to expand by exclude each other; give one of them"
            yield InvalidRequestError("size", self.size, text)
        if not self.size and not expands and zoom is None:
            text = "say how far to continue: a size, pixels for a side, or a zoom"
            yield InvalidRequestError("size", None, text)

    def picture_problems(self) -> Iterator[InvalidRequestError]:
        """Limits of the picture, and a result that would be too large."""
        yield from super().picture_problems()
        size = self.image.pixel_size()
        left, right, top, bottom = (value or 0 for value in self.expansion)
        limit = endpoints.MAX_OUTPAINTED_SIDE
        for name, length, more in (("left", 0, left + right), ("top", 1, top + bottom)):
            side = 0 if size is None else size[length] + more
            if more and side > limit:
                text = f"the result would have {side} pixels this way, choose up to {limit}"
                yield InvalidRequestError(f"expand_{name}", more, text)
