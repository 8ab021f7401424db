# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Arrays into Blender's geometry attributes, which take them as one block of memory.

The collections over the same data (`Mesh.vertices`, `Mesh.loops`) go entry by entry: measured in
Blender 4.2 to 5.2 they take a hundred times longer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from bpy.types import Mesh
    from numpy.typing import NDArray

# Name: data type, domain, the field that holds the value.
_KINDS = {
    "position": ("FLOAT_VECTOR", "POINT", "vector"),
    ".edge_verts": ("INT32_2D", "EDGE", "value"),
    ".corner_vert": ("INT", "CORNER", "value"),
    ".corner_edge": ("INT", "CORNER", "value"),
    "material_index": ("INT", "FACE", "value"),
    "sharp_face": ("BOOLEAN", "FACE", "value"),
}
_STROKE_KINDS = {
    "position": ("FLOAT_VECTOR", "POINT", "vector"),
    "cyclic": ("BOOLEAN", "CURVE", "value"),
    "material_index": ("INT", "CURVE", "value"),
    "fill_id": ("INT", "CURVE", "value"),
    "hide_stroke": ("BOOLEAN", "CURVE", "value"),
}


def write_mesh(mesh: Mesh, name: str, values: NDArray[np.generic]) -> None:
    """Fill an attribute of a mesh, made if it is not there."""
    _write(mesh, name, _KINDS[name], values)


def write_strokes(drawing: object, name: str, values: NDArray[np.generic]) -> None:
    """Fill an attribute of a Grease Pencil drawing, made if it is not there."""
    _write(drawing, name, _STROKE_KINDS[name], values)


def _write(
    geometry: object, name: str, how: tuple[str, str, str], values: NDArray[np.generic]
) -> None:
    kind, domain, field = how
    attributes: Any = geometry.attributes  # type: ignore[attr-defined] # all of them have it
    attribute = attributes.get(name) or attributes.new(name, kind, domain)
    attribute.data.foreach_set(field, np.ascontiguousarray(values).reshape(-1))
