# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A variation of a picture that a job made, as the chain of requests that asks for it."""

from ..client import catalog
from ..client.calls import RemoveBackgroundRequest, VariateRequest
from ..client.media import SVG
from ..client.picture import Picture
from .job import Job, ResultFile
from .spec import PREVIOUS, Chain


def variation(job: Job, file: ResultFile, pixels: tuple[int, int] | None) -> Chain | None:
    """One variation of a picture of `pixels` width and height; None for a drawing, which the
    service does not take. What was cut out of its background is cut out again.
    """
    if file.kind == SVG.name:
        return None
    first = VariateRequest(
        image=Picture(path=file.path), size=nearest_ratio(pixels), model=_model(job)
    )
    if any(isinstance(request, RemoveBackgroundRequest) for request in job.chain.requests):
        return Chain((first, RemoveBackgroundRequest(image=PREVIOUS)))
    return Chain((first,))


def nearest_ratio(pixels: tuple[int, int] | None) -> str:
    """The service's ratio that is nearest to a picture's; a square for one that is not known."""
    if pixels is None:
        return "1:1"
    width, height = pixels

    def difference(ratio: str) -> float:
        across, down = (float(part) for part in ratio.split(":"))
        return max(width * down / (height * across), height * across / (width * down))

    return min(catalog.RATIOS, key=difference)


def _model(job: Job) -> str:
    """The model that drew it, if it gives pictures; the service's own default is not published."""
    used = catalog.model(str(job.chain.first.parameters().get("model", "")))
    return used.id if used in catalog.raster_models() and used else catalog.DEFAULT_MODEL
