# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Feeds the SVG reader mutated files: `python3 scripts/fuzz_svg.py 100000 --seed 1`.

Every file must become a drawing that holds together, and this a plan that does, or a DrawingError
with a sentence, within bounds of time and memory. What does not is printed with its number;
`--only NUMBER` runs that one alone, and `--show` prints its text. Ends with 1 when anything was
found.
"""

import argparse
import faulthandler
import gzip
import math
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from recraft_blender.vector.drawing import Clip, Contours, Drawing, DrawingError, Gradient
from recraft_blender.vector.parse import parse_svg
from recraft_blender.vector.plan import Plan
from recraft_blender.vector.planning import PlanOptions, Target, plan

SLOWEST_S = 5.0
"""Of processor time for one file of a few kilobytes; the worst that was met took 1.5 s."""
MOST_MEMORY_MB = 1500
HANG_S = 60

_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
SEEDS = (
    _HEAD + 'viewBox="0 0 100 80" width="50mm"><title>one</title><defs><linearGradient id="a" '
    'x2=".5" spreadMethod="reflect"><stop stop-color="red"/><stop offset="1" stop-opacity=".5"/>'
    '</linearGradient><radialGradient id="b" xlink:href="#a" fx=".2" fr=".1"/></defs>'
    '<path id="p" d="M 1 2 L 3.5-4c1 2 3 4 5 6s7 8 9 10q1 2 3 4t5 6h7v8a2 3 10 0 1 4 5z m3 3l2 2z" '
    'fill="url(#a)" stroke="url(#b) green" stroke-dasharray="3 2%" stroke-width="2"/></svg>',
    _HEAD
    + 'width="90" height="70"><style>g &gt; .x, #y:first-child { fill: hsl(20,50%,50%) !important;'
    ' stroke: currentColor } @media screen { rect[width="9"] { opacity: .5 } }</style>'
    '<g transform="translate(3,4) rotate(20 5 5) scale(1.5)" opacity=".5" color="#123">'
    '<rect class="x" x="1" y="2" width="9" height="20%" rx="3"/><circle id="y" r="5" cx="2em"/>'
    '<ellipse rx="4" ry="3"/><line x2="9" y2="9" stroke="red"/>'
    '<polygon points="1,2 3,4 5-6"/><polyline points="1 2 3 4 5"/></g></svg>',
    _HEAD + 'viewBox="-5 -5 60 60" preserveAspectRatio="xMinYMax slice"><defs>'
    '<symbol id="s" viewBox="0 0 9 9"><use xlink:href="#r"/></symbol>'
    '<rect id="r" width="5" height="4"/>'
    '<clipPath id="c" clipPathUnits="objectBoundingBox"><circle cx=".5" cy=".5" r=".4"/></clipPath>'
    '<clipPath id="d" clip-path="url(#c)"><use href="#r"/><path d="M0 0h9v9" clip-path="url(#c)"/>'
    '</clipPath><marker id="m" orient="auto" markerWidth="4" markerHeight="4" viewBox="0 0 2 2">'
    '<path d="M0 0L2 1 0 2z" fill="context-stroke"/></marker></defs>'
    '<g clip-path="url(#d)"><use href="#s" x="3" width="20" height="10"/>'
    '<svg x="5" width="20" height="20" viewBox="0 0 3 3"><path d="M0 0L1 1 2 0" stroke="blue" '
    'marker-start="url(#m)" marker-mid="url(#m)" marker-end="url(#m)"/></svg></g>'
    '<switch><g systemLanguage="de"/><a><path d="M0 0 9 9"/></a></switch></svg>',
    "<!DOCTYPE svg [<!ENTITY f \"fill='red'\"><!ENTITY e \"<rect width='4' height='3'/>\">]>"
    + _HEAD
    + ">&e;<g>&e;</g><text>no</text><filter id='f'/><rect width='2' height='2' "
    "filter='url(#f)' mask='url(#f)' style='mix-blend-mode:multiply;paint-order:stroke'/></svg>",
)
_WORDS = (
    "1e999",
    "-1e30",
    "1e-300",
    "NaN",
    "inf",
    "0",
    "-0",
    "99999999999999999999",
    "1.2.3",
    "--1",
    "",
    "none",
    "inherit",
    "url(#a)",
    "url(#c)",
    "url(#nothing) blue",
    "currentColor",
    "50%",
    "9em",
    "matrix(1 2 3)",
    "scale(0)",
    "rotate(1e9)",
    "M0 0",
    "z",
    "zzz",
    "A1 1 0 0 1 2 2",
    "objectBoundingBox",
    "userSpaceOnUse",
    "visible",
    "&e;",
    "&lt;",
    "<g>",
    "</g>",
    "<use href='#p'/>",
    "]]>",
    "<!--",
    "<style>*{",
    "<!ENTITY x '&x;'>",
    "\x00",
    "\ufffe",
    "é",
    "<path d='M0 0L1e5 1e5C1 1 2 2 3 3z'/>",
)


@dataclass
class Summary:
    """What the run met."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest_s: float = 0.0
    slowest: int = 0


def mutated(number: int, seed: int = 0) -> bytes:
    """The file of a number, always the same."""
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 - repeatable, not secret
    text = chance.choice(SEEDS)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 9))):
        text = _mutation(text, chance)
    data = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.3 and data:
        spoiled = bytearray(data)
        for _ in range(chance.choice((1, 2, 4))):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        data = bytes(spoiled)
    if chance.random() < 0.05:
        data = gzip.compress(data, 1)
        data = data[: chance.choice((len(data), len(data) // 2))]
    return data


def _mutation(text: str, chance: random.Random) -> str:
    if chance.random() < 0.6:
        return _other_value(text, chance)
    first, second = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    second = min(second, first + chance.choice((1, 5, 30, 200)))
    match chance.randrange(6):
        case 0:
            return text[:first] + text[second:]
        case 1:
            return text[:first] + text[first:second] * chance.choice((2, 3, 50)) + text[second:]
        case 2:
            return text[:first] + chance.choice(_WORDS) + text[first:]
        case 3:
            return text[:first] + chance.choice(_WORDS) + text[second:]
        case 4:
            other = chance.choice(SEEDS)
            at = chance.randrange(len(other))
            return text[:first] + other[at : at + second - first + 20] + text[second:]
    return text[:first] if chance.random() < 0.2 else text[:first] + "<g>" * 40 + text[first:]


def _other_value(text: str, chance: random.Random) -> str:
    """One attribute with another value, so that the file stays XML."""
    quotes = [index for index, letter in enumerate(text) if letter == '"']
    if len(quotes) < 2:
        return text
    at = chance.randrange(len(quotes) // 2) * 2
    value = " ".join(chance.choice(_WORDS) for _ in range(chance.choice((1, 1, 2, 4))))
    value = value.replace("<", "").replace("&", "").replace('"', "").replace("\x00", "")
    return text[: quotes[at] + 1] + value + text[quotes[at + 1] :]


def problems(drawing: Drawing) -> Iterator[str]:
    """What is wrong with a drawing by its own documentation."""
    if not (0 < drawing.width < math.inf and 0 < drawing.height < math.inf):
        yield "no page"
    yield from _contour_problems(drawing.contours)
    yield from _contour_problems(drawing.clip_contours)
    for index, group in enumerate(drawing.groups):
        if not -1 <= group.parent < index or not 0 <= group.opacity <= 1:
            yield "a group"
    for shape in drawing.shapes:
        if not 0 <= shape.first < shape.end <= len(drawing.contours):
            yield "a range"
        if not -1 <= shape.group < len(drawing.groups) or not 0 < shape.opacity <= 1:
            yield "a group or opacity"
        points = drawing.contours.points
        starts = drawing.contours.starts
        if not np.isfinite(points[starts[shape.first] : starts[shape.end]]).all():
            yield "a coordinate"
        paint = shape.paint
        numbers = paint.matrix if isinstance(paint, Gradient) else paint
        if not all(map(math.isfinite, numbers)):
            yield "a paint"
        if shape.stroke is not None and not 0 < shape.stroke.width < math.inf:
            yield "a stroke"
        if shape.clip is not None:
            yield from _clip_problems(shape.clip, drawing)


def _contour_problems(contours: Contours) -> Iterator[str]:
    sizes = np.diff(contours.starts)
    if contours.starts[0] != 0 or contours.starts[-1] != len(contours.points):
        yield "the starts"
    if (sizes % 3 != 1).any() or (sizes < 4).any():
        yield "a size"
    if len(contours.is_line) != (sizes // 3).sum() or len(contours.closed) != len(sizes):
        yield "the flags"
    ends = contours.points[contours.starts[1:] - 1]
    begins = contours.points[contours.starts[:-1]]
    open_ones = contours.closed & np.isfinite(ends).all(axis=1) & (ends != begins).any(axis=1)
    if open_ones.any():
        yield "a closed contour that is open"


def _clip_problems(clip: Clip, drawing: Drawing) -> Iterator[str]:
    for first, end, _, inner in clip.parts:
        if not 0 <= first < end <= len(drawing.clip_contours):
            yield "a clip's range"
        if inner is not None:
            yield from _clip_problems(inner, drawing)
    if clip.within is not None:
        yield from _clip_problems(clip.within, drawing)


def plan_problems(made: Plan) -> Iterator[str]:
    """What is wrong with a plan by its own documentation."""
    for curve in made.curves:
        arrays = (curve.points, curve.left_handles, curve.right_handles)
        if not all(np.isfinite(array).all() for array in arrays):
            yield "a point of a curve"
        if curve.counts.sum() != len(curve.points) or (curve.counts < 1).any():
            yield "the counts of a curve"
        if not 0 <= curve.slot.min() <= curve.slot.max() < len(curve.materials):
            yield "a slot of a curve"
    for mesh in made.meshes:
        if not np.isfinite(mesh.vertices).all():
            yield "a point of a mesh"
        if len(mesh.triangles) and mesh.triangles.max() >= len(mesh.vertices):
            yield "a triangle"
        if len(mesh.triangles) and mesh.corner_edges.max() >= len(mesh.edges):
            yield "an edge"
    used = {index for curve in made.curves for index in curve.materials}
    used |= {index for mesh in made.meshes for index in mesh.materials}
    if used - set(range(len(made.materials))):
        yield "a material"


def try_one(number: int, seed: int, summary: Summary) -> None:
    """Read and plan one file and note what came of it."""
    data = mutated(number, seed)
    begun = time.process_time()
    try:
        drawing = parse_svg(data)
    except DrawingError as error:
        fine = str(error).endswith(".") and len(str(error)) < 300
        summary.outcomes["refused"] += 1
        found = [] if fine else [f"not a sentence: {error}"]
    except Exception as error:  # noqa: BLE001 - to find these is what this is for
        found = [f"{type(error).__name__}: {error}"]
    else:
        summary.outcomes["drawn" if drawing.shapes else "empty"] += 1
        summary.outcomes["with a remark"] += bool(drawing.simplified)
        found = list(dict.fromkeys(problems(drawing)))
        try:
            made = plan(drawing, PlanOptions(target=tuple(Target)[number % len(Target)]))
        except Exception as error:  # noqa: BLE001
            found.append(f"planning: {type(error).__name__}: {error}")
        else:
            found += dict.fromkeys(plan_problems(made))
    took = time.process_time() - begun
    if took > SLOWEST_S:
        found.append(f"took {took:.1f} s")
    if took > summary.slowest_s:
        summary.slowest_s, summary.slowest = took, number
    summary.faults += [f"{number}: {fault}" for fault in found]


def fuzz(count: int, seed: int = 0) -> Summary:
    """Try the files 0 to `count`."""
    summary = Summary()
    for number in range(count):
        faulthandler.dump_traceback_later(HANG_S, exit=True)
        try_one(number, seed, summary)
    faulthandler.cancel_dump_traceback_later()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if memory > MOST_MEMORY_MB:
        summary.faults.append(f"memory: {memory} MB")
    return summary


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", type=int)
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    if arguments.show and arguments.only is not None:
        print(mutated(arguments.only, arguments.seed))
    begun = time.monotonic()
    if arguments.only is not None:
        summary = Summary()
        try_one(arguments.only, arguments.seed, summary)
    else:
        summary = fuzz(arguments.count, arguments.seed)
    for fault in summary.faults[:50]:
        print(fault)
    outcomes = ", ".join(f"{count} {name}" for name, count in summary.outcomes.most_common())
    print(
        f"{arguments.count} files in {time.monotonic() - begun:.0f} s: {outcomes};"
        f" slowest {summary.slowest_s * 1000:.0f} ms (number {summary.slowest});"
        f" {len(summary.faults)} faults"
    )
    return 1 if summary.faults else 0


if __name__ == "__main__":
    sys.exit(main())
