# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The noise repeats at the edges, stays in its range and finds the right cells."""

from __future__ import annotations

import math

import numpy as np

from recraft_blender.sandbox.pictures.cellular import cellular
from recraft_blender.sandbox.pictures.noise import displaced, fbm, gradient_noise, wave


def _rng() -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(11))


def test_gradient_noise_has_no_seam_and_a_sane_range() -> None:
    field = gradient_noise(_rng(), 96, 64, 6, 4)
    assert field.shape == (64, 96)
    assert field.dtype == np.float32
    assert 0.4 < float(np.abs(field).max()) < 1.3
    assert np.abs(field[0] - field[-1]).max() <= np.abs(np.diff(field, axis=0)).max() * 1.05
    assert np.abs(field[:, 0] - field[:, -1]).max() <= np.abs(np.diff(field, axis=1)).max() * 1.05


def test_octaves_finer_than_the_pixels_are_left_out() -> None:
    coarse = fbm(_rng(), 32, 32, cells=(4, 4), octaves=3)
    assert np.array_equal(coarse, fbm(_rng(), 32, 32, cells=(4, 4), octaves=9))


def test_wave_is_a_sine() -> None:
    turns = np.linspace(-2.0, 2.0, 1001, dtype=np.float32)
    assert np.abs(wave(turns) - np.sin(turns * (2 * math.pi))).max() < 2e-3


def test_a_whole_displacement_rolls() -> None:
    field = gradient_noise(_rng(), 40, 30, 5, 4)
    moved = displaced(field, np.full((1, 1), 7, np.float32), np.full((1, 1), -33, np.float32))
    assert np.array_equal(moved, np.roll(field, (33, -7), axis=(0, 1)))


def test_cells_agree_with_brute_force() -> None:
    nx, ny, jitter = 5, 4, 0.8
    offsets = (_rng().random((2, ny, nx), dtype=np.float32) - 0.5) * jitter + 0.5
    u = np.linspace(-3.0, 7.9, 60, dtype=np.float32)[None, :]
    v = np.linspace(-2.0, 5.9, 44, dtype=np.float32)[:, None]
    cells = cellular(_rng(), u, v, nx, ny, jitter=jitter)
    x = (offsets[0] + np.arange(nx)).ravel()
    y = (offsets[1] + np.arange(ny)[:, None]).ravel()
    dx = (u[:, :, None] - x + nx / 2) % nx - nx / 2
    dy = (v[:, :, None] - y + ny / 2) % ny - ny / 2
    distance = np.sqrt(dx * dx + dy * dy)
    assert np.allclose(cells.centre, distance.min(axis=2), atol=1e-4)
    assert (cells.index == distance.argmin(axis=2)).mean() > 0.999
    assert float(cells.border.min()) >= 0.0
