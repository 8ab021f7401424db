# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What has been painted so far: areas, groups and clips, and the drawing made of them."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .contours import Box, LocalContours, Placements, Range, joined, union
from .drawing import (
    Clip,
    Contours,
    Drawing,
    FillRule,
    Group,
    Matrix,
    Paint,
    Shape,
    Stroke,
)
from .simplified import Left, Simplified
from .transforms import multiply

MAX_SHAPES = 250_000
_SLICE = 1000


@dataclass(slots=True)
class ClipScope:
    """The clip of an element around its children. It may be known only after they are painted.

    `hides` is set when the clip cannot be made, which means that nothing is painted.
    """

    parent: "ClipScope | None"
    clip: Clip | None = None
    hides: bool = False
    depth: int = 1


@dataclass(slots=True)
class Painted:
    """An area as it is painted; without a paint it only counts for the size of its group."""

    span: Range
    matrix: Matrix
    paint: Paint | None
    opacity: float
    rule: FillRule
    stroke: Stroke | None
    scope: ClipScope | None
    group: int
    name: str


@dataclass(slots=True)
class _Group:
    name: str
    parent: int
    opacity: float
    own: bool
    shapes: int = 0


class Picture:
    """Collects what is painted, in order."""

    def __init__(self, local: LocalContours, notes: Simplified) -> None:
        self.clip_placements = Placements()
        self.painted: list[Painted] = []
        self._local = local
        self._notes = notes
        self._groups: list[_Group] = []

    def group(self, name: str, parent: int, opacity: float, *, own: bool) -> int:
        """A new group. `own` ones exist for the file, others only to hold an opacity."""
        self._groups.append(_Group(name, parent, opacity, own))
        return len(self._groups) - 1

    def is_full(self) -> bool:
        """Whether no more is painted; notes it."""
        full = len(self.painted) >= MAX_SHAPES or len(self._groups) >= MAX_SHAPES
        if full:
            self._notes.add(Left.COUNT)
        return full

    def bounds(self, first: int, to_box: Matrix) -> Box | None:
        """The box around all that was painted since `first`, after a matrix from the page."""
        boxes = {
            (painted.span, painted.matrix): self._local.bounds(
                painted.span, multiply(to_box, painted.matrix)
            )
            for painted in self.painted[first:]
        }
        return union([box for box in boxes.values() if box is not None])

    def drawing(
        self, size: tuple[float, float], real: tuple[float | None, float | None], title: str
    ) -> Generator[None, None, Drawing]:
        """Everything resolved. Yields between slices of work; returns the drawing."""
        local = self._local.all()
        placements = Placements()
        visible: list[Painted] = []
        ranges: list[Range] = []
        for index, painted in enumerate(self.painted):
            if index % _SLICE == 0:
                yield
            if _is_visible(painted):
                visible.append(painted)
                ranges.append(placements.place(painted.span, painted.matrix))
        contours = yield from _gather(placements, local)
        clip_contours = yield from _gather(self.clip_placements, local)
        yield
        finite = _finite(contours, ranges)
        if not finite.all():
            self._notes.add(Left.NUMBERS)
        kept = [(visible[index], ranges[index]) for index in np.flatnonzero(finite).tolist()]
        yield
        numbers = self._fold([painted for painted, _ in kept])
        yield
        shapes = yield from _shapes(kept, numbers)
        return Drawing(
            size[0],
            size[1],
            contours,
            clip_contours,
            shapes,
            self._kept_groups(numbers),
            *real,
            title,
            self._notes.sentences(),
        )

    def _fold(self, kept: list[Painted]) -> list[int]:
        """Give the opacity of groups of one shape to the shape; tells each group's new number.

        A group that vanishes has the number of the one around it.
        """
        only: dict[int, Painted] = {}
        for painted in kept:
            if painted.group >= 0:
                self._groups[painted.group].shapes += 1
                only[painted.group] = painted
        for number in range(len(self._groups) - 1, -1, -1):
            group = self._groups[number]
            if group.parent >= 0:
                self._groups[group.parent].shapes += group.shapes
                if number in only:
                    only[group.parent] = only[number]
            if group.shapes == 1 and group.opacity < 1:
                only[number].opacity *= group.opacity
                group.opacity = 1.0
        return self._numbers()

    def _numbers(self) -> list[int]:
        numbers: list[int] = []
        kept = 0
        for group in self._groups:
            outer = numbers[group.parent] if group.parent >= 0 else -1
            if group.shapes and (group.own or group.opacity < 1):
                numbers.append(kept)
                kept += 1
            else:
                numbers.append(outer)
        return numbers

    def _kept_groups(self, numbers: list[int]) -> tuple[Group, ...]:
        kept: list[Group] = []
        for number, group in zip(numbers, self._groups, strict=True):
            if number == len(kept):
                parent = numbers[group.parent] if group.parent >= 0 else -1
                kept.append(Group(group.name, parent, group.opacity))
        return tuple(kept)


def _is_visible(painted: Painted) -> bool:
    return painted.paint is not None and painted.opacity > 0 and not _is_hidden(painted.scope)


def _shapes(
    kept: list[tuple[Painted, Range]], numbers: list[int]
) -> Generator[None, None, tuple[Shape, ...]]:
    clips: dict[int, Clip | None] = {}
    shapes: list[Shape] = []
    for index, (painted, span) in enumerate(kept):
        if index % _SLICE == 0:
            yield
        if painted.paint is None or painted.opacity <= 0:
            continue
        shapes.append(
            Shape(
                *span,
                painted.paint,
                painted.opacity,
                painted.rule,
                painted.stroke,
                _whole_clip(painted.scope, clips),
                numbers[painted.group] if painted.group >= 0 else -1,
                painted.name,
            )
        )
    return tuple(shapes)


def _gather(placements: Placements, local: Contours) -> Generator[None, None, Contours]:
    parts = []
    for part in placements.gather(local):
        parts.append(part)
        yield
    return joined(parts)


def _finite(contours: Contours, ranges: list[Range]) -> NDArray[np.bool_]:
    """Which ranges hold no infinity and no NaN."""
    spans = np.array(ranges, np.int64).reshape(-1, 2)
    each = np.isfinite(contours.points)
    if each.all():
        return np.ones(len(spans), np.bool_)
    wrong = ~each.all(axis=1)
    up_to = np.concatenate(([0], np.cumsum(wrong)))
    finite: NDArray[np.bool_] = (
        up_to[contours.starts[spans[:, 1]]] == up_to[contours.starts[spans[:, 0]]]
    )
    return finite


def _is_hidden(scope: ClipScope | None) -> bool:
    while scope is not None:
        if scope.hides or (scope.clip is not None and not scope.clip.parts):
            return True
        scope = scope.parent
    return False


def _whole_clip(scope: ClipScope | None, known: dict[int, Clip | None]) -> Clip | None:
    """The clip of a scope cut by those around it; scopes nest few enough for recursion."""
    if scope is None:
        return None
    if id(scope) not in known:
        known[id(scope)] = clip_within(scope.clip, _whole_clip(scope.parent, known))
    return known[id(scope)]


def clip_within(clip: Clip | None, outer: Clip | None) -> Clip | None:
    """Both clips as one."""
    if clip is None or outer is None:
        return clip or outer
    return Clip(clip.parts, clip_within(clip.within, outer))
