# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls that the service offers: path, price, pictures they take, and the models they know.

Source: the service's documentation of September 2026, restated; `/images/refineDetails` and the
two `explore` calls are in some of its editions only, `/colors/optimize` only in its contract.
"""

from dataclasses import dataclass

from .models import Family

MEGABYTE = 1_000_000
MAX_REFERENCES = 10
MAX_REFERENCES_BYTES = 64 * MEGABYTE
MAX_EXPAND = 4096
MAX_ENHANCE_PROMPT = 2000

PNG, JPEG, WEBP, SVG = "image/png", "image/jpeg", "image/webp", "image/svg+xml"
RASTER_KINDS = (PNG, JPEG, WEBP)


@dataclass(frozen=True, slots=True)
class InputLimits:
    """What a call takes as a picture: media types, bytes (less than), pixels, sides in pixels."""

    kinds: tuple[str, ...] = RASTER_KINDS
    max_bytes: int = 10 * MEGABYTE
    max_pixels: int | None = 16_777_216
    min_side: int | None = 256
    max_side: int | None = 4096


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One call. `units` is the price of a request, None where the model's price counts.

    `part` names the picture's part of a multipart form, `url` its field in a JSON body. `families`
    are those it is documented for; None where the call has no model.
    """

    path: str
    title: str
    units: int | None = None
    part: str = ""
    url: str = ""
    limits: InputLimits | None = None
    families: tuple[Family, ...] | None = None
    default_model: str = ""


_ANY_PICTURE = InputLimits(kinds=(*RASTER_KINDS, SVG))
_RASTER = InputLimits()
_REFERENCE = InputLimits(max_pixels=None, min_side=None, max_side=None)
_ERASE = InputLimits(kinds=(*RASTER_KINDS, SVG), min_side=32)
_EDITED = (Family.V3,)

GENERATE = Endpoint(
    "/images/generations",
    "Generate",
    part="style_references",
    url="style_reference_urls",
    limits=_REFERENCE,
    families=tuple(Family),
    default_model="recraftv4_1",
)
IMAGE_TO_IMAGE = Endpoint(
    "/images/imageToImage",
    "Image to image",
    part="image",
    url="image_url",
    limits=_ANY_PICTURE,
    families=(Family.V4_1, Family.V4, Family.V3),
    default_model="recraftv4_1",
)
INPAINT = Endpoint(
    "/images/inpaint",
    "Inpaint",
    part="image",
    url="image_url",
    limits=_ANY_PICTURE,
    families=_EDITED,
    default_model="recraftv3",
)
OUTPAINT = Endpoint(
    "/images/outpaint",
    "Outpaint",
    part="image",
    url="image_url",
    limits=_ANY_PICTURE,
    families=_EDITED,
    default_model="recraftv3",
)
REPLACE_BACKGROUND = Endpoint(
    "/images/replaceBackground",
    "Replace background",
    part="image",
    url="image_url",
    limits=_ANY_PICTURE,
    families=_EDITED,
    default_model="recraftv3",
)
GENERATE_BACKGROUND = Endpoint(
    "/images/generateBackground",
    "Generate background",
    part="image",
    url="image_url",
    limits=_ANY_PICTURE,
    families=_EDITED,
    default_model="recraftv3",
)
VARIATE = Endpoint(
    "/images/variateImage",
    "Variate",
    units=40,
    part="image",
    url="image_url",
    limits=_ANY_PICTURE,
    families=tuple(Family),
)
VECTORIZE = Endpoint(
    "/images/vectorize", "Vectorize", units=10, part="file", url="image_url", limits=_RASTER
)
REMOVE_BACKGROUND = Endpoint(
    "/images/removeBackground",
    "Remove background",
    units=10,
    part="file",
    url="image_url",
    limits=_ANY_PICTURE,
)
CRISP_UPSCALE = Endpoint(
    "/images/crispUpscale",
    "Crisp upscale",
    units=4,
    part="file",
    url="image_url",
    limits=InputLimits(min_side=32),
)
CREATIVE_UPSCALE = Endpoint(
    "/images/creativeUpscale",
    "Creative upscale",
    units=250,
    part="file",
    url="image_url",
    limits=_RASTER,
)
CLARITY_UPSCALE = Endpoint(
    "/images/clarityUpscale",
    "Clarity upscale",
    units=4,
    part="file",
    url="image_url",
    limits=InputLimits(min_side=32),
)
GENERATIVE_UPSCALE = Endpoint(
    "/images/generativeUpscale",
    "Generative upscale",
    units=250,
    part="file",
    url="image_url",
    limits=_RASTER,
)
ERASE_REGION = Endpoint(
    "/images/eraseRegion", "Erase region", units=2, part="image", url="image_url", limits=_ERASE
)
REFINE_DETAILS = Endpoint(
    "/images/refineDetails",
    "Refine details",
    units=210,
    part="file",
    url="image_url",
    limits=_RASTER,
)
EXPLORE = Endpoint(
    "/images/explore",
    "Explore",
    families=(Family.V4_1, Family.V4),
    default_model="recraftv4_1",
)
EXPLORE_SIMILAR = Endpoint("/images/explore/similar", "Explore similar")
ENHANCE_PROMPT = Endpoint("/prompts/enhance", "Enhance prompt", units=10)
OPTIMIZE_COLORS = Endpoint("/colors/optimize", "Optimize colours")
CREATE_STYLE = Endpoint(
    "/styles",
    "Create style",
    units=5,
    part="images",
    url="image_urls",
    limits=_REFERENCE,
    families=tuple(family for family in Family if family is not Family.V4_1_FLASH),
    default_model="recraftv4_styles",
)
