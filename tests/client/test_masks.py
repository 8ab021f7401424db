# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mask is black and white, grey by its channels, and of the picture's size."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from recraft_blender.client import Picture
from recraft_blender.client.calls import EraseRegionRequest, InpaintRequest
from recraft_blender.client.masks import mask_problems

from .samples import PICTURE, encoded, mask, picture, png

SIZE = (256, 256)


def two_tone(mode: str = "L") -> Image.Image:
    image = Image.new("L", SIZE, 0)
    image.paste(255, (20, 30, 90, 100))
    return image.convert(mode)


def problems(content: bytes, image: Picture = PICTURE) -> list[str]:
    return [str(problem) for problem in mask_problems(image, Picture(content=content))]


@pytest.mark.parametrize(
    "content",
    [
        mask(),
        encoded(two_tone("1"), "png"),
        encoded(Image.new("L", SIZE, 255), "jpeg"),
        encoded(two_tone("RGB"), "webp", lossless=True),
        encoded(two_tone("RGBA"), "webp", lossless=True),
        png(*SIZE, "L", 0),
    ],
    ids=["grey", "one bit", "jpeg", "webp", "opaque webp", "all black"],
)
def test_right_masks(content: bytes) -> None:
    assert problems(content) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (encoded(two_tone("RGB"), "png"), "mask (RGB): a mask has one grey channel"),
        (encoded(two_tone("LA"), "png"), "mask (LA): a mask has one grey channel"),
        (encoded(two_tone("P"), "png"), "mask (P): a mask has one grey channel"),
        (encoded(Image.new("I;16", SIZE), "png"), "mask (I;16): a mask has one grey channel"),
        (encoded(Image.new("RGB", SIZE, (255, 0, 0)), "webp", lossless=True), "one grey channel"),
        (encoded(Image.new("RGBA", SIZE, (0, 0, 0, 9)), "webp", lossless=True), "one grey channel"),
        (mask(256, 300), "mask (256 x 300 pixels): the mask must have the picture's size, 256 x"),
        (png(*SIZE, "L", 128), "mask (65,536 grey pixels): every pixel of a mask is black"),
        (mask()[:200], "the mask was not read: it is damaged"),
        (b"", "the mask was not read: it is damaged"),
    ],
)
def test_wrong_masks_are_told(content: bytes, words: str) -> None:
    (said,) = problems(content)
    assert words in said


@given(st.lists(st.sampled_from([0, 255]) | st.integers(0, 255), min_size=1, max_size=300))
def test_grey_pixels_are_counted(shades: list[int]) -> None:
    pixels = bytes(shades) + bytes(256 * 256 - len(shades))
    greys = sum(value not in (0, 255) for value in pixels)
    said = problems(encoded(Image.frombytes("L", SIZE, pixels), "png"))
    assert bool(said) == bool(greys)
    assert all(f"{greys:,} grey pixels" in one for one in said)


def test_mask_that_is_not_there(tmp_path: Path) -> None:
    gone = Picture(path=tmp_path / "gone.png")
    request = EraseRegionRequest(image=PICTURE, mask=gone)
    (problem,) = request.picture_problems()
    assert (problem.field, problem.value) == ("mask", gone.path)
    assert "No such file" in problem.allowed


def test_mask_is_no_drawing_where_a_picture_may_be_one() -> None:
    drawing = Picture(content=b'<svg xmlns="http://www.w3.org/2000/svg"></svg>')
    request = InpaintRequest(prompt="x", image=drawing, mask=drawing)
    (problem,) = request.picture_problems()
    assert (problem.field, problem.value) == ("mask", "SVG")


def test_mask_of_a_wrong_picture_is_not_looked_at() -> None:
    request = InpaintRequest(prompt="x", image=picture(100, 100), mask=Picture(content=b"x"))
    assert [problem.field for problem in request.picture_problems()] == ["image", "mask"]


def test_linked_mask_and_picture_pass() -> None:
    link = Picture(url="https://pictures.example/a.png")
    assert list(InpaintRequest(prompt="x", image=link, mask=link).picture_problems()) == []
    # The size of a linked picture is not known here, so that any mask may fit it.
    assert problems(mask(300, 300), link) == []
