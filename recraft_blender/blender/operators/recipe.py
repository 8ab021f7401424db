# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an image's recipe is good for: to be read, to ask for the same again, to work on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ...jobs.recipe import chain_of, kind_of
from ..capture import placement
from ..language import translated, translated_report, translated_tip
from ..picked_image import NO_IMAGE, OnImage, picked_image
from ..readiness import obstacle
from ..recipe import recipe_of
from ..source_settings import work_from
from .generate import confirmed, submit

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context, Event, Image

    from ...jobs.recipe import Recipe
    from ...jobs.spec import Chain

_NOT_SHOWN = ("chain", "made", "job")
_WIDTH = 420
_LONGEST = 90


class _WithoutError(Exception):
    """There is nothing to work with; the message is a sentence."""


class RECRAFT_OT_show_recipe(OnImage, bpy.types.Operator):
    """Show how the image was made: prompt, model, seed and what was done with it"""

    bl_idname = "recraft.show_recipe"
    bl_label = "Show Recipe"

    def invoke(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        try:
            self._lines = _lines(*_read(context, self.image))
        except _WithoutError as error:
            self.report({"ERROR"}, translated_report(str(error)))
            return {"CANCELLED"}
        manager = context.window_manager
        assert manager  # noqa: S101 - there is one where something is invoked
        return manager.invoke_popup(self, width=_WIDTH)

    def draw(self, context: Context) -> None:
        layout = self.layout
        assert layout  # noqa: S101 - Blender gives one to every draw
        for line in self._lines:
            layout.label(text=line, translate=False)

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        try:
            lines = _lines(*_read(context, self.image))
        except _WithoutError as error:
            self.report({"ERROR"}, translated_report(str(error)))
            return {"CANCELLED"}
        self.report({"INFO"}, "\n".join(lines))
        return {"FINISHED"}


class RECRAFT_OT_make_again(OnImage, bpy.types.Operator):
    """Ask for the same as this image was made of, as a new job that is charged anew"""

    bl_idname = "recraft.make_again"
    bl_label = "Make Again"

    @classmethod
    def poll(cls, context: Context) -> bool:
        found = obstacle(context)
        if found:
            cls.poll_message_set(translated_tip(found.sentence))
        return found is None and super().poll(context)

    def invoke(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        try:
            work, _ = _again(context, self.image)
        except _WithoutError as error:
            self.report({"ERROR"}, translated_report(str(error)))
            return {"CANCELLED"}
        return confirmed(self, context, event, work)

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        try:
            work, found = _again(context, self.image)
        except _WithoutError as error:
            self.report({"ERROR"}, translated_report(str(error)))
            return {"CANCELLED"}
        return submit(self, context, work, placement(context, kind_of(found)))


class RECRAFT_OT_use_as_input(OnImage, bpy.types.Operator):
    """Take this image as the picture to work from"""

    bl_idname = "recraft.use_as_input"
    bl_label = "Use as Input"
    bl_options = {"UNDO"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        image = picked_image(context, self.image)
        if image is None:
            self.report({"ERROR"}, translated_report(NO_IMAGE))
            return {"CANCELLED"}
        work_from(context, image)
        self.report(
            {"INFO"},
            translated_report(
                f"{image.name} is the picture to work from, in the 3D view's sidebar."
            ),
        )
        return {"FINISHED"}


def _read(context: Context, name: str) -> tuple[Image, Recipe]:
    image = picked_image(context, name)
    if image is None:
        raise _WithoutError(NO_IMAGE)
    found = recipe_of(image)
    if found is None:
        raise _WithoutError(f"{image.name} says nothing of how it was made.")
    return image, found


def _again(context: Context, name: str) -> tuple[Chain, Recipe]:
    image, found = _read(context, name)
    work = chain_of(found)
    if work is None:
        raise _WithoutError(
            f"{image.name} was made from another picture; choose that as the picture to work from."
        )
    problem = next(work.problems(), None)
    if problem is not None:
        raise _WithoutError(f"It cannot be asked for any more: {problem.allowed}.")
    return work, found


def _lines(image: Image, found: Recipe) -> list[str]:
    """The recipe as people read it, long values cut."""
    lines = [image.name]
    for name, value in found.items():
        if name not in _NOT_SHOWN and value not in ("", 0):
            text = "yes" if value is True else " ".join(str(value).split())
            words = name.replace("_", " ").capitalize()
            lines.append(
                f"{translated(words)}: {text[:_LONGEST]}{'…' if len(text) > _LONGEST else ''}"
            )
    return lines


CLASSES = (RECRAFT_OT_show_recipe, RECRAFT_OT_make_again, RECRAFT_OT_use_as_input)
