# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of docs/, group by group, each in a Blender of its own; see doc_pictures.py."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import windowed_blender  # noqa: E402
from recraft_blender.sandbox.server import SandboxServer  # noqa: E402
from window_driver import Window  # noqa: E402
from window_extension import (  # noqa: E402
    JOBS,
    import_by_menu,
    install,
    press,
    redraw,
    show_panels,
    use_service,
    wait_for,
    wait_for_color,
)
from window_search import Point, Rect  # noqa: E402

OUT = ROOT / "docs" / "images"
BADGE = ROOT / "tests" / "window" / "badge.svg"
TOKEN = "token-of-the-pictures"  # noqa: S105 - for a sandbox of this script
COLORS = (256, 192, 128, 96, 64)
MOST_BYTES = 110_000
WIDEST = 1240
TABS_PX, EDGE_PX = 26, 4
"""At a sidebar's right and left edge."""

# What a newcomer's scene looks like, a little rounder, so that a texture shows.
SCENE = """
import math
cube = bpy.data.objects["Cube"]
cube.rotation_euler.z = math.radians(20)
bpy.ops.mesh.primitive_uv_sphere_add(segments=48, ring_count=24, radius=1.1, location=(0, 3, 0.1))
ball = bpy.context.object
for face in ball.data.polygons:
    face.use_smooth = True
for obj in (cube, ball):
    obj.select_set(True)
bpy.context.view_layer.objects.active = cube
"""
CLOSE_VIEW = """
from mathutils import Euler, Vector
area = next(area for area in bpy.context.window.screen.areas if area.type == "VIEW_3D")
space = area.spaces.active
space.region_3d.view_location = Vector({at!r})
space.region_3d.view_rotation = Euler({turn!r}).to_quaternion()
space.region_3d.view_distance = {far!r}
space.overlay.show_cursor = False
space.overlay.show_relationship_lines = False
"""
FLAT_VIEW = """
area = next(area for area in bpy.context.window.screen.areas if area.type == "VIEW_3D")
area.spaces.active.shading.color_type = "TEXTURE"
bpy.ops.object.select_all(action="DESELECT")
"""
# Selected objects without their outline, and nothing that many colors are needed for.
PLAIN_VIEW = """
area = next(area for area in bpy.context.window.screen.areas if area.type == "VIEW_3D")
overlay = area.spaces.active.overlay
overlay.show_floor = overlay.show_axis_x = overlay.show_axis_y = False
overlay.show_outline_selected = overlay.show_object_origins = False
overlay.show_extras = False
"""
NO_OVERLAP = "setattr(bpy.context.preferences.system, 'use_region_overlap', False)"
MATERIALS = """
bpy.context.scene.view_settings.view_transform = "Standard"
area = next(area for area in bpy.context.window.screen.areas if area.type == "VIEW_3D")
area.spaces.active.shading.type = "MATERIAL"
"""
ASK_FOR = """
chosen = bpy.context.scene.recraft
chosen.make, chosen.prompt = {make!r}, {prompt!r}
bpy.ops.recraft.generate()
"""
SELECT_CUBE = """
bpy.ops.object.select_all(action="DESELECT")
bpy.data.objects["Cube"].select_set(True)
"""
# The sandbox draws patterns: a subject to cut out is what the camera sees.
MONKEY = """
scene, camera = bpy.context.scene, bpy.data.objects["Camera"]
bpy.data.batch_remove([bpy.data.objects["Cube"]])
bpy.ops.mesh.primitive_monkey_add()
bpy.ops.object.shade_smooth()
bpy.context.object.color = (0.9, 0.35, 0.05, 1)
bpy.context.object.rotation_euler.z = 0.5
scene.display.shading.color_type = "OBJECT"
camera.location, camera.rotation_euler = (0, -6, 0), (1.5708, 0, 0)
scene.render.resolution_x = scene.render.resolution_y = 1024
scene.recraft_source.kind, scene.recraft_source.becomes = "CAMERA", "ALPHA_PLANE"
bpy.ops.recraft.process_picture(tool="REMOVE_BACKGROUND")
"""
ONLY = """
bpy.data.batch_remove([obj for obj in bpy.data.objects if obj.name != {keep!r}])
"""
PROMPTS = (
    ("TEXTURE", "mossy stone wall"),
    ("CURVES", "green leaf"),
    ("TEXTURE", "wooden planks"),
    ("ALPHA_PLANE", "red fox"),
    ("TEXTURE", "rusty metal"),
    ("REFERENCE", "brass clock"),
    ("CURVES", "mountain logo"),
    ("TEXTURE", "woven fabric"),
)
TURNED = (1.1, 0.0, 1.0)


def keep(window: Window, name: str, within: Rect) -> None:
    """Save a part of the screen as a small picture of docs/, in as many colors as it may have."""
    window.settle()
    left, top, width, height = within
    picture = Image.fromarray(window.screen.pixels()[top : top + height, left : left + width])
    if width > WIDEST:
        size = WIDEST, round(height * WIDEST / width)
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    path = OUT / f"{name}.png"
    for colors in COLORS:
        small = picture.quantize(
            colors, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE
        )
        small.save(path, optimize=True)
        if path.stat().st_size < MOST_BYTES:
            break
    print(f"{path.name}  {small.width} x {small.height}, {colors}  {path.stat().st_size}")


def sidebar(window: Window, below: str = "") -> Rect:
    """The sidebar without its tabs and what is empty at its end; from a button downwards."""
    left, top, width, height = window.find_area("VIEW_3D", "UI")
    if below:
        y = round(window.find_button(below).y) + 20
        top, height = y, height - (y - top)
    window.move(*window.find_area("VIEW_3D", "WINDOW").centre)
    left, width = left + EDGE_PX, width - TABS_PX - EDGE_PX
    shown = window.screen.pixels()[top : top + height, left : left + width]
    # A panel's last lines; below them every line is of one color.
    busy = np.flatnonzero(np.ptp(shown.astype(int), axis=1).max(axis=1) > 12)
    return Rect(left, top, width, min(height, int(busy[-1]) + 10))


def everything(window: Window) -> Rect:
    return Rect(0, 0, *window.screen.size)


def ask_for(window: Window, make: str, prompt: str) -> None:
    """Ask in the sandbox, and wait until it is in the scene."""
    window.ask(ASK_FOR.format(make=make, prompt=prompt))
    wait_for(window, "placed")


def first(window: Window) -> None:
    """From the first run to a textured object, with its prompt and price on the way."""
    window.ask(SCENE)
    window.ask(CLOSE_VIEW.format(at=(0.3, 1.3, 0), turn=TURNED, far=7))
    window.ask(PLAIN_VIEW)
    redraw(window)
    keep(window, "first-run", sidebar(window))
    press(window, "recraft.use_sandbox")
    window.click(*window.find_property("prompt"))
    window.type_text("mossy stone wall")
    window.key("Return")
    keep(window, "create", sidebar(window))
    press(window, "recraft.generate")
    wait_for(window, "placed")
    window.move(*window.find_area("OUTLINER", "WINDOW").centre)
    redraw(window)
    keep(window, "window", everything(window))


def preferences(window: Window) -> None:
    """Of Recraft itself, where there is most to set."""
    press(window, "recraft.open_preferences")
    left, top, width, height = window.find_area("PREFERENCES", "WINDOW")
    window.scroll(left + width / 2, top + height / 2, 30)
    # Above it is the path where the extension was installed.
    y = window.find_property("service", area="PREFERENCES", region="WINDOW").y
    above = round(y) - 16 - top
    keep(window, "preferences", Rect(left, top + above, width, height - above))


def placed(window: Window) -> None:
    """What alpha planes and curves look like in a scene."""
    window.ask("bpy.ops.recraft.use_sandbox()")
    window.ask(MONKEY)
    wait_for(window, "placed")
    window.ask("bpy.data.batch_remove([bpy.data.objects['Suzanne']])")
    window.ask(CLOSE_VIEW.format(at=(0, 0, 0.5), turn=(1.45, 0.0, 0.3), far=3.2))
    _look(window)
    keep(window, "alpha-plane", _view(window))
    window.ask(ONLY.format(keep="Light"))
    window.ask("bpy.context.scene.recraft.placement.size = 2.0")
    ask_for(window, "CURVES", "mountain logo")
    window.ask(
        "curves = [obj.data for obj in bpy.data.objects if obj.type == 'CURVE']\n"
        "for curve in curves:\n    curve.extrude = 0.03\n"
    )
    window.ask(CLOSE_VIEW.format(at=(0, 0, 0), turn=(1.3, 0.0, 0.4), far=5.5))
    _look(window)
    keep(window, "curves", _view(window))


def _look(window: Window) -> None:
    """Nothing selected, in flat colors: textures where there are some, else the materials'."""
    window.ask(FLAT_VIEW)
    window.move(*window.find_area("OUTLINER", "WINDOW").centre)
    redraw(window)


def _view(window: Window) -> Rect:
    """The middle of the 3D view, without its gizmos and the sidebar."""
    left, top, width, height = window.find_area("VIEW_3D", "WINDOW")
    middle = left + width // 2
    return Rect(middle - 320, top + (height - 480) // 2 + 20, 640, 460)


def from_picture(window: Window) -> None:
    """With an image of the file and a prompt."""
    window.ask("bpy.ops.recraft.use_sandbox()")
    ask_for(window, "IMAGE", "brass clock")
    window.ask(
        "image = next(image for image in bpy.data.images if 'recraft_job' in image)\n"
        "bpy.context.scene.recraft.picture = image\n"
        "bpy.context.scene.recraft_source.prompt = 'on a workbench'\n"
    )
    redraw(window)
    keep(window, "from-picture", sidebar(window))


def styles(window: Window) -> None:
    """Style, colors and what V3 reads."""
    window.ask(
        "bpy.ops.recraft.use_sandbox()\n"
        "bpy.context.scene.recraft.prompt = 'a harbor'\n"
        "bpy.ops.recraft.use_style(key='recraftv3|Noir|')\n"
        "look = bpy.context.scene.recraft_look\n"
        "for color in ((0.1, 0.2, 0.4), (0.8, 0.5, 0.2), (0.9, 0.9, 0.85)):\n"
        "    look.colors.add().color = color\n"
        "look.words.add().text = 'HARBOR'\n"
    )
    redraw(window)
    keep(window, "styles", sidebar(window, below="recraft.generate"))


def custom_styles(window: Window) -> None:
    """One that was made, and the next one."""
    window.ask(
        "bpy.ops.recraft.use_sandbox()\n"
        "bpy.context.scene.recraft.prompt = 'a harbor'\n"
        "making = bpy.context.scene.recraft_style\n"
        "making.name = 'Ink and wash'\n"
        "for name, color in (('Ink', (0.05, 0.07, 0.3, 1)), ('Wash', (0.7, 0.75, 0.9, 1))):\n"
        "    image = bpy.data.images.new(name, 64, 64)\n"
        "    image.generated_color = color\n"
        "    making.images.add().image = image\n"
        "bpy.ops.recraft.create_style()\n"
    )
    wait_for(window, "placed")
    redraw(window)
    keep(window, "custom-styles", sidebar(window, below="recraft.generate"))


def placement(window: Window) -> None:
    """Of an alpha plane, which knows most."""
    window.ask(
        "bpy.ops.recraft.use_sandbox()\n"
        "bpy.context.scene.recraft.prompt = 'red fox'\n"
        "bpy.context.scene.recraft.make = 'ALPHA_PLANE'\n"
    )
    redraw(window)
    keep(window, "placement", sidebar(window, below="recraft.generate"))


def jobs(window: Window) -> None:
    """One that is done, one that failed, one that may have been charged."""
    with SandboxServer(token=TOKEN, rate_limited=False) as server:
        use_service(window, server.base_url, TOKEN)
        ask_for(window, "TEXTURE", "mossy stone wall")
        _ask_of(window, server.base_url, "wrong", "wooden planks", "failed")
        server.faults = ["paid-server-error*1"]
        _ask_of(window, server.base_url, TOKEN, "rusty metal", "unknown")
        window.wait_until(f"{JOBS}[0].balance_after is not None", 60, "the balance is known")
        redraw(window)
        keep(window, "jobs", sidebar(window))


def _ask_of(window: Window, address: str, token: str, prompt: str, state: str) -> None:
    use_service(window, address, token)
    window.ask(ASK_FOR.format(make="TEXTURE", prompt=prompt))
    wait_for(window, state)


def results(window: Window) -> None:
    """A page of thumbnails, and one of them large."""
    window.ask("bpy.ops.recraft.use_sandbox()")
    for make, prompt in PROMPTS:
        window.ask(SELECT_CUBE)  # what was placed last is selected instead
        ask_for(window, make, prompt)
    window.ask("None", timeout_s=180)
    for _ in range(10):
        redraw(window)
    keep(window, "results", sidebar(window))


def svg(window: Window) -> None:
    """An import in the front view, with its settings in the redo panel."""
    shutil.copy(BADGE, window.folder)
    window.ask(ONLY.format(keep="Light"))
    window.move(*window.find_area("VIEW_3D", "WINDOW").centre)
    window.key("n", "KP_1")
    import_by_menu(window, BADGE.name)
    window.click(*window.find_area("VIEW_3D", "HUD").centre)
    window.ask(CLOSE_VIEW.format(at=(0, 0, 0), turn=(1.5708, 0.0, 0.0), far=2.2))
    window.ask("bpy.ops.object.select_all(action='DESELECT')")
    window.ask(MATERIALS)  # solid views show no gradients
    view = window.find_area("VIEW_3D", "WINDOW")
    # On the blue circle, away from the axes, which have colors too.
    wait_for_color(window, Point(view.centre.x - 40, view.centre.y + 40))
    window.move(*window.find_area("OUTLINER", "WINDOW").centre)
    redraw(window)
    keep(window, "svg", view)


HIGH = (1600, 1500)
NORMAL = (1600, 1000)
SMALL = (1280, 800)
Take = Callable[[Window], None]
# The pictures, the panels that are open and those that are shown alone, and the screen.
GROUPS: dict[str, tuple[Take, Sequence[str], Sequence[str], tuple[int, int]]] = {
    "first": (first, (), (), (1240, 940)),
    "preferences": (preferences, (), (), NORMAL),
    "placed": (placed, (), ("create", "jobs"), NORMAL),
    "from_picture": (from_picture, ("from_picture",), ("from_picture",), NORMAL),
    "styles": (
        styles,
        ("style", "colors", "advanced"),
        ("create", "style", "colors", "advanced"),
        HIGH,
    ),
    "custom_styles": (custom_styles, ("custom_styles",), ("create", "custom_styles"), HIGH),
    "placement": (placement, ("placement",), ("create", "placement"), HIGH),
    "jobs": (jobs, (), ("jobs",), NORMAL),
    "results": (results, (), ("results", "recipe"), HIGH),
    "svg": (svg, (), (), SMALL),
}


def main() -> None:
    zip_file, names = Path(sys.argv[1]), sys.argv[2:] or list(GROUPS)
    for name in names:
        take, opened, alone, size = GROUPS[name]
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            machine = windowed_blender.find(ROOT, folder)
            window = stack.enter_context(Window(folder, machine=machine, size=size))
            install(window, zip_file)
            window.ask(NO_OVERLAP)
            show_panels(window, opened, alone)
            window.open_sidebar("Recraft")
            take(window)


if __name__ == "__main__":
    main()
