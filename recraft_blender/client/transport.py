# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One HTTP exchange with the API: token, time limits, and an error class for everything else.

Thread-safe. A POST gets a connection of its own: a kept one that the service has just closed would
look like a request that may have been carried out, and asking for `Connection: close` does not keep
urllib3 from keeping it. The body of a POST tells whether any of it was handed to the connection;
the errors do not, because a TLS record broken after sending looks like a failed handshake.
"""

import io
import json
import logging
import math
import time
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import requests
import urllib3.exceptions

from .addresses import checked_base_url
from .connection import BearerToken, Connection, is_cut
from .deadline import is_timeout
from .encoding import Body
from .errors import (
    APIStatusError,
    ConnectionFailedError,
    RequestTimeoutError,
    TransportError,
    UnexpectedResponseError,
    error_class,
)

LOG = logging.getLogger(__name__)
MAX_ANSWER_BYTES = 256 * 1024 * 1024
_KEPT_BODY = 2000
_PIECE = 256 * 1024


class _Sent(io.BytesIO):
    """A request's body. It is read only once the connection stands and the headers are sent."""

    was_read = False

    def read(self, size: int | None = -1, /) -> bytes:
        self.was_read = True
        return super().read(size)


class Transport:
    """Sends requests to one service with one token."""

    def __init__(self, token: str, connection: Connection) -> None:
        self._auth = BearerToken(token)
        self._connection = connection
        self._base_url = checked_base_url(connection.base_url)
        self._reading = connection.session()

    def get(self, path: str) -> dict[str, Any]:
        """The JSON object at `path`, with `request_id` from the headers."""
        return self._exchange(self._reading, "GET", path, None)

    def post(self, path: str, body: Body) -> dict[str, Any]:
        """Send a body once; the JSON object that comes back, with `request_id`."""
        with self._connection.session() as session:
            session.headers["Connection"] = "close"
            return self._exchange(session, "POST", path, body)

    def delete(self, path: str) -> dict[str, Any]:
        """Delete what is at `path`; the JSON object that comes back, if any."""
        return self._exchange(self._reading, "DELETE", path, None)

    def redact(self, text: str) -> str:
        """`text` without the token, for an error about an answer that came from here."""
        return self._auth.redact(text)

    def close(self) -> None:
        """Let go of all connections."""
        self._reading.close()

    def _exchange(
        self, session: requests.Session, method: str, path: str, body: Body | None
    ) -> dict[str, Any]:
        url = f"{self._base_url}{path}"
        data = _Sent(body.content) if body else None
        started = time.monotonic()
        try:
            with session.request(
                method,
                url,
                data=data,
                headers={"Content-Type": body.content_type} if body else {},
                auth=self._auth,
                timeout=self._connection.timeouts,
                proxies=self._connection.proxies_for(url),
                allow_redirects=False,
                stream=True,
            ) as response:
                content = _read(response)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            sent = data is not None and data.was_read
            raise _transport_error(error, method, url, sent=sent) from None
        seconds = time.monotonic() - started
        request_id = self._auth.redact(response.headers.get("x-recraft-requestid", ""))
        LOG.info("%s %s %s %.2fs %s", method, path, response.status_code, seconds, request_id)
        if method == "DELETE" and response.ok and not content.strip():
            return {"request_id": request_id}
        return self._understand(response, content, request_id)

    def _understand(
        self, response: requests.Response, content: bytes, request_id: str
    ) -> dict[str, Any]:
        text = content.decode("utf-8", "replace")
        if response.status_code >= 300:
            reason = self._auth.redact(response.reason or "")
            raise _status_error(response, self._auth.redact(text), reason, request_id)
        data = _json_object(self._auth.redact_data(text))
        if data is None:
            body = self._auth.redact(text)[:_KEPT_BODY]
            raise UnexpectedResponseError(_not_json(text), body=body, request_id=request_id)
        return data | {"request_id": request_id}


def _read(response: requests.Response) -> bytes:
    content = bytearray()
    for piece in response.iter_content(_PIECE):
        content += piece
        if len(content) > MAX_ANSWER_BYTES:
            raise UnexpectedResponseError("The service's answer is too large to be right.")
    if is_cut(response, len(content)):
        raise requests.ConnectionError("the answer was cut")
    return bytes(content)


def _json_object(text: str) -> dict[str, Any] | None:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _is_html(text: str) -> bool:
    return text.lstrip()[:15].lower().startswith(("<!doctype html", "<html"))


def _not_json(text: str) -> str:
    if _is_html(text):
        return (
            "The service answered with a web page instead of data; check the service address,"
            " the proxy, and whether this network asks for a login."
        )
    return "The service answered with something that is not the data its interface describes."


def _status_error(
    response: requests.Response, text: str, reason: str, request_id: str
) -> APIStatusError:
    data = _json_object(text)
    code, message = "", text.strip()[:200] or reason or "no explanation"
    if data is not None:
        code, message = str(data.get("code") or ""), str(data.get("message") or message)
    elif _is_html(text):
        message = "the service answered with a web page"
    return error_class(response.status_code, code)(
        response.status_code,
        message,
        code=code,
        request_id=request_id,
        body=text[:_KEPT_BODY],
        retry_after=_seconds(response.headers.get("Retry-After")),
    )


def _seconds(value: str | None) -> float | None:
    """Seconds from now of a Retry-After, which is a count of seconds or a date (RFC 9110)."""
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            date = parsedate_to_datetime(value)
        except ValueError:
            return None
        seconds = (date - datetime.now(date.tzinfo)).total_seconds()
    return max(0.0, seconds) if math.isfinite(seconds) else None


def _transport_error(error: Exception, method: str, url: str, *, sent: bool) -> TransportError:
    if is_timeout(error) and not isinstance(error, requests.ConnectTimeout):
        message = "The service did not answer in time."
        return RequestTimeoutError(message, method=method, url=url, sent=sent)
    if sent:
        message = "The connection to the service broke before the answer was complete."
    else:
        message = "The service could not be reached."
    return ConnectionFailedError(message, method=method, url=url, sent=sent)
