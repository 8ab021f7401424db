# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the service's published contract (OpenAPI, 2026-08-22) says of each call: names, types.

Written down by hand. `integer?` and so on are optional, a bare type is required. A word in braces
names an entry of `ENUMS`. `file` is a part with a file in a form; a JSON body has its link instead.
"""

from __future__ import annotations

ENUMS: dict[str, tuple[str, ...]] = {
    "Creativity": ("simple", "standard", "eccentric"),
    "ImageFormat": ("webp", "png"),
    "ResponseFormat": ("url", "b64_json"),
    "ImageStyle": (
        "any",
        "digital_illustration",
        "icon",
        "realistic_image",
        "vector_illustration",
        "logo_raster",
    ),
    "MixPolicy": ("PaletteMatch", "MaxWeight"),
    "ShapeStacking": ("cut_out", "hierarchical"),
    "StyleMatch": ("regular", "precise", "flexible"),
    "UpscaleMode": ("upscale4mp", "upscale16mp"),
    "SvgCompression": ("on", "off"),
    "LimitNumShapes": ("on", "off"),
    "ColorReduction": ("on", "off"),
    "ReturnGradients": ("on", "off"),
    "SmallShapeFilter": ("on", "off"),
}
SIZE_COUNT, SUBSTYLE_COUNT = 56, 104
"""Different entries of the two long enums, which the catalog has in full."""

OUTPUT = {
    "response_format": "{ResponseFormat}?",
    "image_format": "{ImageFormat}?",
    "expire": "boolean?",
}
MAKING = OUTPUT | {
    "prompt": "string",
    "model": "{TransformModel}?",
    "n": "integer?",
    "style": "string?",
    "substyle": "{ImageSubStyle}?",
    "style_id": "string?",
    "style_match": "{StyleMatch}?",
    "negative_prompt": "string?",
    "text_layout": "array?",
    "controls": "object?",
    "random_seed": "integer?",
    "block_nsfw": "boolean?",
    "calculate_features": "boolean?",
    "creativity": "{Creativity}?",
}
GENERATION = MAKING | {"size": "{ImageSize}?", "upscale": "{UpscaleMode}?"}
TOOL = OUTPUT | {"upscale": "{UpscaleMode}?"}
VECTORIZE = TOOL | {
    "svg_compression": "{SvgCompression}?",
    "limit_num_shapes": "{LimitNumShapes}?",
    "max_num_shapes": "integer?",
    "color_reduction": "{ColorReduction}?",
    "return_gradients": "{ReturnGradients}?",
    "small_shape_filter": "{SmallShapeFilter}?",
    "shape_stacking": "{ShapeStacking}?",
    "strict_color_palette": "array?",
}
OUTPAINT = MAKING | {
    "size": "{ImageSize}?",
    "expand_left": "integer?",
    "expand_right": "integer?",
    "expand_top": "integer?",
    "expand_bottom": "integer?",
    "zoom_out_percentage": "number?",
}
VARIATE = OUTPUT | {
    "size": "{ImageSize}",
    "n": "integer?",
    "model": "{TransformModel}?",
    "random_seed": "integer?",
}
EXPLORE = OUTPUT | {
    "prompt": "string",
    "model": "{TransformModel}?",
    "size": "{ImageSize}?",
    "controls": "object?",
    "block_nsfw": "boolean?",
}
SIMILAR = OUTPUT | {
    "source_image_id": "string",
    "similarity": "integer",
    "block_nsfw": "boolean?",
}
STYLE = {
    "style": "{ImageStyle}?",
    "model": "{TransformModel}?",
    "match": "{StyleMatch}?",
    "image_weights": "array?",
    "prompt": "string?",
    "palette": "object?",
    "source_styles": "array?",
    "source_style_weights": "array?",
    "mix_policy": "{MixPolicy}?",
    "private": "boolean?",
}
IMAGE, IMAGE_URL = {"image": "file?"}, {"image_url": "string"}
MASK, MASK_URL = {"image": "file?", "mask": "file?"}, {"image_url": "string", "mask_url": "string"}
STRENGTH = {"strength": "number"}

# path: (fields of a JSON body, fields of a form or None where there is no form)
BODIES: dict[str, tuple[dict[str, str], dict[str, str] | None]] = {
    **dict.fromkeys(
        (
            "/images/generations",
            "/images/generations/raster",
            "/images/generations/vector",
        ),
        (
            GENERATION | {"style_reference_urls": "array?"},
            GENERATION | {"style_references": "array?"},
        ),
    ),
    "/images/imageToImage": (MAKING | STRENGTH | IMAGE_URL, MAKING | STRENGTH | IMAGE),
    "/images/inpaint": (MAKING | MASK_URL, MAKING | MASK),
    "/images/generateBackground": (MAKING | MASK_URL, MAKING | MASK),
    "/images/replaceBackground": (MAKING | IMAGE_URL, MAKING | IMAGE),
    "/images/outpaint": (OUTPAINT | IMAGE_URL, OUTPAINT | IMAGE),
    "/images/variateImage": (VARIATE | IMAGE_URL, VARIATE | IMAGE),
    "/images/explore": (EXPLORE, None),
    "/images/explore/similar": (SIMILAR, None),
    "/images/vectorize": (VECTORIZE | IMAGE_URL, VECTORIZE | IMAGE),
    **dict.fromkeys(
        (
            "/images/removeBackground",
            "/images/crispUpscale",
            "/images/creativeUpscale",
            "/images/clarityUpscale",
            "/images/generativeUpscale",
        ),
        (TOOL | IMAGE_URL, TOOL | IMAGE),
    ),
    "/images/eraseRegion": (OUTPUT | MASK_URL, OUTPUT | MASK),
    "/prompts/enhance": ({"prompt": "string"}, None),
    "/colors/optimize": ({"colors": "array", "num_colors_limit": "integer"}, None),
    "/styles": (STYLE | {"image_urls": "array"}, STYLE | {"images": "array"}),
}
# Not in the contract, only in the newest documentation.
REFINEMENT = {"refinement": "string?"}
DOCUMENTED_ONLY = dict.fromkeys(
    ("/images/enhance", "/images/refineDetails"),
    (OUTPUT | REFINEMENT | IMAGE_URL, OUTPUT | REFINEMENT | IMAGE),
)
# Parts that the documentation's samples send under another name than the contract says.
OTHER_PART_NAMES = {"file": "image"}

NESTED: dict[str, dict[str, str]] = {
    "UserControls": {
        "colors": "array?",
        "background_color": "object?",
        "artistic_level": "integer?",
        "no_text": "boolean?",
    },
    "ImageColor": {"rgb": "array?", "std": "array?", "weight": "number?"},
    "TextLayoutItem": {"text": "string", "bbox": "array"},
    "PaletteSuggest": {"colors": "array", "background_color": "object?"},
    "ColorHexAndWeight": {"hex": "string", "weight": "number?"},
}

LIST = {"created": "integer", "credits": "integer", "data": "array", "style_id": "string?"}
SINGLE = {"created": "integer", "credits": "integer", "image": "object"}
STYLE_ANSWER = {
    "id": "string",
    "style": "{ImageStyle}",
    "substyle": "{ImageSubStyle}?",
    "creation_time": "string",
    "is_private": "boolean",
}
ANSWERS: dict[str, dict[str, str]] = {
    "GenerateImageResponse": LIST,
    "ProcessImageResponse": SINGLE,
    "Image": {
        "image_id": "string",
        "url": "string?",
        "b64_json": "string?",
        "revised_prompt": "string?",
        "features": "object?",
    },
    "ImageFeatures": {"nsfw_score": "number?"},
    "Style": STYLE_ANSWER,
    "CreateStyleResponse": STYLE_ANSWER | {"credits": "integer"},
    "ListStylesResponse": {"styles": "array"},
    "ListBasicStylesResponse": {"styles": "array"},
    "BasicStyle": {"style_id": "string", "style": "string", "model": "{TransformModel}"},
    "ListModelsResponse": {"data": "array"},
    "Model": {
        "id": "string",
        "name": "string",
        "created": "integer",
        "description": "string?",
        "input_modalities": "array",
        "output_modalities": "array",
        "pricing": "object",
    },
    "ModelPricing": {"image": "string"},
    "EnhancePromptResponse": {"enhanced_prompt": "string", "credits": "integer"},
    "OptimizeColorsResponse": {"mapping": "array", "credits": "integer"},
    "ColorMapping": {"from": "string", "to": "string"},
    "User": {"id": "string", "credits": "integer", "email": "string?", "name": "string?"},
}
READING = {
    ("GET", "/styles"): "ListStylesResponse",
    ("GET", "/styles/basic"): "ListBasicStylesResponse",
    ("GET", "/styles/{style_id}"): "Style",
    ("DELETE", "/styles/{style_id}"): "object",
    ("GET", "/models"): "ListModelsResponse",
    ("GET", "/users/me"): "User",
}
