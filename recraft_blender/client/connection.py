# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How to reach the service: address, proxy, certificates, time limits; and the token's wrapper."""

import os
from dataclasses import dataclass, field

import requests
import requests.auth
import requests.utils
from requests.cookies import RequestsCookieJar

from .addresses import RECRAFT_URL, is_loopback

CONNECT_TIMEOUT_S = 10.0
READ_TIMEOUT_S = 120.0
TOTAL_TIMEOUT_S = 300.0
SHORTEST_SECRET = 12
"""Characters; the service's own tokens are several times as long."""


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

    def session(self) -> requests.Session:
        """A session without cookies, and without passwords from a .netrc file."""
        session = _NoRedirects()
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


@dataclass(frozen=True, slots=True)
class BearerToken(requests.auth.AuthBase):
    """The Authorization header. The token shows in no repr."""

    token: str = field(repr=False)

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the header to a request that is about to be sent."""
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request

    def redact(self, text: str) -> str:
        """`text` with every occurrence of the token masked, also as some write it in JSON.

        A token that is too short to be a secret is left: masking it would tear words and links.
        """
        if len(self.token) < SHORTEST_SECRET:
            return text
        for form in (self.token, self.token.replace("/", "\\/")):
            text = text.replace(form, "[token]")
        return text
