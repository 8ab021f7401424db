# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From an SVG file to objects in the scene, in slices, and what to say about it.

The drawing and its plans are kept until another file is read, so that a change in the redo panel
only builds anew. A plan that a worker made is built without reading anything. What was assembled is
to be shown by `show_imported`, or to be discarded.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import bpy

from .svg_build import Kind, assemble, show
from .svg_grease_pencil import GRADIENTS_FLAT, HOLES_FILLED, HOLES_SINCE, SINCE, TOO_OLD
from .svg_placing import frame
from .svg_slices import part_of, untold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bpy.types import Context

    from ...vector.drawing import Drawing
    from ...vector.plan import Plan
    from ...vector.planning import PlanOptions
    from .svg_build import BuildOptions, Built
    from .svg_placing import Frame
    from .svg_slices import Sliced

    Place = Callable[[Plan], Frame]

PARSED, PLANNED = 0.3, 0.6
"""Where in the progress the file is read, and where it is known what is to be built."""
_NOUNS = {Kind.CURVES: "curve", Kind.MESH: "mesh", Kind.GREASE_PENCIL: "Grease Pencil"}


class Arrangement(StrEnum):
    """Which shapes share an object."""

    AUTO = "AUTO"
    ONE = "ONE"
    COLOR = "COLOR"
    GROUP = "GROUP"
    SHAPE = "SHAPE"


class SvgError(Exception):
    """Nothing was imported and nothing changed; the message is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file: `sentence` says it, `simplified` what is not as the file has it."""

    built: Built
    sentence: str
    simplified: tuple[str, ...]


@dataclass(slots=True)
class _Source:
    """The file that was read last."""

    key: tuple[str, int, int]
    drawing: Drawing
    plans: dict[PlanOptions, Plan] = field(default_factory=dict)


_latest: list[_Source] = []


def forget() -> None:
    """Let go of the file that was read last."""
    _latest.clear()


def import_svg(
    context: Context,
    path: Path,
    arrangement: Arrangement,
    options: BuildOptions,
    *,
    awake: bool = False,
) -> Sliced[Imported]:
    """Read, plan, build and show a file; `awake` takes shorter slices, and longer in all.

    Raises SvgError; then, or when closed early, nothing stays.
    """

    def place(plan: Plan) -> Frame:
        return frame(context, plan, options.placing)

    imported = yield from assemble_svg(path, arrangement, options, place, awake=awake)
    show_imported(context, [imported])
    return imported


def show_imported(context: Context, imported: Sequence[Imported]) -> None:
    """Link what was assembled into the active collection and select it."""
    show(context, [one.built for one in imported])


def assemble_svg(
    path: Path, arrangement: Arrangement, options: BuildOptions, place: Place, *, awake: bool
) -> Sliced[Imported]:
    """Read, plan and build a file. Raises SvgError as `import_svg` does."""
    planning = _plan(path, arrangement, options, awake=awake)
    plan = yield from part_of(planning, 0.0, PLANNED)
    return (yield from part_of(assemble_plan(plan, path.name, options, place), PLANNED, 1.0))


def assemble_plan(plan: Plan, name: str, options: BuildOptions, place: Place) -> Sliced[Imported]:
    """Build a plan of the file called `name`. Raises SvgError as `import_svg` does.

    `place` tells where it lands, and is asked once, at the beginning.
    """
    if not (plan.meshes or plan.curves):
        raise SvgError(" ".join([f"{name} has nothing to draw.", *plan.simplified]))
    if options.kind is Kind.GREASE_PENCIL and bpy.app.version < SINCE:
        raise SvgError(TOO_OLD)
    if options.kind is Kind.MESH and not plan.meshes:
        # The planner had nothing to triangulate with, and says so in the plan.
        options = replace(options, kind=Kind.CURVES)
    built = yield from assemble(plan, Path(name).stem, options, place(plan))
    _write_recipe(built, name, plan)
    return Imported(built, _sentence(built, options.kind), _simplified(plan, options.kind))


def _plan(
    path: Path, arrangement: Arrangement, options: BuildOptions, *, awake: bool
) -> Sliced[Plan]:
    from ...vector.planning import AWAKE, SWIFT, plan_steps

    source = yield from part_of(_source(path), 0.0, PARSED / PLANNED)
    wanted = _plan_options(source.drawing, arrangement, options)
    if wanted not in source.plans:
        steps = plan_steps(source.drawing, wanted, AWAKE if awake else SWIFT)
        source.plans[wanted] = yield from part_of(steps, PARSED / PLANNED, 1.0)
    return source.plans[wanted]


def _plan_options(drawing: Drawing, arrangement: Arrangement, options: BuildOptions) -> PlanOptions:
    from ...vector.planning import PlanOptions, Target, default_tolerance
    from ...vector.planning_arrangement import Arrangement as Planned

    wanted = PlanOptions()
    if arrangement is Arrangement.ONE:
        wanted = PlanOptions(most_layers=0, most_shapes=sys.maxsize, most_points=sys.maxsize)
    elif arrangement is not Arrangement.AUTO:
        wanted = PlanOptions(arrangement=Planned(arrangement.value.lower()))
    if options.kind is Kind.MESH:
        # A curve's steps can be chosen when it is built, a mesh's points only now.
        fine = default_tolerance(drawing) / options.style.resolution**2
        return replace(wanted, target=Target.MESH, tolerance=fine)
    return wanted


def _source(path: Path) -> Sliced[_Source]:
    from ...vector.drawing import DrawingError
    from ...vector.parse import parse_in_steps

    try:
        state = path.stat()
        key = (str(path), state.st_mtime_ns, state.st_size)
        if _latest and _latest[0].key == key:
            return _latest[0]
        content = path.read_bytes()
    except OSError as error:
        raise SvgError(f"{path.name} cannot be read: {error.strerror or error}.") from None
    forget()
    try:
        drawing = yield from untold(parse_in_steps(content))
    except DrawingError as error:
        raise SvgError(f"{path.name} cannot be imported: {error}") from None
    drawing = replace(drawing, title=drawing.title or path.stem)
    _latest.append(_Source(key, drawing))
    return _latest[0]


def _write_recipe(built: Built, name: str, plan: Plan) -> None:
    """Custom properties that tell where the collection came from; never a folder."""
    built.collection["recraft_svg"] = name
    built.collection["recraft_svg_page"] = (plan.width, plan.height)
    for obj in (*built.objects, *([built.parent] if built.parent else [])):
        obj["recraft_svg"] = name


def _sentence(built: Built, kind: Kind) -> str:
    objects, materials = len(built.objects), len(built.materials)
    noun = _NOUNS[kind]
    plural = {"mesh": "meshes"}.get(noun, noun + "s")
    return (
        f"Imported {built.collection.name} as {_count(objects, noun, plural)}"
        f" with {_count(materials, 'material', 'materials')}."
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _simplified(plan: Plan, kind: Kind) -> tuple[str, ...]:
    from ...vector.drawing import Gradient

    own: list[str] = []
    if kind is Kind.GREASE_PENCIL:
        if any(isinstance(material.paint, Gradient) for material in plan.materials):
            own.append(GRADIENTS_FLAT)
        if bpy.app.version < HOLES_SINCE:
            own.append(HOLES_FILLED)
    return (*plan.simplified, *own)
