# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the API answers, as frozen values. Unknown fields are accepted and dropped.

`created` is in Unix seconds, `credits` in API units for the whole request; `request_id` comes from
the answer's headers and is what the vendor asks for.
"""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator


class _Response(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    request_id: str = ""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class ImageFeatures(_Part):
    """What `calculate_features` asked for."""

    nsfw_score: float | None = None


class Image(_Part):
    """One result: a link that lives about a day (`url`), or Base64 text (`b64_json`)."""

    image_id: str
    url: str | None = None
    b64_json: str | None = None
    revised_prompt: str | None = None
    features: ImageFeatures | None = None

    @model_validator(mode="after")
    def _has_a_picture(self) -> "Image":
        if self.url is None and self.b64_json is None:
            raise ValueError("neither url nor b64_json")
        return self


class ImageList(_Response):
    """The answer of the calls that give several pictures.

    `style_id` is the custom style that was made of style references.
    """

    created: int
    credits: int
    data: Annotated[tuple[Image, ...], Field(min_length=1)]
    style_id: str | None = None


class SingleImage(_Response):
    """The answer of the tools that give one picture."""

    created: int
    credits: int
    image: Image


class Style(_Response):
    """A custom style: `style` is its base style. The first API answered with the id alone."""

    id: str
    style: str | None = None
    substyle: str | None = None
    creation_time: datetime | None = None
    is_private: bool | None = None


class CreatedStyle(Style):
    """A style that was just made, with what it cost."""

    credits: int | None = None


class StyleList(_Response):
    """The custom styles of the account."""

    styles: tuple[Style, ...]


class BasicStyle(_Part):
    """A style of the service's own: its id, name and model."""

    style_id: str
    style: str
    model: str


class BasicStyleList(_Response):
    """The service's own styles."""

    styles: tuple[BasicStyle, ...]


class ModelPricing(_Part):
    """The price of a picture, as the service words it."""

    image: str


class ServiceModel(_Part):
    """A model as the service lists it."""

    id: str
    name: str
    created: int
    input_modalities: tuple[str, ...]
    output_modalities: tuple[str, ...]
    pricing: ModelPricing
    description: str | None = None


class ModelList(_Response):
    """The models that the service lists."""

    data: tuple[ServiceModel, ...]


class EnhancedPrompt(_Response):
    """A prompt, written out."""

    enhanced_prompt: str
    credits: int


class ColorMapping(_Part):
    """A colour and what stands for it, both `#rrggbb`."""

    source: str = Field(alias="from")
    target: str = Field(alias="to")


class OptimizedColors(_Response):
    """Colours reduced to fewer."""

    mapping: tuple[ColorMapping, ...]
    credits: int


class User(_Response):
    """The owner of the token; `credits` is the balance in API units."""

    id: str
    credits: int
    email: str | None = None
    name: str | None = None
