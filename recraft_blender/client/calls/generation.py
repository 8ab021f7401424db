# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures from words: `/images/generations`, its two strict forms, and the `explore` calls."""

from collections.abc import Iterator
from dataclasses import dataclass

from .. import catalog
from ..catalog import endpoints
from ..errors import InvalidRequestError
from ..picture import Picture
from .limits import choice_problems, whole_problems
from .look import Controls, control_problems
from .making import UPSCALE, MakingRequest, prompt_problems, size_problems
from .request import PictureRequest

MAX_SIMILARITY = 5


@dataclass(frozen=True, kw_only=True)
class GenerationRequest(MakingRequest):
    """`n` pictures of a prompt, raster or SVG by the model.

    `size` is a ratio (`16:9`) or pixels of the model's family (`1344x768`); empty leaves it to the
    service. `style_references` are 1 to 10 pictures of which the service makes a custom style,
    which is paid beside the pictures. `upscale` is in the contract without a description.
    """

    endpoint = endpoints.GENERATE

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

    @property
    def has_custom_style(self) -> bool:
        """True when a custom style is given, or made of references."""
        return bool(self.style_id or self.style_references)

    def problems(self) -> Iterator[InvalidRequestError]:
        """Every documented limit that is broken, prompt first, as the service checks."""
        yield from super().problems()
        yield from size_problems(self.size, self.model or self.endpoint.default_model)
        yield from choice_problems("upscale", self.upscale, UPSCALE)
        known, count = self.known_model, len(self.style_references)
        if count and known is not None and not known.traits.style_references:
            text = f"{known.title} takes no style references; leave them out"
            yield InvalidRequestError("style_references", count, text)
        if count and (self.style_id or self.style):
            # The references become a custom style, and a request has one style.
            text = "style references and a style exclude each other; give one of them"
            yield InvalidRequestError("style_references", count, text)

    def picture_problems(self) -> Iterator[InvalidRequestError]:
        """References that are too many, too large, or no pictures."""
        yield from super().picture_problems()
        yield from reference_problems("style_references", self.style_references)


@dataclass(frozen=True, kw_only=True)
class RasterGenerationRequest(GenerationRequest):
    """The same where only pixels are wanted: a model or a style that gives SVG is refused."""

    endpoint = endpoints.GENERATE_RASTER

    def problems(self) -> Iterator[InvalidRequestError]:
        """Every documented limit that is broken."""
        yield from super().problems()
        if self.is_vector:
            yield _wrong_output(self, "pixels")


@dataclass(frozen=True, kw_only=True)
class VectorGenerationRequest(GenerationRequest):
    """The same where only SVG is wanted: a model and style that give pixels are refused."""

    endpoint = endpoints.GENERATE_VECTOR

    model: str = "recraftv4_1_vector"

    def problems(self) -> Iterator[InvalidRequestError]:
        """Every documented limit that is broken."""
        yield from super().problems()
        if self.is_vector is False:
            yield _wrong_output(self, "SVG")


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
        model_id = self.model or self.endpoint.default_model
        known = catalog.model(model_id)
        yield from prompt_problems(self.prompt, known)
        yield from super().problems()
        yield from size_problems(self.size, model_id)
        if known is not None and (
            known.family not in (self.endpoint.families or ()) or "_utility" in known.id
        ):
            text = f"{known.title} cannot explore; choose V4.1 or V4"
            yield InvalidRequestError("model", self.model, text)
        if self.controls is not None:
            yield from control_problems(self.controls, known)


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
        yield from whole_problems("similarity", self.similarity, 1, MAX_SIMILARITY)
        if not self.source_image_id:
            text = "give the id of a picture that exploring gave"
            yield InvalidRequestError("source_image_id", None, text)


def reference_problems(name: str, pictures: tuple[Picture, ...]) -> Iterator[InvalidRequestError]:
    """References that are too many, or too large together."""
    if len(pictures) > endpoints.MAX_REFERENCES:
        text = f"choose up to {endpoints.MAX_REFERENCES} pictures"
        yield InvalidRequestError(name, len(pictures), text)
    total = sum(picture.byte_count for picture in pictures if picture.is_at_hand)
    if total > endpoints.MAX_REFERENCES_BYTES:
        megabytes = endpoints.MAX_REFERENCES_BYTES // endpoints.MEGABYTE
        text = f"the pictures may have {megabytes} MB together; shrink them first"
        yield InvalidRequestError(name, f"{total / endpoints.MEGABYTE:.1f} MB", text)


def _wrong_output(request: GenerationRequest, wanted: str) -> InvalidRequestError:
    text = f"this model and style do not give {wanted}; choose others, or plain generation"
    return InvalidRequestError("model", request.model, text)
