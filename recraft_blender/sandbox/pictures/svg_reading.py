# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads SVG documents of the kind that Recraft gives: flat, filled paths on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

import numpy as np

from .codec import UnreadablePictureError
from .palette import Rgb
from .recraft_svg import Gradient, Outline, Points, Shape

_NUMBER = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_TOKEN = re.compile(rf"[A-Za-z]|{_NUMBER}")
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Z": 0}
_NAMED: dict[str, Rgb] = {"black": (0, 0, 0), "white": (255, 255, 255), "red": (255, 0, 0)}
_ADVICE = "only filled paths of M, L, H, V, C and z, as Recraft writes them, are read here."


@dataclass(frozen=True, slots=True)
class Drawing:
    """What an SVG shows. Coordinates are those of its view box."""

    view: tuple[float, float, float, float]
    """The view box: left, top, width, height."""
    is_stretched: bool
    """Whether the view fills the picture whatever its proportion."""
    shapes: tuple[Shape, ...]
    """In painting order."""


def looks_like_svg(content: bytes) -> bool:
    """Whether a file's beginning is that of an SVG."""
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"<") and b"<svg" in start


def svg_size(svg: str) -> tuple[float, float]:
    """Width and height as the document gives them, else those of its view box.

    Raises UnreadablePictureError for a text that is no SVG.
    """
    root = parsed(svg)
    width, height = _view(root)[2:]
    return _length(root.get("width")) or width, _length(root.get("height")) or height


def read_svg(svg: str) -> Drawing:
    """The shapes of an SVG. Raises UnreadablePictureError for what cannot be read."""
    root = parsed(svg)
    gradients = {
        element.get("id", ""): _gradient(element)
        for element in root.iter()
        if _name(element) == "linearGradient"
    }
    try:
        shapes = tuple(_shapes(root, gradients, (0.0, 0.0)))
    except (ValueError, IndexError, KeyError) as error:
        raise UnreadablePictureError(
            f"The SVG has a path that cannot be read: {_ADVICE}"
        ) from error
    return Drawing(_view(root), root.get("preserveAspectRatio") == "none", shapes)


def parsed(svg: str) -> ElementTree.Element:
    """The document's root. Raises UnreadablePictureError for a text that is no SVG."""
    if "<!DOCTYPE" in svg or "<!ENTITY" in svg:
        raise UnreadablePictureError("An SVG with a document type is not read: remove the DOCTYPE.")
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314 - without a document type, no entities
    except (ElementTree.ParseError, ValueError) as error:
        raise UnreadablePictureError("The file is not a well-formed SVG.") from error
    if _name(root) != "svg":
        raise UnreadablePictureError("The file is XML, but not an SVG.")
    return root


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _numbers(text: str) -> list[float]:
    return [float(value) for value in re.findall(_NUMBER, text)]


def _length(text: str | None) -> float:
    found = re.fullmatch(rf"\s*({_NUMBER})(?:px)?\s*", text or "")
    return float(found[1]) if found else 0.0


def _view(root: ElementTree.Element) -> tuple[float, float, float, float]:
    values = _numbers(root.get("viewBox", ""))
    if len(values) != 4:
        values = [0.0, 0.0, _length(root.get("width")), _length(root.get("height"))]
    left, top, width, height = values
    if width <= 0 or height <= 0:
        raise UnreadablePictureError("The SVG has no size: give it a viewBox.")
    return left, top, width, height


def _shapes(
    parent: ElementTree.Element, gradients: dict[str, Gradient], offset: tuple[float, float]
) -> Iterator[Shape]:
    for element in parent:
        kind = _name(element)
        if kind in ("metadata", "defs", "title", "desc", "style"):
            continue
        if kind not in ("g", "path"):
            raise UnreadablePictureError(f"The SVG has a <{kind}>: {_ADVICE}")
        x, y = _translation(element.get("transform", ""))
        place = offset[0] + x, offset[1] + y
        if kind == "g":
            yield from _shapes(element, gradients, place)
            continue
        paint = _paint(element.get("fill", "black"), gradients, place)
        if paint is not None:
            yield Shape(tuple(outlines(element.get("d", ""), place)), paint)


def _translation(text: str) -> tuple[float, float]:
    if not text.strip():
        return 0.0, 0.0
    found = re.fullmatch(r"\s*translate\(([^()]*)\)\s*", text)
    if not found:
        raise UnreadablePictureError(f"The SVG has the transform {text[:40]}: {_ADVICE}")
    x, y = (*_numbers(found[1]), 0.0)[:2]
    return x, y


def _paint(
    text: str, gradients: dict[str, Gradient], offset: tuple[float, float]
) -> Rgb | Gradient | None:
    if text == "none":
        return None
    if text.startswith("url(#"):
        gradient = gradients[text[5:].rstrip(") ")]
        (x1, y1), (x2, y2) = gradient.start, gradient.end
        x, y = offset
        return Gradient((x1 + x, y1 + y), (x2 + x, y2 + y), gradient.first, gradient.last)
    return _rgb(text)


def _rgb(text: str) -> Rgb:
    text = text.strip().lower()
    if text.startswith("rgb("):
        red, green, blue = (round(min(max(value, 0), 255)) for value in _numbers(text)[:3])
        return red, green, blue
    if re.fullmatch(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", text):
        digits = text[1:] if len(text) == 7 else "".join(c * 2 for c in text[1:])
        red, green, blue = bytes.fromhex(digits)
        return red, green, blue
    if text in _NAMED:
        return _NAMED[text]
    raise UnreadablePictureError(f"The SVG has the colour {text[:40]}: use rgb(…) or #rrggbb.")


def _gradient(element: ElementTree.Element) -> Gradient:
    ends = [_length(element.get(name)) for name in ("x1", "y1", "x2", "y2")]
    stops = [_rgb(stop.get("stop-color", "black")) for stop in element if _name(stop) == "stop"]
    first, last = (stops or [(0, 0, 0)])[0], (stops or [(0, 0, 0)])[-1]
    return Gradient((ends[0], ends[1]), (ends[2], ends[3]), first, last)


def outlines(data: str, offset: tuple[float, float] = (0.0, 0.0)) -> list[Outline]:
    """The outlines of path data, moved by an offset.

    Raises UnreadablePictureError for other commands than M, L, H, V, C and Z, absolute or relative,
    and ValueError or IndexError where numbers lack.
    """
    tokens = _TOKEN.findall(data)
    found: list[Outline] = []
    move = np.array(offset)
    start = point = np.zeros(2)
    segments: list[Points] = []
    place, letter = 0, ""

    def close() -> None:
        if segments:
            found.append(Outline(start + move, tuple(part + move for part in segments)))
            segments.clear()

    while place < len(tokens):
        if tokens[place].isalpha():
            letter = tokens[place]
            place += 1
        if letter.upper() not in _COUNTS:
            raise UnreadablePictureError(f"The SVG has the path command {letter!r}: {_ADVICE}")
        count = _COUNTS[letter.upper()]
        values = [float(token) for token in tokens[place : place + count]]
        place += count
        if count == 0:
            close()
            point, letter = start, "M" if letter == "Z" else "m"
            continue
        points = _points(letter, values, point)
        point = points[-1]
        if letter in "Mm":
            close()
            start, letter = point, "L" if letter == "M" else "l"
        else:
            segments.append(points)
    close()
    return found


def _points(letter: str, values: list[float], point: Points) -> Points:
    base = point if letter.islower() else np.zeros(2)
    if letter in "Hh":
        return np.array([[values[0] + base[0], point[1]]])
    if letter in "Vv":
        return np.array([[point[0], values[0] + base[1]]])
    return np.array(values).reshape(-1, 2) + base
