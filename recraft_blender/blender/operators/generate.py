# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asking: `recraft.generate` from the panel's settings, `recraft.process_picture` from an image."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import bpy
from bpy.props import EnumProperty

from ...client.calls import (
    CreativeUpscaleRequest,
    CrispUpscaleRequest,
    RemoveBackgroundRequest,
    ToolRequest,
    VectorizeRequest,
)
from ...jobs.errors import BudgetExceededError, LedgerError
from ...jobs.spec import Chain, ImagePlacement, PlacementKind, chain_estimate
from .. import pump
from ..capture import placement, source_image
from ..importers.reader import start_reader
from ..picture_source import NO_PICTURE, PictureSourceError, picture_of
from ..preferences import budget, preferences
from ..properties import chain, make_kind, settings
from ..readiness import obstacle, request_problem, sentence_of
from ..session import session

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context, Event, Image, Operator

    from ...jobs.spec import Placement

TOOLS: dict[str, type[ToolRequest]] = {
    "REMOVE_BACKGROUND": RemoveBackgroundRequest,
    "VECTORIZE": VectorizeRequest,
    "CRISP_UPSCALE": CrispUpscaleRequest,
    "CREATIVE_UPSCALE": CreativeUpscaleRequest,
}
_TOOL_ITEMS = (
    ("REMOVE_BACKGROUND", "Remove Background", "Cut the subject out and put it on an alpha plane"),
    ("VECTORIZE", "Vectorize", "Trace the picture and put it into the scene as curves"),
    ("CRISP_UPSCALE", "Crisp Upscale", "Make the image larger and keep its content"),
    (
        "CREATIVE_UPSCALE",
        "Creative Upscale",
        "Make the image larger and draw fine detail and faces anew",
    ),
)


def submit(
    operator: Operator, context: Context, work: Chain, where: Placement
) -> set[OperatorReturnItems]:
    """Queue the work, or say why not."""
    try:
        session().submit(context, work, where)
    except BudgetExceededError as error:
        operator.report({"ERROR"}, str(error))
        return {"CANCELLED"}
    except (LedgerError, OSError) as error:
        operator.report({"ERROR"}, f"Nothing was sent: {error}")
        return {"CANCELLED"}
    start_reader()
    pump.wake()
    return {"FINISHED"}


def confirmed(
    operator: Operator, context: Context, event: Event, work: Chain
) -> set[OperatorReturnItems]:
    """Go on, or ask first when it costs more than the person wants to spend unasked."""
    units = chain_estimate(work)
    manager = context.window_manager
    if manager is None or not budget(preferences(context)).needs_confirmation(units):
        return operator.execute(context)
    cost = "an unknown number of" if units is None else f"{units:,}"
    return manager.invoke_confirm(
        operator,
        event,
        title="Spend it?",
        message=f"This costs {cost} API units.",
        confirm_text="Go On",
    )


class RECRAFT_OT_generate(bpy.types.Operator):
    """Make pictures of the prompt and put them into the scene"""

    bl_idname = "recraft.generate"
    bl_label = "Generate"

    @classmethod
    def poll(cls, context: Context) -> bool:
        found = obstacle(context)
        sentence = found.sentence if found else request_problem(context)
        if sentence:
            cls.poll_message_set(sentence)
        return not sentence

    def invoke(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        return confirmed(self, context, event, chain(settings(context)))

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        chosen = settings(context)
        return submit(self, context, chain(chosen), placement(context, make_kind(chosen)))


class RECRAFT_OT_process_picture(bpy.types.Operator):
    """Send the chosen image to one of Recraft's tools"""

    bl_idname = "recraft.process_picture"
    bl_label = "Process Picture"

    if TYPE_CHECKING:
        tool: str
    else:
        tool: EnumProperty(name="Tool", items=_TOOL_ITEMS)

    @classmethod
    def description(cls, _: Context, properties: RECRAFT_OT_process_picture) -> str:  # type: ignore[override]
        return next(text for tool, _, text in _TOOL_ITEMS if tool == properties.tool)

    @classmethod
    def poll(cls, context: Context) -> bool:
        found = obstacle(context)
        sentence = found.sentence if found else "" if source_image(context) else NO_PICTURE
        if sentence:
            cls.poll_message_set(sentence)
        return not sentence

    def invoke(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        try:
            work = tool_chain(self.tool, source_image(context))
        except PictureSourceError as error:
            self.report({"ERROR"}, str(error))
            return {"CANCELLED"}
        return confirmed(self, context, event, work)

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        image = source_image(context)
        try:
            work = tool_chain(self.tool, image)
        except PictureSourceError as error:
            self.report({"ERROR"}, str(error))
            return {"CANCELLED"}
        return submit(self, context, work, _placement(context, self.tool, image))


def tool_chain(tool: str, image: Image | None) -> Chain:
    """The request of a tool for an image. Raises PictureSourceError for one it does not take."""
    work = Chain((TOOLS[tool](image=picture_of(image)),))
    problem = next(work.picture_problems(), None)
    if problem is not None:
        raise PictureSourceError(sentence_of(problem))
    return work


def _placement(context: Context, tool: str, image: Image | None) -> Placement:
    name = image.name if image else ""
    if tool == "REMOVE_BACKGROUND":
        return replace(placement(context, PlacementKind.ALPHA_PLANE, image), name=name)
    if tool == "VECTORIZE":
        return replace(placement(context, PlacementKind.CURVES), name=name)
    return ImagePlacement(file=session().file, replaces=name, name=name)


CLASSES = (RECRAFT_OT_generate, RECRAFT_OT_process_picture)
