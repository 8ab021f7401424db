# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures that a call does not take are made to fit, look the same, and it is said how."""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from recraft_blender.client import InvalidRequestError, Picture, fit_for
from recraft_blender.client.catalog import InputLimits, endpoints
from recraft_blender.client.fitting import Fitted
from recraft_blender.client.picture import picture_problems

from .samples import encoded, png

VECTORIZE, ANY, STYLE = endpoints.VECTORIZE, endpoints.INPAINT, endpoints.CREATE_STYLE
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0"/></svg>'
SMALL = replace(VECTORIZE, limits=InputLimits(max_bytes=66_000))


def fitted(content: bytes, endpoint: endpoints.Endpoint = VECTORIZE) -> Fitted:
    result = fit_for(Picture(content=content), endpoint)
    assert endpoint.limits is not None
    assert list(picture_problems(result.picture, "image", endpoint.limits)) == []
    return result


def pixels(result: Fitted) -> Image.Image:
    return Image.open(io.BytesIO(result.picture.read()))


def notes(result: Fitted) -> str:
    return " ".join(result.notes)


def close(one: object, other: tuple[int, ...], by: int = 3) -> bool:
    assert isinstance(one, tuple)
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    "content",
    [
        png(),
        png(256, 256, "L"),
        png(256, 256, "LA"),
        png(256, 256, "P"),
        png(256, 256, "1"),
        png(256, 256, "RGBA"),
        encoded(Image.new("RGB", (256, 4096)), "jpeg"),
        encoded(Image.new("RGB", (4096, 256)), "webp"),
    ],
)
def test_what_fits_is_left_as_it_is(content: bytes) -> None:
    given = Picture(content=content)
    assert fit_for(given, VECTORIZE) == Fitted(given)
    assert fit_for(given, VECTORIZE).picture is given


def test_sixteen_bit_grey_keeps_its_shades() -> None:
    shades = [round(x / 299 * 65_535) for x in range(300)]
    ramp = Image.frombytes("I;16", (300, 256), struct.pack("<300H", *shades) * 256)
    result = fitted(encoded(ramp, "png"))
    assert notes(result) == "The colours were converted to 8-bit sRGB."
    row = [pixels(result).getpixel((x, 5)) for x in range(300)]
    assert all(close(value, (round(x / 299 * 255),) * 3, 1) for x, value in enumerate(row))
    assert row[0] == (0, 0, 0)
    assert row[-1] == (255, 255, 255)


def test_cmyk_jpeg_becomes_rgb() -> None:
    result = fitted(encoded(Image.new("CMYK", (300, 256), (0, 255, 255, 0)), "jpeg"))
    assert notes(result) == "The colours were converted to 8-bit sRGB."
    assert pixels(result).mode == "RGB"
    assert close(pixels(result).getpixel((9, 9)), (255, 0, 0), 4)


def test_profile_of_other_pixels_is_not_kept() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = encoded(Image.new("CMYK", (300, 256), (255, 0, 0, 0)), "jpeg", icc_profile=srgb)
    result = fitted(content)
    assert "icc_profile" not in pixels(result).info
    assert close(pixels(result).getpixel((9, 9)), (0, 255, 255), 4)


def test_colours_of_another_profile_become_srgb() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    image = Image.new("RGB", (300, 256), (90, 90, 90))
    result = fitted(encoded(image, "png", icc_profile=lab))
    assert notes(result) == "The colours were converted to 8-bit sRGB."
    assert "icc_profile" not in pixels(result).info
    broken = Picture(content=encoded(image, "png", icc_profile=b"this is no profile"))
    assert fit_for(broken, VECTORIZE).picture is broken


def test_palette_with_transparency_that_is_too_large_stays_transparent() -> None:
    image = Image.new("P", (5000, 400), 0)
    image.putpalette([255, 0, 0, 0, 255, 0])
    image.paste(1, (0, 0, 2500, 400))
    result = fitted(encoded(image, "png", transparency=1))
    assert (pixels(result).mode, pixels(result).size) == ("RGBA", (4096, 327))
    assert pixels(result).getchannel("A").getpixel((100, 100)) == 0
    assert close(pixels(result).getpixel((4000, 100)), (255, 0, 0, 255))


def test_colour_under_transparency_does_not_bleed() -> None:
    image = Image.new("RGBA", (5001, 400), (0, 255, 0, 0))
    image.paste((255, 0, 0, 255), (0, 0, 2500, 400))
    edge = pixels(fitted(encoded(image, "png"))).crop((2030, 100, 2060, 101))
    alpha, green = edge.getchannel("A").tobytes(), edge.getchannel("G").tobytes()
    assert set(alpha) >= {0, 255}
    assert all(g <= 2 for a, g in zip(alpha, green, strict=True) if a)


def test_first_picture_of_an_animation() -> None:
    frames = [Image.new("RGB", (300, 256), (shade, 10, 10)) for shade in (250, 90, 10)]
    content = encoded(frames[0], "webp", save_all=True, append_images=frames[1:], lossless=True)
    result = fitted(content)
    assert notes(result) == "Only the first picture of the animation was used."
    assert close(pixels(result).getpixel((9, 9)), (250, 10, 10))


@pytest.mark.parametrize("orientation", range(2, 9))
def test_turned_picture_is_turned_upright(orientation: int) -> None:
    upright = Image.new("RGB", (300, 260), (255, 0, 0))
    upright.paste((0, 0, 255), (0, 0, 150, 260))
    exif = Image.Exif()
    exif[0x0112] = orientation
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    result = fitted(encoded(upright.transpose(back), "jpeg", exif=exif.tobytes(), quality=95))
    assert notes(result) == "The picture was turned upright."
    assert pixels(result).size == (300, 260)
    assert close(pixels(result).getpixel((40, 130)), (0, 0, 255), 8)
    assert close(pixels(result).getpixel((260, 130)), (255, 0, 0), 8)
    assert pixels(result).getexif() == {}


def test_too_large_is_shrunk_and_too_small_is_enlarged() -> None:
    large = fitted(encoded(Image.new("RGB", (8192, 600), (9, 9, 9)), "png"))
    assert pixels(large).size == (4096, 300)
    assert notes(large) == "The picture was shrunk from 8192 x 600 to 4096 x 300 pixels."
    small = fitted(encoded(Image.new("RGB", (128, 300), (9, 9, 9)), "png"))
    assert pixels(small).size == (256, 600)
    assert notes(small) == "The picture was enlarged from 128 x 300 to 256 x 600 pixels."


def test_too_long_and_narrow_is_refused() -> None:
    with pytest.raises(InvalidRequestError, match=r"image \(9000 x 100 pixels\).*crop or extend"):
        fitted(encoded(Image.new("RGB", (9000, 100)), "png"))


def noise(width: int, height: int) -> Image.Image:
    return Image.effect_noise((width, height), 90).convert("RGB")


def test_too_heavy_is_packed_tighter_or_shrunk() -> None:
    heavy = encoded(noise(300, 256), "png", compress_level=0)
    assert len(heavy) > 200_000
    repacked = fitted(heavy, replace(VECTORIZE, limits=InputLimits(max_bytes=200_000)))
    assert pixels(repacked).size == (300, 256)
    assert repacked.notes == ()
    lossless = encoded(noise(300, 256), "webp", lossless=True, exact=True)
    png_size = len(repacked.picture.read())
    between = replace(VECTORIZE, limits=InputLimits(max_bytes=(len(lossless) + png_size) // 2))
    assert "lossless WebP" in notes(fitted(heavy, between))
    lossy = fitted(heavy, SMALL)
    assert "with a little loss" in notes(lossy)
    tiny = fitted(encoded(noise(600, 600), "png"), SMALL)
    assert "shrunk from 600 x 600" in notes(tiny)
    assert 256 <= pixels(tiny).width < 600


def test_other_kinds_are_converted() -> None:
    result = fitted(encoded(Image.new("RGB", (300, 256), (1, 2, 3)), "tiff"))
    assert notes(result) == "The picture was converted to PNG."
    assert pixels(result).getpixel((4, 4)) == (1, 2, 3)
    assert pixels(fitted(encoded(Image.new("P", (300, 256), 3), "gif"))).format == "PNG"


def test_drawings_and_links_stay() -> None:
    for kept in (Picture(content=SVG), Picture(url="https://pictures.example/a.png")):
        assert fit_for(kept, ANY).picture is kept
    with pytest.raises(InvalidRequestError, match=r"image \(SVG\): this call takes PNG or JPEG"):
        fitted(SVG)
    heavy = SVG.replace(b"/>", b"/>" + b" " * 10_000_000)
    with pytest.raises(InvalidRequestError, match=r"image \(10.0 MB\).*less than 10 MB"):
        fitted(heavy, ANY)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "damaged or of an unknown kind"),
        (b"this is no picture", "damaged or of an unknown kind"),
        (png()[:400], "damaged or of an unknown kind"),
        (png()[:40], "damaged or of an unknown kind"),
        (encoded(noise(256, 256), "jpeg")[:3000], "damaged or of an unknown kind"),
        (encoded(noise(256, 256), "webp")[:3000], "damaged or of an unknown kind"),
        (encoded(Image.new("F", (300, 300)), "tiff"), "floating point"),
        (
            png()[:16] + (20_000).to_bytes(4, "big") * 2 + png()[24:],
            "20000 x 20000 pixels are too many",
        ),
    ],
)
def test_what_is_no_picture_is_refused_in_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(InvalidRequestError, match=words) as caught:
        fitted(content)
    assert caught.value.field == "image"
    assert "save it as PNG, JPEG or WebP" in caught.value.allowed


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError, match="No such file"):
        fit_for(Picture(path=tmp_path / "gone.png"), VECTORIZE)


def test_file_on_the_disk_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "small.png"
    path.write_bytes(png(100, 100))
    assert fit_for(Picture(path=path), STYLE).picture.path == path
    assert fit_for(Picture(path=path), VECTORIZE).picture.path is None
    assert path.read_bytes() == png(100, 100)


limits = st.builds(
    InputLimits,
    max_bytes=st.integers(3_000, 40_000),
    max_pixels=st.integers(4_096, 40_000),
    min_side=st.integers(1, 40),
    max_side=st.integers(64, 200),
)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(8, 300),
    st.integers(8, 300),
    st.sampled_from(["1", "L", "LA", "P", "RGB", "RGBA", "I;16"]),
    limits,
)
def test_whatever_it_was_it_fits_or_is_too_narrow(
    width: int, height: int, mode: str, limit: InputLimits
) -> None:
    image = Image.effect_noise((width, height), 90)
    content = encoded(
        image.convert("I").convert(mode) if mode == "I;16" else image.convert(mode), "png"
    )
    endpoint = replace(VECTORIZE, limits=limit)
    try:
        result = fitted(content, endpoint)
    except InvalidRequestError as error:
        assert limit.min_side is not None
        if "small enough" in error.allowed:
            return  # noise of the least size has more bytes than this limit allows
        assert "narrow" in error.allowed
        assert limit.max_side is not None
        assert max(width, height) / min(width, height) * limit.min_side > limit.max_side
        return
    before, after = width / height, pixels(result).width / pixels(result).height
    rounding = 1.5 / min(pixels(result).size)
    assert after == pytest.approx(before, rel=rounding + 0.02)
