# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said before a picture is fitted comes true; what cannot be fitted is refused early."""

from __future__ import annotations

from pathlib import Path

import pytest

from recraft_blender.client import InvalidRequestError, Picture, fit_for
from recraft_blender.client.catalog import endpoints
from recraft_blender.client.sizing import fitting_foretold

from .samples import png

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0"/></svg>'
TOOLS = (endpoints.VECTORIZE, endpoints.CRISP_UPSCALE, endpoints.VARIATE)


@pytest.mark.parametrize("size", [(40, 40), (256, 256), (300, 4100), (5000, 2600), (4096, 4096)])
@pytest.mark.parametrize("endpoint", TOOLS, ids=lambda endpoint: endpoint.title)
def test_foretold_size_comes_true(size: tuple[int, int], endpoint: endpoints.Endpoint) -> None:
    picture = Picture(content=png(*size))
    foretold = fitting_foretold(picture, endpoint)
    sent = fit_for(picture, endpoint).picture.pixel_size()
    assert sent is not None
    if sent == size:
        assert foretold == ()
    else:
        (note,) = foretold
        assert note.startswith("Sent at {} x {} pixels instead of {} x {}: ".format(*sent, *size))


def test_too_heavy_is_said(tmp_path: Path) -> None:
    file = tmp_path / "heavy.png"
    file.write_bytes(png(300, 300) + bytes(10_000_000))
    (note,) = fitting_foretold(Picture(path=file), endpoints.VECTORIZE)
    assert note == "Packed anew to have less than 10 MB."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (png(9000, 40), "too long and narrow"),
        (SVG, "takes PNG or JPEG or WebP"),
        (b"no picture", "takes PNG or JPEG or WebP"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (png(1, 1).replace(b"\0\0\0\1\0\0\0\1", b"\0\0\x4e\x20\0\0\x4e\x20", 1), "too many pixels"),
    ],
)
def test_what_cannot_be_fitted_is_refused_by_its_first_bytes(content: bytes, words: str) -> None:
    with pytest.raises(InvalidRequestError, match=words):
        fitting_foretold(Picture(content=content), endpoints.VECTORIZE)


def test_drawings_and_links_stay() -> None:
    assert fitting_foretold(Picture(content=SVG), endpoints.REMOVE_BACKGROUND) == ()
    assert fitting_foretold(Picture(url="https://example.com/a.png"), endpoints.VECTORIZE) == ()


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError, match="was not read"):
        fitting_foretold(Picture(path=tmp_path / "gone.png"), endpoints.VECTORIZE)
