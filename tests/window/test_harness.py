# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The harness itself, tried on Blender's own interface."""

from pathlib import Path

import pytest

from window_driver import Window, WindowError
from window_search import NotFoundError

SHOW_TEST_PANEL = """
class TestDialog(bpy.types.Operator):
    bl_idname = "wm.harness_dialog"
    bl_label = "Harness Dialog"
    def invoke(self, context, event):
        return context.window_manager.invoke_props_dialog(self)
    def draw(self, context):
        self.layout.prop(context.scene, "frame_end")
        self.layout.operator("mesh.primitive_cone_add")
    def execute(self, context):
        return {'FINISHED'}

class VIEW3D_PT_harness(bpy.types.Panel):
    bl_label = "Harness"
    bl_space_type = 'VIEW_3D'
    bl_region_type = 'UI'
    bl_category = "Harness"
    def draw(self, context):
        self.layout.prop(context.scene, "harness_text")
        row = self.layout.row()
        row.operator("mesh.primitive_cube_add", text="One").size = 1
        row.operator("mesh.primitive_cube_add", text="Three").size = 3
        self.layout.operator("wm.harness_dialog")

bpy.types.Scene.harness_text = bpy.props.StringProperty()
bpy.utils.register_class(TestDialog)
bpy.utils.register_class(VIEW3D_PT_harness)
"""


def test_the_window_is_drawn(window: Window, pictures: Path) -> None:
    window.screenshot(pictures / "start.png")
    pixels = window.screen.pixels()
    assert pixels.shape == (1000, 1600, 3)
    assert pixels.std() > 10
    assert (pictures / "start.png").stat().st_size > 10_000


def test_a_number_is_typed_into_a_field_and_undone(window: Window, pictures: Path) -> None:
    window.open_sidebar("Item")
    window.click(*window.find_property("location", index=1))
    window.key("ctrl+a")
    window.type_text("12.5")
    window.key("Return")
    location = "list(bpy.data.objects['Cube'].location)"
    window.screenshot(pictures / "typed.png")
    assert window.ask(location) == [0, 12.5, 0]
    window.key("ctrl+z")
    assert window.ask(location) == [0, 0, 0]


def test_a_field_of_the_view_tab_is_found_and_changed(window: Window) -> None:
    window.open_sidebar("View")
    window.click(*window.find_property("lens"))
    window.key("ctrl+a")
    window.type_text("85")
    window.key("Return")
    lens = "[a.spaces.active.lens for a in bpy.context.screen.areas if a.type == 'VIEW_3D']"
    assert window.ask(lens) == [85]


def test_a_header_button_plays_the_animation(window: Window) -> None:
    playing = "bpy.context.screen.is_animation_playing"
    button = window.find_button("screen.animation_play", area="DOPESHEET_EDITOR", region="HEADER")
    window.click(*button)
    window.wait_until(playing, 5, "the animation plays")
    window.key("Escape")
    window.wait_until(f"not {playing}", 5, "the animation has stopped")


@pytest.mark.parametrize("text", ["a red fox, 'quoted' (x)", "Füchse: naïve 狐"])
def test_text_is_typed_into_a_field(window: Window, text: str) -> None:
    window.ask(SHOW_TEST_PANEL)
    window.open_sidebar("Harness")
    window.click(*window.find_property("harness_text"))
    window.type_text(text)
    window.key("Return")
    assert window.ask("bpy.context.scene.harness_text") == text


def test_buttons_side_by_side_and_undo(window: Window) -> None:
    window.ask(SHOW_TEST_PANEL)
    window.open_sidebar("Harness")
    width = "round(max(bpy.context.view_layer.objects.active.dimensions), 3)"
    for size in (1, 3):
        window.click(*window.find_button("mesh.primitive_cube_add", having=f"size={size}"))
        window.wait_until("len(bpy.data.objects) == 4", 5, "a cube was added")
        assert window.ask(width) == size
        window.key("ctrl+z")
        assert window.ask("len(bpy.data.objects)") == 3
    with pytest.raises(NotFoundError, match=r"No button of mesh.absent is in view.*harness_text"):
        window.find_button("mesh.absent")


def test_a_button_of_a_dialog(window: Window, pictures: Path) -> None:
    window.ask(SHOW_TEST_PANEL)
    window.open_sidebar("Harness")
    window.click(*window.find_button("wm.harness_dialog"))
    window.screenshot(pictures / "dialog.png")
    sidebar = window.find_area("VIEW_3D", "UI")
    window.click(*window.find_in_popup("primitive_cone_add", sidebar))
    window.wait_until("len(bpy.data.objects) == 4", 5, "a cone was added")


def test_a_second_window_is_found(window: Window, pictures: Path) -> None:
    window.ask("bpy.ops.screen.userpref_show('INVOKE_DEFAULT')")
    extras = window.find_property("show_developer_ui", area="PREFERENCES", region="WINDOW")
    window.click(*extras)
    window.screenshot(pictures / "preferences.png")
    assert window.ask("bpy.context.preferences.view.show_developer_ui") is True


def test_errors_in_blender_are_told(window: Window) -> None:
    with pytest.raises(WindowError, match=r"(?s)could not run: 1 / 0.*ZeroDivisionError"):
        window.ask("1 / 0")
    with pytest.raises(WindowError, match=r"was not so that pigs fly"):
        window.wait_until("False", 0.2, "pigs fly")


def test_blender_survives_loading_another_file(window: Window) -> None:
    window.ask("bpy.ops.wm.read_homefile(use_factory_startup=True, use_empty=True)")
    assert window.ask("len(bpy.data.objects)") == 0


def test_a_blender_that_was_killed_is_noticed(window: Window) -> None:
    assert window.process is not None
    window.process.kill()
    with pytest.raises(WindowError, match="Blender ended with code -9"):
        window.wait_until("False", 5, "it answers")
    assert window.close() == -9


def test_a_colour_is_found_and_the_wheel_turns(window: Window) -> None:
    tools = window.find_area("VIEW_3D", "TOOLS")
    theme = "bpy.context.preferences.themes[0].user_interface.wcol_toolbar_item.inner_sel"
    red, green, blue, _ = window.ask(f"[round(255 * part) for part in {theme}]")
    active_tool = window.find_colour((red, green, blue), within=tools)
    assert active_tool.y < tools.top + 60
    with pytest.raises(NotFoundError, match="Nothing of the colour"):
        window.find_colour((255, 0, 255))
    distance = (
        "[a.spaces.active.region_3d.view_distance"
        " for a in bpy.context.screen.areas if a.type == 'VIEW_3D'][0]"
    )
    before = window.ask(distance)
    window.scroll(*window.find_area("VIEW_3D").centre, clicks=-2)
    assert window.ask(distance) < before
