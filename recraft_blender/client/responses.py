# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the API answers, as frozen values. Unknown fields are accepted and dropped."""

from pydantic import BaseModel, ConfigDict


class _Response(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Image(_Response):
    """One result: a link that lives about a day (`url`), or Base64 text (`b64_json`)."""

    image_id: str
    url: str | None = None
    b64_json: str | None = None


class ImageList(_Response):
    """The answer of the calls that give several pictures.

    `created` is in Unix seconds, `credits` in API units for the whole request; `request_id` comes
    from the answer's headers and is what the vendor asks for.
    """

    created: int
    credits: int
    data: tuple[Image, ...]
    request_id: str = ""


class User(_Response):
    """The owner of the token; `credits` is the balance in API units."""

    id: str
    credits: int
    email: str | None = None
    name: str | None = None
