# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan becomes objects in a collection: assembled apart from the scene, then shown at once.

`assemble` works in slices of a few milliseconds. Nothing of it can be seen, and closing it, or an
error in it, takes away all that it made. `show` links what was assembled.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import bpy

from .curves import CurveStyle, fill_curve
from .svg_grease_pencil import fill_grease_pencil, fill_materials, new_grease_pencil
from .svg_materials import make_materials
from .svg_mesh import fill_mesh, thicken
from .svg_placing import Placing, frame
from .svg_slices import part_of
from .svg_unfinished import finish, mark, remove, standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bpy.types import ID, Collection, Context, Material, Object

    from ...vector.plan import CurveObject, MeshObject, Plan
    from .svg_placing import Frame
    from .svg_slices import Sliced

MATERIALS_END = 0.2
"""Where in the progress the materials are done."""
OBJECTS_A_SLICE = 20


class Kind(StrEnum):
    """What the shapes become."""

    CURVES = "CURVES"
    MESH = "MESH"
    GREASE_PENCIL = "GREASE_PENCIL"


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """Everything about the objects that is not in the plan already."""

    kind: Kind = Kind.CURVES
    placing: Placing = field(default_factory=Placing)
    style: CurveStyle = field(default_factory=CurveStyle)
    shadeless: bool = False
    reuse_materials: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a plan; `objects` are the shapes, `parent` is theirs if there are several.

    `made` is all that was made for it.
    """

    collection: Collection
    objects: tuple[Object, ...]
    parent: Object | None
    materials: tuple[Material, ...]
    made: tuple[ID, ...]

    @property
    def is_whole(self) -> bool:
        """False when somebody removed some of it."""
        return len(standing(self.made)) == len(self.made)

    def discard(self) -> None:
        """Take all of it away again."""
        remove(self.made)


def build(context: Context, plan: Plan, title: str, options: BuildOptions) -> Sliced[Built]:
    """Build a plan into a collection called `title`, and show it as `show` does.

    Raises what Blender raises, and then, as when it is closed early, nothing stays of what was
    made.
    """
    where = frame(context, plan, options.placing)
    built = yield from assemble(plan, title, options, where)
    show(context, [built])
    return built


def assemble(plan: Plan, title: str, options: BuildOptions, where: Frame) -> Sliced[Built]:
    """Build a plan into a collection that is linked nowhere; the rest is as with `build`."""
    site = _Site(plan, title, options, where)
    try:
        materials = yield from part_of(site.materials(), 0.0, MATERIALS_END)
        parent = site.parent()
        objects = yield from part_of(site.objects(materials), MATERIALS_END, 1.0)
        site.place(objects, parent)
        collection = yield from site.collect([*([parent] if parent else []), *objects])
        made = tuple(standing(site.made))  # the templates of materials are gone
        return Built(collection, tuple(objects), parent, tuple(materials), made)
    except BaseException:
        remove(site.made)
        raise


def show(context: Context, built: Sequence[Built]) -> None:
    """Link the collections into the scene's active one, and select what is in them, nothing else.

    The first object is the active one.
    """
    for one in built:
        finish(one.made)
    layer = context.view_layer
    if context.collection is None or layer is None:
        return
    # What a script removed stays listed as None until Blender updates.
    for obj in filter(None, layer.objects.selected[:]):
        obj.select_set(state=False)
    shown: list[Object] = []
    for one in built:
        context.collection.children.link(one.collection)
        # A collection that is excluded from the view layer has nothing to select.
        shown += [obj for obj in one.collection.objects if obj.visible_get(view_layer=layer)]
    for obj in shown:
        obj.select_set(state=True)
    layer.objects.active = shown[0] if shown else None


class _Site:
    """Where one plan is being built, and the data-blocks made so far."""

    def __init__(self, plan: Plan, title: str, options: BuildOptions, where: Frame) -> None:
        self.plan = plan
        self.title = title
        self.options = options
        self.where = where
        self.made: list[ID] = []

    def keep(self, block: ID) -> None:
        """Remember a new data-block, and have it say that it is not finished."""
        mark(block)
        self.made.append(block)

    def materials(self) -> Sliced[list[Material]]:
        """The materials of the plan, in its order."""
        paints, made = self.plan.materials, self.keep
        if self.options.kind is Kind.GREASE_PENCIL:
            return fill_materials(paints, made)
        shadeless, reuse = self.options.shadeless, self.options.reuse_materials
        return make_materials(paints, self.where, made, shadeless=shadeless, reuse=reuse)

    def objects(self, materials: Sequence[Material]) -> Sliced[list[Object]]:
        """The objects of the plan, linked to nothing."""
        match self.options.kind:
            case Kind.CURVES:
                making = [self._curve(one, materials) for one in self.plan.curves]
            case Kind.MESH:
                making = [self._mesh(one, materials) for one in self.plan.meshes]
            case Kind.GREASE_PENCIL:
                making = [self._grease_pencil(materials)]
        objects = []
        for number, one in enumerate(making):
            share = 1 / len(making)
            objects.append((yield from part_of(one, number * share, (number + 1) * share)))
        return objects

    def _curve(self, source: CurveObject, materials: Sequence[Material]) -> Sliced[Object]:
        curve = bpy.data.curves.new(source.name, "CURVE")
        self.keep(curve)
        yield from fill_curve(curve, source, materials, self.where, self.options.style)
        return self._object(source.name, curve, source.depth)

    def _mesh(self, source: MeshObject, materials: Sequence[Material]) -> Sliced[Object]:
        mesh = bpy.data.meshes.new(source.name)
        self.keep(mesh)
        yield from fill_mesh(mesh, source, materials, self.where)
        obj = self._object(source.name, mesh, source.depth)
        thicken(obj, self.options.style)
        return obj

    def _grease_pencil(self, materials: Sequence[Material]) -> Sliced[Object]:
        pencil = new_grease_pencil(self.title)
        self.keep(pencil)
        yield from fill_grease_pencil(pencil, self.plan.curves, materials, self.where)
        return self._object(self.title, pencil, 0)

    def _object(self, name: str, data: ID | None, depth: int = 0) -> Object:
        obj = bpy.data.objects.new(name, data)
        self.keep(obj)
        obj.location.z = depth * self.where.step
        return obj

    def parent(self) -> Object | None:
        """The empty that several objects hang on, to be moved as one; made first for the title."""
        plans = {Kind.CURVES: len(self.plan.curves), Kind.MESH: len(self.plan.meshes)}
        if plans.get(self.options.kind, 1) < 2:
            return None
        parent = self._object(self.title, None)
        parent.empty_display_size = self.where.size / 2
        parent.matrix_basis = self.where.matrix
        return parent

    def place(self, objects: Sequence[Object], parent: Object | None) -> None:
        """Hang the objects on their parent; a single one stands by itself."""
        for obj in objects:
            if parent is None:
                obj.matrix_basis = self.where.matrix @ obj.matrix_basis
            else:
                obj.parent = parent

    def collect(self, objects: Sequence[Object]) -> Sliced[Collection]:
        """The objects in a collection of the title, not linked to the scene."""
        collection = bpy.data.collections.new(self.title)
        self.keep(collection)
        for number, obj in enumerate(objects):
            collection.objects.link(obj)
            if number % OBJECTS_A_SLICE == 0:
                yield 1.0
        return collection
