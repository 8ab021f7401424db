# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every endpoint with least and with full arguments, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .calls import SVG, Files, data_link, mask, picture

RED, BLUE = {"rgb": [200, 30, 20], "weight": 0.6}, {"rgb": [20, 30, 200]}
PLAIN: dict[str, Any] = {"random_seed": 7, "image_format": "png", "expire": True}
LOOK: dict[str, Any] = {
    "style": "digital_illustration",
    "substyle": "hand_drawn",
    "style_match": "regular",
    "negative_prompt": "people",
    "text_layout": [{"text": "Recraft", "bbox": [[0, 0], [1, 0], [1, 0.2], [0, 0.2]]}],
    "controls": {
        "colors": [RED, BLUE],
        "background_color": BLUE,
        "artistic_level": 3,
        "no_text": True,
    },
    "calculate_features": True,
    "block_nsfw": True,
    "creativity": "standard",
}
V3: dict[str, Any] = {"model": "recraftv3"} | LOOK | PLAIN
WORDS = {"prompt": "oak planks"}
FLASH = {"model": "recraftv4_1_flash"}


@dataclass(frozen=True)
class Case:
    """A call, what it costs, and the size of its results (None for SVG)."""

    path: str
    fields: dict[str, Any]
    parts: tuple[tuple[str, str, bytes], ...] = ()
    units: int = 0
    size: tuple[int, int] | None = (256, 256)
    name: str = "least"
    single: bool = False

    @property
    def form_files(self) -> Files:
        return [(part, content) for part, _, content in self.parts]

    @property
    def json_fields(self) -> dict[str, Any]:
        links = {url: data_link(content) for _, url, content in self.parts}
        return self.fields | links

    @property
    def count(self) -> int:
        return int(self.fields.get("n", 1))

    @property
    def expected_kind(self) -> str:
        if self.size is None:
            return "image/svg+xml"
        return "image/png" if self.fields.get("image_format") == "png" else "image/webp"


IMAGE = ("image", "image_url", picture())
FILE = ("file", "image_url", picture())
MASK = ("mask", "mask_url", mask())
SVG_IMAGE = ("image", "image_url", SVG)

CASES = [
    Case("generations", WORDS | FLASH, units=7, size=(1024, 1024)),
    Case("generations", WORDS | V3 | {"size": "1:1", "n": 2}, (), 80, (1024, 1024), "full"),
    Case("generations/raster", WORDS | FLASH, units=7, size=(1024, 1024)),
    Case("generations/vector", WORDS, units=80, size=None),
    Case("generations", WORDS | {"model": "recraftv3_vector"}, units=80, size=None, name="vector"),
    Case(
        "generations",
        WORDS | {"model": "recraftv3", "style": "vector_illustration", "n": 2},
        units=160,
        size=None,
        name="by style",
    ),
    Case("imageToImage", WORDS | {"strength": 0.3}, (IMAGE,), units=35),
    Case("imageToImage", WORDS | V3 | {"strength": 1, "n": 2}, (IMAGE,), units=80, name="full"),
    Case("imageToImage", WORDS | {"strength": 0}, (SVG_IMAGE,), 35, (300, 300), "svg in"),
    Case(
        "imageToImage",
        WORDS | {"strength": 0.5, "model": "recraftv4_1_vector"},
        (IMAGE,),
        units=80,
        size=None,
        name="vector",
    ),
    Case("inpaint", WORDS, (IMAGE, MASK), units=40),
    Case("inpaint", WORDS | V3, (IMAGE, MASK), units=40, name="full"),
    Case("inpaint", WORDS | {"model": "recraftv3_vector"}, (IMAGE, MASK), 80, None, "vector"),
    Case("generateBackground", WORDS, (IMAGE, MASK), units=40),
    Case("generateBackground", WORDS | V3, (IMAGE, MASK), units=40, name="full"),
    Case("replaceBackground", WORDS, (IMAGE,), units=40),
    Case("replaceBackground", WORDS | V3, (IMAGE,), units=40, name="full"),
    Case("outpaint", WORDS | {"expand_left": 32}, (IMAGE,), 40, (288, 256)),
    Case("outpaint", WORDS | {"zoom_out_percentage": 40}, (IMAGE,), 40, (256, 256), "zoom"),
    Case("outpaint", WORDS | {"size": "1:1"}, (IMAGE,), 40, (1024, 1024), "size"),
    Case(
        "outpaint",
        WORDS
        | V3
        | {
            "expand_left": 8,
            "expand_right": 16,
            "expand_top": 0,
            "expand_bottom": 24,
            "zoom_out_percentage": 10.5,
        },
        (IMAGE,),
        40,
        (280, 280),
        "full",
    ),
    Case("variateImage", {"size": "1:1"}, (IMAGE,), 40, (1024, 1024)),
    Case(
        "variateImage",
        {"size": "1024x1024", "model": "recraftv3", **PLAIN},
        (IMAGE,),
        40,
        (1024, 1024),
        "full",
    ),
    Case("vectorize", {}, (FILE,), 10, None, single=True),
    Case(
        "vectorize",
        {
            "svg_compression": "on",
            "limit_num_shapes": "on",
            "max_num_shapes": 5,
            "color_reduction": "on",
            "return_gradients": "off",
            "small_shape_filter": "on",
            "shape_stacking": "cut_out",
            "strict_color_palette": [[200, 30, 20], [120, 120, 140]],
            "max_num_colors": 4,
        },
        (FILE,),
        10,
        None,
        "full",
        single=True,
    ),
    Case("removeBackground", {}, (FILE,), 10, single=True),
    Case("removeBackground", {"image_format": "png"}, (FILE,), 10, name="full", single=True),
    Case("removeBackground", {}, (SVG_IMAGE,), 10, None, "svg in", single=True),
    Case("crispUpscale", {}, (FILE,), 4, (512, 512), single=True),
    Case("clarityUpscale", {"image_format": "png"}, (FILE,), 4, (512, 512), single=True),
    Case("creativeUpscale", {}, (FILE,), 250, (1024, 1024), single=True),
    Case("generativeUpscale", {"image_format": "png"}, (FILE,), 250, (1024, 1024), single=True),
    Case("eraseRegion", {}, (IMAGE, MASK), 2, single=True),
    Case("refineDetails", {}, (FILE,), 210, (2048, 2048), single=True),
    Case("enhance", {"refinement": "subtle"}, (FILE,), 210, (2048, 2048), "full", single=True),
]
IDS = [f"{case.path} {case.name}" for case in CASES]
