# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sending a request that is already a value: checked, within the rate limits, understood.

A request is sent again only when it surely was not carried out (see `retry`).
"""

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from .calls import Request
from .connection import Connection
from .encoding import encode
from .errors import (
    ConfigurationError,
    InvalidRequestError,
    NotFoundError,
    RecraftError,
    UnexpectedResponseError,
)
from .rate_limit import RateLimiter
from .retry import retry_delay
from .transport import Transport

Wait = Callable[[float], None]
Answer = TypeVar("Answer", bound=BaseModel)


class Caller:
    """Sends requests for one token. Thread-safe."""

    def __init__(
        self, token: str, connection: Connection, rate_limiter: RateLimiter, wait: Wait
    ) -> None:
        self._transport = Transport(_checked_token(token), connection)
        self._rate_limiter = rate_limiter
        self.wait = wait

    def send(self, request: Request, answer: type[Answer], wait: Wait | None) -> Answer:
        """Check a request, send it, and read its answer."""
        request.check()
        try:
            body = encode(request)
        except OSError as error:
            reason = error.strerror or "it cannot be read"
            text = f"the picture was not read: {reason}"
            raise InvalidRequestError("image", None, text) from None
        sent = self._call(
            lambda: self._transport.post(request.endpoint.path, body), request.image_count, wait
        )
        return self._parse(answer, sent)

    def get(self, path: str, answer: type[Answer], wait: Wait | None = None) -> Answer:
        """Ask for what is there."""
        return self._parse(answer, self._call(lambda: self._transport.get(path), 0, wait))

    def delete(self, path: str, wait: Wait | None = None) -> None:
        """Delete what is there. Gone at a second try is gone."""
        tries = 0

        def delete() -> dict[str, Any]:
            nonlocal tries
            tries += 1
            try:
                return self._transport.delete(path)
            except NotFoundError:
                if tries == 1:
                    raise
                return {}

        self._call(delete, 0, wait)

    def close(self) -> None:
        """Let go of all connections."""
        self._transport.close()

    def _call(
        self, send: Callable[[], dict[str, Any]], images: int, wait: Wait | None
    ) -> dict[str, Any]:
        wait = wait or self.wait
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

    def _parse(self, model: type[Answer], answer: dict[str, Any]) -> Answer:
        """The answer as a value. Raises UnexpectedResponseError for one that lacks something."""
        try:
            return model.model_validate(answer)
        except ValidationError as error:
            fields = ", ".join(".".join(map(str, one["loc"])) for one in error.errors())
            raise UnexpectedResponseError(
                f"The service's answer lacks what its interface describes ({fields}).",
                body=self._transport.redact(str(answer))[:2000],
                request_id=str(answer.get("request_id", "")),
            ) from None


def _checked_token(token: str) -> str:
    token = token.strip()
    if not token:
        raise ConfigurationError("There is no API token; enter one in the preferences.")
    if not token.isascii() or not token.isprintable() or " " in token:
        # A header cannot carry it, and the error that says so would quote it.
        raise ConfigurationError(
            "The API token holds characters that no token has; copy it again into the preferences."
        )
    return token
