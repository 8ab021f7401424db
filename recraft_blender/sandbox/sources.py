# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of a request: found in the form or behind a link, judged, and decoded.

Limits are those of the call (`client/catalog`). Everything is judged before anything is charged.
"""

import base64
import binascii
import math
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from ..client.catalog import InputLimits
from ..client.catalog.endpoints import MAX_REFERENCES, MAX_REFERENCES_BYTES, MEGABYTE
from ..client.media import JPEG, PNG, SVG, MediaKind, picture_size, sniff
from . import pictures
from .call import Call
from .pictures import Mask, Pixels, UnreadablePictureError
from .refusals import wrong, wrong_image
from .svg_safety import is_unsafe

_HEAD = 256 * 1024
_MOST_PIXELS = 64_000_000
_NAMES = {"image/png": "PNG", "image/jpeg": "JPG", "image/webp": "WEBP", "image/svg+xml": "SVG"}
_SINGLE_PARTS = ("image", "file")


@dataclass(frozen=True, slots=True)
class Source:
    """A picture that came in: its pixels, and its text if it is an SVG."""

    pixels: Pixels
    svg: str = ""

    @property
    def width(self) -> int:
        """Pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Pixels."""
        return int(self.pixels.shape[0])


def picture_of(call: Call, limits: InputLimits) -> Source:
    """The one picture of a request. Raises RefusedError."""
    content = _content(call, _SINGLE_PARTS, "image_url", "image")
    return _source(content, limits, "image")


def mask_of(call: Call, source: Source, limits: InputLimits) -> Mask:
    """The mask of a request: grey, as large as the picture, black and white."""
    content = _content(call, ("mask",), "mask_url", "mask")
    kind = _checked_kind(content, limits, "mask")
    if kind is SVG:
        raise wrong_image("mask should be PNG, JPG or WEBP")
    if _channels(content, kind) != 1:
        raise wrong_image("mask should have a single grey channel")
    size = picture_size(content[:_HEAD])
    if size is not None and size[0] * size[1] > (limits.max_pixels or _MOST_PIXELS):
        raise wrong_image("mask has too many pixels")
    try:
        mask = pictures.read_mask(content, most_pixels=limits.max_pixels or _MOST_PIXELS)
    except UnreadablePictureError as error:
        raise wrong_image(f"mask: {error}") from None
    height, width = mask.shape
    if (width, height) != (source.width, source.height):
        raise wrong_image(
            f"mask should have the size of the image, {source.width}x{source.height},"
            f" not {width}x{height}"
        )
    return mask


def references_of(call: Call, limits: InputLimits, url_field: str) -> tuple[Pixels, ...]:
    """The reference pictures of a style: every file of a form, or the list of links."""
    contents = [file.content for file in call.fields.files if file.part != "mask"]
    contents += [_linked(call, link, url_field) for link in call.fields.items(url_field)]
    if len(contents) > MAX_REFERENCES:
        raise wrong(f"number of images should be in [1, {MAX_REFERENCES}]")
    if sum(map(len, contents)) > MAX_REFERENCES_BYTES:
        raise wrong_image(f"images should have up to {MAX_REFERENCES_BYTES // MEGABYTE} MB in all")
    return tuple(_source(content, limits, "images").pixels for content in contents)


def _content(call: Call, parts: tuple[str, ...], url_field: str, name: str) -> bytes:
    found = [file.content for file in call.fields.files if file.part in parts]
    if call.fields.has(url_field):
        found.append(_linked(call, call.fields.values[url_field], url_field))
    if not found:
        raise wrong(f"{name} is required")
    if len(found) > 1:
        raise wrong(f"{name} should be given once")
    return found[0]


def _linked(call: Call, link: object, name: str) -> bytes:
    if not isinstance(link, str):
        raise wrong(f"{name} should be a link")
    if link[:5].lower() == "data:":
        return _data(link, name)
    context = call.context
    if context.origin and link.startswith(f"{context.origin}/"):
        stored = context.links.get(link.removeprefix(context.origin))
        if stored is None:
            raise wrong_image(f"{name} leads nowhere; result links live for about a day")
        return stored.path.read_bytes()
    raise wrong_image(
        f"{name} is not fetched: the sandbox stays on this computer; send the picture itself, as a"
        " file or a data: link"
    )


def _data(link: str, name: str) -> bytes:
    head, comma, text = link[5:].partition(",")
    if not comma or not head.lower().startswith("image/"):
        raise wrong_image(f"{name} should be a data: link of a picture")
    if not head.lower().endswith(";base64"):
        return unquote_to_bytes(text)
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise wrong_image(f"{name} is not Base64") from None


def _checked_kind(content: bytes, limits: InputLimits, name: str) -> MediaKind:
    kind = sniff(content[:_HEAD])
    if kind is None or kind.name not in limits.kinds:
        allowed = ", ".join(_NAMES[one] for one in limits.kinds)
        raise wrong_image(f"{name} should be one of {allowed}")
    if len(content) >= limits.max_bytes:
        raise wrong_image(f"{name} should have less than {limits.max_bytes // MEGABYTE} MB")
    return kind


def _source(content: bytes, limits: InputLimits, name: str) -> Source:
    kind = _checked_kind(content, limits, name)
    if kind is SVG:
        return _svg(content, limits, name)
    size = picture_size(content[:_HEAD])
    if size is None:
        raise wrong_image(f"{name} cannot be read")
    _check_size(size, limits, name)
    try:
        decoded = pictures.decode(content, most_pixels=limits.max_pixels or _MOST_PIXELS)
    except UnreadablePictureError as error:
        raise wrong_image(f"{name}: {error}") from None
    return Source(decoded.pixels)


def _check_size(size: tuple[int, int], limits: InputLimits, name: str) -> None:
    low, high = limits.min_side or 1, limits.max_side
    if min(size) < low or (high is not None and max(size) > high):
        allowed = f"[{low}, {high}]" if high else f"at least {low}"
        raise wrong_image(f"{name} sides should be in {allowed}, not {size[0]}x{size[1]}")
    if limits.max_pixels is not None and size[0] * size[1] > limits.max_pixels:
        raise wrong_image(f"{name} should have up to {limits.max_pixels} pixels")


def _svg(content: bytes, limits: InputLimits, name: str) -> Source:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise wrong_image(f"{name} should be an SVG in UTF-8") from None
    if is_unsafe(text):
        raise wrong_image(f"{name} should be an SVG without scripts, entities and outside links")
    try:
        size = pictures.svg_size(text)
        width, height = _svg_pixels(size, limits)
        _check_size((width, height), limits, name)
        return Source(pictures.rasterize(text, width, height), text)
    except UnreadablePictureError as error:
        raise wrong_image(f"{name}: {error}") from None


def _svg_pixels(size: tuple[float, float], limits: InputLimits) -> tuple[int, int]:
    """Whole pixels of an SVG; a small one is scaled up, as the service does."""
    low, high = limits.min_side or 1, limits.max_side or 4096
    if not all(math.isfinite(side) and side > 0 for side in size):
        raise wrong_image("image has no size")
    scale = max(1.0, low / min(size))
    # One too many is as wrong as a million, and can be counted.
    width, height = (round(min(side * scale, high + 1)) for side in size)
    return max(width, 1), max(height, 1)


def _channels(content: bytes, kind: MediaKind) -> int:
    """Channels as stored. WebP has no grey ones, so there the pixels alone are judged."""
    if kind is PNG:
        return 1 if content[25:26] == b"\0" else 3
    if kind is JPEG:
        return _jpeg_components(content)
    return 1


def _jpeg_components(content: bytes) -> int:
    position = 2
    while position + 10 <= len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        if marker == 0xFF:
            position += 1
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return content[position + 9]
        else:
            position += 2 + int.from_bytes(content[position + 2 : position + 4], "big")
    return 0
