# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The extension's preferences, and the connection settings that they amount to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy
from bpy.props import BoolProperty, EnumProperty, IntProperty, StringProperty

from ..client.addresses import RECRAFT_URL
from ..jobs.config import Service
from . import ADDON, secret

if TYPE_CHECKING:
    from bpy.types import Context

    from ..jobs.budget import Budget

RECRAFT, SANDBOX, CUSTOM = "RECRAFT", "SANDBOX", "CUSTOM"
_SERVICES = (
    (RECRAFT, "Recraft", "Recraft's own service; needs an API token and costs API units"),
    (
        SANDBOX,
        "Sandbox",
        "Free pictures drawn on this computer, to try everything out without token or network",
    ),
    (CUSTOM, "Another Address", "A service that speaks Recraft's language, at an address of yours"),
)

_REMOVED_FILES = (
    ("KEEP", "Keep", "Leave the pictures where they are"),
    ("TRASH", "To the Trash", "Put them into the system's trash"),
    ("DELETE", "Delete", "Delete them for good; receipts stay in the list"),
)


def _get_token(_: RecraftPreferences) -> str:
    return secret.masked()


_changes: set[str] = set()


def _note_caps(_: RecraftPreferences, __: Context) -> None:
    _changes.add("caps")  # written by the next stroke of the pump: not here, where one types


def take_change(name: str) -> bool:
    """True once after "caps" were changed."""
    was_changed = name in _changes
    _changes.discard(name)
    return was_changed


def _set_token(_: RecraftPreferences, value: str) -> None:
    secret.type_in(value)


class RecraftPreferences(bpy.types.AddonPreferences):
    """Service, token and connection."""

    bl_idname = ADDON

    if TYPE_CHECKING:
        service: str
        base_url: str
        token: str
        proxy: str
        ca_bundle: str
        longest_wait: int
        show_textures: bool
        confirm_above: int
        cap_per_day: int
        cap_per_file: int
        removed_files: str
        favourite_styles: str
        recent_styles: str
    else:
        service: EnumProperty(
            name="Service",
            description="Who makes the pictures",
            items=_SERVICES,
            default=RECRAFT,
        )
        base_url: StringProperty(
            name="Address",
            description="Where the service is, such as https://example.org/v1",
            default=RECRAFT_URL,
        )
        token: StringProperty(
            name="API Token",
            description=(
                "Your Recraft API token. Kept in memory until Blender ends and never saved;"
                " set RECRAFT_API_TOKEN in the environment to have it every time"
            ),
            subtype="PASSWORD",
            get=_get_token,
            set=_set_token,
        )
        proxy: StringProperty(
            name="Proxy",
            description="Such as http://proxy.example.org:8080; empty for the system's own",
        )
        ca_bundle: StringProperty(
            name="Certificates",
            description="A file of certificates to trust instead of the usual ones",
            subtype="FILE_PATH",
        )
        longest_wait: IntProperty(
            name="Longest Wait",
            description=(
                "After so many seconds without a result a request counts as lost, although it may"
                " have been charged"
            ),
            default=300,
            min=1,
            soft_min=60,
            soft_max=900,
        )
        show_textures: BoolProperty(
            name="Show Textures in Solid Views",
            description="Switch solid 3D views to texture colors when a texture is placed",
            default=True,
        )
        confirm_above: IntProperty(
            name="Ask Above",
            description="Ask before a job that costs more API units than this; 0 never asks",
            default=200,
            update=_note_caps,
            min=0,
            soft_max=5000,
        )
        cap_per_day: IntProperty(
            name="Most per Day",
            description="API units that may be spent in a day, by all Blenders; 0 for no limit",
            default=0,
            update=_note_caps,
            min=0,
            soft_max=100_000,
        )
        cap_per_file: IntProperty(
            name="Most per File",
            description="API units that may be spent while one file is open; 0 for no limit",
            default=0,
            update=_note_caps,
            min=0,
            soft_max=100_000,
        )
        removed_files: EnumProperty(
            name="Files of Removed Jobs",
            description="What becomes of a job's pictures when it is removed from the list",
            items=_REMOVED_FILES,
            default="KEEP",
        )
        # Lines of what style_choosing calls a key.
        favourite_styles: StringProperty(options={"HIDDEN"})
        recent_styles: StringProperty(options={"HIDDEN"})

    def draw(self, context: Context) -> None:
        layout = self.layout
        layout.use_property_split = True
        layout.prop(self, "service")
        if self.service == CUSTOM:
            layout.prop(self, "base_url")
        if self.service != SANDBOX:
            self._draw_token()
            layout.prop(self, "proxy")
            layout.prop(self, "ca_bundle")
            layout.prop(self, "longest_wait")
            column = layout.column(heading="Spending", align=True)
            column.prop(self, "confirm_above")
            column.prop(self, "cap_per_day")
            column.prop(self, "cap_per_file")
        layout.prop(self, "removed_files")
        layout.prop(self, "show_textures")

    def _draw_token(self) -> None:
        if secret.from_environment():
            row = self.layout.row()
            row.label(text="API token: taken from RECRAFT_API_TOKEN", icon="CHECKMARK")
        else:
            self.layout.prop(self, "token")


def preferences(context: Context) -> RecraftPreferences:
    """This extension's preferences."""
    stored = context.preferences
    found = stored.addons[ADDON].preferences if stored else None
    assert isinstance(found, RecraftPreferences)  # noqa: S101 - ours by registration
    return found


def budget(prefs: RecraftPreferences) -> Budget:
    """The limits that were set; play units have none."""
    from ..jobs.budget import Budget

    if prefs.service == SANDBOX:
        return Budget()
    return Budget(
        per_day=prefs.cap_per_day or None,
        per_file=prefs.cap_per_file or None,
        confirm_above=prefs.confirm_above or None,
    )


def service_name(prefs: RecraftPreferences) -> str:
    """The name by which the ledger knows the chosen service."""
    if prefs.service == SANDBOX:
        return Service.SANDBOX
    return Service.RECRAFT if prefs.service == RECRAFT else prefs.base_url.strip().rstrip("/")


def service_address(prefs: RecraftPreferences) -> str:
    """The address of the chosen service; empty for the sandbox, which the worker starts."""
    if prefs.service == SANDBOX:
        return ""
    return RECRAFT_URL if prefs.service == RECRAFT else prefs.base_url.strip()


CLASSES = (RecraftPreferences,)
