# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""RecraftClient: one method for each thing the service can do.

Synchronous and thread-safe. A request is checked before it is sent, waits for its place within the
rate limits, and is sent again only when it surely was not carried out (see `retry`).
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from . import catalog
from .connection import Connection
from .download import DownloadedFile, Downloader
from .errors import ConfigurationError, RecraftError, UnexpectedResponseError
from .generation import Color, GenerationRequest
from .rate_limit import RateLimiter
from .responses import ImageList, User
from .retry import retry_delay
from .transport import Transport

Wait = Callable[[float], None]
Answer = TypeVar("Answer", ImageList, User)


class RecraftClient:
    """The service, for one token.

    `wait` sleeps for some seconds between tries and may raise to give up; `rate_limiter` is shared
    between clients of one token.
    """

    def __init__(
        self,
        token: str,
        *,
        connection: Connection | None = None,
        rate_limiter: RateLimiter | None = None,
        wait: Wait = time.sleep,
    ) -> None:
        if not token.strip():
            raise ConfigurationError("There is no API token; enter one in the preferences.")
        token = token.strip()
        if not token.isascii() or not token.isprintable() or " " in token:
            # A header cannot carry it, and the error that says so would quote it.
            raise ConfigurationError(
                "The API token holds characters that no token has; copy it again into the"
                " preferences."
            )
        connection = connection or Connection()
        self._transport = Transport(token, connection)
        self._downloader = Downloader(connection)
        self._rate_limiter = rate_limiter or RateLimiter()
        self._wait = wait

    def generate_image(
        self,
        *,
        prompt: str,
        model: str = catalog.DEFAULT_MODEL,
        size: str = "1:1",
        n: int = 1,
        random_seed: int | None = None,
        colors: Sequence[Color] = (),
        background_color: Color | None = None,
        negative_prompt: str = "",
        wait: Wait | None = None,
    ) -> ImageList:
        """Make `n` pictures of a prompt. Fields and limits: see `GenerationRequest`.

        Raises InvalidRequestError before anything is sent, and what `errors` lists.
        """
        request = GenerationRequest(
            prompt=prompt,
            model=model,
            size=size,
            n=n,
            random_seed=random_seed,
            colors=tuple(colors),
            background_color=background_color,
            negative_prompt=negative_prompt,
        )
        return self.generate(request, wait=wait)

    def generate(self, request: GenerationRequest, *, wait: Wait | None = None) -> ImageList:
        """`generate_image` for a request that is already a value."""
        request.check()
        body = request.payload()
        answer = self._call(
            lambda: self._transport.post("/images/generations", body), request.n, wait
        )
        images = _parse(ImageList, answer)
        if not images.data or any(image.url is None for image in images.data):
            message = "The service answered without links to the pictures."
            raise UnexpectedResponseError(
                message, body=str(answer)[:2000], request_id=images.request_id
            )
        return images

    def get_user(self, *, wait: Wait | None = None) -> User:
        """The token's owner and the balance in API units."""
        return _parse(User, self._call(lambda: self._transport.get("/users/me"), 0, wait))

    def download(self, url: str, target: Path, *, wait: Wait | None = None) -> DownloadedFile:
        """Fetch a result link into `target` with the right suffix. Raises DownloadError."""
        return self._downloader.fetch(url, target, wait=wait or self._wait)

    def close(self) -> None:
        """Let go of all connections."""
        self._transport.close()
        self._downloader.close()

    def _call(
        self, send: Callable[[], dict[str, Any]], images: int, wait: Wait | None
    ) -> dict[str, Any]:
        wait = wait or self._wait
        attempt = 0
        while True:
            self._rate_limiter.acquire(images, wait)
            try:
                return send()
            except RecraftError as error:
                attempt += 1
                delay = retry_delay(error, attempt)
                if delay is None:
                    raise
                wait(delay)


def _parse(model: type[Answer], answer: dict[str, Any]) -> Answer:
    try:
        return model.model_validate(answer)
    except ValidationError as error:
        fields = ", ".join(".".join(str(part) for part in one["loc"]) for one in error.errors())
        raise UnexpectedResponseError(
            f"The service's answer lacks what its interface describes ({fields}).",
            body=str(answer)[:2000],
            request_id=str(answer.get("request_id", "")),
        ) from None
