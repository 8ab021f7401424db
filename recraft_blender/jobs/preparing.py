# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results made ready for Blender, in the worker, in files of their own beside what was paid for.

A drawing is parsed and planned, so that Blender maps the plan into memory and only builds. A
cut-out picture gets colour under its transparent edge, where EEVEE would show a fringe. Where this
fails the result itself is there, and Blender does the same, only slower.
"""

import logging
from pathlib import Path

from ..client.media import PNG, SVG
from .folder import write_whole
from .job import Job, ResultFile
from .placement import AlphaPlanePlacement, Arrangement, CurvesPlacement, CurveTarget

LOG = logging.getLogger(__name__)
PLAN_SUFFIX = ".plan"
BLED_SUFFIX = "-bled.png"
SUBJECT_SUFFIX = "-subject.json"


def plan_path(drawing: Path) -> Path:
    """Where the plan of an SVG lies."""
    return drawing.with_suffix(PLAN_SUFFIX)


def bled_path(picture: Path) -> Path:
    """Where the picture with colour under its transparent edge lies."""
    return picture.with_name(f"{picture.stem}{BLED_SUFFIX}")


def subject_path(picture: Path) -> Path:
    """Where it is written which part of a picture can be seen, so that none need look again."""
    return picture.with_name(f"{picture.stem}{SUBJECT_SUFFIX}")


def prepare(job: Job, results: list[ResultFile]) -> None:
    """Make ready what the job's placement needs. Never fails: what is paid stays as it is."""
    for result in results:
        try:
            _prepare(job, result)
        except Exception:
            LOG.exception("job %s: %s was not made ready", job.id, result.path.name)


def _prepare(job: Job, result: ResultFile) -> None:
    path, kind, where = result.path, result.kind, job.placement
    if isinstance(where, CurvesPlacement) and kind == SVG.name and not plan_path(path).exists():
        _plan(path, where)
    if not isinstance(where, AlphaPlanePlacement) or kind != PNG.name:
        return
    if not subject_path(path).exists():
        _bleed(path, where)


def _plan(path: Path, placement: CurvesPlacement) -> None:
    # Here and not above: numpy and the path library take a moment, which most jobs do not need.
    from ..vector.parse import parse_svg  # noqa: PLC0415
    from ..vector.planning import PlanOptions, Target, plan  # noqa: PLC0415
    from ..vector.planning_arrangement import Arrangement as Planned  # noqa: PLC0415
    from ..vector.store import save  # noqa: PLC0415

    arrangements = {
        Arrangement.ONE: Planned.ONE,
        Arrangement.COLOR: Planned.COLOR,
        Arrangement.GROUP: Planned.GROUP,
        Arrangement.SHAPE: Planned.SHAPE,
    }
    is_mesh = placement.target is CurveTarget.MESH
    options = PlanOptions(
        target=Target.MESH if is_mesh else Target.CURVES,
        arrangement=arrangements[placement.arrangement],
    )
    save(plan(parse_svg(path.read_bytes()), options), plan_path(path))


def _bleed(path: Path, where: AlphaPlanePlacement) -> None:
    import numpy as np  # noqa: PLC0415 - as in `_plan`
    from PIL import Image, PngImagePlugin  # noqa: PLC0415

    from ..raster.bleed import bleed, needs_bleed  # noqa: PLC0415
    from ..raster.subject import find_subject  # noqa: PLC0415

    with Image.open(path) as opened:
        if opened.mode != "RGBA":
            return
        text = PngImagePlugin.PngInfo()
        for name, value in opened.info.items():
            if isinstance(name, str) and isinstance(value, str):
                text.add_itxt(name, value)
        pixels = np.asarray(opened)
    if needs_bleed(pixels):
        partial = bled_path(path).with_suffix(".part")
        Image.fromarray(bleed(pixels)).save(partial, format="png", pnginfo=text)
        partial.replace(bled_path(path))
    # Last: who finds it knows that the picture needs no bleeding, or that it is done.
    alpha = pixels[:, :, 3]
    subject = find_subject(alpha, outlines=where.cut_out, margin_px=where.margin_px)
    write_whole(subject_path(path), subject.to_json().encode())
