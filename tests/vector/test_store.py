# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan in a file comes back as it was, and a damaged file is told as such."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recraft_blender.vector.drawing import Gradient, Spread, Stop
from recraft_blender.vector.plan import CurveObject, MeshObject, Plan
from recraft_blender.vector.planning import Arrangement, PlanOptions, Target, plan
from recraft_blender.vector.store import StoreError, load, save

from .drawings import BLUE, GREEN, RED, Sketch, circle, rectangle


def sample(target: Target = Target.CURVES) -> Plan:
    sketch = Sketch()
    flowers = sketch.group("Blümchen")
    gradient = Gradient(
        radial=True,
        stops=(Stop(0.0, RED, 0.5), Stop(1.0, BLUE)),
        matrix=(1.0, 0.1, 0.2, 1.0, 3.0, 4.0),
        spread=Spread.REFLECT,
        focus=(0.1, 0.2),
        focus_radius=0.05,
    )
    sketch.add(rectangle(0, 0, 100, 100), paint=GREEN)
    sketch.add(circle(50, 50, 30), circle(50, 50, 10, back=True), paint=gradient, group=flowers)
    return plan(sketch.drawing("Ein Bild"), PlanOptions(target, Arrangement.SHAPE))


def things(made: Plan) -> list[CurveObject | MeshObject]:
    return [*made.curves, *made.meshes]


def assert_equal(one: Plan, two: Plan) -> None:
    for name in ("title", "width", "height", "width_m", "height_m", "depths", "simplified"):
        assert getattr(one, name) == getattr(two, name)
    assert one.materials == two.materials
    assert len(one.curves) == len(two.curves)
    assert len(one.meshes) == len(two.meshes)
    for first, second in zip(things(one), things(two), strict=True):
        for field in fields(first):
            a, b = getattr(first, field.name), getattr(second, field.name)
            if isinstance(a, np.ndarray):
                assert (a.dtype, a.shape) == (b.dtype, b.shape)
                assert (a == b).all()
            else:
                assert a == b


@pytest.mark.parametrize("target", list(Target))
def test_a_plan_comes_back(tmp_path: Path, target: Target) -> None:
    made = sample(target)
    save(made, tmp_path / "plan")
    found = load(tmp_path / "plan")
    assert_equal(made, found)
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]
    thing = things(found)[0]
    with pytest.raises(ValueError, match="read-only"):
        thing.slot[0] = 1


def test_an_empty_plan_comes_back(tmp_path: Path) -> None:
    made = plan(Sketch().drawing())
    save(made, tmp_path / "plan")
    assert_equal(made, load(tmp_path / "plan"))


def test_a_missing_and_an_empty_file_are_told(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    for name in ("none", "empty"):
        with pytest.raises(StoreError, match=name):
            load(tmp_path / name)


def test_another_version_is_told(tmp_path: Path) -> None:
    path = tmp_path / "plan"
    save(sample(), path)
    raw = bytearray(path.read_bytes())
    raw[7] += 1
    path.write_bytes(raw)
    with pytest.raises(StoreError, match="another version"):
        load(path)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_cut_or_altered_file_is_told(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("store") / "plan"
    save(sample(), path)
    raw = bytearray(path.read_bytes())
    header = 24 + int.from_bytes(raw[8:16], "little")
    if data.draw(st.booleans()):
        raw = raw[: data.draw(st.integers(0, len(raw) - 1))]
    else:
        place = data.draw(st.integers(0, header - 1))
        raw[place] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(raw)
    with pytest.raises(StoreError):
        load(path)
