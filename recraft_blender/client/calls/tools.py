# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures from a picture alone: the tools. Each has one price for a request."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..catalog import endpoints
from ..errors import InvalidRequestError
from ..picture import Picture
from .limits import MAX_UINT32, channel_problems, choice_problems, whole_problems
from .look import Color
from .making import UPSCALE, count_problems, size_problems
from .masked import MaskedRequest
from .request import PictureRequest

SWITCH = ("on", "off")
SHAPE_STACKING = ("cut_out", "hierarchical")
REFINEMENTS = ("subtle", "moderate")


@dataclass(frozen=True, kw_only=True)
class ToolRequest(PictureRequest):
    """One picture in, one picture out. `upscale` is in the contract without a description."""

    image: Picture
    upscale: str | None = None

    def problems(self) -> Iterator[InvalidRequestError]:
        """Every documented limit that is broken."""
        yield from super().problems()
        yield from choice_problems("upscale", self.upscale, UPSCALE)


@dataclass(frozen=True, kw_only=True)
class VectorizeRequest(ToolRequest):
    """A picture traced to SVG. The switches are in the contract, without defaults.

    `limit_num_shapes` switches `max_num_shapes` on. `shape_stacking`: `cut_out` gives shapes side
    by side, `hierarchical` on top of each other. `strict_color_palette`: the only colours used.
    """

    endpoint = endpoints.VECTORIZE

    svg_compression: str | None = None
    limit_num_shapes: str | None = None
    max_num_shapes: int | None = None
    color_reduction: str | None = None
    return_gradients: str | None = None
    small_shape_filter: str | None = None
    shape_stacking: str | None = None
    strict_color_palette: tuple[Color, ...] = ()

    def problems(self) -> Iterator[InvalidRequestError]:
        """Every value that the contract does not list."""
        yield from super().problems()
        for name in (
            "svg_compression",
            "limit_num_shapes",
            "color_reduction",
            "return_gradients",
            "small_shape_filter",
        ):
            yield from choice_problems(name, getattr(self, name), SWITCH)
        yield from choice_problems("shape_stacking", self.shape_stacking, SHAPE_STACKING)
        yield from whole_problems("max_num_shapes", self.max_num_shapes, 1, MAX_UINT32)
        for color in self.strict_color_palette:
            yield from channel_problems("strict_color_palette", color)


@dataclass(frozen=True, kw_only=True)
class RemoveBackgroundRequest(ToolRequest):
    """The subject on a transparent ground; SVG gives SVG."""

    endpoint = endpoints.REMOVE_BACKGROUND


@dataclass(frozen=True, kw_only=True)
class CrispUpscaleRequest(ToolRequest):
    """Larger, with the content kept."""

    endpoint = endpoints.CRISP_UPSCALE


@dataclass(frozen=True, kw_only=True)
class CreativeUpscaleRequest(ToolRequest):
    """Larger, with fine detail and faces drawn anew."""

    endpoint = endpoints.CREATIVE_UPSCALE


@dataclass(frozen=True, kw_only=True)
class ClarityUpscaleRequest(ToolRequest):
    """The first name of the crisp upscale."""

    endpoint = endpoints.CLARITY_UPSCALE


@dataclass(frozen=True, kw_only=True)
class GenerativeUpscaleRequest(ToolRequest):
    """The first name of the creative upscale."""

    endpoint = endpoints.GENERATIVE_UPSCALE


@dataclass(frozen=True, kw_only=True)
class EnhanceDetailsRequest(PictureRequest):
    """Redrawn at high resolution: `refinement` is `subtle` or `moderate`."""

    endpoint = endpoints.ENHANCE_DETAILS

    image: Picture
    refinement: str | None = None

    def problems(self) -> Iterator[InvalidRequestError]:
        """Every documented limit that is broken."""
        yield from super().problems()
        yield from choice_problems("refinement", self.refinement, REFINEMENTS)


@dataclass(frozen=True, kw_only=True)
class RefineDetailsRequest(EnhanceDetailsRequest):
    """The same under its other name, with its own limit of bytes."""

    endpoint = endpoints.REFINE_DETAILS


@dataclass(frozen=True, kw_only=True)
class EraseRegionRequest(MaskedRequest):
    """What the mask shows white is removed and filled from around it."""

    endpoint = endpoints.ERASE_REGION


@dataclass(frozen=True, kw_only=True)
class VariateRequest(PictureRequest):
    """`n` variations of a picture in a new `size` (a ratio or `WxH`).

    `model` decides raster or SVG; its default is not published. One price for the request.
    """

    endpoint = endpoints.VARIATE

    image: Picture
    size: str
    n: int = 1
    model: str = ""
    random_seed: int | None = None

    @property
    def image_count(self) -> int:
        """The count asked for."""
        return self.n

    def problems(self) -> Iterator[InvalidRequestError]:
        """Every documented limit that is broken."""
        yield from super().problems()
        yield from count_problems(self.n, self.random_seed)
        if not self.size:
            yield InvalidRequestError("size", None, "give the variations a ratio such as 16:9")
        yield from size_problems(self.size, self.model)
