# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SVG results of jobs as curves, mesh or Grease Pencil, where the job's placement says."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import bpy
from mathutils import Vector

from ..jobs.preparing import plan_path
from ..jobs.spec import Arrangement, CurvesPlacement, CurveTarget, Facing, Origin, SizeBy
from ..vector.store import StoreError, load
from .importers import svg_placing
from .importers.curves import CurveStyle
from .importers.svg_build import BuildOptions, Kind
from .importers.svg_import import Arrangement as Arranged
from .importers.svg_import import SvgError, assemble_plan, assemble_svg, show_imported
from .importers.svg_slices import part_of, run
from .landing_ahead import take_ahead
from .placing import PlacementError
from .recipe import write_recipe

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from bpy.types import Context, Scene

    from ..jobs.job import Job
    from ..vector.plan import Plan
    from .importers.svg_import import Imported
    from .importers.svg_slices import Sliced

GAP_BETWEEN = 1.1
_KINDS = {
    CurveTarget.CURVES: Kind.CURVES,
    CurveTarget.MESH: Kind.MESH,
    CurveTarget.GREASE_PENCIL: Kind.GREASE_PENCIL,
}
_ARRANGEMENTS = {
    Arrangement.ONE: Arranged.AUTO,
    Arrangement.COLOR: Arranged.COLOR,
    Arrangement.GROUP: Arranged.GROUP,
    Arrangement.SHAPE: Arranged.SHAPE,
}


def put_curves(
    context: Context, scene: Scene, job: Job, files: list[Path], where: CurvesPlacement
) -> str:
    """Put the drawings of a job into the scene, side by side; all of them or none.

    What was built ahead is only linked. Raises PlacementError.
    """
    built = take_ahead(job, where)
    if built is None:
        built = run(assemble_curves(context, scene, job, files, where))
    try:
        with _within(context, scene):
            show_imported(context, built)
    except BaseException:
        _discard(built)
        raise
    sentences = [part for one in built for part in (one.sentence, *one.simplified)]
    return " ".join(dict.fromkeys(sentences))


def assemble_curves(
    context: Context,
    scene: Scene,
    job: Job,
    files: list[Path],
    where: CurvesPlacement,
    *,
    awake: bool = False,
) -> Sliced[list[Imported]]:
    """Build the drawings of a job, linked nowhere; `awake` reads in shorter slices.

    Raises PlacementError; then, or when closed early, nothing of any drawing stays.
    """
    options = _options(where)
    scene_name = scene.name

    def place(plan: Plan) -> svg_placing.Frame:
        # By name: the scene may be another one in memory since the work began.
        with _within(context, bpy.data.scenes[scene_name]):
            return svg_placing.frame(context, plan, options.placing)

    built: list[Imported] = []
    try:
        for number, file in enumerate(files):
            steps = _steps(file, where, options, place, awake=awake)
            share = 1 / len(files)
            one = yield from part_of(steps, number * share, (number + 1) * share)
            built.append(one)
            _stand(one, where, number)
            write_recipe(one.built.collection, job)
    except BaseException as error:
        _discard(built)
        if isinstance(error, SvgError):
            raise PlacementError(str(error)) from None
        raise
    return built


def _discard(built: Sequence[Imported]) -> None:
    for one in built:
        one.built.discard()


def _steps(
    file: Path,
    where: CurvesPlacement,
    options: BuildOptions,
    place: Callable[[Plan], svg_placing.Frame],
    *,
    awake: bool,
) -> Sliced[Imported]:
    prepared = plan_path(file)
    if prepared.is_file():
        with suppress(StoreError):
            plan = load(prepared)
            # It was made for what the job asked for, which may be another use than this one.
            if plan.meshes if where.target is CurveTarget.MESH else plan.curves:
                return assemble_plan(plan, file.name, options, place)
    return assemble_svg(file, _ARRANGEMENTS[where.arrangement], options, place, awake=awake)


def _within(context: Context, scene: Scene) -> AbstractContextManager[object]:
    layer, home = scene.view_layers[0], scene.collection
    return context.temp_override(scene=scene, view_layer=layer, collection=home)


def _options(where: CurvesPlacement) -> BuildOptions:
    is_wide = where.size_by is SizeBy.WIDTH
    lies = where.facing is Facing.TOP
    placing = svg_placing.Placing(
        measure=svg_placing.Measure.WIDTH if is_wide else svg_placing.Measure.HEIGHT,
        size=where.size_m,
        at_cursor=where.location is None,
        facing=svg_placing.Facing.FLAT if lies else svg_placing.Facing.STANDING,
        origin=(
            svg_placing.Origin.BOTTOM if where.origin is Origin.FOOT else svg_placing.Origin.CENTER
        ),
        gap=where.gap_m,
        gap_is_length=True,
    )
    return BuildOptions(
        kind=_KINDS[where.target], placing=placing, style=CurveStyle(extrude=where.extrude_m)
    )


def _stand(imported: Imported, where: CurvesPlacement, number: int) -> None:
    """Move what was built to the place that was asked for, several next to each other."""
    built = imported.built
    root = built.parent or built.objects[0]
    shift = Vector((number * where.size_m * GAP_BETWEEN, 0.0, 0.0))
    root.location += Vector(where.location or (0.0, 0.0, 0.0)) + shift
