# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a job did not end well, in plain words, with what to do about it.

Every error has one sentence here, and a remedy that the panel draws as a button. The interface
branches on `FailureKind` and `Remedy`, never on text.
"""

import json
from dataclasses import dataclass, replace
from enum import StrEnum

from ..client import errors as e
from .errors import (
    BudgetExceededError,
    LedgerError,
    RemovalError,
    StaleJobError,
    StepNotSentError,
)


class FailureKind(StrEnum):
    """What sort of thing went wrong."""

    SETUP = "setup"
    CREDITS = "credits"
    REQUEST = "request"
    RATE_LIMIT = "rate limit"
    NETWORK = "network"
    SERVICE = "service"
    DOWNLOAD = "download"
    DISK = "disk"
    BUDGET = "budget"
    INTERNAL = "internal"


class Remedy(StrEnum):
    """What the person can press."""

    NONE = "none"
    OPEN_PREFERENCES = "open preferences"
    RUN_AGAIN = "run again"
    FETCH_AGAIN = "fetch again"
    RESUME = "resume"
    """The earlier steps are paid and kept; only what is missing is sent."""
    LOOK_AGAIN = "look again"
    """Whether it was charged is not known: look again, send again, or forget."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One sentence for the person, and what to press; `request_id` is for the vendor's support."""

    kind: FailureKind
    message: str
    remedy: Remedy = Remedy.NONE
    request_id: str = ""

    def to_json(self) -> str:
        """As JSON text."""
        return json.dumps(
            {
                "kind": self.kind,
                "message": self.message,
                "remedy": self.remedy,
                "request_id": self.request_id,
            },
            ensure_ascii=False,
        )

    def with_remedy(self, remedy: Remedy) -> "Failure":
        """The same with something else to press, also where its words name it."""
        message = self.message
        if remedy in _PRESS:
            message = message.replace(_RUN_IT_AGAIN, _PRESS[remedy])
        return replace(self, message=message, remedy=remedy)

    @classmethod
    def from_json(cls, text: str) -> "Failure":
        """The failure that `to_json` wrote."""
        data = json.loads(text)
        return cls(
            FailureKind(data["kind"]),
            data["message"],
            Remedy(data["remedy"]),
            data["request_id"],
        )


_RUN_IT_AGAIN = "run it again"
_PRESS = {Remedy.RESUME: "press Go On", Remedy.FETCH_AGAIN: "fetch it again, which costs nothing"}


def explain(error: BaseException) -> Failure:
    """The plain words for any error of a job."""
    request_id = str(getattr(error, "request_id", "") or "")
    kind, message, remedy = _answer(error)
    return Failure(kind, message, remedy, request_id)


_Answer = tuple[FailureKind, str, Remedy]


def _answer(error: BaseException) -> _Answer:
    match error:
        case e.ConfigurationError():
            return FailureKind.SETUP, str(error), Remedy.OPEN_PREFERENCES
        case e.InvalidRequestError():
            return FailureKind.REQUEST, _refused(error), Remedy.NONE
        case e.APIStatusError():
            return _status(error)
        case e.TransportError(sent=False):
            text = "The service could not be reached, so nothing was charged; check the network"
            return FailureKind.NETWORK, f"{text} and the address, then {_RUN_IT_AGAIN}.", _AGAIN
        case e.RequestTimeoutError():
            text = "The service did not answer in time, so it may have made and charged the picture"
            return FailureKind.NETWORK, f"{text}. {_COMPARE}", Remedy.LOOK_AGAIN
        case e.TransportError():
            text = "The connection broke before the answer came, so it may have been charged"
            return FailureKind.NETWORK, f"{text}. {_COMPARE}", Remedy.LOOK_AGAIN
        case e.UnexpectedResponseError():
            return FailureKind.SERVICE, f"{error} {_COMPARE}", Remedy.LOOK_AGAIN
        case e.DownloadError():
            return _download(error)
        case _ if isinstance(error, _OURS):
            return _of_jobs(error)
        case _:
            return _of_the_system(error)


def _of_jobs(error: BaseException) -> _Answer:
    match error:
        case BudgetExceededError():
            return FailureKind.BUDGET, str(error), Remedy.OPEN_PREFERENCES
        case StepNotSentError():
            return FailureKind.SETUP, str(error), Remedy.RESUME
        case LedgerError():
            return FailureKind.DISK, str(error), Remedy.RUN_AGAIN
        case RemovalError():
            return FailureKind.DISK, str(error), Remedy.NONE
        case _:
            text = "The job has moved on meanwhile; look at the list again."
            return FailureKind.INTERNAL, text, Remedy.NONE


def _of_the_system(error: BaseException) -> _Answer:
    match error:
        case OSError():
            text = f"The files could not be written ({error.strerror or error})"
            return FailureKind.DISK, f"{text}; make room on the disk, then {_RUN_IT_AGAIN}.", _AGAIN
        case ImportError():
            text = f"Blender's Python lacks a package that the extension needs ({error.name})"
            # Installing it again leaves alone what Blender takes for unpacked.
            remedy = "disable the extension in the preferences and enable it again"
            return FailureKind.SETUP, f"{text}; {remedy}.", Remedy.NONE
        case _:
            text = "Something unexpected went wrong inside the extension (worker.log says what)"
            return FailureKind.INTERNAL, f"{text}; {_RUN_IT_AGAIN}.", Remedy.RUN_AGAIN


_OURS = (BudgetExceededError, LedgerError, RemovalError, StaleJobError, StepNotSentError)
_AGAIN = Remedy.RUN_AGAIN
_COMPARE = "Compare the balance before and after, then look again, send it again or forget it."


def _status(error: e.APIStatusError) -> _Answer:
    match error:
        case e.AuthenticationError():
            text = "The service does not accept the API token; enter the right one"
            return FailureKind.SETUP, f"{text} in the preferences.", Remedy.OPEN_PREFERENCES
        case e.InsufficientCreditsError():
            text = "There are not enough API units for this; nothing was charged. Buy units at"
            return FailureKind.CREDITS, f"{text} Recraft, then {_RUN_IT_AGAIN}.", _AGAIN
        case e.PermissionDeniedError():
            text = f"This API token may not do that ({error.message})"
            return FailureKind.SETUP, f"{text}; use another one.", Remedy.OPEN_PREFERENCES
        case e.NotFoundError():
            text = "The service does not know this request; check the service address"
            return FailureKind.SETUP, f"{text} in the preferences.", Remedy.OPEN_PREFERENCES
        case e.RateLimitedError():
            text = "The service is asked too often just now; nothing was charged"
            return FailureKind.RATE_LIMIT, f"{text}. Wait a minute, then {_RUN_IT_AGAIN}.", _AGAIN
        case e.ServerError():
            text = f"The service failed (status {error.status}), so it may have been charged"
            return FailureKind.SERVICE, f"{text}. {_COMPARE}", Remedy.LOOK_AGAIN
        case _:
            text = f"The service refused the request: {error.message}"
            return FailureKind.REQUEST, _sentence(text), Remedy.NONE


_DOWNLOAD = {
    e.DownloadProblem.EXPIRED: (
        "The picture is paid for, but its link does not work, or not any more (links live for about"
        " a day); fetching it again costs nothing.",
        Remedy.FETCH_AGAIN,
    ),
    e.DownloadProblem.REFUSED_ADDRESS: (
        "The service sent a link to an address that is not safe to open, so the paid picture was"
        " not fetched; fetch it again, which costs nothing, and tell Recraft's support if it stays"
        " so.",
        Remedy.FETCH_AGAIN,
    ),
    e.DownloadProblem.TOO_LARGE: (
        "The paid picture is too large to be right and was not kept; fetch it again, which costs"
        " nothing, and tell Recraft's support if it stays so.",
        Remedy.FETCH_AGAIN,
    ),
    e.DownloadProblem.TOO_SLOW: (
        "The picture is paid for, but its link stalled; fetch it again, which costs nothing.",
        Remedy.FETCH_AGAIN,
    ),
    e.DownloadProblem.NOT_A_PICTURE: (
        "What the service sent in place of the paid picture is not a picture; fetch it again,"
        " which costs nothing, and tell Recraft's support if it stays so.",
        Remedy.FETCH_AGAIN,
    ),
    e.DownloadProblem.UNREACHABLE: (
        "The picture is paid for, but its link could not be read; fetch it again, which costs"
        " nothing.",
        Remedy.FETCH_AGAIN,
    ),
}


def _download(error: e.DownloadError) -> _Answer:
    message, remedy = _DOWNLOAD[error.reason]
    return FailureKind.DOWNLOAD, message, remedy


_PICTURES = {
    "image": "The picture",
    "mask": "The mask",
    "images": "One of the pictures",
    "style_references": "A style reference",
}


def _refused(error: e.InvalidRequestError) -> str:
    """Pictures are refused for what they are, other values by what is allowed."""
    name = _PICTURES.get(error.field)
    return _sentence(f"{name} cannot be used: {error.allowed}" if name else error.allowed)


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith(".") else f"{text}."
