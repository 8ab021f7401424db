# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan in a file that maps into memory: written by the worker, read by Blender.

Layout: 8 bytes of magic with the version, length and CRC-32 of the header (8 bytes each, little
endian), the header (JSON in UTF-8), then each field of all objects as one array, at multiples of
64 bytes. Reading parses the header and cuts views; numbers stay in the file until they are used.
"""

import json
import math
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .drawing import Gradient, Paint, Spread, Stop
from .plan import CurveObject, Material, MeshObject, Plan

MAGIC = b"rcplan\x00"
VERSION = 2
ALIGNMENT = 64

Array = NDArray[Any]
Fields = tuple[tuple[str, str, int], ...]

# Name, type and columns of each array; the rows of the first ones of a kind belong together.
CURVE_FIELDS: Fields = (
    ("counts", "<i4", 1),
    ("resolution", "<i4", 1),
    ("slot", "<i4", 1),
    ("points", "<f4", 3),
    ("left_handles", "<f4", 3),
    ("right_handles", "<f4", 3),
    ("is_vector", "|b1", 2),
)
MESH_FIELDS: Fields = (
    ("vertices", "<f4", 3),
    ("triangles", "<i4", 3),
    ("edges", "<i4", 2),
    ("corner_edges", "<i4", 3),
    ("slot", "<i4", 1),
)


class StoreError(ValueError):
    """A plan's file that cannot be used; the message is a sentence for people."""


def save(plan: Plan, path: Path) -> None:
    """Write a plan. The file appears whole or not at all."""
    arrays: list[Array] = []
    header = {
        "title": plan.title,
        "width": plan.width,
        "height": plan.height,
        "width_m": plan.width_m,
        "height_m": plan.height_m,
        "depths": plan.depths,
        "simplified": plan.simplified,
        "materials": [_material_out(material) for material in plan.materials],
        "curves": _objects_out(plan.curves, CURVE_FIELDS, arrays),
        "meshes": _objects_out(plan.meshes, MESH_FIELDS, arrays),
    }
    header["bytes"] = sum(_padded(array.nbytes) for array in arrays)
    text = json.dumps(header, separators=(",", ":")).encode()
    start = MAGIC + bytes([VERSION])
    start += len(text).to_bytes(8, "little") + zlib.crc32(text).to_bytes(8, "little")
    partial = path.with_name(path.name + ".part")
    with partial.open("wb") as file:
        file.write(start + text + bytes(_padded(len(start) + len(text)) - len(start) - len(text)))
        for array in arrays:
            file.write(array.tobytes())
            file.write(bytes(_padded(array.nbytes) - array.nbytes))
    partial.replace(path)


def load(path: Path) -> Plan:
    """Read a plan; its arrays are read-only views of the file. Raises StoreError."""
    try:
        raw = np.memmap(path, np.uint8, "r")
    except (OSError, ValueError) as error:
        raise StoreError(f"The prepared picture {path.name} cannot be read: {error}.") from error
    header, start = _header(raw, path.name)
    try:
        if len(raw) != start + header["bytes"]:
            raise StoreError(_damaged(path.name))
        curves, start = _objects_in(raw, start, header["curves"], CURVE_FIELDS)
        meshes, start = _objects_in(raw, start, header["meshes"], MESH_FIELDS)
        return Plan(
            title=header["title"],
            width=header["width"],
            height=header["height"],
            width_m=header["width_m"],
            height_m=header["height_m"],
            depths=header["depths"],
            materials=tuple(_material_in(entry) for entry in header["materials"]),
            curves=tuple(CurveObject(**entry) for entry in curves),
            meshes=tuple(MeshObject(**entry) for entry in meshes),
            simplified=tuple(header["simplified"]),
        )
    except (KeyError, TypeError, IndexError, ValueError) as error:
        if isinstance(error, StoreError):
            raise
        raise StoreError(_damaged(path.name)) from error


def _damaged(name: str) -> str:
    return f"The prepared picture {name} is damaged. Import the SVG again."


def _header(raw: Array, name: str) -> tuple[dict[str, Any], int]:
    start = raw[:24].tobytes()
    if len(start) < 24 or not start.startswith(MAGIC):
        raise StoreError(_damaged(name))
    if start[7] != VERSION:
        raise StoreError(
            f"The prepared picture {name} comes from another version of the extension. "
            "Import the SVG again."
        )
    length = int.from_bytes(start[8:16], "little")
    text = raw[24 : 24 + length].tobytes() if length < len(raw) else b""
    if zlib.crc32(text) != int.from_bytes(start[16:24], "little"):
        raise StoreError(_damaged(name))
    header: dict[str, Any] = json.loads(text)
    return header, _padded(24 + length)


def _padded(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT


def _objects_out(
    objects: Sequence[CurveObject | MeshObject], fields: Fields, arrays: list[Array]
) -> dict[str, Any]:
    """The header's part of these objects; their arrays are added to `arrays`, joined by field."""
    rows: dict[str, list[int]] = {}
    for name, kind, columns in fields:
        parts = [np.asarray(getattr(thing, name)) for thing in objects]
        rows[name] = [len(part) for part in parts]
        shape = (-1, columns) if columns > 1 else (-1,)
        joined = np.concatenate(parts) if parts else np.zeros(0)
        arrays.append(np.ascontiguousarray(joined, kind).reshape(shape))
    return {
        "rows": rows,
        "objects": [[o.name, o.group, o.depth, list(o.materials)] for o in objects],
    }


def _objects_in(
    raw: Array, start: int, entry: dict[str, Any], fields: Fields
) -> tuple[list[dict[str, Any]], int]:
    """The arguments of each object, cut out of the file from `start` on; and where they end."""
    objects = [
        {"name": name, "group": group, "depth": depth, "materials": tuple(materials)}
        for name, group, depth, materials in entry["objects"]
    ]
    for name, kind, columns in fields:
        rows = entry["rows"][name]
        size = math.prod((sum(rows), columns, np.dtype(kind).itemsize))
        whole = raw[start : start + size].view(np.ndarray).view(kind)
        whole = whole.reshape((-1, columns) if columns > 1 else (-1,))
        at = 0
        for thing, count in zip(objects, rows, strict=True):
            thing[name] = whole[at : at + count]
            at += count
        start += _padded(size)
    return objects, start


def _material_out(material: Material) -> list[Any]:
    return [material.name, material.opacity, _paint_out(material.paint)]


def _paint_out(paint: Paint) -> list[Any] | dict[str, Any]:
    if not isinstance(paint, Gradient):
        return list(paint)
    return {
        "radial": paint.radial,
        "stops": [[stop.offset, stop.color, stop.opacity] for stop in paint.stops],
        "matrix": paint.matrix,
        "spread": paint.spread.value,
        "focus": paint.focus,
        "focus_radius": paint.focus_radius,
    }


def _material_in(entry: list[Any]) -> Material:
    name, opacity, paint = entry
    if isinstance(paint, list):
        red, green, blue = paint
        return Material(name, (red, green, blue), opacity)
    stops = tuple(Stop(offset, tuple(color), part) for offset, color, part in paint["stops"])
    gradient = Gradient(
        radial=paint["radial"],
        stops=stops,
        matrix=tuple(paint["matrix"]),
        spread=Spread(paint["spread"]),
        focus=tuple(paint["focus"]),
        focus_radius=paint["focus_radius"],
    )
    return Material(name, gradient, opacity)
