# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pixels as every reader takes them: 8-bit sRGB, upright, one frame. Needs Pillow.

Whether the service heeds a camera's turn, a colour profile or more than 8 bits is not documented.
"""

import io

from PIL import Image, ImageCms, ImageOps

from .decoding import DecodingError

_EXIF_ORIENTATION = 0x0112
_EIGHT_BIT = ("1", "L", "LA", "P", "PA", "RGB", "RGBA")
_SRGB = ImageCms.createProfile("sRGB")


def made_plain(pixels: Image.Image) -> tuple[Image.Image, list[str]]:
    """RGB, or RGBA where anything may be transparent; and what was done, one sentence each.

    Nothing is said of what looks the same to every reader, as a palette. Raises DecodingError for
    pixels of floating point.
    """
    notes: list[str] = []
    if getattr(pixels, "n_frames", 1) > 1:
        notes.append("Only the first picture of the animation was used.")
    if pixels.getexif().get(_EXIF_ORIENTATION, 1) != 1:
        pixels = ImageOps.exif_transpose(pixels)
        notes.append("The picture was turned upright.")
    if pixels.mode == "F":
        raise DecodingError("its pixels are floating point numbers")
    if pixels.mode not in _EIGHT_BIT or _has_other_colors(pixels):
        pixels = _in_srgb(pixels)
        notes.append("The colours were converted to 8-bit sRGB.")
    has_alpha = "A" in pixels.getbands() or "transparency" in pixels.info
    plain = pixels.convert("RGBA" if has_alpha else "RGB")
    plain.info.clear()  # it was copied: no profile or note of the former pixels is to be saved
    return plain, notes


def _has_other_colors(pixels: Image.Image) -> bool:
    """True when a profile says that the numbers are no sRGB."""
    profile = _profile_of(pixels)
    return profile is not None and "srgb" not in ImageCms.getProfileDescription(profile).lower()


def _profile_of(pixels: Image.Image) -> ImageCms.ImageCmsProfile | None:
    try:
        content = pixels.info.get("icc_profile")
        return ImageCms.ImageCmsProfile(io.BytesIO(content)) if content else None
    except (OSError, ImageCms.PyCMSError):  # a broken profile says nothing
        return None


def _in_srgb(pixels: Image.Image) -> Image.Image:
    if pixels.mode.startswith("I"):  # Pillow would clip 16-bit grey to its darkest part
        return pixels.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    profile = _profile_of(pixels)
    if profile is not None:
        if "A" in pixels.getbands() or "transparency" in pixels.info:
            pixels = pixels.convert("RGBA")
        elif pixels.mode == "P":
            pixels = pixels.convert("RGB")
        try:
            mode = "RGBA" if pixels.mode == "RGBA" else "RGB"
            converted = ImageCms.profileToProfile(pixels, profile, _SRGB, outputMode=mode)
        except (OSError, ValueError, ImageCms.PyCMSError):  # a profile of other pixels than these
            converted = None
        if converted is not None:
            return converted
    return pixels.convert("RGB") if pixels.mode not in _EIGHT_BIT else pixels
