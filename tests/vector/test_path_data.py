# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Path data: what the plain reader draws, and that the quick one draws the same."""

import math
import random
import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from recraft_blender.vector.drawing import Contours
from recraft_blender.vector.path_arrays import PathBatch, read_paths
from recraft_blender.vector.path_data import draw_path
from recraft_blender.vector.pen import Pen

FLAGS = st.tuples(st.booleans(), st.booleans())
ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "Z": 0}


def plain(text: str) -> Contours:
    pen = Pen()
    draw_path(text, pen)
    return pen.contours()


def ends(contours: Contours) -> list[list[list[float]]]:
    """The vertices of each contour."""
    return [
        contours.points[first:end:3].round(6).tolist()
        for first, end in zip(contours.starts[:-1], contours.starts[1:], strict=True)
    ]


def quick(batch: PathBatch, index: int) -> Contours:
    """The contours of one path of a batch."""
    end = int(batch.counts[: index + 1].sum())
    first = end - int(batch.counts[index])
    own = batch.contours
    starts = own.starts[first : end + 1]
    segments = ((starts - np.arange(first, end + 1)) // 3).tolist()
    return Contours(
        own.points[starts[0] : starts[-1]],
        starts - starts[0],
        own.closed[first:end],
        own.is_line[segments[0] : segments[-1]],
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M1 2L3 4", [[[1, 2], [3, 4]]]),
        ("m1 2 3 4 5 6z", [[[1, 2], [4, 6], [9, 12], [1, 2]]]),
        ("M0 0h5v5H1V2", [[[0, 0], [5, 0], [5, 5], [1, 5], [1, 2]]]),
        ("M1-2.5.5L-1e1+3", []),
        ("M1-2L.5.5", [[[1, -2], [0.5, 0.5]]]),
        ("M0 0L5 5zL9 0", [[[0, 0], [5, 5], [0, 0]], [[0, 0], [9, 0]]]),
        ("M0 0L5 5 0 0z", [[[0, 0], [5, 5], [0, 0]]]),
        ("M2 3zm1 1h2", [[[2, 3], [2, 3]], [[3, 4], [5, 4]]]),
        ("M5 5", []),
        ("M5 5M6 6", []),
        ("", []),
        ("L5 5M1 1L2 2", []),
        ("M1 1L2 2X3 3L4 4", [[[1, 1], [2, 2]]]),
        ("M1 1L2 2 3", [[[1, 1], [2, 2]]]),
        ("M1 1L2 2,", [[[1, 1], [2, 2]]]),
        ("M1 1,,L2 2", []),
        ("M1 1 L2 2 Z 3 3", [[[1, 1], [2, 2], [1, 1]]]),
        ("M0 0L1e999 5", []),
        ("M0 0A5 5 0 2 1 9 9", []),
        ("M0 0L4 4A0 5 0 0 1 9 9", [[[0, 0], [4, 4], [9, 9]]]),
        ("M0 0A1 1 0 0110 0", [[[0, 0], [5, -5], [10, 0]]]),
    ],
)
def test_the_plain_reader_draws_up_to_the_first_error(
    text: str, expected: list[list[list[float]]]
) -> None:
    assert ends(plain(text)) == expected


def test_smooth_curves_mirror_the_last_control_point() -> None:
    contours = plain("M0 0C0 5 5 5 5 0S10-5 10 0")
    assert contours.points[4].tolist() == [5, -5]
    # After anything but a curve of its own kind the mirror is the point itself.
    assert plain("M0 0L5 0S10-5 10 0").points[4].tolist() == [5, 0]
    quadratic = plain("M0 0Q5 5 10 0T20 0")
    assert quadratic.points[4].round(6).tolist() == [
        pytest.approx(40 / 3, abs=1e-5),
        pytest.approx(-10 / 3, abs=1e-5),
    ]


@settings(max_examples=50, deadline=None)
@given(st.floats(0.5, 50), st.floats(0.5, 50), st.floats(-360, 360), FLAGS)
def test_an_arc_stays_on_its_ellipse(
    rx: float, ry: float, degrees: float, flags: tuple[bool, bool]
) -> None:
    large, sweep = flags
    pen = Pen()
    pen.move(0, 0)
    pen.arc(rx, ry, degrees, 30, 10, large=large, sweep=sweep)
    points = pen.contours().points
    assert points[-1].tolist() == [30, 10]
    # Back in the frame of the ellipse all vertices are equally far from one center.
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    turned = points[::3] @ np.array([[cos / rx, -sin / ry], [sin / rx, cos / ry]])
    if len(turned) > 3:
        system = 2 * (turned[1:] - turned[0])
        center = np.linalg.lstsq(
            system, (turned[1:] ** 2 - turned[0] ** 2).sum(axis=1), rcond=None
        )[0]
        radii = np.linalg.norm(turned - center, axis=1)
        assert np.allclose(radii, radii[0], rtol=1e-4)


def number_text(chance: random.Random) -> str:
    value = chance.choice((chance.randint(-999, 999), chance.uniform(-2000, 2000), chance.gauss()))
    text = f"{value:.{chance.randint(0, 6)}f}"
    return text.replace("0.", ".", 1) if chance.random() < 0.5 and abs(value) < 1 else text


def path_text(seed: int) -> str:
    """Path data as programs write them, glued as tightly as the grammar lets."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    parts = [chance.choice("Mm"), number_text(chance), number_text(chance)]
    for letter in chance.choices("MLHVCSQTZLLCC", k=chance.randint(0, 9)):
        # After a close comes a move, as in all files that programs write.
        letters = (letter, "M") if letter == "Z" else (letter,)
        for each in letters:
            parts.append(chance.choice((each, each.lower())))
            repeats = chance.randint(1, 2)
            parts += [number_text(chance) for _ in range(ARITY[each] * repeats)]
    text = ""
    for part in parts:
        if part[-1].isdigit() and text[-1:].isdigit() and not _may_touch(text, part, chance):
            text += chance.choice((" ", ",", " , ", "\n"))
        text += part
    return text


def _may_touch(text: str, part: str, chance: random.Random) -> bool:
    """Whether a number may follow another without anything between them."""
    if part[0] == ".":
        return re.search(r"\.\d+$", text) is not None and chance.random() < 0.8
    return part[0] == "-" and chance.random() < 0.8


SEEDS = st.integers(0, 2**32)


@settings(max_examples=200, deadline=None)
@given(st.lists(SEEDS.map(path_text), min_size=1, max_size=8))
@example(["m1 1zm2 2h3", "m5 5 1 1zm1 1v2z"])
@example(["M0 0.5.5.5", "M1.5.5-.5-1.5z", "M+1-1L+.5 5."])
def test_the_quick_reader_agrees_with_the_plain_one(texts: list[str]) -> None:
    batch = read_paths(texts)
    for index, text in enumerate(texts):
        if index in batch.plain:
            assert batch.counts[index] == 0
            continue
        ours, reference = quick(batch, index), plain(text)
        assert ours.starts.tolist() == reference.starts.tolist()
        assert ours.closed.tolist() == reference.closed.tolist()
        assert ours.is_line.tolist() == reference.is_line.tolist()
        assert np.allclose(ours.points, reference.points, atol=1e-6)


@settings(max_examples=200, deadline=None)
@given(
    SEEDS.map(path_text), st.text("MLHVCSQZmlhvcsqz0123456789.,-+ eAaTt#\0é", max_size=3), st.data()
)
def test_what_the_quick_reader_takes_is_never_in_error(
    text: str, extra: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(text)))
    spoiled = text[:at] + extra + text[at:]
    batch = read_paths(["M1 2L3 4", spoiled, "M5 6H7"])
    if 1 not in batch.plain:
        reference = plain(spoiled)
        assert np.allclose(quick(batch, 1).points, reference.points, atol=1e-6)
    # Its neighbours are never harmed.
    assert ends(quick(batch, 0)) == [[[1, 2], [3, 4]]]
    assert ends(quick(batch, 2)) == [[[5, 6], [7, 6]]]


@pytest.mark.parametrize(
    "text", ["M0 0A1 1 0 0 1 2 2", "M0 0T5 5", "M1e1 5L3 3", "M0 0L1234567 0", "M0 0zL5 5"]
)
def test_uncommon_paths_are_left_to_the_plain_reader(text: str) -> None:
    assert read_paths(["M0 0L1 1", text]).plain.tolist() == [1]


def test_the_common_forms_are_not_left_to_the_plain_reader() -> None:
    texts = [
        "M 0 0 L 2048 0 L 2048 2048 L 0 2048 L 0 0 z",
        "M 388.193 1682.23 C 380.878 1674.23 5.01063 -18.4493 1015 7 z M 1 2 L 3 4 z",
        "m1.5-3.2.7.7c1 2 3 4 5 6s7 8 9 10q1-2 3 4h5v-6l1 1z",
        "",
    ]
    assert read_paths(texts).plain.tolist() == []


@settings(max_examples=50, deadline=None)
@given(st.decimals(-1_000_000, 1_000_000, allow_nan=False, places=6))
def test_numbers_are_what_python_reads(value: object) -> None:
    batch = read_paths([f"M{value} 0L1 1"])
    assert batch.contours.points[0, 0] == float(str(value))
