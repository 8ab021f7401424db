# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Traced SVG files for the bench: `FOLDER SIZE...` as arguments.

A field of soft noise in 24 colours, traced by vtracer with shapes stacked upon each other, which is
what a vectorized picture is: outlines repeated from layer to layer, the small ones on top. Runs in
the environment of the checks, which has vtracer.
"""

import argparse
import re
from pathlib import Path

import numpy as np
import vtracer
from numpy.typing import NDArray

from bench_svg_files import HEAD, PAGE

COLORS = 24
# Of each number of paths: the picture's side in pixels and the size of its finest grain.
GRAINS = {100: (256, 12.0), 1_000: (512, 6.0), 10_000: (1024, 2.4)}
_PATH = re.compile(r'<path d="([^"]*)" fill="#([0-9A-Fa-f]{6})"(?: transform="([^"]*)")?')


def write_traced(folder: Path, paths: int) -> Path:
    """Write a traced file of so many paths, the same in every run."""
    path = folder / f"traced_{paths}.svg"
    path.write_text(traced(paths), "utf-8", newline="\n")
    return path


def traced(paths: int) -> str:
    """An SVG of the longest of the traced paths, in their order."""
    side, grain = GRAINS[paths]
    pixels = _picture(side, grain)
    config = vtracer.Config(
        hierarchical="stacked",
        filter_speckle=2,
        color_precision=8,
        layer_difference=1,
        optimize=0,  # absolute and spaced, as Recraft writes
    )
    found = _PATH.findall(config.convert_pixels(pixels.tobytes(), side, side))
    if len(found) < paths:
        raise RuntimeError(f"The picture has {len(found)} shapes, not {paths}: change GRAINS.")
    longest = sorted(range(len(found)), key=lambda number: -len(found[number][0]))
    # The first is the background.
    kept = sorted({0, *longest[: paths - (0 not in longest[:paths])]})[:paths]
    lines = [_line(*found[number]) for number in kept]
    scale = f'<g transform="scale({PAGE / side:.6g})">\n'
    return "".join([HEAD, scale, *lines, "</g>\n</svg>\n"])


def _line(data: str, fill: str, transform: str) -> str:
    color = ",".join(str(channel) for channel in bytes.fromhex(fill))
    return f'<path transform="{transform}" fill="rgb({color})" d="{data}"/>\n'


def _picture(side: int, grain: float) -> NDArray[np.uint8]:
    """A square of soft noise of three sizes, cut into few colours, as (side, side, 4)."""
    chance = np.random.default_rng(side)
    field = sum(_soft(side, grain * 4.0**level, chance) for level in range(3))
    steps = np.quantile(field, np.linspace(0.0, 1.0, COLORS + 1)[1:-1])
    colors = chance.integers(0, 256, (COLORS, 3), np.uint8)
    opaque = np.full((side, side, 1), 255, np.uint8)
    return np.concatenate([colors[np.digitize(field, steps)], opaque], axis=2)


def _soft(side: int, grain: float, chance: np.random.Generator) -> NDArray[np.float64]:
    """Noise without detail below this size in pixels, of deviation 1."""
    along = np.fft.fftfreq(side)
    far = along[:, None] ** 2 + along**2
    spectrum = np.fft.fft2(chance.standard_normal((side, side))) * np.exp(-far * 2.0 * grain**2)
    field = np.real(np.fft.ifft2(spectrum))
    return np.asarray(field / field.std())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sizes", type=int, nargs="+")
    options = parser.parse_args()
    for size in options.sizes:
        print(write_traced(options.folder, size))
