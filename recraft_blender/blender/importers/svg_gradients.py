# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A gradient as nodes of a material: where a point lies along it, colour ramps, sRGB to linear.

SVG mixes a gradient's stops in sRGB (SVG 2, 13.2.1), so the ramps hold sRGB values and a node group
makes them linear after. Cycles looks a ramp up in a table of 256 places, which would blur a hard
edge, so stops at one place end one ramp and begin another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...vector.drawing import Stop
from .svg_gradient_nodes import color_group, gradient_group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bpy.types import Node, NodeSocket, NodeTree

    from ...vector.drawing import Gradient, Matrix, Rgb
    from .svg_placing import Frame

    Ramps = list[list[Stop]]

MOST_STOPS = 32
"""What Blender's colour ramp holds."""
HARD = 1 / 512
"""Stops that are nearer than half a place of the table make a hard edge."""
_WHERE, _RAMP, _EDGE = "Gradient", "Stops", "Edge"


def ramps_of(gradient: Gradient, opacity: float) -> Ramps:
    """The stops with the opacity of the paint, divided among as many ramps as they need."""
    ramps: Ramps = [[]]
    for given in gradient.stops:
        stop = Stop(given.offset, given.color, given.opacity * opacity)
        last = ramps[-1]
        if last and stop.offset - last[-1].offset < HARD:
            ramps.append([])
        elif len(last) == MOST_STOPS:
            ramps.append([last[-1]])
        ramps[-1].append(stop)
    return ramps


def average(stops: Sequence[Stop]) -> Rgb:
    """The mean of the stops' colours, in sRGB."""
    red, green, blue = (sum(stop.color[i] for stop in stops) / len(stops) for i in range(3))
    return red, green, blue


def rows(matrix: Matrix, frame: Frame) -> tuple[tuple[float, float, float], ...]:
    """From local coordinates to gradient space: u = x, y, 1 times the first row, v the second."""
    a, b, c, d, e, f = matrix
    determinant = a * d - b * c
    if determinant == 0:
        return ((0.0, 0.0, 1.0), (0.0, 0.0, 1.0))  # all of it lies at the end
    along = (d / determinant, -c / determinant)
    across = (-b / determinant, a / determinant)
    x, y = frame.origin
    return tuple(
        (p / frame.scale, q / frame.scale, p * (x - e) + q * (y - f)) for p, q in (along, across)
    )


def add_gradient(tree: NodeTree, gradient: Gradient, ramps: int) -> tuple[NodeSocket, NodeSocket]:
    """Add the nodes of a gradient with so many ramps; its linear colour and its opacity."""
    position = _node(tree, "ShaderNodeTexCoord", "Position", -1200)
    where: Any = _node(tree, "ShaderNodeGroup", _WHERE, -1000)
    where.node_tree = gradient_group(radial=gradient.radial, spread=gradient.spread)
    tree.links.new(position.outputs["Object"], where.inputs["Position"])
    color, alpha = _ramp(tree, where, 0)
    for number in range(1, ramps):
        edge: Any = _node(tree, "ShaderNodeMath", f"{_EDGE} {number}", -700, -300 * number)
        edge.operation = "GREATER_THAN"
        tree.links.new(where.outputs[0], edge.inputs[0])
        beyond = _ramp(tree, where, number)
        color = _chosen(tree, "RGBA", edge, color, beyond[0])
        alpha = _chosen(tree, "FLOAT", edge, alpha, beyond[1])
    linear: Any = _node(tree, "ShaderNodeGroup", "Linear", -200)
    linear.node_tree = color_group()
    tree.links.new(color, linear.inputs[0])
    return linear.outputs[0], alpha


def _node(tree: NodeTree, kind: str, name: str, x: float, y: float = 0.0) -> Node:
    node = tree.nodes.new(kind)
    node.name = name
    node.location = (x, y)
    return node


def _ramp(tree: NodeTree, where: Node, number: int) -> tuple[NodeSocket, NodeSocket]:
    ramp = _node(tree, "ShaderNodeValToRGB", f"{_RAMP} {number}", -700, -300 * number - 50)
    tree.links.new(where.outputs[0], ramp.inputs[0])
    return ramp.outputs["Color"], ramp.outputs["Alpha"]


def _chosen(
    tree: NodeTree, kind: str, edge: Node, before: NodeSocket, beyond: NodeSocket
) -> NodeSocket:
    """What is before the edge, or what is beyond."""
    mix: Any = _node(tree, "ShaderNodeMix", "", -400, edge.location.y)
    mix.data_type = kind
    # A Mix node has sockets of all its types; only those of its own are enabled.
    factor, one, other = [socket for socket in mix.inputs if socket.enabled]
    (result,) = (socket for socket in mix.outputs if socket.enabled)
    tree.links.new(edge.outputs[0], factor)
    tree.links.new(before, one)
    tree.links.new(beyond, other)
    chosen: NodeSocket = result
    return chosen


def set_gradient(tree: NodeTree, gradient: Gradient, ramps: Ramps, frame: Frame) -> None:
    """Set the values of nodes that `add_gradient` added.

    Each single value that is set has Blender look at all node trees of the file; what is set by
    `foreach_set` mostly does not, which keeps a file of a thousand gradients quick.
    """
    inputs: Any = tree.nodes[_WHERE].inputs
    vectors = [(0.0, 0.0, 0.0), *rows(gradient.matrix, frame)]
    vectors.append((*gradient.focus, gradient.focus_radius))
    values = [value for vector in vectors[: len(inputs)] for value in vector]
    inputs.foreach_set("default_value", values)
    for number, stops in enumerate(ramps):
        _set_stops(tree.nodes[f"{_RAMP} {number}"], stops)
        if number:
            edge: Any = tree.nodes[f"{_EDGE} {number}"]
            edge.inputs[1].default_value = stops[0].offset


def _set_stops(node: Any, stops: Sequence[Stop]) -> None:  # noqa: ANN401 - stubs know no ramp
    elements = node.color_ramp.elements
    while len(elements) > len(stops):
        elements.remove(elements[-1])
    for stop in stops[len(elements) :]:
        elements.new(stop.offset)
    # Since 5.0 this too has all node trees looked at, and most gradients run from 0 to 1.
    offsets = [stop.offset for stop in stops]
    if [element.position for element in elements] != offsets:
        elements.foreach_set("position", offsets)
    elements.foreach_set("color", [v for stop in stops for v in (*stop.color, stop.opacity)])
