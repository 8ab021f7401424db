# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Placement panel for each kind, the Image Editor's panel, and the node of a shader editor."""

from pathlib import Path

import pytest

from window_driver import Window
from window_extension import ADDON, redraw

# A property of each kind that no other kind shows.
OWN = {
    "TEXTURE": "placement.bump",
    "ALPHA_PLANE": "placement.origin",
    "CURVES": "placement.arrangement",
    "REFERENCE": "placement.opacity",
}
SHOW_IMAGE = """
import numpy as np
image = bpy.data.images.new("Slope", 256, 256)
y, x = np.mgrid[0:1:256j, 0:1:256j]
pixels = np.stack([x, y, (x + y) / 2, np.ones_like(x)], axis=2).astype(np.float32)
image.pixels.foreach_set(pixels.ravel())
area = next(area for area in bpy.context.screen.areas if area.type == "VIEW_3D")
area.type = "IMAGE_EDITOR"
area.spaces.active.image = image
area.spaces.active.show_region_ui = True
"""
SHOW_TAB = """
area = next(area for area in bpy.context.screen.areas if area.type == "IMAGE_EDITOR")
region = next(region for region in area.regions if region.type == "UI")
region.active_panel_category = "Recraft"
area.tag_redraw()
"""
SHOW_NODES = """
area = next(area for area in bpy.context.screen.areas if area.type == "IMAGE_EDITOR")
area.ui_type = "ShaderNodeTree"
"""
EDITOR = (
    "list(__import__('importlib').import_module("
    f"'{ADDON}.blender.shader_editor').open_shader_editor(bpy.context))"
)


@pytest.fixture
def opened() -> tuple[str, ...]:
    return ("placement",)


@pytest.fixture
def ready(recraft: Window) -> Window:
    """With the sandbox and a prompt."""
    recraft.ask("bpy.ops.recraft.use_sandbox()\nbpy.context.scene.recraft.prompt = 'mossy wall'")
    return recraft


def test_panel_shows_what_its_kind_knows(ready: Window, pictures: Path) -> None:
    for kind, name in OWN.items():
        ready.ask(f"setattr(bpy.context.scene.recraft, 'make', {kind!r})")
        redraw(ready)
        ready.screenshot(pictures / f"{kind.lower()}.png")
        assert ready.find_property(name), kind


def test_image_editor_and_shader_editor(ready: Window, pictures: Path) -> None:
    ready.ask(SHOW_IMAGE)
    ready.settle()
    ready.ask(SHOW_TAB)
    ready.settle()
    ready.screenshot(pictures / "1-image.png")
    ready.click(*ready.find_button("recraft.make_seamless", area="IMAGE_EDITOR"))
    ready.wait_until("'Slope seamless' in bpy.data.images", 30, "made seamless")
    ready.settle()
    ready.screenshot(pictures / "2-repeated.png")
    ready.ask("bpy.data.images['Slope seamless'].__setitem__('recraft_prompt', 'a slope')")
    ready.click(*ready.find_button("recraft.show_recipe", area="IMAGE_EDITOR"))
    ready.settle()
    ready.screenshot(pictures / "3-recipe.png")
    ready.key("Escape")
    ready.ask(SHOW_NODES)
    ready.settle()
    ready.screenshot(pictures / "4-nodes.png")
    material, group, _ = ready.ask(EDITOR)
    assert (material, group) == ("Material", "")
