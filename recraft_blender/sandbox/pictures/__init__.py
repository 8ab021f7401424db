# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Honest, procedural pictures that answer a request offline, and the files they are sent in.

Pictures are (height, width, 3 or 4) uint8 sRGB with straight alpha, masks (height, width) bool, and
SVGs text. Nothing here knows the service's requests; equal arguments give equal results.
"""

from __future__ import annotations

from .codec import (
    Decoded,
    GreyMaskError,
    Media,
    TooManyPixelsError,
    UnreadablePictureError,
    decode,
    encode,
    encode_png,
    encode_webp,
    read_mask,
)
from .draw import draw_texture
from .erasing import erase
from .inpainting import generate_background, inpaint, replace_background
from .matting import remove_background
from .outpainting import Frame, outpaint, outpaint_frame
from .palette import Rgb
from .patterns import pattern_name
from .pixels import Mask, Pixels
from .rasterizing import rasterize, remove_svg_background
from .svg_reading import looks_like_svg, svg_size
from .tracing import Stacking, TraceOptions, trace
from .upscaling import upscale
from .variations import Refinement, image_to_image, refine, variate
from .vector_drawing import draw_vector

__all__ = [
    "Decoded",
    "Frame",
    "GreyMaskError",
    "Mask",
    "Media",
    "Pixels",
    "Refinement",
    "Rgb",
    "Stacking",
    "TooManyPixelsError",
    "TraceOptions",
    "UnreadablePictureError",
    "decode",
    "draw_texture",
    "draw_vector",
    "encode",
    "encode_png",
    "encode_webp",
    "erase",
    "generate_background",
    "image_to_image",
    "inpaint",
    "looks_like_svg",
    "outpaint",
    "outpaint_frame",
    "pattern_name",
    "rasterize",
    "read_mask",
    "refine",
    "remove_background",
    "remove_svg_background",
    "replace_background",
    "svg_size",
    "trace",
    "upscale",
    "variate",
]
