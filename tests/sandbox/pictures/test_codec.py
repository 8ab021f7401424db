# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files hold exactly the pixels and texts they were given, and foreign ones are read rightly."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, PngImagePlugin

from recraft_blender.sandbox.pictures import (
    GreyMaskError,
    Media,
    TooManyPixelsError,
    UnreadablePictureError,
    decode,
    draw_texture,
    encode,
    encode_png,
    encode_webp,
    read_mask,
)

from .pixels import decoded, pictures

MANY = 10**6
MEDIA: tuple[Media, ...] = ("png", "webp")


def _file(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize("media", MEDIA)
@given(pixels=pictures(), has_text=st.booleans())
@settings(deadline=None)
def test_what_was_written_is_read(
    media: Media, *, pixels: NDArray[np.uint8], has_text: bool
) -> None:
    data = encode(pixels, media, text={"Comment": "made offline"} if has_text else {})
    assert np.array_equal(decoded(data, channels=pixels.shape[2]), pixels)
    ours = decode(data, most_pixels=MANY)
    assert ours.media == media
    assert (ours.height, ours.width) == pixels.shape[:2]
    assert np.array_equal(ours.pixels, pixels[:, :, : ours.pixels.shape[2]])


@pytest.mark.parametrize("media", MEDIA)
@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 1, 4), (1, 1500, 3), (1500, 1, 4)])
def test_thin_pictures(media: Media, shape: tuple[int, int, int]) -> None:
    pixels = (np.arange(np.prod(shape)) * 37 % 251).reshape(shape).astype(np.uint8)
    assert np.array_equal(decoded(encode(pixels, media), channels=shape[2]), pixels)


@pytest.mark.parametrize("media", MEDIA)
def test_a_texture_shrinks_and_a_view_is_written_as_it_looks(media: Media) -> None:
    pixels = draw_texture("oak planks", width=256, height=192, seed=1)
    assert len(encode(pixels, media)) < pixels.size * 0.8
    view = pixels[::-1, ::2]
    assert np.array_equal(decoded(encode(view, media), channels=3), view)
    assert encode(pixels, media) == encode(pixels, media)


def test_texts_and_colour_space_of_a_png() -> None:
    pixels = np.zeros((2, 3, 3), np.uint8)
    text = {"Description": "Größe <5 & more\n„ja“ 🦊", "Software": "sandbox"}
    with Image.open(io.BytesIO(encode_png(pixels, text=text))) as image:
        assert isinstance(image, PngImagePlugin.PngImageFile)
        image.load()
        assert image.text == text
        assert image.info["srgb"] == 0


@pytest.mark.parametrize("keyword", ["", "x" * 80, " led", "日本", "a\0b"])
def test_keywords_that_png_cannot_hold(keyword: str) -> None:
    with pytest.raises(ValueError, match="keyword"):
        encode_png(np.zeros((1, 1, 3), np.uint8), text={keyword: "value"})


def test_a_text_with_nul_is_refused() -> None:
    with pytest.raises(ValueError, match="NUL"):
        encode_png(np.zeros((1, 1, 3), np.uint8), text={"Comment": "a\0b"})


def test_texts_of_a_webp_are_a_well_formed_packet() -> None:
    pixels = np.full((3, 5, 4), 128, np.uint8)
    data = encode_webp(pixels, text={"Prompt": "Größe <5 & \x01more 🦊 \ud800", "Seed": "7"})
    assert struct.unpack("<I", data[4:8])[0] == len(data) - 8
    with Image.open(io.BytesIO(data)) as image:
        packet = image.info["xmp"].decode("utf-8")
        assert image.mode == "RGBA"
    root = ElementTree.fromstring(packet)  # noqa: S314 - our own text
    texts = [element.text for element in root.iter() if element.tag.endswith("}li")]
    assert texts[1:] == ["Prompt: Größe <5 & more 🦊 ?", "Seed: 7"]


def test_a_webp_is_lossless_and_without_text_in_the_simple_container() -> None:
    assert encode_webp(np.zeros((2, 2, 3), np.uint8))[8:16] == b"WEBPVP8L"


@pytest.mark.parametrize("shape", [(2, 2), (2, 2, 2), (0, 4, 3), (4, 0, 4)])
@pytest.mark.parametrize("encoder", [encode_png, encode_webp])
def test_shapes_that_are_no_picture(
    encoder: Callable[[NDArray[np.uint8]], bytes], shape: tuple[int, ...]
) -> None:
    with pytest.raises(ValueError, match="picture"):
        encoder(np.zeros(shape, np.uint8))
    with pytest.raises(ValueError, match="WebP picture"):
        encode_webp(np.zeros((1, 16384, 3), np.uint8))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png(mode: str) -> None:
    grey = np.linspace(0, 255, 64).astype(np.uint8).reshape(8, 8)
    if mode == "I;16":
        image = Image.fromarray(grey.astype(np.uint16) * 257)
    else:
        image = Image.fromarray(np.repeat(grey[:, :, None], 3, axis=2)).convert(mode)
    if "A" in mode:
        image.putalpha(Image.fromarray(255 - grey))
    pixels = decode(_file(image, "PNG"), most_pixels=MANY).pixels
    assert pixels.shape == (8, 8, 4 if "A" in mode else 3)
    expected = np.asarray(image.convert("RGB"))[:, :, 0] if mode in ("1", "P") else grey
    assert np.abs(pixels[:, :, 0].astype(int) - expected).max() <= 1
    if "A" in mode:
        assert np.array_equal(pixels[:, :, 3], 255 - grey)


def test_a_palette_with_a_transparent_colour_has_alpha() -> None:
    image = Image.new("P", (4, 4), 0)
    image.putpalette([255, 0, 0, 0, 255, 0])
    image.putpixel((1, 1), 1)
    pixels = decode(_file(image, "PNG", transparency=0), most_pixels=MANY).pixels
    assert pixels[0, 0, 3] == 0
    assert pixels[1, 1].tolist() == [0, 255, 0, 255]


def test_a_jpeg_of_print_colours_is_turned_as_the_camera_says() -> None:
    pixels = np.zeros((40, 80, 3), np.uint8)
    pixels[:, :40] = (230, 30, 30)
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: the picture's top is on the right
    image = Image.fromarray(pixels).convert("CMYK")
    found = decode(_file(image, "JPEG", quality=95, exif=exif), most_pixels=MANY)
    assert (found.media, found.width, found.height) == ("jpeg", 40, 80)
    assert found.pixels[10, 20, 0] > 180
    assert found.pixels[70, 20].max() < 60


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(TooManyPixelsError, match=r"more than 0\.01 million"):
        decode(encode_png(np.zeros((200, 200, 3), np.uint8)), most_pixels=10_000)
    side = 60_000
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    huge = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    huge += struct.pack(">I", zlib.crc32(chunk)) + b"\0\0\0\0IDAT" + b"\0\0\0\0"
    with pytest.raises(UnreadablePictureError):
        decode(huge, most_pixels=MANY)


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_what_is_no_picture_is_said(data: bytes) -> None:
    with pytest.raises(UnreadablePictureError, match="PNG, JPEG or WebP"):
        decode(data, most_pixels=MANY)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_broken_file_is_said_or_read(kind: str) -> None:
    image = Image.fromarray(draw_texture("moss", width=48, height=32, seed=1))
    whole = _file(image, kind)
    for cut in range(0, len(whole), max(1, len(whole) // 40)):
        with pytest.raises(UnreadablePictureError):
            decode(whole[:cut], most_pixels=MANY)
    with pytest.raises(UnreadablePictureError):
        decode(_file(image, "BMP"), most_pixels=MANY)


def test_masks_are_black_and_white() -> None:
    mask = np.zeros((5, 7), np.uint8)
    mask[2:, 3] = 255
    found = read_mask(_file(Image.fromarray(mask), "PNG"), most_pixels=MANY)
    assert found.dtype == np.bool_
    assert np.array_equal(found, mask > 0)
    one_bit = _file(Image.fromarray(mask).convert("1"), "PNG")
    assert np.array_equal(read_mask(one_bit, most_pixels=MANY), mask > 0)
    mask[0, 0] = 254
    with pytest.raises(GreyMaskError, match="black"):
        read_mask(_file(Image.fromarray(mask), "PNG"), most_pixels=MANY)
    red = np.zeros((2, 2, 3), np.uint8)
    red[:, :, 0] = 255
    with pytest.raises(GreyMaskError):
        read_mask(encode_png(red), most_pixels=MANY)
