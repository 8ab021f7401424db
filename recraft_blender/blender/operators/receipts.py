# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`recraft.export_receipts`: what was paid, as a table for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import bpy

from ..session import session
from ..translated_props import StringProperty
from .on_job import carry_out

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context, Event


class RECRAFT_OT_export_receipts(bpy.types.Operator):
    """Write every receipt of this user into a CSV file"""

    bl_idname = "recraft.export_receipts"
    bl_label = "Export Receipts"

    if TYPE_CHECKING:
        filepath: str
        filter_glob: str
    else:
        filepath: StringProperty(subtype="FILE_PATH", default="recraft-receipts.csv")
        filter_glob: StringProperty(default="*.csv", options={"HIDDEN"})

    def invoke(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        if context.window_manager is None:
            return self.execute(context)
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, lambda: _export(Path(bpy.path.abspath(self.filepath))))


def _export(path: Path) -> str:
    from ...jobs.receipts import export_csv

    if path.suffix.lower() != ".csv":
        path = path.with_name(f"{path.name}.csv")
    count = export_csv(session().ledger, path)
    return f"Wrote {count} receipt{'' if count == 1 else 's'} to {path.name}."


CLASSES = (RECRAFT_OT_export_receipts,)
