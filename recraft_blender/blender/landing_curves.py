# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SVG results of jobs as curves, mesh or Grease Pencil, where the job's placement says."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from mathutils import Vector

from ..jobs.preparing import plan_path
from ..jobs.spec import Arrangement, CurvesPlacement, CurveTarget, Facing, Origin, SizeBy
from ..vector.store import StoreError, load
from .importers import svg_placing
from .importers.curves import CurveStyle
from .importers.svg_build import BuildOptions, Kind
from .importers.svg_import import Arrangement as Arranged
from .importers.svg_import import SvgError, import_plan, import_svg
from .importers.svg_slices import run
from .placing import PlacementError
from .recipe import write_recipe

if TYPE_CHECKING:
    from pathlib import Path

    from bpy.types import Context, Scene

    from ..jobs.job import Job
    from .importers.svg_import import Imported

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
    """Build the drawings of a job, side by side. Raises PlacementError."""
    options = _options(where)
    sentences: list[str] = []
    layer, home = scene.view_layers[0], scene.collection
    with context.temp_override(scene=scene, view_layer=layer, collection=home):
        for number, file in enumerate(files):
            imported = _built(context, file, where, options)
            _stand(imported, where, number)
            write_recipe(imported.built.collection, job)
            sentences += [imported.sentence, *imported.simplified]
    return " ".join(dict.fromkeys(sentences))


def _built(context: Context, file: Path, where: CurvesPlacement, options: BuildOptions) -> Imported:
    prepared = plan_path(file)
    try:
        if prepared.is_file():
            with suppress(StoreError):
                plan = load(prepared)
                # It was made for what the job asked for, which may be another use than this one.
                if plan.meshes if where.target is CurveTarget.MESH else plan.curves:
                    return run(import_plan(context, plan, file.name, options))
        return run(import_svg(context, file, _ARRANGEMENTS[where.arrangement], options))
    except SvgError as error:
        raise PlacementError(str(error)) from None


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
