# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways in which the sandbox can be told to misbehave, one for each thing that goes wrong out there.

A fault is given to the server, or asked for one request by the header `X-Sandbox-Fault`, which only
the sandbox reads.
"""

from enum import StrEnum

HEADER = "X-Sandbox-Fault"


class Fault(StrEnum):
    """What goes wrong. The first group strikes API calls that make pictures, the second links."""

    HTML = "html"
    """200 and a web page, as a captive portal answers."""
    BAD_JSON = "bad-json"
    """200 and half of a JSON object."""
    MISSING_FIELDS = "missing-fields"
    """200 and JSON without the pictures."""
    SERVER_ERROR = "server-error"
    """500 before anything was done."""
    PAID_SERVER_ERROR = "paid-server-error"
    """500 after the picture was made and charged."""
    RATE_LIMIT = "rate-limit"
    """429 as the real service words it."""
    RESET = "reset"
    """The connection ends without an answer, after the picture was made and charged."""
    NO_ANSWER = "no-answer"
    """Silence, after the picture was made and charged."""

    LINK_EXPIRED = "link-expired"
    """404 where the picture was."""
    LINK_STALLS = "link-stalls"
    """Half of the picture, then silence."""
    LINK_NOT_A_PICTURE = "link-not-a-picture"
    """200 and a text."""
    LINK_TRUNCATED = "link-truncated"
    """Half of the picture, then the end of the connection."""

    @property
    def is_of_links(self) -> bool:
        """True when the fault strikes the result links."""
        return self.value.startswith("link-")
