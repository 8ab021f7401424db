# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures made to fit what a call takes, right before it is sent, as files of the job's folder."""

from pathlib import Path

from ..client.calls import Request
from ..client.calls.masked import MaskedRequest
from ..client.picture import Picture
from .folder import write_whole
from .spec import with_pictures


def with_fitted_pictures(request: Request, folder: Path) -> tuple[Request, tuple[str, ...]]:
    """The request with pictures that its call takes, and what was done to them.

    A picture with a mask stays as it is: both would have to change alike. Raises
    InvalidRequestError for what cannot be made to fit, OSError.
    """
    if isinstance(request, MaskedRequest):
        return request, ()
    from ..client.fitting import fit_for  # noqa: PLC0415 - Pillow, which most jobs do not need

    new: dict[Picture, Picture] = {}
    notes: list[str] = []
    for _, picture in request.pictures():
        fitted = fit_for(picture, request.endpoint)
        if fitted.picture == picture:
            continue
        kind = fitted.picture.kind
        name = picture.path.stem if picture.path else "input"
        path = folder / f"{name}-fitted{kind.suffix if kind else ''}"
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(path, fitted.picture.read())
        new[picture] = Picture(path=path)
        notes.extend(fitted.notes)
    return with_pictures(request, new), tuple(notes)
