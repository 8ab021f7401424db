# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plane or image empty that a picture came from: how it held its picture, and its successor.

A picture of the same size comes to lie pixel on pixel, whatever part of it either shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy
import numpy as np

from .alpha_mesh import Frame
from .image import LINKED, ImportRefusedError

if TYPE_CHECKING:
    from bpy.types import ID, Image, Mesh, Object

FLAT = 0.01
"""A mesh that leaves the plane of its picture by more than this part of its size is none."""


def replaced_frame(obj: Object, size: tuple[int, int]) -> Frame:
    """Where a picture of `size` pixels lies in the space of the object whose picture it replaces.

    Height and middle stay; the width follows the pixels. Raises ImportRefusedError when the object
    cannot be changed or shows no flat picture.
    """
    if obj.library is not None or obj.override_library is not None:
        raise ImportRefusedError(f"{obj.name} {LINKED} Place the picture without replacing it.")
    if isinstance(obj.data, bpy.types.Mesh):
        frame, former = _frame_of_mesh(obj, obj.data), shown_image(obj)
    elif isinstance(obj.data, bpy.types.Image):
        frame, former = _frame_of_empty(obj, obj.data), obj.data
    else:
        raise ImportRefusedError(f"{obj.name} is neither a plane nor an image empty.")
    stretch = _aspect(size) / _shown_aspect(obj, frame, former)
    right = frame.right * stretch
    return Frame(frame.corner + (frame.right - right) / 2, right, frame.up)


def shown_image(obj: Object) -> Image | None:
    """The picture of an object's active material, None when it has none."""
    material = obj.active_material
    for node in material.node_tree.nodes if material and material.node_tree else ():
        if isinstance(node, bpy.types.ShaderNodeTexImage) and node.image:
            return node.image
    return None


def give_mesh(obj: Object, mesh: Mesh) -> None:
    """The plane goes on with another mesh and its materials; the former mesh stays in the file."""
    _keep(obj.data)
    obj.data = mesh
    for slot in obj.material_slots:
        slot.link = "DATA"
    obj.active_material_index = 0


def put_in_place(empty: Object, obj: Object) -> None:
    """`obj` takes the transform, the parent, the children and the users of an empty, which goes.

    The empty's picture stays in the file.
    """
    _keep(empty.data)
    obj.parent, obj.parent_type, obj.parent_bone = (
        empty.parent,
        empty.parent_type,
        empty.parent_bone,
    )
    obj.matrix_parent_inverse = empty.matrix_parent_inverse
    obj.rotation_mode = empty.rotation_mode
    for name in _TRANSFORM:
        setattr(obj, name, getattr(empty, name))
    for constraint in empty.constraints:
        obj.constraints.copy(constraint)
    if empty.animation_data and empty.animation_data.action:
        _take_action(empty, obj)
    for collection in empty.users_collection:
        collection.objects.link(obj)
        collection.objects.unlink(empty)
    empty.user_remap(obj)
    bpy.data.objects.remove(empty)


_TRANSFORM = (
    "location",
    "rotation_euler",
    "rotation_quaternion",
    "rotation_axis_angle",
    "scale",
    "delta_location",
    "delta_rotation_euler",
    "delta_rotation_quaternion",
    "delta_scale",
)


def _take_action(empty: Object, obj: Object) -> None:
    former, own = empty.animation_data, obj.animation_data_create()
    assert former is not None  # noqa: S101 - the caller looked
    assert own is not None  # noqa: S101 - just made
    own.action = former.action
    if bpy.app.version >= (4, 4, 0):  # since then an action has slots
        own.action_slot = former.action_slot


def _keep(data: ID | None) -> None:
    if data is not None and data.library is None and data.users <= 1:
        data.use_fake_user = True


def _frame_of_empty(obj: Object, image: Image) -> Frame:
    """The larger side is as long as the empty's size (Blender's manual, Empties)."""
    aspect = _aspect((image.size[0], image.size[1]))
    width = obj.empty_display_size * min(1.0, aspect)
    height = obj.empty_display_size / max(1.0, aspect)
    x, y = obj.empty_image_offset
    corner = np.array((x * width, y * height, 0.0))
    return Frame(corner, np.array((width, 0.0, 0.0)), np.array((0.0, height, 0.0)))


def _frame_of_mesh(obj: Object, mesh: Mesh) -> Frame:
    """By least squares from the UV map, so trimmed and turned planes come out right."""
    layer = mesh.uv_layers.active
    if layer is None or not len(mesh.loops):
        raise ImportRefusedError(f"{obj.name} has no UV map, so its picture's place is not known.")
    corners = np.empty(len(mesh.loops), np.int32)
    mesh.loops.foreach_get("vertex_index", corners)
    points = np.empty(3 * len(mesh.vertices), np.float32)
    mesh.vertices.foreach_get("co", points)
    uv = np.empty(2 * len(mesh.loops), np.float32)
    layer.uv.foreach_get("vector", uv)
    known = np.concatenate((np.ones((len(corners), 1)), uv.reshape(-1, 2)), axis=1)
    wanted = points.reshape(-1, 3)[corners].astype(float)
    solved, _, rank, _ = np.linalg.lstsq(known, wanted, rcond=None)
    far = np.abs(known @ solved - wanted).max()
    if rank < 3 or far > FLAT * np.ptp(wanted, axis=0).max():
        raise ImportRefusedError(f"{obj.name} is not a flat plane with one picture on it.")
    return Frame(*solved)


def _shown_aspect(obj: Object, frame: Frame, former: Image | None) -> float:
    """Width to height of the former picture, by its pixels or else by its shape in the world."""
    if former is not None and min(former.size) > 0:
        return _aspect((former.size[0], former.size[1]))
    world = np.array(obj.matrix_world)[:3, :3]
    return float(np.linalg.norm(world @ frame.right) / np.linalg.norm(world @ frame.up))


def _aspect(size: tuple[int, int]) -> float:
    return size[0] / size[1] if min(size) > 0 else 1.0
