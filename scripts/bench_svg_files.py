# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SVG files for the bench, in the form that Recraft's vectorizer writes: `FOLDER` as argument.

What that form is (absolute M, L, C, z; one flat list of paths; large shapes below small ones;
linear gradients in page units) was read off Recraft's own files; the shapes are random, and the
same in every run.
"""

import argparse
import math
import random
from collections.abc import Iterator
from pathlib import Path

PAGE = 2048
FORMS = ("flat", "groups", "gradients")
SIZES = (100, 1_000, 10_000)
HOLED, GRADED, STRAIGHT, CROSSING = 0.2, 0.15, 0.15, 0.02
HEAD = (
    '<svg version="1.1" xmlns="http://www.w3.org/2000/svg" style="display: block;" '
    f'viewBox="0 0 {PAGE} {PAGE}" width="{PAGE // 2}" height="{PAGE // 2}" '
    'preserveAspectRatio="none">\n'
)

Point = tuple[float, float]


def write_files(folder: Path, sizes: tuple[int, ...] = SIZES) -> list[Path]:
    """Write a file of each form and size; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for form in FORMS:
        for size in sizes:
            path = folder / f"{form}_{size}.svg"
            path.write_text(svg(form, size), "utf-8", newline="\n")
            files.append(path)
    return files


def svg(form: str, paths: int) -> str:
    """An SVG of this form with so many paths, the first being the background."""
    chance = random.Random(f"{form} {paths}")  # noqa: S311 - shapes, not secrets
    colors = [_color(chance) for _ in range(max(8, min(600, paths // 8)))]
    shapes = list(_shapes(chance, paths - 1))
    fills = [chance.choice(colors) for _ in shapes]
    definitions = ""
    if form == "gradients":
        definitions = _gradients(chance, fills)
    back = f'<path transform="translate(0,0)" fill="rgb(252,252,251)" d="{_rectangle()}"/>\n'
    body = _grouped(chance, shapes, fills) if form == "groups" else _flat(shapes, fills)
    return "".join([HEAD, definitions, back, body, "</svg>\n"])


def _rectangle() -> str:
    return f"M 0 0 L {PAGE} 0 L {PAGE} {PAGE} L 0 {PAGE} L 0 0 z"


def _color(chance: random.Random) -> str:
    return "rgb({},{},{})".format(*(chance.randrange(256) for _ in range(3)))


def _flat(shapes: list[str], fills: list[str]) -> str:
    return "".join(
        f'<path transform="translate(0,0)" fill="{fill}" d="{shape}"/>\n'
        for shape, fill in zip(shapes, fills, strict=True)
    )


def _grouped(chance: random.Random, shapes: list[str], fills: list[str]) -> str:
    parts = []
    first = 0
    while first < len(shapes):
        end = first + chance.randint(3, 40)
        turn = f"rotate({chance.uniform(-8, 8):.3g} {PAGE / 2:g} {PAGE / 2:g})"
        grow = f"scale({chance.uniform(0.9, 1.1):.4g})"
        inner = "".join(
            f'<path fill="{fill}" d="{shape}"/>\n'
            for shape, fill in zip(shapes[first:end], fills[first:end], strict=True)
        )
        parts.append(
            f'<g id="g{first}" transform="{turn}">\n<g transform="{grow}">\n{inner}</g>\n</g>\n'
        )
        first = end
    return "".join(parts)


def _gradients(chance: random.Random, fills: list[str]) -> str:
    """Give some shapes a gradient instead; the definitions."""
    parts = ["<defs>\n"]
    for number in range(len(fills)):
        if chance.random() >= GRADED:
            continue
        x, y = chance.uniform(0, PAGE), chance.uniform(0, PAGE)
        end = (x + chance.uniform(-400, 400), y + chance.uniform(-400, 400))
        parts.append(
            f'<linearGradient id="G{number}" gradientUnits="userSpaceOnUse" '
            f'x1="{x:.6g}" y1="{y:.6g}" x2="{end[0]:.6g}" y2="{end[1]:.6g}">\n'
            f'<stop class="stop0" offset="0" stop-opacity="1" stop-color="{_color(chance)}"/>\n'
            f'<stop class="stop1" offset="1" stop-opacity="1" stop-color="{_color(chance)}"/>\n'
            "</linearGradient>\n"
        )
        fills[number] = f"url(#G{number})"
    return "".join([*parts, "</defs>\n"])


def _shapes(chance: random.Random, count: int) -> Iterator[str]:
    """Path data of shapes, the large ones first; some have holes."""
    falloff = 1.2 + 0.4 * math.log10(max(count, 10))
    sizes = (0.3 * PAGE * math.exp(-chance.expovariate(1.0) * falloff) for _ in range(count))
    for size in sorted((max(size, 2.0) for size in sizes), reverse=True):
        center = (chance.uniform(0, PAGE), chance.uniform(0, PAGE))
        corners = min(120, max(4, round(3 + chance.uniform(0.6, 1.8) * math.sqrt(size))))
        outline = [_loop(chance, center, size, corners)]
        if size > 8 and chance.random() < HOLED:
            for number in range(chance.randint(1, 3)):
                angle = 2.1 * number + chance.random()
                place = (
                    center[0] + 0.34 * size * math.cos(angle),
                    center[1] + 0.34 * size * math.sin(angle),
                )
                outline.append(_loop(chance, place, -0.12 * size, max(4, corners // 4)))
        yield " ".join(outline)


def _loop(chance: random.Random, center: Point, radius: float, corners: int) -> str:
    """A closed outline; a negative radius runs the other way round, as holes do."""
    crosses = corners > 8 and chance.random() < CROSSING
    wobble = 0.0 if radius < 0 else 0.25
    points = []
    for number in range(corners):
        angle = math.tau * (number + chance.uniform(-0.2, 0.2)) / corners
        reach = radius * (1 + wobble * math.sin(3 * angle + radius) * chance.uniform(0.6, 1.0))
        if crosses and number % 5 == 0:
            reach = -0.3 * radius
        points.append(
            (
                center[0] + abs(reach) * math.cos(angle) * (1 if reach * radius > 0 else -1),
                center[1] + reach * math.sin(angle),
            )
        )
    return _smooth(chance, points)


def _smooth(chance: random.Random, points: list[Point]) -> str:
    words = [f"M {points[0][0]:.6g} {points[0][1]:.6g}"]
    count = len(points)
    for number in range(count):
        before, here = points[number - 1], points[number]
        there, after = points[(number + 1) % count], points[(number + 2) % count]
        if chance.random() < STRAIGHT:
            words.append(f"L {there[0]:.6g} {there[1]:.6g}")
            continue
        numbers = (
            here[0] + (there[0] - before[0]) / 6,
            here[1] + (there[1] - before[1]) / 6,
            there[0] - (after[0] - here[0]) / 6,
            there[1] - (after[1] - here[1]) / 6,
            *there,
        )
        words.append("C " + " ".join(f"{number:.6g}" for number in numbers))
    return " ".join([*words, "z"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    for written in write_files(parser.parse_args().folder):
        print(written)
