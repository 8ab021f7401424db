# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures become image datablocks: one for each file, named by the job, with its recipe."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import bpy

from ..recipe import write_recipe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bpy.types import ID, Image

    from ...jobs.job import Job

NAME_LENGTH = 40
LINKED = "is linked from another file and cannot be changed."


class ImportRefusedError(Exception):
    """Nothing was imported and nothing changed; the message is a sentence for people."""


@contextmanager
def all_or_nothing() -> Iterator[list[ID]]:
    """A list of the data-blocks that are made inside; all go again when an exception leaves."""
    made: list[ID] = []
    try:
        yield made
    except BaseException:
        bpy.data.batch_remove(made)
        raise


def import_images(job: Job, files: Sequence[Path], *, pack: bool) -> list[Image]:
    """The pictures as images that stay in the file although nothing uses them yet."""
    images = [load_image(job, file, pack=pack) for file in files]
    for image in images:
        image.use_fake_user = True
    return images


def load_image(job: Job, file: Path, *, pack: bool) -> Image:
    """The picture as an image datablock that carries its recipe; its pixels are not read yet.

    A picture that is in this file already is used again. Raises what Blender raises when the file
    cannot be opened; then nothing stays.
    """
    for image in bpy.data.images:
        if image.get("recraft_job") == job.id and image.get("recraft_file") == file.name:
            return image
    with all_or_nothing() as made:
        image = bpy.data.images.load(str(file))
        made.append(image)
        image.name = title(job) if job.id else file.stem
        if pack:
            image.pack()
            _forget_path(image, f"//textures/recraft/{file.name}")
        elif bpy.path.is_subdir(str(file), bpy.path.abspath("//")) and bpy.data.filepath:
            image.filepath_raw = bpy.path.relpath(str(file))
        write_recipe(image, job)
        image["recraft_file"] = file.name
    return image


def load_unread(job: Job, file: Path, made: list[ID], *, pack: bool) -> Image:
    """As `load_image`; `made` is told of a new one. Raises ImportRefusedError."""
    known = set(bpy.data.images)
    try:
        image = load_image(job, file, pack=pack)
    except RuntimeError as error:
        raise ImportRefusedError(f"{file.name} cannot be opened: {error}") from None
    if image not in known:
        made.append(image)
    return image


def load_readable(job: Job, file: Path, made: list[ID], *, pack: bool) -> Image:
    """As `load_unread`, for a picture that is needed at once.

    Raises ImportRefusedError when Blender cannot read the picture.
    """
    image = load_unread(job, file, made, pack=pack)
    if min(image.size) < 1:
        raise ImportRefusedError(f"{file.name} is no picture that Blender can read.")
    return image


def pack_again(image: Image) -> None:
    """Pack a packed image's changed pixels; where it would unpack stays."""
    path = image.filepath_raw
    image.pack()
    _forget_path(image, path)


def take_over(image: Image, former: Image) -> None:
    """Have every user of `former` use `image`, read as `former` was; `former` stays in the file.

    Raises ImportRefusedError when `former` belongs to another file.
    """
    if former.library is not None:
        raise ImportRefusedError(f"{former.name} {LINKED} Make it local first.")
    image.colorspace_settings.name = former.colorspace_settings.name
    image.alpha_mode = former.alpha_mode
    kept = former.use_fake_user
    former.user_remap(image)
    # A fake user is not remapped everywhere alike; the former one keeps its own in any case.
    image.use_fake_user = kept
    former.use_fake_user = True


def _forget_path(image: Image, instead: str) -> None:
    """A path into the user's folder is nobody's business; `instead` is where it would unpack."""
    image.filepath_raw = instead
    for packed in image.packed_files:
        # Blender saves all 1024 bytes of this field, with whatever its memory held before.
        packed.filepath = "/" * 1023
        packed.filepath = instead


def title(job: Job) -> str:
    """A datablock's name: the wanted one, the first words of the prompt, or what the job did."""
    words = " ".join((job.placement.name or job.title).split())
    if len(words) > NAME_LENGTH:
        words = words[:NAME_LENGTH].rpartition(" ")[0] or words[:NAME_LENGTH]
    return words[:1].upper() + words[1:]
