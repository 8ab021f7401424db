# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Styles: the base styles with their substyles, and the curated names that came after them.

Only V2 and V3 read these; later families take custom styles by id. Source: the service's style
tables of autumn 2025 (substyles) and September 2026 (curated names).
"""

from .models import Family, Model

RASTER_STYLES = ("any", "realistic_image", "digital_illustration", "logo_raster")
VECTOR_STYLES = ("vector_illustration", "icon")
BASE_STYLES = (*RASTER_STYLES, *VECTOR_STYLES)

SUBSTYLES: dict[Family, dict[str, tuple[str, ...]]] = {
    Family.V3: {
        "any": (),
        "realistic_image": (
            "b_and_w",
            "enterprise",
            "evening_light",
            "faded_nostalgia",
            "forest_life",
            "hard_flash",
            "hdr",
            "motion_blur",
            "mystic_naturalism",
            "natural_light",
            "natural_tones",
            "organic_calm",
            "real_life_glow",
            "retro_realism",
            "retro_snapshot",
            "studio_portrait",
            "urban_drama",
            "village_realism",
            "warm_folk",
        ),
        "digital_illustration": (
            "2d_art_poster",
            "2d_art_poster_2",
            "antiquarian",
            "bold_fantasy",
            "child_book",
            "cover",
            "crosshatch",
            "digital_engraving",
            "engraving_color",
            "expressionism",
            "freehand_details",
            "grain",
            "grain_20",
            "graphic_intensity",
            "hand_drawn",
            "hand_drawn_outline",
            "handmade_3d",
            "hard_comics",
            "infantile_sketch",
            "long_shadow",
            "modern_folk",
            "multicolor",
            "neon_calm",
            "noir",
            "nostalgic_pastel",
            "outline_details",
            "pastel_gradient",
            "pastel_sketch",
            "pixel_art",
            "plastic",
            "pop_art",
            "pop_renaissance",
            "seamless",
            "street_art",
            "tablet_sketch",
            "urban_glow",
            "urban_sketching",
            "young_adult_book",
            "young_adult_book_2",
        ),
        "vector_illustration": (
            "bold_stroke",
            "chemistry",
            "colored_stencil",
            "cosmics",
            "cutout",
            "depressive",
            "editorial",
            "emotional_flat",
            "engraving",
            "line_art",
            "line_circuit",
            "linocut",
            "marker_outline",
            "mosaic",
            "naivector",
            "roundish_flat",
            "seamless",
            "segmented_colors",
            "sharp_contrast",
            "thin",
            "vector_photo",
            "vivid_shapes",
        ),
        "logo_raster": (
            "emblem_graffiti",
            "emblem_pop_art",
            "emblem_punk",
            "emblem_stamp",
            "emblem_vintage",
        ),
    },
    Family.V2: {
        "realistic_image": (
            "b_and_w",
            "enterprise",
            "hard_flash",
            "hdr",
            "motion_blur",
            "natural_light",
            "studio_portrait",
        ),
        "digital_illustration": (
            "2d_art_poster",
            "2d_art_poster_2",
            "3d",
            "80s",
            "engraving_color",
            "glow",
            "grain",
            "hand_drawn",
            "hand_drawn_outline",
            "handmade_3d",
            "infantile_sketch",
            "kawaii",
            "pixel_art",
            "plastic",
            "psychedelic",
            "seamless",
            "voxel",
            "watercolor",
        ),
        "vector_illustration": (
            "cartoon",
            "doodle_line_art",
            "engraving",
            "flat_2",
            "kawaii",
            "line_art",
            "line_circuit",
            "linocut",
            "seamless",
        ),
        "icon": (
            "broken_line",
            "colored_outline",
            "colored_shapes",
            "colored_shapes_gradient",
            "doodle_fill",
            "doodle_offset_fill",
            "offset_fill",
            "outline",
            "outline_gradient",
            "pictogram",
        ),
    },
}
"""Substyles of each base style that the family has."""

CURATED: dict[str, dict[str, tuple[str, ...]]] = {
    "recraftv3": {
        "default": ("Recraft V3 Raw",),
        "photorealistic": (
            "Photorealism",
            "Enterprise",
            "Natural light",
            "Studio photo",
            "HDR",
            "Hard flash",
            "Motion blur",
            "Black & white",
            "Evening light",
            "Faded Nostalgia",
            "Forest life",
            "Mystic Naturalism",
            "Natural Tones",
            "Organic Calm",
            "Real-Life Glow",
            "Retro Realism",
            "Retro Snapshot",
            "Urban Drama",
            "Village Realism",
            "Warm Folk",
            "Product photo",
        ),
        "illustration": (
            "Illustration",
            "Hand-drawn",
            "Grain",
            "Bold Sketch",
            "Pencil sketch",
            "Retro Pop",
            "Clay",
            "Risograph",
            "Color engraving",
            "Pixel art",
            "Antiquarian",
            "Bold fantasy",
            "Child book",
            "Cover",
            "Crosshatch",
            "Digital engraving",
            "Expressionism",
            "Freehand details",
            "Grain 2.0",
            "Graphic intensity",
            "Hard Comics",
            "Long shadow",
            "Modern Folk",
            "Multicolor",
            "Neon Calm",
            "Noir",
            "Nostalgic pastel",
            "Outline details",
            "Pastel gradient",
            "Pastel sketch",
            "Pop art",
            "Pop renaissance",
            "Street art",
            "Tablet sketch",
            "Urban Glow",
            "Urban sketching",
            "Young adult book",
            "Young adult book 2",
            "Seamless Digital",
        ),
        "emblem": (
            "Prestige Emblem",
            "Pop Graphic",
            "Stamp",
            "Punk Graphic",
            "Vintage Emblem",
        ),
    },
    "recraftv3_vector": {
        "vector": (
            "Vector art",
            "Line art",
            "Linocut",
            "Color blobs",
            "Engraving",
            "Bold stroke",
            "Chemistry",
            "Colored stencil",
            "Cosmics",
            "Cutout",
            "Depressive",
            "Editorial",
            "Emotional flat",
            "Marker outline",
            "Mosaic",
            "Naivector",
            "Roundish flat",
            "Segmented Colors",
            "Sharp contrast",
            "Thin",
            "Vector Photo",
            "Vivid shapes",
            "Seamless Vector",
        ),
    },
    "recraftv2": {
        "photorealistic": (
            "Photorealism",
            "Enterprise",
            "Natural light",
            "Studio photo",
            "HDR",
            "Hard flash",
            "Motion blur",
            "Black & white",
            "Product photo",
        ),
        "illustration": (
            "Illustration",
            "3D render",
            "Glow",
            "Watercolor",
            "Hand-drawn",
            "Kawaii",
            "Grain",
            "Bold Sketch",
            "Pencil sketch",
            "Retro Pop",
            "Clay",
            "Risograph",
            "Psychedelic",
            "Seamless Digital",
            "Color engraving",
            "Pixel art",
            "80's",
            "Voxel art",
        ),
    },
    "recraftv2_vector": {
        "vector": (
            "Vector art",
            "Line art",
            "Linocut",
            "Cartoon",
            "Flat 2.0",
            "Color blobs",
            "Vector Kawaii",
            "Doodle Line art",
            "Seamless Vector",
            "Engraving",
        ),
        "icon": (
            "Icon",
            "Outline",
            "Pictogram",
            "Colored outline",
            "Doodle",
            "Colored shape",
            "Gradient outline",
            "Offset doodle",
            "Gradient shape",
            "Broken line",
            "Offset fill",
        ),
    },
}
"""Curated names by model and group, as the service shows and takes them."""

DEFAULT_STYLES = {
    "recraftv3": "Recraft V3 Raw",
    "recraftv3_vector": "Vector art",
    "recraftv2": "Photorealism",
    "recraftv2_vector": "Vector art",
}
"""The style of a request that names none."""

_ALL_SUBSTYLES = {s for styles in SUBSTYLES.values() for group in styles.values() for s in group}
_ALL_CURATED = {s for groups in CURATED.values() for group in groups.values() for s in group}


def curated_styles(model: Model) -> tuple[str, ...]:
    """The curated names that a model takes; none for the families after V3."""
    groups = CURATED.get("recraftv2" if model.id == "recraft20b" else model.id, {})
    return tuple(style for group in groups.values() for style in group)


def base_styles(model: Model) -> tuple[str, ...]:
    """The base styles that a model takes; a vector model takes only those that give SVG.

    Families after V3 have no named styles; whether they read even their own base style is not
    certain, but nobody reports that it is refused.
    """
    if not model.traits.styles:
        own = "vector_illustration" if model.is_vector else "any"
        return (own,) if model.traits.style_id else ()
    styles = tuple(SUBSTYLES[model.family])
    if model.is_vector:
        return tuple(style for style in styles if style in VECTOR_STYLES)
    return styles


def custom_base_styles(model: Model) -> tuple[str, ...]:
    """The base styles that a custom style for a model may have, its default first."""
    icon = ("icon",) if model.family is Family.V2 else ()
    if model.is_vector:
        return ("vector_illustration", *icon)
    if not model.traits.styles:
        return ("any", "vector_illustration")
    return ("realistic_image", "digital_illustration", "vector_illustration", *icon)


def styles_of(model: Model) -> tuple[str, ...]:
    """Everything that a model takes as `style`."""
    return (*base_styles(model), *curated_styles(model))


def substyles(model: Model, style: str) -> tuple[str, ...]:
    """The substyles of a base style for a model."""
    return SUBSTYLES.get(model.family, {}).get(style, ())


def is_known_style(style: str) -> bool:
    """True for a base style or a curated name of any model."""
    return style in BASE_STYLES or style in _ALL_CURATED


def is_known_substyle(substyle: str) -> bool:
    """True for a substyle of any family."""
    return substyle in _ALL_SUBSTYLES
