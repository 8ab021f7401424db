# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results are made ready for Blender beside what was paid for, which stays as it is."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from recraft_blender.client.calls import GenerationRequest
from recraft_blender.jobs.job import Job, ResultFile
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.placement import AlphaPlanePlacement, CurvesPlacement, Placement
from recraft_blender.jobs.preparing import bled_path, plan_path, prepare, subject_path
from recraft_blender.raster.subject import Subject, find_subject
from recraft_blender.raster.trim import Box
from recraft_blender.vector.store import load

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">'
    '<rect width="100" height="50" fill="#204060"/>'
    '<circle cx="30" cy="25" r="20" fill="red"/></svg>'
)
CURVES, PLANE = CurvesPlacement(file="f"), AlphaPlanePlacement(file="f")


def job_for(ledger: Ledger, placement: Placement) -> Job:
    job_id = ledger.add(GenerationRequest(prompt="leaf"), placement, session="s", service="sandbox")
    return ledger.job(job_id)


def result(path: Path, kind: str) -> ResultFile:
    return ResultFile(1, path, kind, path.stat().st_size)


def test_drawing_is_planned(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "leaf-1.svg"
    path.write_text(SVG)
    prepare(job_for(ledger, CURVES), [result(path, "image/svg+xml")])
    plan = load(plan_path(path))
    assert len(plan.materials) == 2
    assert plan.curves
    assert path.read_text() == SVG


def test_drawing_for_another_use_is_left(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "leaf-1.svg"
    path.write_text(SVG)
    prepare(job_for(ledger, PLANE), [result(path, "image/svg+xml")])
    assert list(tmp_path.glob("leaf*")) == [path]


@pytest.mark.parametrize("text", ["<svg", "no drawing", ""])
def test_damaged_drawing_ends_in_no_error(ledger: Ledger, tmp_path: Path, text: str) -> None:
    path = tmp_path / "leaf-1.svg"
    path.write_text(text)
    prepare(job_for(ledger, CURVES), [result(path, "image/svg+xml")])
    assert not plan_path(path).exists()
    assert path.read_text() == text


def test_cut_out_picture_is_bled_with_its_text(ledger: Ledger, tmp_path: Path) -> None:
    pixels = np.zeros((64, 64, 4), np.uint8)
    pixels[:, :, 1] = 255
    pixels[16:48, 16:48] = (200, 20, 20, 255)
    text = PngImagePlugin.PngInfo()
    text.add_itxt("Source", "made by hand")
    path = tmp_path / "leaf-1.png"
    Image.fromarray(pixels).save(path, pnginfo=text)
    before = path.read_bytes()
    prepare(job_for(ledger, PLANE), [result(path, "image/png")])
    assert path.read_bytes() == before
    with Image.open(bled_path(path)) as bled:
        assert bled.info["Source"] == "made by hand"
        ready = np.asarray(bled)
    assert (ready[:, :, 3] == pixels[:, :, 3]).all()
    assert (ready[15, 16:48, :3] == (200, 20, 20)).all()


def test_subject_is_written_down_with_its_outlines(ledger: Ledger, tmp_path: Path) -> None:
    pixels = np.zeros((64, 80, 4), np.uint8)
    pixels[16:48, 20:48] = (200, 20, 20, 255)
    path = tmp_path / "leaf-1.png"
    Image.fromarray(pixels).save(path)
    where = AlphaPlanePlacement(file="f", cut_out=True, margin_px=2)
    prepare(job_for(ledger, where), [result(path, "image/png")])
    found = Subject.from_json(subject_path(path).read_text("utf-8"))
    wanted = find_subject(pixels[:, :, 3], outlines=True, margin_px=2)
    assert found.box == wanted.box == Box(20, 16, 48, 48)
    assert len(found.outlines) == len(wanted.outlines) == 1
    assert np.allclose(found.outlines[0], wanted.outlines[0], atol=0.01)


def test_picture_without_anything_to_see_has_no_subject(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "leaf-1.png"
    Image.new("RGBA", (32, 32)).save(path)
    prepare(job_for(ledger, PLANE), [result(path, "image/png")])
    assert Subject.from_json(subject_path(path).read_text("utf-8")).box is None


def test_whole_picture_stays_alone(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "leaf-1.png"
    Image.new("RGB", (32, 32), "red").save(path)
    prepare(job_for(ledger, PLANE), [result(path, "image/png")])
    assert not bled_path(path).exists()
