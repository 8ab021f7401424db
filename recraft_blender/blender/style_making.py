# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the chosen images to the request for a custom style."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from ..client import catalog
from ..client.calls import CreateStyleRequest
from ..client.catalog import endpoints
from ..client.picture import picture_problems
from ..jobs.spec import Chain, StylePlacement
from .readiness import sentence_of
from .session import session
from .sources.images import picture_of_image
from .sources.source import PictureSourceError
from .style_settings import style_making

if TYPE_CHECKING:
    from pathlib import Path

    from bpy.types import Context, Image, Scene

    from ..client.picture import Picture

PRICE = endpoints.CREATE_STYLE.units
MOST_IMAGES = endpoints.MAX_REFERENCES
NO_IMAGES = "Add the images that show the style, with the plus sign."


def style_images(context: Context) -> list[Image]:
    """The images that were chosen, each once."""
    found = [item.image for item in style_making(context).images]
    return list(dict.fromkeys(image for image in found if image is not None))


def style_problem(context: Context) -> str:
    """What is wrong with the choice, as a sentence, or empty. No picture is read."""
    count = len(style_images(context))
    if not count:
        return NO_IMAGES
    return f"Choose up to {MOST_IMAGES} images." if count > MOST_IMAGES else ""


def style_chain(context: Context, folder: Path) -> Chain:
    """The request for the style; pictures that have to be written go into `folder`.

    Raises PictureSourceError, a sentence about the image.
    """
    chosen, scene = style_making(context), context.scene
    assert scene is not None  # noqa: S101 - the settings are the scene's
    model = catalog.model(chosen.made_for)
    bases = catalog.custom_base_styles(model) if model else ()
    work = Chain(
        (
            CreateStyleRequest(
                images=tuple(_picture(image, folder, scene) for image in style_images(context)),
                model=chosen.made_for,
                # Where the model leaves no choice the service has its own default.
                style=chosen.base if model and model.traits.styles and chosen.base in bases else "",
            ),
        )
    )
    problem = next(chain(work.problems(), work.picture_problems()), None)
    if problem is not None:
        raise PictureSourceError(sentence_of(problem))
    return work


def style_placement(context: Context) -> StylePlacement:
    """The list of styles, by the name that was typed or that of the first image."""
    images = style_images(context)
    name = style_making(context).name.strip() or (images[0].name if images else "")
    return StylePlacement(file=session().file, name=name)


def _picture(image: Image, folder: Path, scene: Scene) -> Picture:
    picture = picture_of_image(image, folder, scene).picture
    limits = endpoints.CREATE_STYLE.limits
    problem = next(picture_problems(picture, "images", limits), None) if limits else None
    if problem is not None:
        raise PictureSourceError(f"{image.name}: {problem.allowed}.")
    return picture
