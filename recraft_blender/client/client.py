# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""RecraftClient: one method for each thing the service can do.

Synchronous and thread-safe. A method's arguments are the fields of its request (see `calls`), by
keyword; the request is checked before it is sent. Every method raises InvalidRequestError before
anything is sent, and else what `errors` lists.
"""

import time
from dataclasses import replace
from pathlib import Path
from typing import Any, overload
from urllib.parse import quote

from pydantic import BaseModel

from . import calls
from .caller import Caller, Wait
from .calls import Request
from .connection import Connection
from .download import DownloadedFile, Downloader
from .errors import InvalidRequestError
from .keywords import takes_fields_of
from .rate_limit import RateLimiter
from .responses import (
    BasicStyleList,
    CreatedStyle,
    EnhancedPrompt,
    Image,
    ImageList,
    ModelList,
    OptimizedColors,
    SingleImage,
    Style,
    StyleList,
    User,
)

ListRequest = (
    calls.MakingRequest | calls.ExploreRequest | calls.ExploreSimilarRequest | calls.VariateRequest
)
SingleRequest = calls.ToolRequest | calls.EnhanceDetailsRequest | calls.EraseRegionRequest
_ANSWERS: tuple[tuple[Any, type[BaseModel]], ...] = (
    (ListRequest, ImageList),
    (SingleRequest, SingleImage),
    (calls.CreateStyleRequest, CreatedStyle),
    (calls.EnhancePromptRequest, EnhancedPrompt),
    (calls.OptimizeColorsRequest, OptimizedColors),
)


class RecraftClient:
    """The service, for one token.

    `base_url` is the service's address, also where `connection` says another; `wait` sleeps for
    some seconds between tries and may raise to give up; `rate_limiter` is shared between clients of
    one token. Raises ConfigurationError for a token or an address that cannot be used.
    """

    def __init__(
        self,
        token: str,
        *,
        base_url: str | None = None,
        connection: Connection | None = None,
        rate_limiter: RateLimiter | None = None,
        wait: Wait = time.sleep,
    ) -> None:
        connection = connection or Connection()
        if base_url is not None:
            connection = replace(connection, base_url=base_url)
        self._caller = Caller(token, connection, rate_limiter or RateLimiter(), wait)
        self._downloader = Downloader(connection)

    @overload
    def send(self, request: ListRequest, *, wait: Wait | None = None) -> ImageList: ...
    @overload
    def send(self, request: SingleRequest, *, wait: Wait | None = None) -> SingleImage: ...

    @overload
    def send(
        self, request: calls.CreateStyleRequest, *, wait: Wait | None = None
    ) -> CreatedStyle: ...
    @overload
    def send(
        self, request: calls.EnhancePromptRequest, *, wait: Wait | None = None
    ) -> EnhancedPrompt: ...
    @overload
    def send(
        self, request: calls.OptimizeColorsRequest, *, wait: Wait | None = None
    ) -> OptimizedColors: ...

    def send(self, request: Request, *, wait: Wait | None = None) -> BaseModel:
        """Send a request that is already a value."""
        answer = next(answer for kinds, answer in _ANSWERS if isinstance(request, kinds))
        return self._caller.send(request, answer, wait)

    @takes_fields_of(calls.GenerationRequest)
    def generate_image(self, request: calls.GenerationRequest) -> ImageList:
        """Pictures of a prompt, raster or SVG by the model."""
        return self.send(request)

    @takes_fields_of(calls.RasterGenerationRequest)
    def generate_raster(self, request: calls.RasterGenerationRequest) -> ImageList:
        """The same, and an error rather than SVG."""
        return self.send(request)

    @takes_fields_of(calls.VectorGenerationRequest)
    def generate_vector(self, request: calls.VectorGenerationRequest) -> ImageList:
        """The same, and an error rather than pixels."""
        return self.send(request)

    @takes_fields_of(calls.ExploreRequest)
    def explore(self, request: calls.ExploreRequest) -> ImageList:
        """Several different pictures of one prompt."""
        return self.send(request)

    @takes_fields_of(calls.ExploreSimilarRequest)
    def explore_similar(self, request: calls.ExploreSimilarRequest) -> ImageList:
        """Pictures like one that exploring gave."""
        return self.send(request)

    @takes_fields_of(calls.ImageToImageRequest)
    def image_to_image(self, request: calls.ImageToImageRequest) -> ImageList:
        """A picture, redrawn after a prompt."""
        return self.send(request)

    @takes_fields_of(calls.InpaintRequest)
    def inpaint(self, request: calls.InpaintRequest) -> ImageList:
        """A picture with the white of a mask redrawn."""
        return self.send(request)

    @takes_fields_of(calls.OutpaintRequest)
    def outpaint(self, request: calls.OutpaintRequest) -> ImageList:
        """A picture, continued beyond its edges."""
        return self.send(request)

    @takes_fields_of(calls.ReplaceBackgroundRequest)
    def replace_background(self, request: calls.ReplaceBackgroundRequest) -> ImageList:
        """A picture with another background."""
        return self.send(request)

    @takes_fields_of(calls.GenerateBackgroundRequest)
    def generate_background(self, request: calls.GenerateBackgroundRequest) -> ImageList:
        """A picture with a background where a mask is white."""
        return self.send(request)

    @takes_fields_of(calls.VariateRequest)
    def variate_image(self, request: calls.VariateRequest) -> ImageList:
        """Variations of a picture in a new size."""
        return self.send(request)

    @takes_fields_of(calls.VectorizeRequest)
    def vectorize(self, request: calls.VectorizeRequest) -> SingleImage:
        """A picture, traced to SVG."""
        return self.send(request)

    @takes_fields_of(calls.RemoveBackgroundRequest)
    def remove_background(self, request: calls.RemoveBackgroundRequest) -> SingleImage:
        """The subject of a picture on a transparent ground."""
        return self.send(request)

    @takes_fields_of(calls.CrispUpscaleRequest)
    def crisp_upscale(self, request: calls.CrispUpscaleRequest) -> SingleImage:
        """A picture, larger, with its content kept."""
        return self.send(request)

    @takes_fields_of(calls.CreativeUpscaleRequest)
    def creative_upscale(self, request: calls.CreativeUpscaleRequest) -> SingleImage:
        """A picture, larger, with detail drawn anew."""
        return self.send(request)

    @takes_fields_of(calls.ClarityUpscaleRequest)
    def clarity_upscale(self, request: calls.ClarityUpscaleRequest) -> SingleImage:
        """`crisp_upscale` under its first name."""
        return self.send(request)

    @takes_fields_of(calls.GenerativeUpscaleRequest)
    def generative_upscale(self, request: calls.GenerativeUpscaleRequest) -> SingleImage:
        """`creative_upscale` under its first name."""
        return self.send(request)

    @takes_fields_of(calls.EraseRegionRequest)
    def erase_region(self, request: calls.EraseRegionRequest) -> SingleImage:
        """A picture without what a mask shows white."""
        return self.send(request)

    @takes_fields_of(calls.EnhanceDetailsRequest)
    def enhance_details(self, request: calls.EnhanceDetailsRequest) -> SingleImage:
        """A picture, redrawn at high resolution."""
        return self.send(request)

    @takes_fields_of(calls.RefineDetailsRequest)
    def refine_details(self, request: calls.RefineDetailsRequest) -> SingleImage:
        """`enhance_details` under its other name."""
        return self.send(request)

    @takes_fields_of(calls.EnhancePromptRequest)
    def enhance_prompt(self, request: calls.EnhancePromptRequest) -> EnhancedPrompt:
        """A prompt, written out."""
        return self.send(request)

    @takes_fields_of(calls.OptimizeColorsRequest)
    def optimize_colors(self, request: calls.OptimizeColorsRequest) -> OptimizedColors:
        """Colours, reduced to fewer."""
        return self.send(request)

    @takes_fields_of(calls.CreateStyleRequest)
    def create_style(self, request: calls.CreateStyleRequest) -> CreatedStyle:
        """A custom style made of pictures."""
        return self.send(request)

    def list_styles(self, *, wait: Wait | None = None) -> StyleList:
        """The account's custom styles."""
        return self._caller.get("/styles", StyleList, wait)

    def get_style(self, *, style_id: str) -> Style:
        """One custom style. Raises NotFoundError."""
        return self._caller.get(_style_path(style_id), Style)

    def delete_style(self, *, style_id: str, wait: Wait | None = None) -> None:
        """Delete a custom style. Raises NotFoundError."""
        self._caller.delete(_style_path(style_id), wait)

    def list_basic_styles(self) -> BasicStyleList:
        """The service's own styles."""
        return self._caller.get("/styles/basic", BasicStyleList)

    def list_models(self) -> ModelList:
        """The models that the service lists."""
        return self._caller.get("/models", ModelList)

    def get_user(self, *, wait: Wait | None = None) -> User:
        """The token's owner and the balance in API units."""
        return self._caller.get("/users/me", User, wait)

    def download(self, url: str, target: Path, *, wait: Wait | None = None) -> DownloadedFile:
        """Fetch a result link into `target` with the right suffix. Raises DownloadError."""
        return self._downloader.fetch(url, target, wait=wait or self._caller.wait)

    def save(self, image: Image, target: Path, *, wait: Wait | None = None) -> DownloadedFile:
        """Write a result into `target`, fetched or decoded. Raises DownloadError."""
        if image.b64_json is not None:
            return self._downloader.decode(image.b64_json, target)
        return self.download(image.url or "", target, wait=wait)

    def close(self) -> None:
        """Let go of all connections."""
        self._caller.close()
        self._downloader.close()


def _style_path(style_id: str) -> str:
    if style_id in ("", ".", "..", "basic"):  # these would be other addresses
        raise InvalidRequestError("style_id", style_id, "give the id of a custom style")
    return f"/styles/{quote(style_id, safe='')}"
