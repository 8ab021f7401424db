# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pieces of a drawing to safe fills, some thousand curves at a time, crossing ones mended."""

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .outline import Index, Rings, join, take
from .outline_shapes import Outliner, Piece
from .outline_skia import Skia
from .overlap_fills import Fills, Sampling, fills_of
from .overlap_repair import repaired, unrepaired


@dataclass(frozen=True, slots=True)
class Pace:
    """How much is done at a stroke: curves checked, curves of crossing shapes mended, and shapes.

    A single shape of more curves takes its time in one.
    """

    curves: int
    crossing: int
    shapes: int


AWAKE = Pace(curves=2000, crossing=80, shapes=250)
"""Strokes of about 5 ms."""
SWIFT = Pace(curves=6000, crossing=4000, shapes=2000)
"""Sizes that suit the processor's cache."""


def safe_fills(
    outliner: Outliner, pieces: list[Piece], sampling: Sampling, pace: Pace
) -> Generator[float, None, tuple[list[Fills], int]]:
    """Fills of all pieces, their owners numbers of pieces, and how many came out only nearly right.

    Yields how much is done, 0..1.
    """
    even_odd = np.array([piece.even_odd for piece in pieces], np.bool_)
    parts = [fills_of(*_rings(outliner, []), even_odd[:0], sampling)[0]]
    crossing: list[tuple[int, Rings]] = []
    for first, end in _batches((_size(outliner, piece) for piece in pieces), pace.curves):
        rings, owner = _rings(outliner, pieces[first:end])
        fills, flags = fills_of(rings, owner, even_odd[first:end], sampling)
        parts.append(replace(fills, owner=fills.owner + first))
        crossing += [
            (first + number, take(rings, np.flatnonzero(owner == number)))
            for number in np.flatnonzero(flags).tolist()
        ]
        yield 0.7 * end / len(pieces)
    imperfect = 0
    for first, end in _batches((len(rings.curves) for _, rings in crossing), pace.crossing):
        owners = np.array([number for number, _ in crossing[first:end]], np.int64)
        shapes = [rings for _, rings in crossing[first:end]]
        some, failed = _mended(outliner.skia, shapes, owners, even_odd[owners], sampling)
        parts += some
        imperfect += failed
        yield 0.7 + 0.3 * end / len(crossing)
    return parts, imperfect


def _mended(
    skia: Skia | None,
    shapes: list[Rings],
    owners: Index,
    even_odd: NDArray[np.bool_],
    sampling: Sampling,
) -> tuple[list[Fills], int]:
    if skia is None:
        return [unrepaired(shapes, owners, even_odd, sampling)], len(shapes)
    repair = repaired(shapes, owners, even_odd, sampling, skia)
    return repair.fills, repair.imperfect


def _size(outliner: Outliner, piece: Piece) -> int:
    if piece.rings is not None:
        return len(piece.rings.curves)
    return outliner.size(piece.shape)


def _batches(sizes: Iterable[int], most: int) -> Iterator[tuple[int, int]]:
    """Runs of things whose sizes add up to no more than `most`, or of a single larger one."""
    first = end = total = 0
    for size in sizes:
        if total and total + size > most:
            yield first, end
            first, total = end, 0
        total += size + 1
        end += 1
    if first < end:
        yield first, end


def _rings(outliner: Outliner, pieces: list[Piece]) -> tuple[Rings, Index]:
    """All rings of some pieces, and the number of its piece for each."""
    shapes = outliner.drawing.shapes
    plain = [(k, shapes[piece.shape]) for k, piece in enumerate(pieces) if piece.rings is None]
    made = [(k, piece.rings) for k, piece in enumerate(pieces) if piece.rings is not None]
    index = [np.arange(shape.first, shape.end) for _, shape in plain]
    gathered = outliner.fills(np.concatenate([np.zeros(0, np.int64), *index]))
    numbers = np.array([k for k, _ in plain] + [k for k, _ in made], np.int64)
    counts = np.array([len(some) for some in index] + [len(rings) for _, rings in made], np.int64)
    owner = np.repeat(numbers, counts)
    rings = join([gathered, *(rings for _, rings in made)])
    order = np.argsort(owner, kind="stable")
    return take(rings, order), owner[order]
