# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every kind to be sent, what is taken of them, and what nobody may find changed."""

from pathlib import Path
from typing import Any

import numpy as np

from installed import context, data, module, ops

from .known_pictures import write_png

SIDE = 256


def known(side: int = SIDE, *, alpha: bool = True) -> Any:
    """(side, side, 4) of uint8, top row first: each pixel tells where it is."""
    y, x = np.mgrid[:side, :side]
    pixels = np.stack((x % 256, y % 256, (x * 3 + y) % 256, 255 - (x + y) % 200), -1)
    pixels[4:8, 4:8, 3] = 0  # what lies under transparent pixels is to stay
    if not alpha:
        pixels[:, :, 3] = 255
    return pixels.astype(np.uint8)


def new_image(name: str, pixels: Any, **options: Any) -> Any:
    """An image made in Blender and never saved, of uint8 or, with `float_buffer`, linear floats."""
    height, width = pixels.shape[:2]
    image = data.images.new(name, width, height, alpha=True, **options)
    values = pixels if pixels.dtype == np.float32 else pixels.astype(np.float32) / 255
    image.pixels.foreach_set(np.ascontiguousarray(values[::-1]).ravel())
    return image


def decoded(path: Path) -> Any:
    """The numbers of a picture file as (height, width, 4) of uint8, top row first."""
    image = data.images.load(str(path), check_existing=False)
    try:
        image.colorspace_settings.is_data = True
        image.alpha_mode = "CHANNEL_PACKED"
        width, height = image.size
        values = np.empty(width * height * 4, np.float32)
        image.pixels.foreach_get(values)
    finally:
        data.images.remove(image)
    return np.round(values.reshape(height, width, 4)[::-1] * 255).astype(np.uint8)


def srgb(linear: Any) -> Any:
    """Scene linear 0..1 as the display has it, 0..255."""
    bent = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.round(bent * 255)


def take(folder: Path, kind: str, **what: Any) -> Any:
    """What is captured of a source: its `kind` and fields, an image or object as `block`."""
    source, taking = module("blender.sources.source"), module("blender.sources.taking")
    block = what.pop("block", None)
    if block is not None:
        what |= {"name": block.name}
        what |= {"library": block.library.filepath} if block.library else {}
    named = source.Source(kind=source.SourceKind[kind], **what)
    folder.mkdir(exist_ok=True)
    return taking.picture_of(context, named, folder)


def refusal() -> type[Exception]:
    """What is raised for a picture that cannot be taken."""
    error: type[Exception] = module("blender.sources.source").PictureSourceError
    return error


def everything() -> dict[str, Any]:
    """What capturing must leave alone: data-blocks, every setting of the scene, images' states."""
    scene = context.scene
    groups = {
        "render": scene.render,
        "format": scene.render.image_settings,
        "view": scene.view_settings,
        "display": scene.display_settings,
        "shading": scene.display.shading,
    }
    found: dict[str, Any] = {name: _values(group) for name, group in groups.items()}
    found["scene"] = scene.name, scene.frame_current, scene.camera, scene.world
    found["unsaved"] = data.is_dirty
    found["active"] = context.view_layer.objects.active
    found["selected"] = [obj.name for obj in context.view_layer.objects.selected]
    for kind in ("images", "scenes", "objects", "materials", "meshes", "cameras", "node_groups"):
        # A render makes the image that shows it, once and for all scenes.
        found[kind] = sorted(
            block.name_full for block in getattr(data, kind) if block.name != "Render Result"
        )
    for image in data.images:
        if image.source != "VIEWER":  # those hold what was rendered
            pixels = np.empty(len(image.pixels), np.float32)
            image.pixels.foreach_get(pixels)
            packed = image.packed_file.size if image.packed_file else 0
            found[f"image {image.name_full}"] = (
                *(image.filepath, image.filepath_raw, image.is_dirty, image.source, packed),
                *(image.file_format, image.use_view_as_render, image.alpha_mode),
                *(image.colorspace_settings.name, image.users, pixels.tobytes()),
            )
    return found


def _values(group: Any) -> dict[str, Any]:
    simple = ("BOOLEAN", "INT", "FLOAT", "STRING", "ENUM")
    names = [one.identifier for one in group.bl_rna.properties if one.type in simple]
    values = {name: getattr(group, name) for name in names}
    return {
        name: tuple(value) if hasattr(value, "__len__") and not isinstance(value, str) else value
        for name, value in values.items()
    }


def tiled(folder: Path) -> Any:
    """A UDIM image of two tiles with files: 1001 is grey, 1002 has the known pixels."""
    grey = np.full((SIDE, SIDE, 4), (90, 90, 90, 255), np.uint8)
    write_png(folder / "skin.1001.png", grey)
    write_png(folder / "skin.1002.png", known())
    image = data.images.load(str(folder / "skin.1001.png"))
    image.source = "TILED"
    image.name = "Skin"
    assert [tile.number for tile in image.tiles] == [1001, 1002]
    return image


def plane_with(image: Any, name: str = "Billboard") -> Any:
    """A selected plane whose material shows the image."""
    ops.mesh.primitive_plane_add()
    plane = context.view_layer.objects.active
    plane.name = name
    material = data.materials.new(name)
    if material.node_tree is None:
        material.use_nodes = True
    nodes = material.node_tree.nodes
    shader = next(node for node in nodes if node.type == "BSDF_PRINCIPLED")
    other = nodes.new("ShaderNodeTexImage")  # not what gives the colour
    other.image = data.images.get("Noise") or data.images.new("Noise", 8, 8)
    material.node_tree.links.new(other.outputs["Color"], shader.inputs["Roughness"])
    texture = nodes.new("ShaderNodeTexImage")
    texture.image = image
    material.node_tree.links.new(texture.outputs["Color"], shader.inputs["Base Color"])
    plane.data.materials.append(material)
    return plane


def camera_at(height: float = 5.0) -> Any:
    """The scene's camera, looking down."""
    camera = data.objects.new("Camera", data.cameras.new("Camera"))
    camera.location.z = height
    context.scene.collection.objects.link(camera)
    context.scene.camera = camera
    return camera
