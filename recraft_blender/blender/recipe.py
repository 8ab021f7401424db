# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a result was made, as custom properties on what came of it. Never a token or a path."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import bpy

from ..jobs.recipe import NAMES, Recipe, read_recipe, recipe, recipe_of_file

if TYPE_CHECKING:
    from bpy.types import ID, Image

    from ..jobs.job import Job

PREFIX = "recraft_"


def write_recipe(target: ID, job: Job) -> None:
    """Put the recipe of a job on a data-block; a picture of the person's own has none."""
    if job.id:
        put_recipe(target, recipe(job))


def put_recipe(target: ID, found: Recipe) -> None:
    """Put a recipe on a data-block, in place of one that it has."""
    for name in NAMES:
        if target.get(f"{PREFIX}{name}") is not None:
            del target[f"{PREFIX}{name}"]
    for name, value in found.items():
        target[f"{PREFIX}{name}"] = value


def recipe_on(target: ID) -> Recipe | None:
    """The recipe in a data-block's custom properties, None where there is none."""
    values = {name: target.get(f"{PREFIX}{name}") for name in NAMES}
    found = {name: value for name, value in values.items() if isinstance(value, str | int)}
    return found or None


def recipe_of(image: Image) -> Recipe | None:
    """The recipe of an image: its own, or what its PNG says, packed or not. May read the file."""
    found = recipe_on(image)
    if found is not None:
        return found
    if image.packed_file is not None:
        return read_recipe(io.BytesIO(image.packed_file.data))
    if image.source != "FILE" or not image.filepath:
        return None
    return recipe_of_file(Path(bpy.path.abspath(image.filepath, library=image.library)))
