# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a picture was made: numbers and words that go with it. Never a token, a path or a picture.

The same recipe is on Blender's data-blocks as custom properties and in the PNG itself as the text
`recraft`, JSON, so that it outlives the .blend.
"""

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from .config import Service
from .folder import write_whole
from .job import Job, ResultFile, SentRequest
from .png import text_of, with_text
from .spec import PREVIOUS, Chain, PlacementKind, chain_from_json, chain_to_json

KEYWORD = "recraft"
NAMES = (
    *("prompt", "model", "style", "size", "seed", "steps", "made", "units", "request_id", "job"),
    *("sandbox", "chain"),
)
"""All that a recipe may have."""
Recipe = dict[str, str | int | bool]


def recipe(job: Job) -> Recipe:
    """The recipe of a job's results, in the order in which people read it."""
    given = job.chain.first.parameters()
    found: Recipe = {
        name: given[name] for name in ("prompt", "model", "style", "size") if given.get(name)
    }
    if "random_seed" in given:
        # A seed has 32 bits without a sign, more than Blender's whole numbers hold.
        found["seed"] = str(given["random_seed"])
    found |= {
        "steps": ", ".join(request.endpoint.title for request in job.chain.requests),
        "made": str(job.placement.kind),
        "units": job.units or 0,
        "request_id": job.request_id,
        "job": job.id,
    }
    if job.service == Service.SANDBOX:
        found["sandbox"] = True
    if not _has_pictures(job.chain):
        found["chain"] = chain_to_json(job.chain)
    return found


def chain_of(found: Recipe) -> Chain | None:
    """What was asked for, to ask again; None where a picture went in, or by a newer version."""
    try:
        return chain_from_json(str(found["chain"]))
    except (KeyError, ValueError, TypeError):
        return None


def kind_of(found: Recipe) -> PlacementKind:
    """What became of the picture."""
    try:
        return PlacementKind(str(found.get("made", "")))
    except ValueError:
        return PlacementKind.IMAGE


def inscribe(job: Job, row: SentRequest, file: ResultFile) -> ResultFile:
    """Write the recipe into a PNG that was just fetched; the file, with its new size.

    Where that fails, and in other kinds of files, the picture stays as it came.
    """
    done = replace(job, request_id=row.request_id, units=row.units)
    with suppress(OSError, ValueError):
        content = with_text(file.path.read_bytes(), KEYWORD, recipe_text(recipe(done)))
        write_whole(file.path, content)
        return replace(file, size=len(content))
    return file


def recipe_text(found: Recipe) -> str:
    """A recipe as it stands in a PNG."""
    return json.dumps(found, ensure_ascii=False)


def read_recipe(file: BinaryIO) -> Recipe | None:
    """The recipe in a PNG, None where there is none."""
    try:
        found = json.loads(text_of(file, KEYWORD) or "null")
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    return {name: found[name] for name in NAMES if isinstance(found.get(name), str | int)}


def recipe_of_file(path: Path) -> Recipe | None:
    """The recipe in a picture's file, None where there is none or the file cannot be read."""
    with suppress(OSError), path.open("rb") as file:
        return read_recipe(file)
    return None


def _has_pictures(chain: Chain) -> bool:
    return any(
        picture != PREVIOUS for request in chain.requests for _, picture in request.pictures()
    )
