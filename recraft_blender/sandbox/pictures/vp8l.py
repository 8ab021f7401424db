# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the VP8L bitstream, WebP's lossless picture coding.

Green is subtracted from red and blue, each pixel is predicted from its neighbours, and what is left
is written with one Huffman code per channel; there are no backward references.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from .prefix_codes import PrefixCode, packed, prefix_code

LARGEST_SIDE = 1 << 14
"""The largest width and height, in pixels, that VP8L can hold."""

Channels: TypeAlias = NDArray[np.uint8]
"""(4, height, width): green, red, blue and alpha, in the order in which VP8L writes them."""
Predictor: TypeAlias = Callable[[Channels, Channels, Channels], Channels]

_SIGNATURE = 0x2F
_PREDICTOR_TRANSFORM, _SUBTRACT_GREEN_TRANSFORM = 0, 2
# The largest block the predictor transform knows: 2 ** 9 pixels.
_BLOCK_BITS = 9
_GREEN_AND_LENGTHS = 256 + 24
_DISTANCES = 40
# The code lengths 0 to 15 lie at the places 2 to 18 of the order in which VP8L lists them; the
# repeats 17, 18 and 16 lie at 0, 1 and 8.
_LENGTH_CODE_BITS = [0, 0, 4, 4, 4, 4, 4, 4, 0, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4]


@dataclass
class _BitFields:
    """Numbers and their widths in bits, waiting to be packed."""

    values: list[int] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)

    def add(self, value: int, width: int) -> None:
        self.values.append(value)
        self.widths.append(width)


def encode_vp8l(pixels: NDArray[np.uint8]) -> bytes:
    """(height, width, 4) uint8 RGBA, each side 1..16384, as the body of a VP8L chunk."""
    height, width, _ = pixels.shape
    opaque = bool((pixels[:, :, 3] == 255).all())
    residual, mode = _predicted(_green_subtracted(pixels))
    fields = _BitFields()
    for value, bits in ((_SIGNATURE, 8), (width - 1, 14), (height - 1, 14), (not opaque, 1)):
        fields.add(int(value), bits)
    fields.add(0, 3)  # version
    _add_transforms(fields, mode)
    fields.add(0, 3)  # no more transforms, no colour cache, one group of codes for all blocks
    sizes = (_GREEN_AND_LENGTHS, 256, 256, 256)
    codes = [
        prefix_code(np.bincount(channel.ravel(), minlength=size))
        for channel, size in zip(residual, sizes, strict=True)
    ]
    for code in [*codes, prefix_code(np.zeros(_DISTANCES, np.int64))]:
        _add_code(fields, code)
    return _with_pixels(fields, residual, codes)


def _green_subtracted(pixels: NDArray[np.uint8]) -> Channels:
    red, green, blue, alpha = np.moveaxis(pixels, 2, 0)
    return np.stack([green, red - green, blue - green, alpha])


def _average(first: Channels, second: Channels) -> Channels:
    # Without a ninth bit: what both share, and half of where they differ.
    return (first & second) + ((first ^ second) >> 1)


def _gradient(left: Channels, up: Channels, corner: Channels) -> Channels:
    return np.clip(left.astype(np.int16) + up - corner, 0, 255).astype(np.uint8)


# By VP8L's numbers of the modes; each of left, up and the corner between them.
_PREDICTORS: dict[int, Predictor] = {
    1: lambda left, up, corner: left,  # noqa: ARG005
    2: lambda left, up, corner: up,  # noqa: ARG005
    7: lambda left, up, corner: _average(left, up),  # noqa: ARG005
    12: _gradient,
}


def _residual(channels: Channels, predictor: Predictor) -> Channels:
    """`channels` less their prediction; the first row and column are predicted in a fixed way."""
    out = channels.copy()
    out[3, 0, 0] -= 255
    out[:, 0, 1:] -= channels[:, 0, :-1]
    out[:, 1:, 0] -= channels[:, :-1, 0]
    left, up, corner = channels[:, 1:, :-1], channels[:, :-1, 1:], channels[:, :-1, :-1]
    out[:, 1:, 1:] -= predictor(left, up, corner)
    return out


def _predicted(channels: Channels) -> tuple[Channels, int]:
    """The smallest residual and its mode, judged on the picture's upper rows and its middle."""
    height = channels.shape[1]
    start = max(0, height // 2 - 64)
    sample = channels[:, start : start + 128]
    mode = min(_PREDICTORS, key=lambda mode: _weight(_residual(sample, _PREDICTORS[mode])))
    return _residual(channels, _PREDICTORS[mode]), mode


def _weight(residual: Channels) -> int:
    return int(np.abs(residual.view(np.int8).astype(np.int16)).sum(dtype=np.int64))


def _add_transforms(fields: _BitFields, mode: int) -> None:
    """Subtract green, then one predictor for all blocks; decoders undo them in reverse."""
    fields.add(1, 1)
    fields.add(_SUBTRACT_GREEN_TRANSFORM, 2)
    fields.add(1, 1)
    fields.add(_PREDICTOR_TRANSFORM, 2)
    fields.add(_BLOCK_BITS - 2, 3)
    fields.add(0, 1)  # the picture of the modes has no colour cache
    # That picture has one colour, the mode in its green, and so needs no bits for its pixels.
    for symbol in (mode, 0, 0, 255, 0):
        _add_symbols(fields, (symbol,))


def _add_symbols(fields: _BitFields, symbols: tuple[int, ...]) -> None:
    """A code of one or two symbols, below 256, in the short form."""
    fields.add(1, 1)
    fields.add(len(symbols) - 1, 1)
    fields.add(1, 1)  # the first symbol has eight bits
    for symbol in symbols:
        fields.add(symbol, 8)


def _add_code(fields: _BitFields, code: PrefixCode) -> None:
    if len(code.used) <= 2:
        _add_symbols(fields, code.used)
        return
    fields.add(0, 1)
    fields.add(len(_LENGTH_CODE_BITS) - 4, 4)
    for bits in _LENGTH_CODE_BITS:
        fields.add(bits, 3)
    fields.add(0, 1)  # the lengths of all symbols follow
    # Sixteen codes of four bits each are the numbers 0 to 15, first bit highest.
    for length in code.lengths:
        fields.add(int(f"{int(length):04b}"[::-1], 2), 4)


def _with_pixels(fields: _BitFields, residual: Channels, codes: list[PrefixCode]) -> bytes:
    """The fields and behind them the pixels, each one's four codes joined into one number."""
    values = np.zeros(residual[0].size, np.uint64)
    lengths = np.zeros(residual[0].size, np.uint64)
    for channel, code in zip(residual, codes, strict=True):
        values |= code.bits[channel.ravel()] << lengths
        lengths += code.lengths[channel.ravel()]
    return packed(
        np.concatenate([np.array(fields.values, np.uint64), values]),
        np.concatenate([np.array(fields.widths, np.uint64), lengths]),
    )
