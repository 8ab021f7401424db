# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `POST /images/generations` accepts, refuses and makes in the sandbox.

Refusals have the recorded form of the service (`code` and `message`, status 400) where one is
recorded; the others are worded after it.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..client import catalog
from ..client.calls import Color
from .pictures import draw_texture, encode_png, encode_webp

PARAMETER = "invalid_request_parameter"
LABEL = "Made by the Recraft sandbox on this computer; no picture of Recraft's."


class RefusedError(Exception):
    """The request is refused with a status and a JSON body."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"code": code, "message": message}


@dataclass(frozen=True, slots=True)
class Generation:
    """An accepted request. Sizes in pixels, colours sRGB 0..255."""

    prompt: str
    model: catalog.Model
    width: int
    height: int
    count: int
    seed: int
    colors: tuple[Color, ...]
    background: Color | None
    image_format: str
    as_base64: bool

    @property
    def units(self) -> int:
        """The price of the whole request."""
        return self.model.units * self.count

    def pictures(self) -> Iterator[bytes]:
        """The encoded pictures, one after the other; equal requests give equal bytes."""
        encode = encode_webp if self.image_format == "webp" else encode_png
        for number in range(self.count):
            seed = (self.seed + number * 0x9E3779B1) % 2**32
            pixels = draw_texture(
                self.prompt,
                width=self.width,
                height=self.height,
                seed=seed,
                colors=self.colors,
                background=self.background,
            )
            yield encode(
                pixels,
                text={"Source": LABEL, "Description": self.prompt, "Seed": str(seed)},
            )


def accept(body: dict[str, Any]) -> Generation:
    """The request of a JSON body. Raises RefusedError, for the prompt first as the service does."""
    given = {key: value for key, value in body.items() if value is not None}
    model_id = given.get("model", catalog.DEFAULT_MODEL)
    model = catalog.model(model_id) if isinstance(model_id, str) else None
    prompt = _prompt(given, model)
    if model is None:
        raise RefusedError("invalid_model", f"unknown model {model_id!r}")
    _refuse_unsupported(given, model)
    width, height = _pixels(given.get("size", "1:1"), model)
    controls = given.get("controls") or {}
    if not isinstance(controls, dict):
        raise RefusedError(PARAMETER, "controls should be an object")
    return Generation(
        prompt=prompt,
        model=model,
        width=width,
        height=height,
        count=_whole(given, "n", 1, 1, catalog.MAX_COUNT),
        seed=_whole(given, "random_seed", secrets.randbits(32), 0, catalog.MAX_SEED),
        colors=_colors(controls.get("colors") or []),
        background=_background(controls.get("background_color")),
        image_format=_choice(given, "image_format", ("webp", "png")),
        as_base64=_choice(given, "response_format", ("url", "b64_json")) == "b64_json",
    )


def _prompt(given: dict[str, Any], model: catalog.Model | None) -> str:
    prompt = given.get("prompt", "")
    limit = model.prompt_limit if model else 10_000
    if not isinstance(prompt, str) or not 1 <= len(prompt) <= limit:
        raise RefusedError(PARAMETER, f"prompt length should be in [1, {limit}]")
    return prompt


def _refuse_unsupported(given: dict[str, Any], model: catalog.Model) -> None:
    if model.output is not catalog.Output.RASTER:
        raise RefusedError("sandbox_limit", "this sandbox draws pictures, not vectors")
    if model.needs_style or "style_id" in given:
        raise RefusedError(PARAMETER, "style not found")
    if "style" in given and model.family not in (catalog.Family.V2, catalog.Family.V3):
        raise RefusedError(PARAMETER, f"Invalid style {given['style']}")
    if given.get("negative_prompt") and not model.traits.negative_prompt:
        raise RefusedError(PARAMETER, f"negative_prompt is not supported by {model.id}")
    if given.get("text_layout") and model.family is not catalog.Family.V3:
        raise RefusedError(PARAMETER, f"text_layout is not supported by {model.id}")


def _pixels(size: object, model: catalog.Model) -> tuple[int, int]:
    try:
        return catalog.pixels_of(model, str(size))
    except KeyError:
        raise RefusedError(PARAMETER, f"size {size} is not supported by {model.id}") from None


def _whole(given: dict[str, Any], name: str, default: int, low: int, high: int) -> int:
    value = given.get(name, default)
    if type(value) is not int or not low <= value <= high:
        raise RefusedError(PARAMETER, f"{name} should be in [{low}, {high}]")
    return value


def _choice(given: dict[str, Any], name: str, allowed: tuple[str, ...]) -> str:
    value = given.get(name, allowed[0])
    if value not in allowed:
        raise RefusedError(PARAMETER, f"{name} should be one of {', '.join(allowed)}")
    return str(value)


def _colors(values: object) -> tuple[Color, ...]:
    if not isinstance(values, list) or len(values) > catalog.MAX_COLORS:
        raise RefusedError(PARAMETER, f"controls.colors holds up to {catalog.MAX_COLORS} colors")
    return tuple(_color(value) for value in values)


def _background(value: object) -> Color | None:
    return None if value is None else _color(value)


def _color(value: object) -> Color:
    rgb = value.get("rgb") if isinstance(value, dict) else None
    if isinstance(rgb, list) and len(rgb) == 3:
        red, green, blue = rgb
        if all(type(channel) is int and 0 <= channel <= 255 for channel in rgb):
            return red, green, blue
    raise RefusedError(PARAMETER, "rgb should be three integers in [0, 255]")
