# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a drawing and a plan show at given points, worked out separately and slowly.

The drawing is asked by SVG's rules, the plan by Blender's: every slot of every object is filled
even-odd along the polygons Blender samples, and deeper things are painted first.
"""

import numpy as np
from numpy.typing import NDArray

from recraft_blender.vector.drawing import Clip, Contours, Drawing, FillRule, Gradient
from recraft_blender.vector.plan import CurveObject, Plan

Points = NDArray[np.float64]
Inside = NDArray[np.bool_]
Picture = NDArray[np.float64]
"""Premultiplied red, green, blue and opacity, (n, 4)."""


def bezier(four: Points, steps: int) -> Points:
    """Points at 0, 1/steps .. of a cubic, its end left out."""
    t = (np.arange(steps) / steps)[:, None]
    a, b, c, d = four
    return np.asarray(
        (1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * b + 3 * t * t * (1 - t) * c + t**3 * d
    )


def contour_polygon(contours: Contours, number: int, steps: int = 48) -> Points:
    points = contours.points[contours.starts[number] : contours.starts[number + 1]]
    segment = int((contours.starts[number] - number) // 3)
    parts = [
        bezier(points[3 * k : 3 * k + 4], 1 if contours.is_line[segment + k] else steps)
        for k in range((len(points) - 1) // 3)
    ]
    return np.concatenate([*parts, points[-1:]])


def winding(points: Points, line: Points) -> NDArray[np.int64]:
    """How often the closed line runs around each point."""
    here, there = line, np.roll(line, -1, axis=0)
    x, y = points[:, 0, None], points[:, 1, None]
    up = (here[:, 1] <= y) & (there[:, 1] > y)
    down = (here[:, 1] > y) & (there[:, 1] <= y)
    side: Points = (there[:, 0] - here[:, 0]) * (y - here[:, 1]) - (x - here[:, 0]) * (
        there[:, 1] - here[:, 1]
    )
    return np.asarray((up & (side > 0)).sum(axis=1) - (down & (side < 0)).sum(axis=1))


def distance(points: Points, line: Points) -> NDArray[np.float64]:
    """Distance of each point to the nearest edge of the closed line."""
    here = line
    along = np.roll(line, -1, axis=0) - here
    length = np.maximum((along * along).sum(axis=1), 1e-30)
    to = points[:, None] - here
    t = np.clip((to * along).sum(axis=2) / length, 0, 1)
    return np.asarray(np.sqrt(((to - t[..., None] * along) ** 2).sum(axis=2)).min(axis=1))


def filled(points: Points, contours: Contours, first: int, end: int, rule: FillRule) -> Inside:
    count = np.zeros(len(points), np.int64)
    for number in range(first, end):
        count += winding(points, contour_polygon(contours, number))
    return np.asarray(count % 2 != 0 if rule is FillRule.EVENODD else count != 0)


def clipped(points: Points, drawing: Drawing, clip: Clip) -> Inside:
    inside = np.zeros(len(points), np.bool_)
    for first, end, rule, own in clip.parts:
        part = filled(points, drawing.clip_contours, first, end, rule)
        inside |= part if own is None else part & clipped(points, drawing, own)
    return inside if clip.within is None else inside & clipped(points, drawing, clip.within)


def over(below: Picture, above: Picture) -> Picture:
    return above + below * (1.0 - above[:, 3:])


def drawing_at(drawing: Drawing, points: Points) -> Picture:
    """The drawing without strokes and gradients, with groups as pictures of their own."""

    def paint(numbers: list[int], level: int) -> Picture:
        picture = np.zeros((len(points), 4))
        while numbers:
            chain = chains[numbers[0]]
            if len(chain) <= level:
                layer, numbers = shape_at(numbers[0]), numbers[1:]
            else:
                same = [k for k in numbers if chains[k][level : level + 1] == [chain[level]]]
                layer = paint(same, level + 1) * drawing.groups[chain[level]].opacity
                numbers = numbers[len(same) :]
            picture = over(picture, layer)
        return picture

    def shape_at(number: int) -> Picture:
        shape = drawing.shapes[number]
        assert shape.stroke is None and not isinstance(shape.paint, Gradient)
        inside = filled(points, drawing.contours, shape.first, shape.end, shape.rule)
        if shape.clip is not None:
            inside = inside & clipped(points, drawing, shape.clip)
        return np.asarray(inside[:, None] * np.array([*shape.paint, 1.0]) * shape.opacity)

    chains = []
    for shape in drawing.shapes:
        chain, group = [], shape.group
        while group >= 0:
            chain.append(group)
            group = drawing.groups[group].parent
        chains.append(chain[::-1])
    return paint(list(range(len(drawing.shapes))), 0)


def splines(thing: CurveObject) -> list[tuple[int, float, Points]]:
    """Slot, depth and the polygon that Blender samples of each spline."""
    result = []
    at = 0
    for count, steps, slot in zip(
        thing.counts.tolist(), thing.resolution.tolist(), thing.slot.tolist(), strict=True
    ):
        rows = slice(at, at + count)
        knots, right = thing.points[rows, :2], thing.right_handles[rows, :2]
        left = np.roll(thing.left_handles[rows, :2], -1, axis=0)
        four = np.stack([knots, right, left, np.roll(knots, -1, axis=0)], axis=1).astype(np.float64)
        straight = thing.is_vector[rows, 1] & np.roll(thing.is_vector[rows, 0], -1)
        line = [bezier(f, 1 if s else steps) for f, s in zip(four, straight, strict=True)]
        depth = thing.depth + float(thing.points[at, 2])
        result.append((slot, depth, np.concatenate(line)))
        at += count
    return result


def clearance(plan: Plan, points: Points) -> Points:
    """How far points of the drawing (y down) are from the plan's nearest edge."""
    upwards = points * [1, -1] + [0, plan.height]
    clear = np.full(len(points), np.inf)
    for thing in plan.curves:
        for _, _, line in splines(thing):
            clear = np.minimum(clear, distance(upwards, line))
    return clear


def plan_at(plan: Plan, points: Points) -> Picture:
    """The plan at points of the drawing (y down)."""
    upwards = points * [1, -1] + [0, plan.height]
    layers = []
    for thing in plan.curves:
        found = splines(thing)
        for slot, depth in sorted({(slot, depth) for slot, depth, _ in found}):
            count = np.zeros(len(points), np.int64)
            for _, _, line in (one for one in found if one[:2] == (slot, depth)):
                count += winding(upwards, line)
            material = plan.materials[thing.materials[slot]]
            assert not isinstance(material.paint, Gradient)
            inside = count % 2 != 0
            layers.append(
                (depth, inside[:, None] * np.array([*material.paint, 1.0]) * material.opacity)
            )
    picture = np.zeros((len(points), 4))
    for _, layer in sorted(layers, key=lambda entry: entry[0]):
        picture = over(picture, layer)
    return picture
