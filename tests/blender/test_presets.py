# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Presets: those that come along are valid for their models, and the person's own come back."""

from pathlib import Path
from typing import Any

import bpy
import pytest

import installed
from installed import context, data, ops

from .conftest import StartSandbox, charged, until

SHIPPED = (
    Path(__file__).resolve().parents[2] / "recraft_blender/blender/presets/recraft_blender/create"
)
NAMES = sorted(path.stem for path in SHIPPED.glob("*.py"))
FOLDER = "recraft_blender/create"
KINDS = {
    "Material": "TEXTURE",
    "Logo": "CURVES ALPHA_PLANE",
    "Icon": "CURVES ALPHA_PLANE",
    "Reference": "REFERENCE",
    "Cutout": "ALPHA_PLANE",
}


def look() -> Any:
    return context.scene.recraft_look


def chain() -> Any:
    return installed.module("blender.properties").chain(installed.settings())


def found_file(name: str) -> str | None:
    utils: Any = bpy.utils
    found: str | None = utils.preset_find(name, FOLDER)
    return found


def file_of(name: str) -> str:
    found = found_file(name)
    assert found, f"Blender does not find {name}"
    return found


def load(name: str) -> None:
    assert ops.recraft.load_preset(filepath=file_of(name)) == {"FINISHED"}


def test_a_dozen_good_ones_come_along() -> None:
    assert len(NAMES) >= 12
    assert {name.partition("_")[0] for name in NAMES} == set(KINDS)


@pytest.mark.parametrize("name", NAMES)
def test_preset_is_valid_for_its_model(name: str) -> None:
    look().negative_prompt = "left over"
    load(name)
    work = chain()
    assert not list(work.problems())
    assert installed.module("blender.look").look_problem(context, work) is None
    assert work.first.units
    assert work.first.negative_prompt != "left over"
    assert installed.settings().make in KINDS[name.partition("_")[0]].split()
    unread = installed.module("blender.look").unread
    assert not list(unread(look(), work.first.known_model.traits))
    types: Any = bpy.types
    assert types.RECRAFT_MT_presets.bl_label == name.replace("_", " ")


def test_the_sandbox_takes_every_preset(start_sandbox: StartSandbox) -> None:
    """Its rules are its own: what passes our checks is what a service takes."""
    address = start_sandbox("--balance", "100000", "--no-rate-limit")
    installed.preferences().confirm_above = 0
    jobs = []
    for name in NAMES:
        load(name)
        installed.settings().count = 1
        assert ops.recraft.generate() == {"FINISHED"}
        jobs.append(installed.session().jobs[0])
    for job in jobs:
        until(job, "placed", "ready", timeout_s=60)
    assert charged(address) == sum(job.estimate for job in jobs)


def test_own_preset_comes_back_whole_and_can_be_removed() -> None:
    chosen = installed.settings()
    chosen.prompt, chosen.model, chosen.count = "a “harbour”\nat night", "recraftv3", 3
    ops.recraft.use_style(key="recraftv3|Noir|")
    look().negative_prompt = "people"
    for color in ((1.0, 0.2, 0.0), (0.0, 0.4, 1.0)):
        look().colors.add().color = color
    look().words.add().text = "NIGHT"
    before = chain().first
    assert ops.recraft.add_preset(name="My Harbour") == {"FINISHED"}
    file = file_of("My_Harbour")
    assert bpy.utils.user_resource("SCRIPTS") in file
    chosen.prompt, chosen.model, chosen.count = "", "recraftv4_1", 1
    installed.module("blender.look_settings").clear(look())
    load("My_Harbour")
    assert chain().first == before
    assert ops.recraft.add_preset(remove_active=True) == {"FINISHED"}
    assert not Path(file).exists()


def test_prompt_in_a_text_is_saved_and_loaded_as_a_prompt() -> None:
    ops.recraft.edit_prompt()
    look().text.write("a long\nprompt")
    ops.recraft.add_preset(name="From Text")
    text = look().text
    load("From_Text")
    assert look().text is None
    assert installed.settings().prompt == "a long\nprompt"
    assert text.name in data.texts
    ops.recraft.add_preset(remove_active=True)


def test_presets_that_come_along_are_not_removed() -> None:
    load(NAMES[0])
    assert ops.recraft.add_preset(remove_active=True) == {"CANCELLED"}
    assert Path(file_of(NAMES[0])).exists()


def test_preset_of_another_version_is_said_and_changes_nothing(tmp_path: Path) -> None:
    load("Material_Stylized_Grass")
    look().colors.add().color = (1.0, 0.0, 0.0)
    before = chain().first
    file = tmp_path / "Broken.py"
    file.write_text(
        "import bpy\nr = bpy.context.scene.recraft\nr.prompt = 'x'\nr.model = 'no_such_model'\n"
    )
    with pytest.raises(RuntimeError, match="does not fit this version"):
        ops.recraft.load_preset(filepath=str(file))
    assert chain().first == before


def test_blender_forgets_the_presets_with_the_extension() -> None:
    module = installed.module("blender.operators.presets")
    assert file_of(NAMES[0]).startswith(module.SHIPPED)
    module.detach()
    try:
        assert found_file(NAMES[0]) is None
    finally:
        module.attach()
