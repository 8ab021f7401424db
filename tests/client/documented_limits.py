# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documented limits, written down apart from the catalog: which fields of a request break one.

Styles stand for all of theirs by a few examples. What the documentation does not know (a model or a
style of tomorrow) breaks nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from recraft_blender.client import Controls, GenerationRequest, TextItem
from recraft_blender.client.calls import (
    CreateStyleRequest,
    MakingRequest,
    OutpaintRequest,
    VariateRequest,
    VectorizeRequest,
)

from .test_catalog import DOCUMENTED, ONE_K, RATIOS, TWO_K, V3

MODELS = (*DOCUMENTED, "recraftv3_raster", "recraftv4_1_pro_raster", "a_model_of_tomorrow")
ALL_SIZES = {*ONE_K.split(), *TWO_K.split(), *V3.split(), "1707x1024"}
STYLES = {
    "v3": {"any", "realistic_image", "digital_illustration", "logo_raster"}
    | {"vector_illustration", "Recraft V3 Raw", "Photorealism", "Clay", "Punk Graphic"},
    "v3 vector": {"vector_illustration", "Line art", "Thin"},
    "v2": {"realistic_image", "digital_illustration", "vector_illustration", "icon"}
    | {"Photorealism", "Clay", "Glow"},
    "v2 vector": {"vector_illustration", "icon", "Line art", "Pictogram"},
}
ALL_STYLES = set().union(*STYLES.values())
SUBSTYLES = {
    ("v3", "digital_illustration"): {"hand_drawn", "noir"},
    ("v3", "vector_illustration"): {"line_art", "thin"},
    ("v3", "logo_raster"): {"emblem_punk"},
    ("v3", "realistic_image"): {"hdr"},
    ("v2", "digital_illustration"): {"hand_drawn", "voxel"},
    ("v2", "vector_illustration"): {"line_art", "cartoon"},
    ("v2", "realistic_image"): {"hdr"},
    ("v2", "icon"): {"outline"},
}
ALL_SUBSTYLES = set().union(*SUBSTYLES.values())
LETTERS = set("ABCXYZabcxyz059!\"#$%&'()*+,-./:;<>?@_{}ØøĐŁŊŧΑαІкß")
BAD_LETTERS = set(" =[]\\^`|~Ωé漢Жı\n")
EDITING = {"v3"}
DRAWING_ANEW = {"v41", "v4", "v3"}
ANY_FAMILY = {"flash", "v41", "styles", "v4", "v3", "v2"}


def family_of(model: str) -> str:
    """The family, or nothing for a model that is not documented."""
    starts = {
        "recraftv4_1_flash": "flash",
        "recraftv4_1": "v41",
        "recraftv4_styles": "styles",
        "recraftv4": "v4",
        "recraftv3": "v3",
        "recraftv2": "v2",
        "recraft20b": "v2",
    }
    return next((family for start, family in starts.items() if model.startswith(start)), "")


def is_vector(model: str) -> bool:
    """True for the models that give SVG."""
    return model.endswith("_vector")


def price_of(model: str, style: str) -> int | None:
    """Units of one picture: V3 and V2 give SVG, at its price, by their vector base styles."""
    old = family_of(model) in ("v3", "v2")
    if old and not is_vector(model) and style in ("vector_illustration", "icon"):
        return {"v3": 80, "v2": 44}[family_of(model)]
    known = DOCUMENTED.get(model.removesuffix("_raster"))
    return known[0] if known else None


def making_breaks(request: MakingRequest, families: Iterable[str] = ANY_FAMILY) -> set[str]:
    """The fields of a request for pictures by a model that break a limit."""
    family = family_of(request.model)
    broken = output_breaks(request.response_format, request.image_format)
    limit = 1_000 if family in ("v3", "v2") else 10_000
    has_references = isinstance(request, GenerationRequest) and bool(request.style_references)
    checks = {
        "prompt": not request.prompt.strip() or len(request.prompt) > limit,
        "n": not 1 <= request.n <= 6,
        "random_seed": request.random_seed is not None
        and not 0 <= request.random_seed < 4_294_967_296,
        "creativity": request.creativity not in (None, "simple", "standard", "eccentric"),
        "model": (bool(family) and family not in families)
        or (family == "styles" and not request.style_id and not has_references),
        "negative_prompt": bool(request.negative_prompt) and family not in ("v3", "v2", ""),
        "style_match": request.style_match not in matches(family),
        "style_id": bool(request.style_id) and (bool(request.style) or family == "flash"),
        "style": style_is_wrong(request),
        "substyle": substyle_is_wrong(request),
        "text_layout": bool(request.text_layout) and family not in ("v3", ""),
        "text_layout.text": any(map(word_is_wrong, request.text_layout)),
        "text_layout.bbox": any(map(box_is_wrong, request.text_layout)),
    }
    broken |= {name for name, is_broken in checks.items() if is_broken}
    if request.controls is not None:
        broken |= control_breaks(request.controls, family)
    return broken


def generation_breaks(request: GenerationRequest) -> set[str]:
    """The same for a generation."""
    broken = making_breaks(request)
    if size_is_wrong(request.size, request.model):
        broken.add("size")
    if request.upscale not in (None, "upscale4mp", "upscale16mp"):
        broken.add("upscale")
    with_style = bool(request.style_id or request.style)
    if request.style_references and (with_style or family_of(request.model) == "flash"):
        broken.add("style_references")
    return broken


def outpaint_breaks(request: OutpaintRequest) -> set[str]:
    """The same for an outpainting, whose picture has 256 pixels a side."""
    broken = making_breaks(request, EDITING)
    sides = {
        "expand_left": request.expand_left,
        "expand_right": request.expand_right,
        "expand_top": request.expand_top,
        "expand_bottom": request.expand_bottom,
    }
    expands = any(value is not None for value in sides.values())
    broken |= {n for n, value in sides.items() if value is not None and not 0 <= value <= 4096}
    zoom = request.zoom_out_percentage
    if zoom is not None and not 0 <= zoom < 100:
        broken.add("zoom_out_percentage")
    nothing = not request.size and not expands and zoom is None
    if size_is_wrong(request.size, request.model) or nothing or (request.size and expands):
        broken.add("size")
    return broken


def variate_breaks(request: VariateRequest) -> set[str]:
    """The same for variations."""
    broken = output_breaks(request.response_format, request.image_format)
    checks = {
        "n": not 1 <= request.n <= 6,
        "size": not request.size or size_is_wrong(request.size, request.model),
        "random_seed": request.random_seed is not None
        and not 0 <= request.random_seed < 4_294_967_296,
    }
    return broken | {name for name, is_broken in checks.items() if is_broken}


def vectorize_breaks(request: VectorizeRequest) -> set[str]:
    """The same for a tracing."""
    broken = output_breaks(request.response_format, request.image_format)
    switches = (
        "svg_compression",
        "limit_num_shapes",
        "color_reduction",
        "return_gradients",
        "small_shape_filter",
    )
    broken |= {name for name in switches if getattr(request, name) not in (None, "on", "off")}
    if request.shape_stacking not in (None, "cut_out", "hierarchical"):
        broken.add("shape_stacking")
    shapes = request.max_num_shapes
    if shapes is not None and not 1 <= shapes < 4_294_967_296:
        broken.add("max_num_shapes")
    if any(not color_is_right(color) for color in request.strict_color_palette):
        broken.add("strict_color_palette")
    return broken


def style_breaks(request: CreateStyleRequest) -> set[str]:
    """The same for a custom style."""
    family = family_of(request.model)
    old = family in ("v3", "v2", "")
    bases = {
        "v3": {"realistic_image", "digital_illustration", "vector_illustration"},
        "v2": {"realistic_image", "digital_illustration", "vector_illustration", "icon"},
    }.get(family, {"any", "vector_illustration"})
    if is_vector(request.model):
        bases = {"vector_illustration", *(["icon"] if family == "v2" else [])}
    checks = {
        "images": not request.images and not request.source_styles,
        "model": family == "flash",
        "style": bool(
            request.style and family and family != "flash" and request.style not in bases
        ),
        "match": request.match not in matches(family),
        "source_styles": bool(request.source_styles) and not old,
        "source_style_weights": bool(request.source_style_weights)
        and (not old or len(request.source_style_weights) != len(request.source_styles)),
        "mix_policy": request.mix_policy is not None
        and (not old or request.mix_policy not in ("PaletteMatch", "MaxWeight")),
        "image_weights": bool(request.image_weights)
        and len(request.image_weights) != len(request.images),
    }
    return {name for name, is_broken in checks.items() if is_broken}


def output_breaks(response_format: str, image_format: str) -> set[str]:
    """The fields of how an answer is to come."""
    broken = set() if response_format in ("url", "b64_json") else {"response_format"}
    return broken | (set() if image_format in ("png", "webp") else {"image_format"})


def matches(family: str) -> tuple[str | None, ...]:
    """The values of `style_match`."""
    match family:
        case "flash":
            return (None,)
        case "v3" | "v2":
            return (None, "regular")
        case "":
            return (None, "regular", "precise", "flexible")
    return (None, "precise", "flexible")


def size_is_wrong(size: str, model: str) -> bool:
    """A size that the model does not have."""
    if not size or size in RATIOS.split():
        return False
    family = family_of(model)
    if not family:
        return size not in ALL_SIZES if not model else "x" not in size
    if family in ("v3", "v2"):
        return size not in (*V3.split(), "1707x1024")
    is_pro = "_pro" in model and not is_vector(model)
    return size not in (TWO_K if is_pro else ONE_K).split()


def style_is_wrong(request: MakingRequest) -> bool:
    """A style that the model does not have, or any where it takes none."""
    family, style = family_of(request.model), request.style
    if not style or not family:
        return False
    if family == "flash":
        return True
    if style not in ALL_STYLES:
        return False
    if family in ("v3", "v2"):
        return style not in STYLES[family + (" vector" if is_vector(request.model) else "")]
    return style != ("vector_illustration" if is_vector(request.model) else "any")


def substyle_is_wrong(request: MakingRequest) -> bool:
    """A substyle without its style, or of another."""
    family, substyle = family_of(request.model), request.substyle
    if not substyle:
        return False
    if not request.style or family not in ("v3", "v2", ""):
        return True
    known = substyle in ALL_SUBSTYLES and request.style in ALL_STYLES
    return known and bool(family) and substyle not in SUBSTYLES.get((family, request.style), ())


def word_is_wrong(item: TextItem) -> bool:
    """A word that cannot be drawn."""
    return not item.text or not set(item.text) <= LETTERS


def box_is_wrong(item: TextItem) -> bool:
    """A place without four corners of two numbers."""
    return len(item.bbox) != 4 or not all(
        len(point) == 2 and all(map(math.isfinite, point)) for point in item.bbox
    )


def color_is_right(color: tuple[int, ...]) -> bool:
    """Three values of a byte."""
    return len(color) == 3 and all(0 <= value <= 255 for value in color)


def control_breaks(controls: Controls, family: str) -> set[str]:
    """The fields of `controls`."""
    weights, ground = controls.weights, controls.background_color
    many = len(controls.colors) > 10
    level = controls.artistic_level
    not_read = family not in ("v3", "")
    checks = {
        "controls.colors": many or not all(map(color_is_right, controls.colors)),
        "controls.background_color": ground is not None and not color_is_right(ground),
        "controls.colors.weight": (bool(weights) and len(weights) != len(controls.colors))
        or not all(0 <= weight <= 1 for weight in weights)
        or sum(weights) > 1 + 1e-9,
        "controls.artistic_level": level is not None and (not_read or not 0 <= level <= 5),
        "controls.no_text": controls.no_text is not None and not_read,
    }
    return {name for name, is_broken in checks.items() if is_broken}
