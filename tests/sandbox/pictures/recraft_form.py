# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that an SVG has the form in which Recraft writes them, and renders it."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

import numpy as np
import resvg_py
from numpy.typing import NDArray
from PIL import Image

_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_PAIR = rf"{_NUMBER} {_NUMBER}"
_OUTLINE = rf"M {_PAIR}(?: L {_PAIR}| C {_PAIR} {_PAIR} {_PAIR})+ z"
DATA = re.compile(rf"{_OUTLINE}(?: {_OUTLINE})*")
_FILL = re.compile(r"rgb\((\d+),(\d+),(\d+)\)|url\(#Gradient\d+\)")
_PAGE = "M 0 0 L 2772 0 L 2772 2772 L 0 2772 L 0 0 z"
_XML = "{http://www.w3.org/2000/svg}"


def paths(svg: str) -> list[ElementTree.Element]:
    """Every path of a document."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own text
    return list(root.iter(f"{_XML}path"))


def require_form(svg: str, width: int, height: int, *, has_page: bool = True) -> None:
    """Fails unless the document is a flat list of such paths on a page of 2772 units."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own text
    assert root.tag == f"{_XML}svg"
    assert root.get("viewBox") == "0 0 2772 2772"
    assert root.get("preserveAspectRatio") == "none"
    assert (root.get("width"), root.get("height")) == (str(width), str(height))
    found = [child for child in root if child.tag == f"{_XML}path"]
    assert all(child.tag in (f"{_XML}path", f"{_XML}defs") for child in root)
    assert found
    for path in found:
        assert set(path.keys()) == {"transform", "fill", "d"}
        assert path.get("transform") == "translate(0,0)"
        assert _FILL.fullmatch(path.get("fill", ""))
        assert DATA.fullmatch(path.get("d", "")), path.get("d", "")[:200]
        for number in re.findall(_NUMBER, path.get("d", "")):
            assert len(number.lstrip("-").replace(".", "").lstrip("0")) <= 6, number
    if has_page:
        assert found[0].get("d") == _PAGE
    for gradient in root.iter(f"{_XML}linearGradient"):
        assert gradient.get("gradientUnits") == "userSpaceOnUse"
        assert [stop.get("class") for stop in gradient] == ["stop0", "stop1"]


def fills(svg: str) -> set[str]:
    """The distinct fills of a document."""
    return {path.get("fill", "") for path in paths(svg)}


def rendered(svg: str, width: int, height: int) -> NDArray[np.uint8]:
    """(height, width, 4) pixels of a document, by resvg."""
    data = resvg_py.svg_to_bytes(svg_string=svg, width=width, height=height)
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (width, height)
        return np.asarray(image.convert("RGBA"))
