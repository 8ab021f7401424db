# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures from words: `/images/generations` and the two `explore` calls."""

from collections.abc import Iterator
from dataclasses import dataclass

from .. import catalog
from ..catalog import endpoints
from ..errors import InvalidRequestError
from ..picture import Picture
from .look import Controls, color_problems
from .making import UPSCALE, MakingRequest, prompt_problems, size_problems
from .request import PictureRequest, choice_problems, range_problems


@dataclass(frozen=True, kw_only=True)
class GenerationRequest(MakingRequest):
    """`n` pictures of a prompt, raster or SVG by the model.

    `size` is a ratio (`16:9`) or pixels of the model's family (`1344x768`); empty leaves it to the
    service. `style_references` are 1 to 10 pictures of which the service makes a custom style,
    which is paid beside the pictures. `upscale` is in the contract without a description.
    """

    endpoint = endpoints.GENERATE

    model: str = catalog.DEFAULT_MODEL
    size: str = "1:1"
    style_references: tuple[Picture, ...] = ()
    upscale: str | None = None

    @property
    def units(self) -> int | None:
        """The price of the pictures, and of the style that references make."""
        units = super().units
        if units is not None and self.style_references:
            return units + (endpoints.CREATE_STYLE.units or 0)
        return units

    def problems(self) -> Iterator[InvalidRequestError]:
        """Every documented limit that is broken, prompt first, as the service checks."""
        yield from super().problems()
        yield from size_problems(self.size, self.known_model)
        yield from choice_problems("upscale", self.upscale, UPSCALE)
        known = self.known_model
        if not self.style_references:
            return
        if known is not None and not known.traits.style_references:
            text = f"{known.title} takes no style references; leave them out"
            yield InvalidRequestError("style_references", len(self.style_references), text)
        if self.style_id or self.style:
            text = "style references and a style exclude each other; give one of them"
            yield InvalidRequestError("style_references", len(self.style_references), text)

    def picture_problems(self) -> Iterator[InvalidRequestError]:
        """References that are too many, too large, or no pictures."""
        yield from super().picture_problems()
        yield from reference_problems("style_references", self.style_references)

    def _has_custom_style(self) -> bool:
        return bool(self.style_id or self.style_references)


@dataclass(frozen=True, kw_only=True)
class ExploreRequest(PictureRequest):
    """Several different pictures of one prompt; count and price are not published."""

    endpoint = endpoints.EXPLORE

    prompt: str
    model: str = catalog.DEFAULT_MODEL
    size: str = "1:1"
    controls: Controls | None = None
    block_nsfw: bool | None = None

    def problems(self) -> Iterator[InvalidRequestError]:
        """Every documented limit that is broken."""
        known = catalog.model(self.model)
        yield from prompt_problems(self.prompt, known)
        yield from super().problems()
        yield from size_problems(self.size, known)
        if known is not None and (
            known.family not in (self.endpoint.families or ()) or "_utility" in known.id
        ):
            text = f"{known.title} cannot explore; choose V4.1 or V4"
            yield InvalidRequestError("model", self.model, text)
        if self.controls is not None:
            yield from color_problems(self.controls, known)


@dataclass(frozen=True, kw_only=True)
class ExploreSimilarRequest(PictureRequest):
    """Pictures like one that exploring gave: `similarity` 1 (a little) to 5 (extremely)."""

    endpoint = endpoints.EXPLORE_SIMILAR

    source_image_id: str
    similarity: int
    block_nsfw: bool | None = None

    def problems(self) -> Iterator[InvalidRequestError]:
        """Every documented limit that is broken."""
        yield from super().problems()
        yield from range_problems("similarity", self.similarity, 1, 5)
        if not self.source_image_id:
            yield InvalidRequestError("source_image_id", "", "name a picture that exploring gave")


def reference_problems(name: str, pictures: tuple[Picture, ...]) -> Iterator[InvalidRequestError]:
    """References that are too many, or too large together."""
    if len(pictures) > endpoints.MAX_REFERENCES:
        text = f"{len(pictures)} pictures are too many, choose up to {endpoints.MAX_REFERENCES}"
        yield InvalidRequestError(name, len(pictures), text)
    total = sum(picture.byte_count for picture in pictures if not picture.url and _exists(picture))
    if total > endpoints.MAX_REFERENCES_BYTES:
        megabytes = endpoints.MAX_REFERENCES_BYTES // endpoints.MEGABYTE
        text = f"the pictures have more than {megabytes} MB together; shrink them first"
        yield InvalidRequestError(name, total, text)


def _exists(picture: Picture) -> bool:
    return picture.path is None or picture.path.is_file()
