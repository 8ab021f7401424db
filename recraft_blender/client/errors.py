# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything the client raises.

RecraftError
├─ ConfigurationError                 no token, unusable address        (nothing was sent)
├─ InvalidRequestError(ValueError)    breaks a documented limit; .field (nothing was sent)
├─ TransportError                     no complete HTTP answer           .method .url .sent
│   ├─ ConnectionFailedError
│   └─ RequestTimeoutError
├─ APIStatusError                     .status .code .message .request_id .body .retry_after
│   ├─ BadRequestError 400 · AuthenticationError 401 · InsufficientCreditsError 402
│   ├─ PermissionDeniedError 403 · NotFoundError 404 · UnprocessableError 422
│   ├─ RateLimitedError 429
│   └─ ServerError 5xx
├─ UnexpectedResponseError            an answer that is not what the API describes; .body
└─ DownloadError                      a result link: .reason .url

No message carries a token: the transport redacts what it hands over.
"""

from enum import Enum

_SHOWN = 60


class RecraftError(Exception):
    """Root of all errors of the client."""

    @property
    def may_have_been_paid(self) -> bool:
        """True when a paid request may have been carried out although no result came back."""
        return False


class ConfigurationError(RecraftError):
    """The client cannot be used as it is set up; nothing was sent."""


class InvalidRequestError(RecraftError, ValueError):
    """A request breaks a documented limit; nothing was sent.

    `field` is the parameter's API name, `value` what was given (None where there is nothing to
    show), `allowed` the range or what to do in words that stand alone.
    """

    def __init__(self, field: str, value: object, allowed: str) -> None:
        super().__init__(f"{field}{_shown(value)}: {allowed}")
        self.field = field
        self.value = value
        self.allowed = allowed


class TransportError(RecraftError):
    """No complete HTTP answer. `sent` tells whether a paid request may have reached the service."""

    def __init__(self, message: str, *, method: str, url: str, sent: bool) -> None:
        super().__init__(message)
        self.method = method
        self.url = url
        self.sent = sent

    @property
    def may_have_been_paid(self) -> bool:
        """A request that may have arrived may have been carried out."""
        return self.sent


class ConnectionFailedError(TransportError):
    """The connection could not be made, or broke before the answer was complete."""


class RequestTimeoutError(TransportError):
    """The answer did not come in time."""


class APIStatusError(RecraftError):
    """The service answered with a status that is no success."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: str = "",
        request_id: str = "",
        body: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(f"{status}: {message}")
        self.status = status
        self.message = message
        self.code = code
        self.request_id = request_id
        self.body = body
        self.retry_after = retry_after


class BadRequestError(APIStatusError):
    """400: the service does not accept the request's values."""


class AuthenticationError(APIStatusError):
    """401: the token is missing or wrong."""


class InsufficientCreditsError(APIStatusError):
    """402, or a refusal that names the balance: not enough units. The real form is unconfirmed."""


class PermissionDeniedError(APIStatusError):
    """403: the token may not do this."""


class NotFoundError(APIStatusError):
    """404: no such path or thing."""


class UnprocessableError(APIStatusError):
    """422: understood and refused."""


class RateLimitedError(APIStatusError):
    """429: too many requests; nothing was billed."""


class ServerError(APIStatusError):
    """5xx: the service failed, perhaps after the work was done."""

    @property
    def may_have_been_paid(self) -> bool:
        """A failure of the service says nothing about whether the units were taken."""
        return True


class UnexpectedResponseError(RecraftError):
    """An answer that is not what the API describes; `body` keeps its beginning."""

    def __init__(self, message: str, *, body: str = "", request_id: str = "") -> None:
        super().__init__(message)
        self.body = body
        self.request_id = request_id

    @property
    def may_have_been_paid(self) -> bool:
        """The request was answered, so it may have been carried out."""
        return True


class DownloadProblem(Enum):
    """Why a result link gave no picture."""

    EXPIRED = "expired"
    REFUSED_ADDRESS = "refused address"
    TOO_LARGE = "too large"
    TOO_SLOW = "too slow"
    NOT_A_PICTURE = "not a picture"
    UNREACHABLE = "unreachable"


class DownloadError(RecraftError):
    """A result link gave no picture. The picture itself is paid for."""

    def __init__(self, reason: DownloadProblem, message: str, *, url: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.url = url


def _shown(value: object) -> str:
    if value is None:
        return ""
    text = " ".join(str(value).split()) or "empty"
    return f" ({text[:_SHOWN]}…)" if len(text) > _SHOWN else f" ({text})"


STATUS_ERRORS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    402: InsufficientCreditsError,
    403: PermissionDeniedError,
    404: NotFoundError,
    422: UnprocessableError,
    429: RateLimitedError,
}


def error_class(status: int, code: str) -> type[APIStatusError]:
    """The class for an HTTP status; a code that names the balance counts as one."""
    refused = 400 <= status < 500 and status not in (401, 429)
    if refused and any(word in code.lower() for word in ("balance", "credit")):
        return InsufficientCreditsError
    if status >= 500:
        return ServerError
    return STATUS_ERRORS.get(status, APIStatusError)
