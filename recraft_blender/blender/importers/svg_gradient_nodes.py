# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Node groups that every gradient shares: where along a gradient a point lies, and sRGB to linear.

Formulas: SVG 2, 13.2.2 to 13.2.3 (gradients and their focal circle); IEC 61966-2-1 (sRGB).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy

from ...vector.drawing import Spread

if TYPE_CHECKING:
    from bpy.types import Node, NodeSocket, NodeTree, ShaderNodeTree

VERSION = 1
"""Raised when a group's nodes change: files keep the groups that they were saved with."""
_PROPERTY = "recraft_node_group"


def gradient_group(*, radial: bool, spread: Spread) -> ShaderNodeTree:
    """The group that turns a position into the place along a gradient, 0 at its start to 1.

    Inputs, all of them vectors: Position; U and V, the rows of the matrix from x, y, 1 to gradient
    space; for a radial one the Focus in gradient space, with its radius as z. Output: Factor, with
    the spread carried out.
    """
    kind = "Radial" if radial else "Linear"
    name = f"SVG {kind} Gradient" + ("" if spread is Spread.PAD else f", {spread.value.title()}")
    tree, is_new = _group(name)
    if is_new:
        _build_gradient(tree, radial=radial, spread=spread)
    return tree


def color_group() -> ShaderNodeTree:
    """The group that turns a colour's sRGB values into Blender's linear ones."""
    tree, is_new = _group("sRGB to Linear")
    if is_new:
        _build_color(tree)
    return tree


def remove_unused() -> None:
    """Remove the groups that no material uses."""
    groups = {group for group in bpy.data.node_groups if group.get(_PROPERTY)}
    # Blender 4.2 does not count down the users of what was removed with a material.
    users = bpy.data.user_map(subset=groups)
    bpy.data.batch_remove(
        [group for group in groups if not users[group] and not group.use_fake_user]
    )


def _group(name: str) -> tuple[ShaderNodeTree, bool]:
    key = f"{name} {VERSION}"
    for group in bpy.data.node_groups:
        if group.get(_PROPERTY) == key and group.library is None:
            return group, False
    tree: ShaderNodeTree = bpy.data.node_groups.new(name, "ShaderNodeTree")  # type: ignore[assignment]
    tree[_PROPERTY] = key
    return tree, True


def _socket(tree: NodeTree, name: str, kind: str, in_out: str = "INPUT") -> None:
    interface: Any = tree.interface
    interface.new_socket(name, in_out=in_out, socket_type=f"NodeSocket{kind}")


class _Formula:
    """Nodes as arithmetic: each method adds one node and returns its output."""

    def __init__(self, tree: NodeTree) -> None:
        self.tree = tree
        self.inputs = self._place(tree.nodes.new("NodeGroupInput"))

    def _place(self, node: Node) -> Node:
        node.location = (180.0 * len(self.tree.nodes), 0.0)
        return node

    def given(self, name: str) -> NodeSocket:
        """An input of the group."""
        return self.inputs.outputs[name]

    def node(self, kind: str, operation: str = "") -> Node:
        """Any node, with its operation if it has one."""
        node: Any = self._place(self.tree.nodes.new(kind))
        if operation:
            node.operation = operation
        made: Node = node
        return made

    def math(self, operation: str, *values: NodeSocket | float) -> NodeSocket:
        """A Math node."""
        return self._operate(self.node("ShaderNodeMath", operation=operation), values)

    def vector(
        self, operation: str, one: NodeSocket, other: NodeSocket | tuple[float, ...]
    ) -> NodeSocket:
        """A Vector Math node."""
        return self._operate(self.node("ShaderNodeVectorMath", operation), (one, other))

    def dot(self, one: NodeSocket, other: NodeSocket) -> NodeSocket:
        """The dot product of two vectors."""
        node = self.node("ShaderNodeVectorMath", operation="DOT_PRODUCT")
        self._operate(node, (one, other))
        return node.outputs["Value"]

    def _operate(
        self, node: Node, values: tuple[NodeSocket | float | tuple[float, ...], ...]
    ) -> NodeSocket:
        for socket, value in zip(node.inputs, values, strict=False):
            if isinstance(value, float | tuple):
                socket.default_value = value  # type: ignore[attr-defined]
            else:
                self.tree.links.new(value, socket)
        return node.outputs[0]

    def give(self, name: str, value: NodeSocket) -> None:
        """An output of the group."""
        node = self._place(self.tree.nodes.new("NodeGroupOutput"))
        self.tree.links.new(value, node.inputs[name])


def _build_gradient(tree: ShaderNodeTree, *, radial: bool, spread: Spread) -> None:
    for name in ("Position", "U", *(("V", "Focus") if radial else ())):
        _socket(tree, name, "Vector")
    _socket(tree, "Factor", "Float", "OUTPUT")
    f = _Formula(tree)
    flat = f.vector("MULTIPLY", f.given("Position"), (1.0, 1.0, 0.0))
    place = f.vector("ADD", flat, (0.0, 0.0, 1.0))
    along = f.dot(place, f.given("U"))
    if radial:
        along = _radial(f, along, f.dot(place, f.given("V")))
    if spread is Spread.REPEAT:
        along = f.math("FRACT", along)
    elif spread is Spread.REFLECT:
        along = f.math("PINGPONG", along, 1.0)
    f.give("Factor", along)


def _radial(f: _Formula, u: NodeSocket, v: NodeSocket) -> NodeSocket:
    """The largest t whose circle, between the focal (t = 0) and the unit one (1), has the point.

    With q the point seen from the focus, g the focus and r its radius, |q + t g| = r + t (1 - r).
    The larger root of that quadratic is c / (b + sqrt(b b - a c)); a is below 0 as long as the
    focal circle lies within the unit circle.
    """
    combine = f.node("ShaderNodeCombineXYZ")
    f.tree.links.new(u, combine.inputs[0])
    f.tree.links.new(v, combine.inputs[1])
    focus = f.node("ShaderNodeSeparateXYZ")
    f.tree.links.new(f.given("Focus"), focus.inputs[0])
    r = focus.outputs[2]
    g = f.vector("MULTIPLY", f.given("Focus"), (1.0, 1.0, 0.0))
    q = f.vector("SUBTRACT", combine.outputs[0], g)
    growth = f.math("SUBTRACT", 1.0, r)
    a = f.math("SUBTRACT", f.dot(g, g), f.math("MULTIPLY", growth, growth))
    b = f.math("SUBTRACT", f.math("MULTIPLY", r, growth), f.dot(q, g))
    c = f.math("SUBTRACT", f.dot(q, q), f.math("MULTIPLY", r, r))
    root = f.math("SUBTRACT", f.math("MULTIPLY", b, b), f.math("MULTIPLY", a, c))
    root = f.math("SQRT", f.math("MAXIMUM", root, 0.0))
    return f.math("DIVIDE", c, f.math("ADD", b, root))


def _build_color(tree: ShaderNodeTree) -> None:
    _socket(tree, "sRGB", "Color")
    _socket(tree, "Color", "Color", "OUTPUT")
    f = _Formula(tree)
    separate, combine = f.node("ShaderNodeSeparateColor"), f.node("ShaderNodeCombineColor")
    tree.links.new(f.given("sRGB"), separate.inputs[0])
    for channel in range(3):
        value = separate.outputs[channel]
        toe = f.math("DIVIDE", value, 12.92)
        curve = f.math("POWER", f.math("DIVIDE", f.math("ADD", value, 0.055), 1.055), 2.4)
        is_high = f.math("GREATER_THAN", value, 0.04045)
        rise = f.math("MULTIPLY", is_high, f.math("SUBTRACT", curve, toe))
        tree.links.new(f.math("ADD", toe, rise), combine.inputs[channel])
    f.give("Color", combine.outputs[0])
