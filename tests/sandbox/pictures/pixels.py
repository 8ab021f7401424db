# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random small pictures for property tests, and an independent decoder."""

from __future__ import annotations

import io

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image


def decoded(data: bytes, *, channels: int) -> NDArray[np.uint8]:
    """What Pillow reads from a file: (height, width, channels) uint8."""
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGBA" if channels == 4 else "RGB"))


@st.composite
def pictures(draw: st.DrawFn) -> NDArray[np.uint8]:
    """Small RGB and RGBA pictures, among them single pixels, single rows and few colours."""
    height, width = draw(st.integers(1, 24)), draw(st.integers(1, 24))
    channels = draw(st.sampled_from((3, 4)))
    rng = np.random.Generator(np.random.PCG64(draw(st.integers(0, 2**32))))
    shape = (height, width, channels)
    colours = draw(st.sampled_from((1, 2, 3, 17, 256)))
    if colours == 256:
        return rng.integers(0, 256, shape, dtype=np.uint8)
    table = rng.integers(0, 256, (colours, channels), dtype=np.uint8)
    pixels: NDArray[np.uint8] = table[rng.integers(0, colours, shape[:2])]
    return pixels


def skewed(height: int, width: int) -> NDArray[np.uint8]:
    """A grey picture whose values are each twice as rare as the one before: deep Huffman trees."""
    rng = np.random.Generator(np.random.PCG64(5))
    level = np.minimum(rng.geometric(0.5, (height, width)), 200).astype(np.uint8)
    return np.repeat(np.cumsum(level, axis=1, dtype=np.uint8)[:, :, None], 3, axis=2)
