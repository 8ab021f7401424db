# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls that the service offers: path, price, pictures they take, and the models they know.

Source: the service's documentation of September and October 2026, restated. `/images/enhance` and
`/images/refineDetails` are one tool in different editions; the two `explore` calls are in some
editions only, `/colors/optimize` only in the contract; `clarityUpscale` and `generativeUpscale` are
the first names of the two upscalers.
"""

from dataclasses import dataclass, replace

from .models import DEFAULT_MODEL, Family

MEGABYTE = 1_000_000
MAX_REFERENCES = 10
MAX_REFERENCES_BYTES = 64 * MEGABYTE
MAX_EXPAND = 4096
MAX_OUTPAINTED_SIDE = 4096
MAX_ENHANCE_PROMPT = 2000

PNG, JPEG, WEBP, SVG = "image/png", "image/jpeg", "image/webp", "image/svg+xml"
RASTER_KINDS = (PNG, JPEG, WEBP)


@dataclass(frozen=True, slots=True)
class InputLimits:
    """What a call takes as a picture: media types, bytes (less than), pixels, sides in pixels.

    The service says 16 MP beside sides of up to 4096 pixels, which is 4096 x 4096. SVG has no
    pixels, so that only its bytes are limited.
    """

    kinds: tuple[str, ...] = RASTER_KINDS
    max_bytes: int = 10 * MEGABYTE
    max_pixels: int | None = 4096 * 4096
    min_side: int | None = 256
    max_side: int | None = 4096


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One call. `units` is the price of a request, None where the model's counts or none is known.

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


_RASTER = InputLimits()
_ANY_PICTURE = InputLimits(kinds=(*RASTER_KINDS, SVG))
_REFERENCE = InputLimits(max_pixels=None, min_side=None, max_side=None)


def _edit(path: str, title: str, families: tuple[Family, ...], default_model: str) -> Endpoint:
    """A call that redraws a picture at the model's price."""
    return Endpoint(
        path,
        title,
        part="image",
        url="image_url",
        limits=_ANY_PICTURE,
        families=families,
        default_model=default_model,
    )


def _tool(path: str, title: str, units: int, limits: InputLimits) -> Endpoint:
    """A call that makes one picture of one, at its own price."""
    return Endpoint(path, title, units=units, part="file", url="image_url", limits=limits)


GENERATE = Endpoint(
    "/images/generations",
    "Generate",
    part="style_references",
    url="style_reference_urls",
    limits=_REFERENCE,
    families=tuple(Family),
    default_model=DEFAULT_MODEL,
)
GENERATE_RASTER = replace(GENERATE, path="/images/generations/raster", title="Generate raster")
GENERATE_VECTOR = replace(GENERATE, path="/images/generations/vector", title="Generate vector")

IMAGE_TO_IMAGE = _edit(
    "/images/imageToImage",
    "Image to image",
    (Family.V4_1, Family.V4, Family.V3),
    DEFAULT_MODEL,
)
INPAINT = _edit("/images/inpaint", "Inpaint", (Family.V3,), "recraftv3")
OUTPAINT = _edit("/images/outpaint", "Outpaint", (Family.V3,), "recraftv3")
REPLACE_BACKGROUND = _edit(
    "/images/replaceBackground", "Replace background", (Family.V3,), "recraftv3"
)
GENERATE_BACKGROUND = _edit(
    "/images/generateBackground", "Generate background", (Family.V3,), "recraftv3"
)
VARIATE = replace(
    _edit("/images/variateImage", "Variate", tuple(Family), default_model=""), units=40
)

VECTORIZE = _tool("/images/vectorize", "Vectorize", 10, _RASTER)
REMOVE_BACKGROUND = _tool("/images/removeBackground", "Remove background", 10, _ANY_PICTURE)
CRISP_UPSCALE = _tool("/images/crispUpscale", "Crisp upscale", 4, InputLimits(min_side=32))
CREATIVE_UPSCALE = _tool("/images/creativeUpscale", "Creative upscale", 250, _RASTER)
CLARITY_UPSCALE = replace(CRISP_UPSCALE, path="/images/clarityUpscale", title="Clarity upscale")
GENERATIVE_UPSCALE = replace(
    CREATIVE_UPSCALE, path="/images/generativeUpscale", title="Generative upscale"
)
REFINE_DETAILS = _tool("/images/refineDetails", "Refine details", 210, _RASTER)
ENHANCE_DETAILS = _tool(
    "/images/enhance", "Enhance details", 210, InputLimits(max_bytes=20 * MEGABYTE)
)
ERASE_REGION = replace(
    _tool(
        "/images/eraseRegion",
        "Erase region",
        2,
        # Up to 10 MB here, elsewhere under. Its smallest side is that of an older edition.
        InputLimits(kinds=(*RASTER_KINDS, SVG), max_bytes=10 * MEGABYTE + 1, min_side=32),
    ),
    part="image",
)

EXPLORE = Endpoint(
    "/images/explore",
    "Explore",
    families=(Family.V4_1, Family.V4),
    default_model=DEFAULT_MODEL,
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
