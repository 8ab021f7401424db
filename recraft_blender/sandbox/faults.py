# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways in which the sandbox can be told to misbehave, one for each thing that goes wrong out there.

Written `name[=argument][*times][@scope]`, such as `rate-limit*2`, `status=503/html` or
`reset@/images/vectorize`. A fault is given to the server, where it strikes POST requests unless its
scope says otherwise, or asked for one request by the header `X-Sandbox-Fault`, which only the
sandbox reads. `times` lets it strike so many requests and no more; the scope is `@any`, a method, a
path below `/v1`, or both (`@GET/users/me`).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

HEADER = "X-Sandbox-Fault"
_FORM = re.compile(r"([a-z-]+)(?:=([^*@]*))?(?:\*(\d{1,6}))?(?:@(any|[A-Z]+)?(/\S*)?)?")
_STATUS = re.compile(r"([2-5]\d\d)(?:/(text|json|html|empty))?")
_STATUS_DEFAULT = "500"


class Fault(StrEnum):
    """What breaks an answer: before the work, after it, or on the way to its picture."""

    HTML = "html"
    """200 and a web page, as a captive portal answers."""
    SERVER_ERROR = "server-error"
    """500 before anything was done."""
    RATE_LIMIT = "rate-limit"
    """429 as the real service words it; the argument is sent as Retry-After."""
    STATUS = "status"
    """A status and the form of its body, `503/html`; json where no form is named."""
    RESET_BEFORE_READING = "reset-before-reading"
    """RST when the headers are read and the body is not."""
    RESET_BEFORE_CHARGE = "reset-before-charge"
    """RST when the body is read."""
    SILENCE = "silence"
    """No answer, and nothing done."""

    PAID_SERVER_ERROR = "paid-server-error"
    """500 after the picture was made and charged; so are all that follow."""
    PAID_STATUS = "paid-status"
    """As `status`."""
    PAID_HTML = "paid-html"
    """200 and a web page."""
    EMPTY = "empty"
    """200 and no body."""
    BAD_JSON = "bad-json"
    """200 and half of a JSON object."""
    NOT_JSON = "not-json"
    """200 and text that says it is JSON."""
    MISSING_FIELDS = "missing-fields"
    """200 and JSON without the pictures."""
    WRONG_TYPES = "wrong-types"
    """200 and JSON whose values have other types."""
    NO_PICTURES = "no-pictures"
    """200 and an empty list of pictures, or a picture without content."""
    RESET = "reset"
    """The connection ends (FIN) without an answer, after the picture was made and charged."""
    HARD_RESET = "hard-reset"
    """The same with RST."""
    NO_ANSWER = "no-answer"
    """Silence, after the picture was made and charged."""
    RESET_IN_HEADERS = "reset-in-headers"
    """RST in the middle of the headers."""
    RESET_IN_BODY = "reset-in-body"
    """RST in the middle of the body."""
    CUT_IN_BODY = "cut-in-body"
    """The connection ends (FIN) in the middle of the body."""

    LINK_EXPIRED = "link-expired"
    """404 where the picture was."""
    LINK_STATUS = "link-status"
    """As `status`."""
    LINK_STALLS = "link-stalls"
    """Half of the picture, then silence."""
    LINK_TRUNCATED = "link-truncated"
    """Half of the picture, then the end of the connection."""
    LINK_RESET = "link-reset"
    """Half of the picture, then RST."""
    LINK_NOT_A_PICTURE = "link-not-a-picture"
    """200 and a text."""
    LINK_HTML = "link-html"
    """200 and a web page."""
    LINK_EMPTY = "link-empty"
    """200 and nothing."""
    LINK_WRONG_KIND = "link-wrong-kind"
    """200 and a GIF that says it is what was asked for."""
    LINK_ENDLESS = "link-endless"
    """The picture, and then bytes without end."""
    LINK_TOO_LARGE = "link-too-large"
    """A file of so many bytes (the argument; a gigabyte) that begins as the picture."""
    LINK_SHORT_LENGTH = "link-short-length"
    """A Content-Length of half the picture's bytes."""
    LINK_REDIRECT_LOOP = "link-redirect-loop"
    """A redirect to itself."""
    LINK_REDIRECT_PRIVATE = "link-redirect-private"
    """A redirect to an address of a private network (the argument, else link-local)."""

    @property
    def is_of_links(self) -> bool:
        """True when it strikes the result links."""
        return self.value.startswith("link-")


class Oddity(StrEnum):
    """What is strange about an answer that is right."""

    DELAY_BEFORE = "delay-before"
    """So many seconds (1) before the work."""
    DELAY_AFTER = "delay-after"
    """So many seconds (1) between the work and the answer."""
    DRIP = "drip"
    """The body byte by byte, with so many seconds (0.01) between them."""
    EXTRA_FIELDS = "extra-fields"
    """Fields that nobody knows yet, in every object."""
    LINK_REDIRECT = "link-redirect"
    """One redirect, to the picture."""
    LINK_DRIP = "link-drip"
    """As `drip`."""

    @property
    def is_of_links(self) -> bool:
        """True when it strikes the result links."""
        return self.value.startswith("link-")


@dataclass(frozen=True, slots=True)
class Misbehaviour:
    """A fault with its argument, how many requests it strikes (None: all), and which."""

    fault: Fault | Oddity
    argument: str = ""
    times: int | None = None
    method: str = ""
    path: str = ""

    @classmethod
    def parse(cls, text: str) -> "Misbehaviour":
        """Read `name[=argument][*times][@scope]`. Raises ValueError."""
        found = _FORM.fullmatch(text.strip())
        if found is None or (found[1] not in NAMES):
            raise ValueError(f"{text!r} is no fault; the names are {', '.join(NAMES)}")
        fault = NAMES[found[1]]
        argument = found[2] or ""
        _check_argument(fault, argument)
        times = None if found[3] is None else int(found[3])
        return cls(fault, argument, times, found[4] or "", found[5] or "")

    def covers(self, method: str, path: str, *, by_header: bool) -> bool:
        """True for the requests that it is made for; `path` without `/v1`."""
        if self.path and not path.startswith(self.path):
            return False
        if self.method:
            return self.method in ("any", method)
        return by_header or bool(self.path) or self.fault.is_of_links or method == "POST"


NAMES: dict[str, Fault | Oddity] = {one.value: one for kind in (Fault, Oddity) for one in kind}
"""Every fault by its name."""
_WITH_STATUS = (Fault.STATUS, Fault.PAID_STATUS, Fault.LINK_STATUS)
_WITH_SECONDS = (Oddity.DELAY_BEFORE, Oddity.DELAY_AFTER, Oddity.DRIP, Oddity.LINK_DRIP)


def _check_argument(fault: Fault | Oddity, argument: str) -> None:
    if fault in _WITH_STATUS and argument and not _STATUS.fullmatch(argument):
        raise ValueError(f"{fault.value} takes a status such as 503/html, not {argument!r}")
    if fault in _WITH_SECONDS and argument and not re.fullmatch(r"\d+(\.\d+)?", argument):
        raise ValueError(f"{fault.value} takes seconds, not {argument!r}")
    if fault is Fault.LINK_TOO_LARGE and argument and not argument.isdecimal():
        raise ValueError(f"{fault.value} takes bytes, not {argument!r}")


def status_and_form(argument: str) -> tuple[int, str]:
    """`503/html` as its two halves; the form is json where none is named."""
    found = _STATUS.fullmatch(argument or _STATUS_DEFAULT)
    if found is None:
        raise ValueError(f"{argument!r} is no status")
    return int(found[1]), found[2] or "json"
