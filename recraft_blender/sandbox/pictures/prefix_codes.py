# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Canonical, length-limited Huffman codes, and packing of variable-length codes into bytes."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LONGEST_CODE = 15
"""The longest code, in bits, that WebP lossless may use."""
_WORD = 64


@dataclass(frozen=True)
class PrefixCode:
    """A code for the symbols 0 .. n - 1."""

    lengths: NDArray[np.uint64]
    """(n,) bits of each symbol's code; 0 for an unused symbol or for the only one used."""
    bits: NDArray[np.uint64]
    """(n,) each symbol's code with its first bit lowest, ready to be packed."""
    used: tuple[int, ...]
    """The symbols that occur, ascending; never empty."""


def prefix_code(histogram: NDArray[np.int64]) -> PrefixCode:
    """The code that is shortest for symbols occurring as often as (n,) `histogram` says."""
    used = tuple(int(symbol) for symbol in np.flatnonzero(histogram)) or (0,)
    lengths = np.zeros(len(histogram), np.uint64)
    if len(used) > 1:
        lengths[list(used)] = _limited_depths([int(histogram[symbol]) for symbol in used])
    return PrefixCode(lengths, _canonical(lengths), used)


def _limited_depths(counts: list[int]) -> list[int]:
    """Depths in a Huffman tree, flattened by raising the rarest counts until none is too deep."""
    floor = 1
    while True:
        depths = _depths([max(count, floor) for count in counts])
        if max(depths) <= LONGEST_CODE:
            return depths
        floor *= 2


def _depths(counts: list[int]) -> list[int]:
    """Each leaf's depth in the Huffman tree of two or more counts."""
    heap = [(count, node) for node, count in enumerate(counts)]
    heapq.heapify(heap)
    parents = [0] * (2 * len(counts) - 1)
    for parent in range(len(counts), len(parents)):
        first, second = heapq.heappop(heap), heapq.heappop(heap)
        parents[first[1]] = parents[second[1]] = parent
        heapq.heappush(heap, (first[0] + second[0], parent))
    depths = [0] * len(parents)
    for node in range(len(parents) - 2, -1, -1):
        depths[node] = depths[parents[node]] + 1
    return depths[: len(counts)]


def _canonical(lengths: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Codes counted upwards by length and symbol, each turned round to start at bit 0."""
    bits = np.zeros(len(lengths), np.uint64)
    code, previous = 0, 0
    for symbol in np.argsort(lengths, kind="stable"):
        length = int(lengths[symbol])
        if length:
            code <<= length - previous
            bits[symbol] = int(f"{code:0{length}b}"[::-1], 2)
            code, previous = code + 1, length
    return bits


def packed(values: NDArray[np.uint64], lengths: NDArray[np.uint64]) -> bytes:
    """The lowest `lengths` bits of each of `values` one after another, lowest bit first.

    Both (n,), lengths 0..60, values without bits beyond their length. The last byte is filled up
    with zeros.
    """
    values, lengths = values[lengths > 0], lengths[lengths > 0]
    if not len(values):
        return b""
    ends = np.cumsum(lengths, dtype=np.uint64)
    starts = ends - lengths
    word, shift = (starts // _WORD).astype(np.intp), starts % np.uint64(_WORD)
    # No value is as long as a word: a value starts in every word up to the last start's.
    first = np.flatnonzero(np.diff(word, prepend=-1))
    words = np.zeros(int(word[-1]) + 2, np.uint64)
    words[: len(first)] = np.bitwise_or.reduceat(values << shift, first)
    spilling = np.flatnonzero(shift + lengths > _WORD)
    words[word[spilling] + 1] |= values[spilling] >> (np.uint64(_WORD) - shift[spilling])
    return words.astype("<u8").tobytes()[: (int(ends[-1]) + 7) // 8]
