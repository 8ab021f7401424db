# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The paint of an SVG as materials: one for each colour or gradient with one opacity.

Each kind of paint is built once as a template; the others are copies of it with their values set,
which takes a tenth of the time.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import bpy

from ...vector.drawing import Gradient
from .svg_gradient_nodes import color_group
from .svg_gradients import add_gradient, average, ramps_of, rows, set_gradient
from .svg_unfinished import remove_standing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bpy.types import ID, Material, Node, NodeSocket, NodeTree

    from ...vector.drawing import Rgb
    from ...vector.plan import Material as Paint
    from .svg_placing import Frame
    from .svg_slices import Sliced

PROPERTY = "recraft_paint"
"""The custom property by which a later import finds a material of the same paint."""
ROUGHNESS = 0.5
_SHADER, _MIX = "Paint", "Opacity"


def make_materials(
    paints: Sequence[Paint],
    frame: Frame,
    made: Callable[[ID], None],
    *,
    shadeless: bool,
    reuse: bool,
) -> Sliced[list[Material]]:
    """A material for each paint, in their order; the part done after each.

    `made` is told of every new data-block that would have to go if the import ended early.
    """
    known = _known() if reuse else {}
    workshop = _Workshop(frame, made, shadeless=shadeless)
    materials: dict[int, Material] = {}
    # Blender keeps names sorted and looks for a new one's place from the end: in their own order
    # the place is near, in any other the whole list is walked for each.
    order = sorted(range(len(paints)), key=lambda index: paints[index].name.lower())
    try:
        if any(isinstance(paint.paint, Gradient) for paint in paints):
            color_group()  # its many nodes are a slice of their own
            yield 0.0
        for index in order:
            recipe = _recipe(paints[index], frame, shadeless=shadeless)
            material = known.get(recipe)
            if material is None:
                material = workshop.make(paints[index])
                made(material)
                material[PROPERTY] = recipe
            materials[index] = material
            yield len(materials) / len(paints)
    finally:
        workshop.close()
    return [materials[index] for index in range(len(paints))]


def _known() -> dict[str, Material]:
    """The materials of earlier imports by their recipes, this file's own ones only."""
    return {
        recipe: material
        for material in bpy.data.materials
        if (recipe := material.get(PROPERTY)) and material.library is None
    }


def linear(color: Rgb) -> tuple[float, float, float]:
    """An sRGB colour as Blender's linear one (IEC 61966-2-1)."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in color
    )
    return red, green, blue


def _recipe(paint: Paint, frame: Frame, *, shadeless: bool) -> str:
    """What tells this material from others; two equal ones look alike."""
    kind, opacity = "shadeless" if shadeless else "shaded", round(paint.opacity, 4)
    if not isinstance(paint.paint, Gradient):
        return f'["{kind}",{opacity!r},"{_hex(paint.paint)}"]'
    gradient = paint.paint
    values: list[Any] = [kind, opacity]
    values += ["radial" if gradient.radial else "linear", gradient.spread.value]
    values += [[_six(stop.offset), _hex(stop.color), stop.opacity] for stop in gradient.stops]
    values += [[_six(value) for row in rows(gradient.matrix, frame) for value in row]]
    values += [[_six(value) for value in (*gradient.focus, gradient.focus_radius)]]
    return json.dumps(values, separators=(",", ":"))


def _six(value: float) -> float:
    return float(f"{value:.6g}")


def _hex(color: Rgb) -> str:
    return "#" + "".join(f"{round(65535 * channel):04x}" for channel in color)


class _Workshop:
    """Makes materials as copies of templates, one template for each kind of paint."""

    def __init__(self, frame: Frame, made: Callable[[ID], None], *, shadeless: bool) -> None:
        self._frame = frame
        self._made = made
        self._shadeless = shadeless
        self._templates: dict[Any, Material] = {}

    def close(self) -> None:
        """Remove the templates."""
        remove_standing(self._templates.values())

    def make(self, paint: Paint) -> Material:
        """A new material of this paint."""
        if isinstance(paint.paint, Gradient):
            material = self._graded(paint.paint, paint.opacity)
        else:
            material = self._plain(paint.paint, paint.opacity)
        material.name = paint.name
        return material

    def _plain(self, color: Rgb, opacity: float) -> Material:
        kind = opacity < 1
        if kind not in self._templates:
            self._templates[kind] = self._template(sees_through=opacity < 1)
        material = self._templates[kind].copy()
        tree = _tree(material)
        shown = linear(color)
        # Not by assignment, which has Blender look at all node trees and takes as long as a copy.
        socket: Any = tree.nodes[_SHADER].inputs[0]
        socket.default_value.foreach_set((*shown, 1.0))
        if opacity < 1:
            _set(self._alpha(tree), opacity)
        # What solid views show.
        material.diffuse_color = (*shown, opacity)
        return material

    def _graded(self, gradient: Gradient, opacity: float) -> Material:
        ramps = ramps_of(gradient, opacity)
        stops = [stop for ramp in ramps for stop in ramp]
        sees_through = any(stop.opacity < 1 for stop in stops)
        kind = (gradient.radial, gradient.spread, len(ramps), sees_through)
        if kind not in self._templates:
            template = self._templates[kind] = self._template(sees_through=sees_through)
            tree = _tree(template)
            color, alpha = add_gradient(tree, gradient, len(ramps))
            tree.links.new(color, tree.nodes[_SHADER].inputs[0])
            if sees_through:
                tree.links.new(alpha, self._alpha(tree))
        material = self._templates[kind].copy()
        set_gradient(_tree(material), gradient, ramps, self._frame)
        mean = sum(stop.opacity for stop in stops) / len(stops)
        material.diffuse_color = (*linear(average(stops)), mean)
        return material

    def _alpha(self, tree: NodeTree) -> NodeSocket:
        nodes = tree.nodes
        return nodes[_MIX].inputs[0] if self._shadeless else nodes[_SHADER].inputs["Alpha"]

    def _template(self, *, sees_through: bool) -> Material:
        material = bpy.data.materials.new("SVG Paint")
        self._made(material)
        tree = _tree(material)
        tree.nodes.clear()
        output = _node(tree, "ShaderNodeOutputMaterial", "Output", 400)
        kind = "ShaderNodeEmission" if self._shadeless else "ShaderNodeBsdfPrincipled"
        shader = _node(tree, kind, _SHADER, 0)
        surface = shader.outputs[0]
        if not self._shadeless:
            _set(shader.inputs["Roughness"], ROUGHNESS)
        elif sees_through:
            clear = _node(tree, "ShaderNodeBsdfTransparent", "Clear", 0, -150)
            mix = _node(tree, "ShaderNodeMixShader", _MIX, 200)
            tree.links.new(clear.outputs[0], mix.inputs[1])
            tree.links.new(surface, mix.inputs[2])
            surface = mix.outputs[0]
        tree.links.new(surface, output.inputs["Surface"])
        return material


def _tree(material: Material) -> NodeTree:
    if material.node_tree is None:  # before 5.0 a new material has none
        material.use_nodes = True
    assert material.node_tree is not None  # noqa: S101 - just made
    return material.node_tree


def _set(socket: NodeSocket, value: float | tuple[float, ...]) -> None:
    socket.default_value = value  # type: ignore[attr-defined] # its kind has one


def _node(tree: NodeTree, kind: str, name: str, x: float, y: float = 0.0) -> Node:
    node = tree.nodes.new(kind)
    node.name = name
    node.location = (x, y)
    return node
