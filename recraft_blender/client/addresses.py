# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which web addresses may be used: https, or plain http to this computer only.

Plain Python, so that the preferences can judge an address without importing the network.
"""

import ipaddress
import socket
from urllib.parse import urlsplit

from .errors import ConfigurationError

RECRAFT_URL = "https://external.api.recraft.ai/v1"


def is_loopback(url: str) -> bool:
    """True when the host of `url` is this computer, by name or number; nothing is looked up."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_secure(url: str) -> bool:
    """True for https, and for http to this computer."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback(url))
    )


def has_credentials(url: str) -> bool:
    """True when a usable address has a user name or a password before its host."""
    return "@" in urlsplit(url).netloc


def checked_base_url(url: str) -> str:
    """The service address without a trailing slash; ConfigurationError when it is unusable."""
    if not is_secure(url.strip()):
        raise ConfigurationError(
            "The service address must start with https:// (http:// only for this computer);"
            " correct it in the preferences."
        )
    if has_credentials(url):
        # The address names the service in the ledger, in tables and in the log: no secret there.
        raise ConfigurationError(
            "The service address must not hold a user name or password; take them out of it in the"
            " preferences. The API token says who you are."
        )
    return url.strip().rstrip("/")


def leads_inside(host: str, port: int) -> bool:
    """True when a host name stands for any address that is not public (looks the name up).

    Raises OSError when the name cannot be looked up.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return any(not ipaddress.ip_address(str(entry[4][0])).is_global for entry in found)
