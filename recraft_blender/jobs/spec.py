# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to do, as frozen values without Blender objects: a chain of requests, and its JSON form."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

from ..client import calls
from ..client.calls import Request
from ..client.errors import InvalidRequestError
from ..client.picture import Picture
from .placement import (
    AlphaPlanePlacement,
    Arrangement,
    CurvesPlacement,
    CurveTarget,
    Facing,
    ImagePlacement,
    Keep,
    Mapping,
    Origin,
    Placement,
    PlacementKind,
    ReferenceKind,
    ReferencePlacement,
    SizeBy,
    StylePlacement,
    TexturePlacement,
    Wear,
    placement_from_json,
    placement_to_json,
)
from .values import from_json, to_json

__all__ = [
    "PREVIOUS",
    "AlphaPlanePlacement",
    "Arrangement",
    "Chain",
    "CurveTarget",
    "CurvesPlacement",
    "Facing",
    "ImagePlacement",
    "Keep",
    "Mapping",
    "Origin",
    "Placement",
    "PlacementKind",
    "ReferenceKind",
    "ReferencePlacement",
    "SizeBy",
    "StylePlacement",
    "TexturePlacement",
    "Wear",
    "chain_estimate",
    "chain_from_json",
    "chain_to_json",
    "placement_from_json",
    "placement_to_json",
    "request_from_json",
    "request_to_json",
    "with_pictures",
]

PREVIOUS = Picture(url="recraft:previous")
"""Stands for a picture that the step before gives. No link that is ever opened."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Requests of which each later one takes the pictures of the one before, one at a time.

    With `fit` the worker converts and shrinks each picture to what its call takes before sending.
    """

    requests: tuple[Request, ...]
    fit: bool = False

    @classmethod
    def of(cls, work: "Request | Chain") -> "Chain":
        """A chain of one request, or the chain that it is."""
        return cls((work,)) if isinstance(work, Request) else work

    def __len__(self) -> int:
        return len(self.requests)

    @property
    def first(self) -> Request:
        """The request that it begins with."""
        return self.requests[0]

    @property
    def title(self) -> str:
        """A line for lists: the prompt, or what is done with which picture."""
        prompt = " ".join(str(getattr(self.first, "prompt", "")).split())
        if prompt:
            return prompt
        paths = [picture.path for _, picture in self.first.pictures() if picture.path]
        title = self.first.endpoint.title
        return f"{title}: {paths[0].stem}" if paths else title

    def problems(self) -> Iterator[InvalidRequestError]:
        """Every documented limit that a step breaks, without looking at pictures."""
        if not self.requests:
            yield InvalidRequestError("requests", (), "say what is to be made")
        for stage, request in enumerate(self.requests):
            yield from request.problems()
            takes_previous = any(picture == PREVIOUS for _, picture in request.pictures())
            if stage == 0 and takes_previous:
                yield InvalidRequestError("image", None, "choose a picture to begin with")
            elif stage > 0 and not takes_previous:
                text = f"{request.endpoint.title} takes no picture of the step before it"
                yield InvalidRequestError("image", None, text)

    def picture_problems(self) -> Iterator[InvalidRequestError]:
        """Every documented limit that given pictures break. Reads their first bytes."""
        for request in self.requests:
            yield from request.picture_problems()


def chain_estimate(work: Request | Chain) -> int | None:
    """The price of all steps in API units, or None where one is not published."""
    total, pictures = 0, 1
    for request in Chain.of(work).requests:
        if request.units is None:
            return None
        total += request.units * pictures
        pictures *= max(1, request.image_count)
    return total


def with_pictures(request: Request, new: "dict[Picture, Picture]") -> Request:
    """The request with some of its pictures replaced."""
    changes: dict[str, object] = {}
    for field in fields(request):
        value = getattr(request, field.name)
        if isinstance(value, Picture) and value in new:
            changes[field.name] = new[value]
        elif isinstance(value, tuple) and any(isinstance(one, Picture) for one in value):
            changes[field.name] = tuple(new.get(one, one) for one in value)
    return replace(request, **changes) if changes else request


def from_file(path: Path) -> "dict[Picture, Picture]":
    """What `with_pictures` needs to put a file in the place of the step before."""
    return {PREVIOUS: Picture(path=path)}


def request_to_json(request: Request) -> str:
    """A request as JSON text, with the name of its kind."""
    return to_json(request, kind=type(request).__name__)


def request_from_json(text: str) -> Request:
    """The request that `request_to_json` wrote. Raises ValueError for a kind that is not known."""
    data = json.loads(text)
    if "kind" not in data:
        data = _of_the_first_ledgers(data)
        text = json.dumps(data)
    name = data["kind"]
    kind = getattr(calls, name, None) if name in calls.__all__ else None
    if not isinstance(kind, type) or not issubclass(kind, Request):
        raise ValueError(f"{name!r} is no kind of request")  # noqa: TRY004 - a value on the disk
    return from_json(kind, text)


def chain_to_json(chain: Chain) -> str:
    """A chain as JSON text."""
    fit = ', "fit": true' if chain.fit else ""
    return f'{{"requests": [{", ".join(request_to_json(one) for one in chain.requests)}]{fit}}}'


def chain_from_json(text: str) -> Chain:
    """The chain that `chain_to_json` wrote. Raises ValueError, KeyError or TypeError."""
    data = json.loads(text)
    requests = tuple(request_from_json(json.dumps(one)) for one in data["requests"])
    return Chain(requests, fit=bool(data.get("fit")))


def _of_the_first_ledgers(data: dict[str, object]) -> dict[str, object]:
    """Version 1 knew one kind of request, with its colours beside the other fields."""
    controls = {name: data.pop(name, None) for name in ("colors", "background_color")}
    if any(controls.values()):
        data["controls"] = {name: value for name, value in controls.items() if value}
    return data | {"kind": "GenerationRequest"}
