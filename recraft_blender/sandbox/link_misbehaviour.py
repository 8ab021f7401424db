# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each fault of the links does to a download."""

from dataclasses import replace
from itertools import count

from .answers import NOT_FOUND, PAGE, Answer
from .faults import Fault, Oddity
from .misbehaviour import Exchange, answer_with_status, drip

PRIVATE_ADDRESS = "http://169.254.169.254/latest/meta-data"
LARGE_BYTES = 1 << 30
_CHUNK = b"\0" * (1 << 16)
_GIF = bytes.fromhex("474946383961010001008000000000ffffff2c00000000010001000002024401003b")
_BEGINNING = 4096


def picture_sent_badly(exchange: Exchange, picture: Answer, path: str) -> None:
    """Send a picture, or what a fault makes of it. `path` is the link's own, with its query."""
    other = _other_answer(exchange, picture, path)
    if other is not None:
        exchange.send(other)
    elif not _cut_short(exchange, picture) and not _too_much(exchange, picture):
        seconds = exchange.struck(Oddity.LINK_DRIP)
        if seconds is None:
            exchange.send(picture)
        else:
            drip(exchange, picture, seconds)


def _other_answer(exchange: Exchange, picture: Answer, path: str) -> Answer | None:
    if exchange.struck(Fault.LINK_EXPIRED) is not None:
        return NOT_FOUND
    if (argument := exchange.struck(Fault.LINK_STATUS)) is not None:
        return answer_with_status(argument)
    if exchange.struck(Fault.LINK_NOT_A_PICTURE) is not None:
        return replace(picture, content=b"this is no picture")
    if exchange.struck(Fault.LINK_HTML) is not None:
        return Answer(200, "text/html", PAGE)
    if exchange.struck(Fault.LINK_EMPTY) is not None:
        return replace(picture, content=b"")
    if exchange.struck(Fault.LINK_WRONG_KIND) is not None:
        return replace(picture, content=_GIF)
    if exchange.struck(Fault.LINK_REDIRECT_LOOP) is not None:
        return _redirect(path)
    if (address := exchange.struck(Fault.LINK_REDIRECT_PRIVATE)) is not None:
        return _redirect(address or PRIVATE_ADDRESS)
    moved = "?" not in path and exchange.struck(Oddity.LINK_REDIRECT) is not None
    return _redirect(f"{path}?moved") if moved else None


def _cut_short(exchange: Exchange, picture: Answer) -> bool:
    half = replace(picture, content=picture.content[: len(picture.content) // 2])
    length = len(picture.content)
    if exchange.struck(Fault.LINK_STALLS) is not None:
        exchange.send(half, length=length)
        exchange.wait()
        exchange.end()
    elif exchange.struck(Fault.LINK_TRUNCATED) is not None:
        exchange.send(half, length=length)
        exchange.end()
    elif exchange.struck(Fault.LINK_RESET) is not None:
        exchange.send(half, length=length)
        exchange.reset()
    elif exchange.struck(Fault.LINK_SHORT_LENGTH) is not None:
        exchange.send(picture, length=length // 2)
        exchange.end()
    else:
        return False
    return True


def _too_much(exchange: Exchange, picture: Answer) -> bool:
    if exchange.struck(Fault.LINK_ENDLESS) is not None:
        exchange.send(picture, length=-1)
        for _ in count():
            if exchange.wait(0.0):
                break
            exchange.write(_CHUNK)
        exchange.end()
        return True
    size = exchange.struck(Fault.LINK_TOO_LARGE)
    if size is None:
        return False
    left = int(size or LARGE_BYTES)
    beginning = picture.content[: min(_BEGINNING, left)]
    exchange.send(replace(picture, content=beginning), length=left)
    left -= len(beginning)
    while left > 0 and not exchange.wait(0.0):
        exchange.write(_CHUNK[:left])
        left -= len(_CHUNK)
    exchange.end()
    return True


def _redirect(address: str) -> Answer:
    return Answer(302, "text/plain", b"", headers=(("Location", address),))
