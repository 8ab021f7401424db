# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which shapes become one object, in what order, and how deep the object lies.

Depth that lies on the object outlives editing; Blender sets the z of a 2D curve's points to 0 when
one of them is moved in Edit Mode. So one object becomes one for each paint layer while layers are
few. Pictures of many layers become runs of 125 shapes with depth in their points, because
thousands of objects cost Blender more than they help.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from .drawing import Drawing
from .outline import Index
from .plan import Material


class Arrangement(StrEnum):
    """What becomes an object of its own."""

    ONE = "one"
    COLOR = "color"
    GROUP = "group"
    SHAPE = "shape"


@dataclass(frozen=True, slots=True)
class Bundle:
    """An object to be: its members are numbers of pieces in paint order."""

    name: str
    group: str
    depth: int
    members: Index


@dataclass(frozen=True, slots=True)
class Members:
    """What is known of n pieces: numbers of their `layer`, `material` and `shape`, each (n,)."""

    layer: Index
    material: Index
    shape: Index


def bundles(
    drawing: Drawing,
    members: Members,
    materials: Sequence[Material],
    arrangement: Arrangement,
    *,
    most: int | None,
    most_layers: int,
) -> list[Bundle]:
    """The objects of a plan, each of at most `most` pieces (None: as many as there are)."""
    everyone = np.arange(len(members.layer))
    title = drawing.title or "drawing"
    groups = group_names(drawing)
    if arrangement is Arrangement.ONE:
        order = everyone[np.argsort(members.layer, kind="stable")]
        keys = members.layer[order]
        if most is None or int(members.layer.max(initial=-1)) >= most_layers:
            keys = np.zeros(len(order), np.int64)
        named = [(title, run) for run in _runs(order, keys)]
    elif arrangement is Arrangement.COLOR:
        order = np.argsort(members.material, kind="stable")
        runs = _runs(order, members.material[order])
        named = [(materials[int(members.material[run[0]])].name, run) for run in runs]
    elif arrangement is Arrangement.GROUP:
        key = _group_keys(drawing, members.shape)
        order = np.argsort(key, kind="stable")
        runs = _runs(order, key[order])
        named = [
            (groups[drawing.shapes[int(members.shape[run[0]])].group] or title, run) for run in runs
        ]
    else:
        runs = _runs(everyone, members.shape)
        named = [(_shape_name(drawing, members, materials, run), run) for run in runs]
    result = []
    for name, run in named:
        for begin in range(0, len(run), most or len(run)):
            some = run[begin : begin + (most or len(run))]
            result.append(_bundle(drawing, members, groups, name, some))
    return result


def _bundle(
    drawing: Drawing, members: Members, groups: list[str], name: str, some: Index
) -> Bundle:
    names = {groups[drawing.shapes[shape].group] for shape in set(members.shape[some].tolist())}
    group = names.pop() if len(names) == 1 else ""
    return Bundle(name, group, int(members.layer[some].min()), some)


def _runs(order: Index, keys: Index) -> list[Index]:
    """`order` cut where the sorted `keys` change."""
    return np.split(order, np.flatnonzero(np.diff(keys)) + 1) if len(order) else []


def group_names(drawing: Drawing) -> list[str]:
    """The name of each group, or of the nearest one around it that has a name.

    One more than there are groups: the last is that of shapes in no group, whose number is -1.
    """
    names: list[str] = []
    for group in drawing.groups:
        around = names[group.parent] if 0 <= group.parent < len(names) else ""
        names.append(group.name or around)
    return [*names, ""]


def _group_keys(drawing: Drawing, shape: Index) -> Index:
    """A number for each piece, equal for those of one named group, in order of appearance."""
    known: dict[int, int] = {}
    keys = []
    for number in shape.tolist():
        group = drawing.shapes[number].group
        while 0 <= group < len(drawing.groups) and not drawing.groups[group].name:
            group = drawing.groups[group].parent
        keys.append(known.setdefault(group, len(known)))
    return np.array(keys, np.int64)


def _shape_name(
    drawing: Drawing, members: Members, materials: Sequence[Material], run: Index
) -> str:
    first = int(run[0])
    return (
        drawing.shapes[int(members.shape[first])].name
        or materials[int(members.material[first])].name
    )
