# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up photographs: a form of known outline before a known ground."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from recraft_blender.sandbox.pictures import draw_texture

Field = NDArray[np.float32]


@dataclass(frozen=True)
class Scene:
    """A picture of a subject."""

    pixels: NDArray[np.uint8]
    share: Field
    """(height, width) how much of each pixel is the subject, 0..1."""
    subject: Field
    """(height, width, 3) its colours in 0..1, also where it is not."""

    @property
    def mask(self) -> NDArray[np.bool_]:
        """Every pixel that has some of the subject."""
        return self.share > 0


def scene(form: str, ground: str, subject: str, *, size: int = 256) -> Scene:
    """A form in the colours `subject` before a ground; either may be a texture's prompt."""
    share, behind, front = _share(form, size), _ground(ground, size), _subject(subject, size)
    mixed = behind + (front - behind) * share[:, :, None]
    return Scene(np.rint(mixed * 255).astype(np.uint8), share, front)


def _share(form: str, size: int) -> Field:
    fine = size * 8
    image = Image.new("L", (fine, fine))
    draw = ImageDraw.Draw(image)
    if form == "disc":
        draw.ellipse([fine * part for part in (0.25, 0.3, 0.75, 0.8)], fill=255)
    elif form == "ring":
        draw.ellipse([fine * part for part in (0.2, 0.2, 0.8, 0.8)], fill=255)
        draw.ellipse([fine * part for part in (0.36, 0.36, 0.64, 0.64)], fill=0)
    elif form == "person":
        draw.ellipse([fine * part for part in (0.4, 0.15, 0.6, 0.38)], fill=255)
        draw.rectangle([fine * part for part in (0.3, 0.36, 0.7, 1.0)], fill=255)
    else:
        angle = np.arange(10) * np.pi / 5
        reach = np.where(np.arange(10) % 2 == 0, 0.4, 0.18)
        corners = np.stack([0.5 + np.sin(angle) * reach, 0.5 - np.cos(angle) * reach], axis=1)
        draw.polygon([(float(x), float(y)) for x, y in corners * fine], fill=255)
    small = image.resize((size, size), Image.Resampling.BOX)
    return np.asarray(small).astype(np.float32) / 255


def _ground(kind: str, size: int) -> Field:
    y, x = _places(size)
    if kind == "white":
        return np.ones((size, size, 3), np.float32)
    if kind == "gradient":
        return np.stack([0.2 + 0.5 * y, 0.4 + 0.3 * x, 0.9 - 0.3 * y], axis=2)
    if kind == "noise":
        noise = np.random.default_rng(3).normal(0.5, 0.1, (size, size, 3))
        return np.clip(noise, 0, 1).astype(np.float32)
    return draw_texture(kind, width=size, height=size, seed=3).astype(np.float32) / 255


def _subject(kind: str, size: int) -> Field:
    y, x = _places(size)
    if kind == "red":
        return np.broadcast_to(np.array([0.8, 0.15, 0.1], np.float32), (size, size, 3))
    if kind == "two":
        left, right = np.array([0.95, 0.8, 0.2]), np.array([0.1, 0.2, 0.6])
        return np.where((x > 0.5)[:, :, None], right, left).astype(np.float32)
    if kind == "shaded":
        return np.stack([0.95 - 0.4 * y, 0.75 - 0.5 * x, 0.1 + 0.1 * x], axis=2)
    return draw_texture(kind, width=size, height=size, seed=5).astype(np.float32) / 255


def _places(size: int) -> tuple[Field, Field]:
    line = np.linspace(0, 1, size, dtype=np.float32)
    y, x = np.meshgrid(line, line, indexing="ij")
    return y, x


def with_alpha(pixels: NDArray[np.uint8], value: int = 200) -> NDArray[np.uint8]:
    """The picture with the same opacity everywhere."""
    opacity = np.full((*pixels.shape[:2], 1), value, np.uint8)
    return np.concatenate([pixels, opacity], axis=2)


def apart(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> float:
    """The mean difference of two pictures in 0..255."""
    return float(np.abs(first.astype(np.float64) - second).mean())
