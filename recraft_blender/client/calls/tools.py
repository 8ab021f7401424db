# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures from a picture alone: the tools. Each has one price for a request."""

from collections.abc import Iterator
from dataclasses import dataclass

from .. import catalog
from ..catalog import endpoints
from ..errors import InvalidRequestError
from ..masks import mask_problems
from ..picture import Picture
from .look import Color
from .making import UPSCALE, count_problems, size_problems
from .request import PictureRequest, choice_problems

SWITCH = ("on", "off")
SHAPE_STACKING = ("cut_out", "hierarchical")
REFINEMENTS = ("subtle", "moderate")
MAX_UINT = 2**32 - 1


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
        shapes = self.max_num_shapes
        if shapes is not None and not 1 <= shapes <= MAX_UINT:
            yield InvalidRequestError("max_num_shapes", shapes, "ask for at least 1 shape")
        if any(not 0 <= channel <= 255 for color in self.strict_color_palette for channel in color):
            text = "a colour is three values 0 to 255"
            yield InvalidRequestError("strict_color_palette", self.strict_color_palette, text)


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
class RefineDetailsRequest(ToolRequest):
    """Redrawn at high resolution: `refinement` is `subtle` or `moderate`."""

    endpoint = endpoints.REFINE_DETAILS

    refinement: str | None = None

    def problems(self) -> Iterator[InvalidRequestError]:
        """Every documented limit that is broken."""
        yield from super().problems()
        yield from choice_problems("refinement", self.refinement, REFINEMENTS)


@dataclass(frozen=True, kw_only=True)
class EraseRegionRequest(PictureRequest):
    """What the mask shows white is removed and filled from around it."""

    endpoint = endpoints.ERASE_REGION

    image: Picture
    mask: Picture

    def picture_problems(self) -> Iterator[InvalidRequestError]:
        """Limits of the picture, and a mask that does not fit it. Decodes the mask."""
        problem = None
        for problem in super().picture_problems():
            yield problem
        if problem is None:
            yield from mask_problems(self.image, self.mask)


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
            yield InvalidRequestError("size", "", "say which size the variations have")
        yield from size_problems(self.size, catalog.model(self.model))
