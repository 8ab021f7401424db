# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain words for the errors of requests that cost nothing. They say nothing of money."""

from ..client import errors as e
from .errors import LedgerError

_SLOW = "The service did not answer in time; try again in a while."


class ErrandTooLongError(Exception):
    """Control flow: the next try would come too late, or the worker is to end."""


def free_words(error: BaseException) -> str:
    """What to do about an error of a request that costs nothing, in a sentence."""
    match error:
        case e.AuthenticationError():
            return "The service does not accept this API token; copy it again from your account."
        case e.PermissionDeniedError():
            return f"This API token may not do that ({error.message}); use another one."
        case e.NotFoundError():
            return "The service does not know this request; check its address in the preferences."
        case e.RateLimitedError():
            return "The service is asked too often just now; wait a minute and try again."
        case e.ServerError():
            return f"The service failed (status {error.status}); try again in a while."
        case e.APIStatusError():
            return f"The service refused it ({error.message.rstrip('.')}); try again in a while."
        case e.RequestTimeoutError() | ErrandTooLongError():
            return _SLOW
        case e.TransportError():
            return "The service could not be reached; check the network and the address."
        case e.RecraftError() | LedgerError():
            return str(error)  # a sentence: a token, an answer or a file that cannot be used
        case ImportError():
            text = f"Blender's Python lacks a package that the extension needs ({error.name})"
            return f"{text}; install the extension again."
        case _:
            return "Something unexpected went wrong inside the extension; Show Log has details."
