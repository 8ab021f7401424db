# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Regions grow, connect and close as a plain search says, and membranes are smooth."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from recraft_blender.sandbox.pictures.membrane import membrane
from recraft_blender.sandbox.pictures.regions import connected, grown, shrunk, without_holes
from recraft_blender.sandbox.pictures.resampling import blurred


def _mask(height: int, width: int, seed: int) -> NDArray[np.bool_]:
    return np.random.default_rng(seed).random((height, width)) < 0.6


@given(st.integers(1, 30), st.integers(1, 30), st.integers(0, 2**32))
@settings(deadline=None)
def test_connected_agrees_with_a_plain_search(height: int, width: int, seed: int) -> None:
    mask, seeds = _mask(height, width, seed), _mask(height, width, seed + 1)
    seeds &= np.arange(width) % 7 == 0
    expected = mask & seeds
    waiting = [tuple(place) for place in np.argwhere(expected).tolist()]
    while waiting:
        y, x = waiting.pop()
        for v, u in ((y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)):
            if 0 <= v < height and 0 <= u < width and mask[v, u] and not expected[v, u]:
                expected[v, u] = True
                waiting.append((v, u))
    assert np.array_equal(connected(mask, seeds), expected)


@given(st.integers(1, 20), st.integers(1, 20), st.integers(0, 99), st.integers(0, 5))
@settings(deadline=None)
def test_growing_and_shrinking(height: int, width: int, seed: int, radius: int) -> None:
    mask = _mask(height, width, seed)
    assert bool((mask <= grown(mask, radius)).all())
    assert np.array_equal(shrunk(mask, radius), ~grown(~mask, radius))


def test_holes_are_filled() -> None:
    mask = np.zeros((9, 9), np.bool_)
    mask[1:8, 1:8] = True
    mask[3:6, 3:6] = False
    assert int(without_holes(mask).sum()) == 49


def test_a_membrane_is_flat_where_its_edge_is_and_between_its_values() -> None:
    x = np.linspace(0, 1, 60, dtype=np.float32)
    plane = np.broadcast_to(x[None, :, None], (50, 60, 1)).copy()
    hole = np.zeros((50, 60), np.bool_)
    hole[10:40, 15:45] = True
    filled = membrane(np.where(hole[:, :, None], np.float32(9.0), plane), hole)
    assert np.array_equal(filled[~hole], plane[~hole])
    assert float(np.abs(filled - plane).max()) < 0.06
    assert float(np.abs(membrane(plane, np.ones_like(hole))).max()) == 0


def test_blurs_keep_the_sum_and_are_as_wide_as_asked() -> None:
    point = np.zeros((129, 129), np.float32)
    point[64, 64] = 1.0
    place = np.arange(129) - 64
    for radius in (1.0, 2.5, 6.0, 12.0):
        spot = blurred(point, radius)
        assert abs(float(spot.sum()) - 1.0) < 0.05
        width = float(np.sqrt((spot.sum(axis=0) * place**2).sum()))
        assert abs(width / radius - 1.0) < 0.15
