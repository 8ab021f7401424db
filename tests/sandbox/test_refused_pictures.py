# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which pictures and masks are refused, and why; judged without a server."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from PIL import Image

from recraft_blender.sandbox.fields import File
from recraft_blender.sandbox.routes import accept

from .calls import SVG, mask, picture, refused, saved


def small(width: int, height: int, mode: str = "RGB", file: str = "PNG") -> bytes:
    return saved(Image.new(mode, (width, height)), file)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that promises many pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + check

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 + width)) for _ in range(64)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


WORDS = {"prompt": "oak"}
TOOLS: dict[str, dict[str, Any]] = {
    "/images/vectorize": {},
    "/images/removeBackground": {},
    "/images/crispUpscale": {},
    "/images/creativeUpscale": {},
    "/images/refineDetails": {},
    "/images/variateImage": {"size": "1:1"},
    "/images/imageToImage": WORDS | {"strength": 0.5},
    "/images/replaceBackground": WORDS,
    "/images/outpaint": WORDS | {"expand_left": 1},
}


@pytest.mark.parametrize("path", TOOLS)
def test_picture_is_required_once(path: str) -> None:
    assert str(refused(path, TOOLS[path])) == "image is required"
    twice = [("image", picture()), ("file", picture())]
    assert str(refused(path, TOOLS[path], *twice)) == "image should be given once"


@pytest.mark.parametrize("path", TOOLS)
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "image should be one of PNG, JPG, WEBP"),
        (b"no picture", "image should be one of PNG, JPG, WEBP"),
        (small(32, 32, file="GIF"), "image should be one of PNG, JPG, WEBP"),
        (small(31, 300), "image sides should be in ["),
        (small(300, 4097), "image sides should be in ["),
        (picture()[:200], "image: The file is no picture that can be read"),
        (picture() + bytes(10_000_000), "image should have less than 10 MB"),
        (bomb(60_000, 60_000), "image sides should be in ["),
        (b"\x89PNG\r\n\x1a\n", "image cannot be read"),
    ],
    ids=["empty", "text", "gif", "tiny", "long", "half", "large", "bomb", "headless"],
)
def test_pictures_that_no_call_takes(path: str, content: bytes, message: str) -> None:
    error = refused(path, TOOLS[path], ("image", content))
    assert (error.status, error.code) == (400, "invalid_image")
    assert message in str(error)


def test_limits_differ_by_call() -> None:
    tiny = ("file", small(32, 40))
    assert accept("/images/crispUpscale", {}, (File(*tiny),)).units == 4
    assert "sides" in str(refused("/images/creativeUpscale", {}, tiny))
    heavy = ("file", picture() + bytes(15_000_000))
    assert accept("/images/enhance", {}, (File(*heavy),)).units == 210
    assert "10 MB" in str(refused("/images/refineDetails", {}, heavy))
    vector = ("file", SVG)
    assert accept("/images/removeBackground", {}, (File(*vector),)).units == 10
    for path in ("vectorize", "crispUpscale", "creativeUpscale", "enhance"):
        assert "PNG, JPG, WEBP" in str(refused(f"/images/{path}", {}, vector))


@pytest.mark.parametrize(
    "inside",
    [
        b"<script>alert(1)</script>",
        b'<image href="https://example.org/a.png"/>',
        b'<image xlink:href="file:///etc/passwd"/>',
        b'<rect onload="x()"/>',
        b'<rect fill="url(http://example.org/a)"/>',
        b"<foreignObject/>",
    ],
    ids=str,
)
def test_unsafe_svg(inside: bytes) -> None:
    content = SVG.replace(b"</svg>", inside + b"</svg>")
    error = refused("/images/removeBackground", {}, ("file", content))
    assert "without scripts" in str(error)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]>' + SVG, "without scripts"),
        (SVG.replace(b'width="300"', b'width="9000"'), "sides"),
        (SVG[:-6], "image"),
        (b"<svg \xff" + SVG, "UTF-8"),
    ],
    ids=["entities", "large", "half", "encoding"],
)
def test_svg_that_is_not_taken(content: bytes, message: str) -> None:
    assert message in str(refused("/images/removeBackground", {}, ("file", content)))


MASKED = {
    "/images/inpaint": WORDS,
    "/images/generateBackground": WORDS,
    "/images/eraseRegion": dict[str, Any](),
}


def grey_mask() -> bytes:
    pixels = np.zeros((256, 256), np.uint8)
    pixels[3, 4] = 128
    return saved(Image.fromarray(pixels))


@pytest.mark.parametrize("path", MASKED)
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (mask(256, 255), "mask should have the size of the image, 256x256, not 256x255"),
        (grey_mask(), "mask: A mask's pixels must all be black (0) or white (255)."),
        (small(256, 256, "RGB"), "mask should have a single grey channel"),
        (small(256, 256, "RGBA"), "mask should have a single grey channel"),
        (small(256, 256, "RGB", "JPEG"), "mask should have a single grey channel"),
        (SVG, "mask should be"),
        (b"x", "mask should be one of"),
        (bomb(30_000, 30_000), "mask has too many pixels"),
    ],
    ids=["size", "grey", "rgb", "rgba", "jpeg", "svg", "text", "bomb"],
)
def test_masks(path: str, content: bytes, message: str) -> None:
    error = refused(path, MASKED[path], ("image", picture()), ("mask", content))
    assert message in str(error)


@pytest.mark.parametrize("path", MASKED)
def test_masks_that_are_taken(path: str) -> None:
    assert str(refused(path, MASKED[path], ("image", picture()))) == "mask is required"
    for file in ("PNG", "WEBP"):
        files = (File("image", picture()), File("mask", mask(file=file)))
        assert accept(path, MASKED[path], files).images == 1
    plain = File("mask", small(256, 256, "L", "JPEG"))
    assert accept(path, MASKED[path], (File("image", picture()), plain)).images == 1


def test_jpeg_that_is_turned_has_its_upright_size() -> None:
    image = Image.open(io.BytesIO(picture(300, 256, "JPEG")))
    exif = image.getexif()
    exif[0x0112] = 6
    turned = saved(image, "JPEG", exif=exif)
    files = (File("image", turned), File("mask", mask(256, 300)))
    assert accept("/images/eraseRegion", {}, files).units == 2
