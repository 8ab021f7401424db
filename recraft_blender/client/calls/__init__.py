# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every call as a frozen value: parameters, limits, price. Sending is the client's part."""

from .generation import (
    ExploreRequest,
    ExploreSimilarRequest,
    GenerationRequest,
    RasterGenerationRequest,
    VectorGenerationRequest,
)
from .look import Color, Controls, TextItem
from .making import MakingRequest
from .masked import MaskedRequest
from .request import PictureRequest, Request, estimate
from .styles import CreateStyleRequest, Palette
from .tools import (
    ClarityUpscaleRequest,
    CreativeUpscaleRequest,
    CrispUpscaleRequest,
    EnhanceDetailsRequest,
    EraseRegionRequest,
    GenerativeUpscaleRequest,
    RefineDetailsRequest,
    RemoveBackgroundRequest,
    ToolRequest,
    VariateRequest,
    VectorizeRequest,
)
from .transforms import (
    GenerateBackgroundRequest,
    ImageToImageRequest,
    InpaintRequest,
    OutpaintRequest,
    ReplaceBackgroundRequest,
    TransformRequest,
)
from .words import EnhancePromptRequest, OptimizeColorsRequest, WeightedColor

__all__ = [
    "ClarityUpscaleRequest",
    "Color",
    "Controls",
    "CreateStyleRequest",
    "CreativeUpscaleRequest",
    "CrispUpscaleRequest",
    "EnhanceDetailsRequest",
    "EnhancePromptRequest",
    "EraseRegionRequest",
    "ExploreRequest",
    "ExploreSimilarRequest",
    "GenerateBackgroundRequest",
    "GenerationRequest",
    "GenerativeUpscaleRequest",
    "ImageToImageRequest",
    "InpaintRequest",
    "MakingRequest",
    "MaskedRequest",
    "OptimizeColorsRequest",
    "OutpaintRequest",
    "Palette",
    "PictureRequest",
    "RasterGenerationRequest",
    "RefineDetailsRequest",
    "RemoveBackgroundRequest",
    "ReplaceBackgroundRequest",
    "Request",
    "TextItem",
    "ToolRequest",
    "TransformRequest",
    "VariateRequest",
    "VectorGenerationRequest",
    "VectorizeRequest",
    "WeightedColor",
    "estimate",
]
