# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the results are sent: `response_format`, `image_format`, and what goes with them."""

from dataclasses import dataclass

from ..fields import Fields

RESPONSE_FORMATS = ("url", "b64_json", "multipart")
IMAGE_FORMATS = ("webp", "png")
_UPSCALE = ("upscale4mp", "upscale16mp")
_CREATIVITY = ("simple", "standard", "eccentric")


@dataclass(frozen=True, slots=True)
class Output:
    """`image_format` counts for pixels only. `has_features` asks for an NSFW score beside each."""

    response_format: str = "url"
    image_format: str = "webp"
    expire: bool = False
    has_features: bool = False


def accept_output(fields: Fields) -> Output:
    """The output of a request. The contract's undescribed fields are judged by their values."""
    fields.choice("upscale", _UPSCALE)
    fields.choice("creativity", _CREATIVITY)
    fields.flag("block_nsfw")
    return Output(
        response_format=fields.choice("response_format", RESPONSE_FORMATS) or "url",
        image_format=fields.choice("image_format", IMAGE_FORMATS) or "webp",
        expire=bool(fields.flag("expire")),
        has_features=bool(fields.flag("calculate_features")),
    )
