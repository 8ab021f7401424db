# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""RecraftClient: one method for each thing the service can do.

Synchronous and thread-safe. A method's arguments are the fields of its request (see `calls`), by
keyword; the request is checked before it is sent. Every method raises InvalidRequestError before
anything is sent, and else what `errors` lists.
"""

import time
from collections.abc import Callable
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar, overload
from urllib.parse import quote

from . import calls
from .caller import Caller, Wait, refuse_empty
from .calls import Request
from .connection import Connection
from .download import DownloadedFile, Downloader
from .errors import InvalidRequestError
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

P = ParamSpec("P")
R = TypeVar("R", bound=Request)
A = TypeVar("A")
ListRequest = (
    calls.MakingRequest | calls.ExploreRequest | calls.ExploreSimilarRequest | calls.VariateRequest
)
SingleRequest = calls.ToolRequest | calls.EraseRegionRequest


def _asks(
    request: Callable[P, R],
) -> Callable[[Callable[["RecraftClient", R], A]], Callable[Concatenate["RecraftClient", P], A]]:
    """Give a method the fields of its request as keyword arguments."""

    def decorate(
        send: Callable[["RecraftClient", R], A],
    ) -> Callable[Concatenate["RecraftClient", P], A]:
        @wraps(send)
        def method(self: "RecraftClient", /, *args: P.args, **fields: P.kwargs) -> A:
            return send(self, request(*args, **fields))

        fields = signature(request).parameters.values()
        receiver = Parameter("self", Parameter.POSITIONAL_ONLY)
        # For help() and editors, which otherwise show the decorated method's own argument.
        setattr(method, "__signature__", Signature([receiver, *fields]))  # noqa: B010 - untyped
        return method

    return decorate


class RecraftClient:
    """The service, for one token.

    `base_url` is the service's address when `connection` does not say it; `wait` sleeps for some
    seconds between tries and may raise to give up; `rate_limiter` is shared between clients of one
    token.
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
        connection = connection or (Connection(base_url=base_url) if base_url else Connection())
        self._caller = Caller(token, connection, rate_limiter or RateLimiter(), wait)
        self._downloader = Downloader(connection)

    @overload
    def send(self, request: ListRequest, *, wait: Wait | None = None) -> ImageList: ...
    @overload
    def send(self, request: SingleRequest, *, wait: Wait | None = None) -> SingleImage: ...

    def send(
        self, request: ListRequest | SingleRequest, *, wait: Wait | None = None
    ) -> ImageList | SingleImage:
        """Send a request for pictures that is already a value."""
        if isinstance(request, SingleRequest):
            single = self._caller.send(request, SingleImage, wait)
            refuse_empty((single.image,), single.request_id)
            return single
        images = self._caller.send(request, ImageList, wait)
        refuse_empty(images.data, images.request_id)
        return images

    @_asks(calls.GenerationRequest)
    def generate_image(self, request: calls.GenerationRequest) -> ImageList:
        """Pictures of a prompt, raster or SVG by the model."""
        return self.send(request)

    @_asks(calls.ExploreRequest)
    def explore(self, request: calls.ExploreRequest) -> ImageList:
        """Several different pictures of one prompt."""
        return self.send(request)

    @_asks(calls.ExploreSimilarRequest)
    def explore_similar(self, request: calls.ExploreSimilarRequest) -> ImageList:
        """Pictures like one that exploring gave."""
        return self.send(request)

    @_asks(calls.ImageToImageRequest)
    def image_to_image(self, request: calls.ImageToImageRequest) -> ImageList:
        """A picture, redrawn after a prompt."""
        return self.send(request)

    @_asks(calls.InpaintRequest)
    def inpaint(self, request: calls.InpaintRequest) -> ImageList:
        """A picture with the white of a mask redrawn."""
        return self.send(request)

    @_asks(calls.OutpaintRequest)
    def outpaint(self, request: calls.OutpaintRequest) -> ImageList:
        """A picture, continued beyond its edges."""
        return self.send(request)

    @_asks(calls.ReplaceBackgroundRequest)
    def replace_background(self, request: calls.ReplaceBackgroundRequest) -> ImageList:
        """A picture with another background."""
        return self.send(request)

    @_asks(calls.GenerateBackgroundRequest)
    def generate_background(self, request: calls.GenerateBackgroundRequest) -> ImageList:
        """A picture with a background where a mask is white."""
        return self.send(request)

    @_asks(calls.VariateRequest)
    def variate_image(self, request: calls.VariateRequest) -> ImageList:
        """Variations of a picture in a new size."""
        return self.send(request)

    @_asks(calls.VectorizeRequest)
    def vectorize(self, request: calls.VectorizeRequest) -> SingleImage:
        """A picture, traced to SVG."""
        return self.send(request)

    @_asks(calls.RemoveBackgroundRequest)
    def remove_background(self, request: calls.RemoveBackgroundRequest) -> SingleImage:
        """The subject of a picture on a transparent ground."""
        return self.send(request)

    @_asks(calls.CrispUpscaleRequest)
    def crisp_upscale(self, request: calls.CrispUpscaleRequest) -> SingleImage:
        """A picture, larger, with its content kept."""
        return self.send(request)

    @_asks(calls.CreativeUpscaleRequest)
    def creative_upscale(self, request: calls.CreativeUpscaleRequest) -> SingleImage:
        """A picture, larger, with detail drawn anew."""
        return self.send(request)

    @_asks(calls.ClarityUpscaleRequest)
    def clarity_upscale(self, request: calls.ClarityUpscaleRequest) -> SingleImage:
        """`crisp_upscale` under its first name."""
        return self.send(request)

    @_asks(calls.GenerativeUpscaleRequest)
    def generative_upscale(self, request: calls.GenerativeUpscaleRequest) -> SingleImage:
        """`creative_upscale` under its first name."""
        return self.send(request)

    @_asks(calls.EraseRegionRequest)
    def erase_region(self, request: calls.EraseRegionRequest) -> SingleImage:
        """A picture without what a mask shows white."""
        return self.send(request)

    @_asks(calls.RefineDetailsRequest)
    def refine_details(self, request: calls.RefineDetailsRequest) -> SingleImage:
        """A picture, redrawn at high resolution."""
        return self.send(request)

    @_asks(calls.EnhancePromptRequest)
    def enhance_prompt(self, request: calls.EnhancePromptRequest) -> EnhancedPrompt:
        """A prompt, written out."""
        return self._caller.send(request, EnhancedPrompt, None)

    @_asks(calls.OptimizeColorsRequest)
    def optimize_colors(self, request: calls.OptimizeColorsRequest) -> OptimizedColors:
        """Colours, reduced to fewer."""
        return self._caller.send(request, OptimizedColors, None)

    @_asks(calls.CreateStyleRequest)
    def create_style(self, request: calls.CreateStyleRequest) -> CreatedStyle:
        """A custom style made of pictures."""
        return self._caller.send(request, CreatedStyle, None)

    def list_styles(self) -> StyleList:
        """The account's custom styles."""
        return self._caller.get("/styles", StyleList)

    def get_style(self, *, style_id: str) -> Style:
        """One custom style. Raises NotFoundError."""
        return self._caller.get(_style_path(style_id), Style)

    def delete_style(self, *, style_id: str) -> None:
        """Delete a custom style. Raises NotFoundError."""
        self._caller.delete(_style_path(style_id))

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
    if not style_id or style_id == "basic":
        raise InvalidRequestError("style_id", style_id, "give the id of a custom style")
    return f"/styles/{quote(style_id, safe='')}"
