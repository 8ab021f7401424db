# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How to reach the service: address, proxy, certificates, time limits; and the token's wrapper."""

import os
import re
from dataclasses import dataclass, field

import requests
import requests.auth
import requests.utils
from requests.cookies import RequestsCookieJar

from .addresses import RECRAFT_URL, is_loopback
from .deadline import DeadlineAdapter

CONNECT_TIMEOUT_S = 10.0
READ_TIMEOUT_S = 120.0
TOTAL_TIMEOUT_S = 300.0
SHORTEST_SECRET = 12
"""Characters; the service's own tokens are several times as long. No word is by chance the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """Settings of one service. Empty `proxy` or `ca_bundle` means what the system says.

    `read_timeout_s` bounds each silence of the service, `total_timeout_s` a whole request.
    """

    base_url: str = RECRAFT_URL
    proxy: str = ""
    ca_bundle: str = ""
    connect_timeout_s: float = CONNECT_TIMEOUT_S
    read_timeout_s: float = READ_TIMEOUT_S
    total_timeout_s: float = TOTAL_TIMEOUT_S

    @property
    def timeouts(self) -> tuple[float, float]:
        """The pair that requests takes."""
        return self.connect_timeout_s, self.read_timeout_s

    def proxies_for(self, url: str) -> dict[str, str]:
        """The proxies for a URL: never one for this computer."""
        if is_loopback(url):
            return {"no_proxy": "*"}
        if self.proxy:
            return {"http": self.proxy, "https": self.proxy}
        return dict(requests.utils.get_environ_proxies(url))

    @property
    def verify(self) -> str | bool:
        """The certificate bundle for requests: ours, the environment's, or the default."""
        environment = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
        return self.ca_bundle or environment or True

    def session(self, total_timeout_s: float | None = None) -> requests.Session:
        """A session without cookies, and without passwords from a .netrc file.

        Each of its exchanges ends after `total_timeout_s`, or the connection's own.
        """
        session = _NoRedirects()
        adapter = DeadlineAdapter(total_timeout_s or self.total_timeout_s)
        session.mount("https://", adapter)
        session.mount("http://", adapter)
        session.trust_env = False
        session.verify = self.verify
        session.cookies = _NoCookies()
        return session


class _NoRedirects(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """Even unfollowed, requests would parse the address and read the whole body."""


class _NoCookies(RequestsCookieJar):
    def set_cookie(self, cookie: object, *args: object, **kwargs: object) -> None:
        """The API keeps no session, so nothing is remembered between requests."""


def is_cut(response: requests.Response, size: int) -> bool:
    """True when an answer of `size` bytes announced more. urllib3 before 2 does not tell."""
    expected = response.headers.get("Content-Length", "")
    is_packed = "Content-Encoding" in response.headers
    return not is_packed and expected.isdigit() and size < int(expected)


@dataclass(frozen=True, slots=True)
class BearerToken(requests.auth.AuthBase):
    """The Authorization header. The token shows in no repr."""

    token: str = field(repr=False)

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the header to a request that is about to be sent."""
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request

    def redact(self, text: str) -> str:
        """`text` with the token masked, also as some write it in JSON: for what people may see.

        A long token is masked wherever it stands, a short one where it is a word of its own.
        """
        for form in dict.fromkeys((self.token, self.token.replace("/", "\\/"))):
            if self._is_long:
                text = text.replace(form, "[token]")
            elif form:
                alone = rf"(?<![0-9A-Za-z]){re.escape(form)}(?![0-9A-Za-z])"
                text = re.sub(alone, "[token]", text)
        return text

    def redact_data(self, text: str) -> str:
        """`text` that is to be used: a mask for a short token would break links and names."""
        return self.redact(text) if self._is_long else text

    @property
    def _is_long(self) -> bool:
        return len(self.token) >= SHORTEST_SECRET
