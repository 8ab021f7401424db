# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The other editors: tools on what they show, dropped pictures, nodes, shortcuts, search."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import bpy
import pytest

import installed
from installed import context, data, ops

from .captured import known, new_image, plane_with
from .conftest import NewMesh, StartSandbox, asked_for, until
from .known_pictures import blocks, subject, write_png

EDITORS = ("VIEW_3D", "IMAGE_EDITOR", "ShaderNodeTree")


@contextmanager
def editor(kind: str) -> Iterator[Any]:
    """The largest area as this editor; its space."""
    window = context.window_manager.windows[0]
    area = max(window.screen.areas, key=lambda one: one.width * one.height)
    former, area.ui_type = area.ui_type, kind
    region = next(one for one in area.regions if one.type == "WINDOW")
    try:
        with context.temp_override(window=window, area=area, region=region):
            yield area.spaces.active
    finally:
        area.ui_type = former


def newest() -> Any:
    """The job that was asked for last."""
    return installed.session().jobs[0]


def dropped(files: list[Path]) -> dict[str, Any]:
    """What a file handler gives its operator."""
    return {
        "filepath": str(files[0]),
        "directory": str(files[0].parent),
        "files": [{"name": file.name} for file in files],
    }


def test_tools_take_what_the_editor_shows(start_sandbox: StartSandbox) -> None:
    address = start_sandbox("--no-rate-limit")
    context.scene.recraft_source.kind = "FILE"
    painted, on_node = new_image("Painted", known()), new_image("On Node", known())
    plane = plane_with(on_node)
    with editor("IMAGE_EDITOR") as space:
        space.image = painted
        assert ops.recraft.process_picture(tool="CRISP_UPSCALE", shown=True) == {"FINISHED"}
        first = newest()
    with editor("ShaderNodeTree") as space:
        space.pin, space.node_tree = True, plane.active_material.node_tree
        nodes = space.edit_tree.nodes
        nodes.active = next(one for one in nodes if getattr(one, "image", None) == on_node)
        assert ops.recraft.process_picture(tool="VECTORIZE", shown=True) == {"FINISHED"}
        second = newest()
    with editor("VIEW_3D"):
        assert ops.recraft.process_picture(tool="REMOVE_BACKGROUND", shown=True) == {"FINISHED"}
        third = newest()
    assert ops.recraft.process_picture(tool="VECTORIZE", image="Painted") == {"FINISHED"}
    titles = [job.title for job in (first, second, third, newest())]
    assert [title.partition(": ")[2] for title in titles] == [
        "Painted",
        "On_Node",
        "On_Node",
        "Painted",
    ]
    assert first.placement.replaces == "Painted"
    assert third.placement.replaces == plane.name
    assert context.scene.recraft_source.kind == "FILE"
    assert not ops.recraft.process_picture.get_rna_type().properties["shown"].default
    with pytest.raises(RuntimeError, match="Choose the file"):
        ops.recraft.process_picture(tool="VECTORIZE")
    with pytest.raises(RuntimeError, match="There is no image Nobody"):
        ops.recraft.process_picture(tool="VECTORIZE", image="Nobody")
    plane.select_set(False)
    context.view_layer.objects.active = None
    with editor("VIEW_3D"), pytest.raises(RuntimeError, match="Open an image"):
        ops.recraft.process_picture(tool="VECTORIZE", shown=True)
    status = installed.module("blender.status_bar").status_text
    assert status().startswith("Recraft: ")
    for job in (first, second, third, newest()):
        until(job, "placed", timeout_s=60)
    assert status() == ""
    assert asked_for(address) == 4


def test_dropped_pictures_lie_as_results_do(new_mesh: NewMesh, tmp_path: Path) -> None:
    cube = new_mesh("Crate")
    look = installed.settings().placement
    look.size, look.reference_size = 2.0, 3.0
    context.scene.cursor.location = (1, 2, 3)
    names = ("bark", "fox", "hen")
    bark, fox, hen = (write_png(tmp_path / f"{name}.png", subject()) for name in names)
    assert ops.recraft.import_texture(**dropped([bark])) == {"FINISHED"}
    assert cube.active_material.name == "bark"
    known_objects = set(data.objects)
    assert ops.recraft.import_alpha_plane("INVOKE_DEFAULT", **dropped([fox, hen])) == {"FINISHED"}
    planes = sorted(set(data.objects) - known_objects, key=lambda one: one.name)
    assert [plane.name for plane in planes] == ["fox", "hen"]
    assert planes[0].dimensions.y == pytest.approx(2.0)  # trimmed to the subject, which is so high
    assert tuple(planes[0].matrix_world.translation) == pytest.approx((1, 2, 3))
    assert planes[1].location.x > planes[0].location.x
    assert sorted(obj.name for obj in context.selected_objects) == ["fox", "hen"]
    assert ops.recraft.import_reference(**dropped([hen])) == {"FINISHED"}
    (empty,) = (one for one in data.objects if one.type == "EMPTY")
    assert empty.empty_display_size == pytest.approx(3.0)
    assert all(data.images[name].packed_file for name in names)
    assert not any("recraft_job" in block for block in (*data.images, *data.objects))
    assert not installed.session().jobs


@pytest.mark.parametrize("name", ["broken.tga", "gone.png"])
def test_what_is_no_picture_leaves_nothing(name: str, new_mesh: NewMesh, tmp_path: Path) -> None:
    new_mesh("Crate")
    file = tmp_path / name
    if name.startswith("broken"):
        file.write_bytes(b"not a picture")
    before = blocks()
    for kind in ("alpha_plane", "reference", "texture"):
        with pytest.raises(RuntimeError, match=f"{name} (is no picture|was not read)"):
            getattr(ops.recraft, f"import_{kind}")(**dropped([file]))
    assert blocks() == before


def test_what_blender_alone_reads_is_a_plane_with_its_alpha(tmp_path: Path) -> None:
    image = new_image("Float", known(64).astype("float32") / 255, float_buffer=True)
    image.file_format, image.filepath_raw = "OPEN_EXR", str(tmp_path / "cloud.exr")
    image.save()
    assert ops.recraft.import_alpha_plane(**dropped([tmp_path / "cloud.exr"])) == {"FINISHED"}
    assert data.images["cloud"].alpha_mode == "PREMUL"


def test_pictures_dropped_on_a_tool_are_sent(start_sandbox: StartSandbox, tmp_path: Path) -> None:
    address = start_sandbox("--no-rate-limit")
    files = [write_png(tmp_path / f"{name}.png", known()) for name in ("one", "two")]
    small = write_png(tmp_path / "broken.tga", known())
    small.write_bytes(b"not a picture")
    ops.recraft.drop_crisp_upscale("INVOKE_DEFAULT", **dropped([*files, small]))
    jobs = installed.session().jobs
    assert sorted(job.title.partition(": ")[2] for job in jobs) == ["one", "two"]
    for job in jobs:
        until(job, "placed", timeout_s=60)
    assert asked_for(address) == 2
    with pytest.raises(RuntimeError, match=r"^Error: broken\.tga has no pixels"):
        ops.recraft.drop_crisp_upscale(**dropped([small]))


def test_file_handlers_name_what_their_operators_do() -> None:
    tools = installed.module("blender.tools")
    spec = installed.module("jobs.spec")
    handlers = [
        cls
        for cls in installed.module("blender.registration").CLASSES
        if issubclass(cls, bpy.types.FileHandler) and ".png" in cls.bl_file_extensions
    ]
    assert len(handlers) == 6
    for handler in handlers:
        operator = getattr(ops.recraft, handler.bl_import_operator.removeprefix("recraft."))
        rna = operator.get_rna_type()
        assert {"filepath", "directory", "files"} <= set(rna.properties.keys())
        if "Recraft: " in rna.name:
            cls = getattr(bpy.types, operator.idname())
            units = spec.chain_estimate(tools.priced_chain(cls.tool, tools.Words()))
            name = f"Recraft: {tools.TOOLS[cls.tool].label} · {units} units a picture"
            assert rna.name == handler.bl_label == name
    installed.preferences().service = "RECRAFT"  # without a token nothing that costs is offered
    offered = {kind: set[str]() for kind in EDITORS}
    for kind, found in offered.items():
        with editor(kind):
            found |= {one.bl_idname for one in handlers if one.poll_drop(context)}
    assert offered == {
        "VIEW_3D": {"RECRAFT_FH_alpha_plane", "RECRAFT_FH_reference"},
        "IMAGE_EDITOR": {"RECRAFT_FH_alpha_plane"},
        "ShaderNodeTree": {"RECRAFT_FH_alpha_plane"},
    }


@pytest.mark.usefixtures("use_sandbox")
def test_node_is_generated_where_the_editor_looks() -> None:
    plane = plane_with(new_image("Painted", known()))
    tree = plane.active_material.node_tree
    installed.settings().prompt = "mossy stone"
    installed.settings().make = "CURVES"
    with editor("ShaderNodeTree") as space:
        if space.id is None:
            pytest.skip("before 4.5 an editor finds its material when it is drawn")
        assert not ops.recraft.generate_node.poll()
        installed.settings().make = "ALPHA_PLANE"
        before = set(tree.nodes)
        assert ops.recraft.generate_node() == {"FINISHED"}
    until(newest(), "placed", timeout_s=60)
    (node,) = set(tree.nodes) - before
    assert node.image["recraft_job"] == newest().id


def test_shortcuts_are_off_at_first() -> None:
    shortcuts = installed.module("blender.shortcuts").SHORTCUTS
    keymaps = context.window_manager.keyconfigs.addon.keymaps
    items = [
        item for keymap in keymaps for item in keymap.keymap_items if "recraft." in item.idname
    ]
    assert len(items) == len(shortcuts)
    assert not any(item.active for item in items)
    tools = [item.properties.tool for item in items if item.properties.get("shown")]
    assert tools == [one.tool for one in shortcuts if one.tool]


def test_every_operator_can_be_searched_for_or_is_a_button() -> None:
    classes = {
        cls.bl_idname: cls
        for cls in installed.module("blender.registration").CLASSES
        if issubclass(cls, bpy.types.Operator)
    }
    buttons = {
        name for name, cls in classes.items() if "INTERNAL" in getattr(cls, "bl_options", ())
    }
    for kind in EDITORS:
        with editor(kind):
            for name in classes:
                operator = getattr(ops.recraft, name.removeprefix("recraft."))
                operator.poll()  # says no with a sentence, but raises nothing
                rna = operator.get_rna_type()
                assert rna.name
                assert len(rna.description) > 10, name
    # What is found by its name works without anything that only a button knows.
    needs = ("job", "result", "index", "palette", "key", "page", "files")
    found = set(classes) - buttons - {"recraft.import_alpha_plane", "recraft.import_reference"}
    for name in sorted(found - {"recraft.import_texture"}):
        properties = getattr(ops.recraft, name.removeprefix("recraft.")).get_rna_type().properties
        assert not [one.identifier for one in properties if one.identifier in needs], name
    assert {"recraft.place", "recraft.drop_vectorize", "recraft.remove_color"} <= buttons
    assert {"recraft.generate", "recraft.process_picture", "recraft.cancel_all"} <= found
