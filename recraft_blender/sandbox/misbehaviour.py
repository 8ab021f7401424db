# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each fault does to an exchange, stage by stage.

`before_reading` and `before_work` strike before anything is charged, `after_work` afterwards, and
`sent_badly` while the answer goes out. Each returns whether the exchange has ended with it.
"""

from dataclasses import replace
from typing import Protocol

from .answers import PAGE, Answer, failed, rate_limited
from .faults import Fault, Oddity, status_and_form

DRIP_S = 0.01
_UNKNOWN = {"of_tomorrow": {"list": [1, None, "x"]}}


class Exchange(Protocol):
    """A request that is being answered, as faults need it."""

    def struck(self, fault: Fault | Oddity) -> str | None:
        """The fault's argument if it is to strike now."""
        ...

    def send(self, answer: Answer, *, length: int | None = None) -> None:
        """Send an answer, with another Content-Length if one is given."""
        ...

    def write(self, content: bytes) -> None:
        """Send bytes at once."""
        ...

    def wait(self, seconds: float | None = None) -> bool:
        """Let time pass, all of it without a number; True when the sandbox stops meanwhile."""
        ...

    def end(self) -> None:
        """End the connection in order (FIN)."""
        ...

    def reset(self) -> None:
        """End the connection with RST."""
        ...


def before_reading(exchange: Exchange) -> bool:
    """Strikes when the headers are there and the body is not."""
    if exchange.struck(Fault.RESET_BEFORE_READING) is None:
        return False
    exchange.reset()
    return True


def before_work(exchange: Exchange) -> bool:
    """Strikes before anything is judged or charged."""
    delay = exchange.struck(Oddity.DELAY_BEFORE)
    if delay is not None:
        exchange.wait(float(delay or 1))
    if exchange.struck(Fault.HTML) is not None:
        exchange.send(Answer(200, "text/html", PAGE))
    elif exchange.struck(Fault.SERVER_ERROR) is not None:
        exchange.send(failed())
    elif (seconds := exchange.struck(Fault.RATE_LIMIT)) is not None:
        exchange.send(rate_limited(seconds))
    elif (argument := exchange.struck(Fault.STATUS)) is not None:
        exchange.send(answer_with_status(argument))
    elif exchange.struck(Fault.RESET_BEFORE_CHARGE) is not None:
        exchange.reset()
    elif exchange.struck(Fault.SILENCE) is not None:
        _stay_silent(exchange)
    else:
        return False
    return True


def after_work(exchange: Exchange, answer: Answer) -> bool:
    """Strikes when the work is done and charged, in place of the answer."""
    delay = exchange.struck(Oddity.DELAY_AFTER)
    if delay is not None:
        exchange.wait(float(delay or 1))
    if exchange.struck(Fault.PAID_SERVER_ERROR) is not None:
        exchange.send(failed())
    elif (argument := exchange.struck(Fault.PAID_STATUS)) is not None:
        exchange.send(answer_with_status(argument))
    elif exchange.struck(Fault.RESET) is not None:
        exchange.end()
    elif exchange.struck(Fault.HARD_RESET) is not None:
        exchange.reset()
    elif exchange.struck(Fault.NO_ANSWER) is not None:
        _stay_silent(exchange)
    elif (broken := _broken(exchange, answer)) is not None:
        exchange.send(broken)
    else:
        return sent_badly(exchange, _with_extra_fields(exchange, answer))
    return True


def sent_badly(exchange: Exchange, answer: Answer) -> bool:
    """Sends the answer, wholly or not; always the end."""
    half = replace(answer, content=answer.content[: len(answer.content) // 2])
    length = len(answer.content)
    if exchange.struck(Fault.RESET_IN_HEADERS) is not None:
        exchange.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/js")
        exchange.reset()
    elif exchange.struck(Fault.RESET_IN_BODY) is not None:
        exchange.send(half, length=length)
        exchange.reset()
    elif exchange.struck(Fault.CUT_IN_BODY) is not None:
        exchange.send(half, length=length)
        exchange.end()
    elif (seconds := exchange.struck(Oddity.DRIP)) is not None:
        drip(exchange, answer, seconds)
    else:
        exchange.send(answer)
    return True


def drip(exchange: Exchange, answer: Answer, seconds: str) -> None:
    """Send an answer byte by byte."""
    exchange.send(replace(answer, content=b""), length=len(answer.content))
    for place in range(len(answer.content)):
        exchange.write(answer.content[place : place + 1])
        if exchange.wait(float(seconds or DRIP_S)):
            exchange.end()
            return


def answer_with_status(argument: str) -> Answer:
    """A status with a body of the form that the argument names."""
    status, form = status_and_form(argument)
    if status == 429 and form == "json":
        return rate_limited()
    match form:
        case "text":
            return Answer.of_text(f"status {status}", status)
        case "html":
            return Answer(status, "text/html", PAGE)
        case "empty":
            return Answer(status, "text/plain", b"")
    body = {"code": "sandbox_fault", "message": f"the sandbox was told to answer {status}"}
    return failed() if status == 500 else Answer.of_json(body, status)


def _stay_silent(exchange: Exchange) -> None:
    exchange.wait()
    exchange.end()


def _broken(exchange: Exchange, answer: Answer) -> Answer | None:
    """Another answer in place of the right one, as a fault has it."""
    body = answer.body or {}
    if exchange.struck(Fault.PAID_HTML) is not None:
        return Answer(200, "text/html", PAGE)
    if exchange.struck(Fault.EMPTY) is not None:
        return Answer(200, "application/json", b"")
    if exchange.struck(Fault.BAD_JSON) is not None:
        return Answer(200, answer.media_type, answer.content[: len(answer.content) // 2])
    if exchange.struck(Fault.NOT_JSON) is not None:
        return Answer(200, "application/json", b"{created: 17, 'credits': 35}")
    if exchange.struck(Fault.MISSING_FIELDS) is not None:
        return Answer.of_json({"created": 17})
    if exchange.struck(Fault.WRONG_TYPES) is not None:
        return Answer.of_json({name: _other_type(value) for name, value in body.items()})
    if exchange.struck(Fault.NO_PICTURES) is not None:
        return Answer.of_json(body | {name: _emptied(name, body[name]) for name in body})
    return None


def _other_type(value: object) -> object:
    if isinstance(value, dict | list):
        return 17
    return ["text"] if isinstance(value, str) else {"not": "a number"}


def _emptied(name: str, value: object) -> object:
    if name == "data":
        return []
    return {"image_id": "a"} if name == "image" else value


def _with_extra_fields(exchange: Exchange, answer: Answer) -> Answer:
    if answer.body is None or exchange.struck(Oddity.EXTRA_FIELDS) is None:
        return answer
    extended = {name: _extended(value) for name, value in answer.body.items()}
    return Answer.of_json(extended | _UNKNOWN, answer.status, answer.headers)


def _extended(value: object) -> object:
    if isinstance(value, list):
        return [_extended(entry) for entry in value]
    if isinstance(value, dict):
        entries = {name: _extended(entry) for name, entry in value.items()}
        return entries | _UNKNOWN
    return value
