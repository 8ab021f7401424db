# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The extension's preferences, and the connection settings that they amount to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..client.addresses import RECRAFT_URL
from ..jobs.config import Service
from ..jobs.spec import Keep
from . import ADDON, secret
from .shortcuts import draw_shortcuts
from .translated_props import BoolProperty, EnumProperty, IntProperty, StringProperty

if TYPE_CHECKING:
    from bpy.types import Context

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

_FILES = (
    (Keep.PACKED.name, "Packed", "In the .blend itself"),
    (
        Keep.BESIDE.name,
        "Beside the File",
        "In the folder textures/recraft beside the .blend, by relative paths; packed as long as"
        " the .blend was never saved",
    ),
    (
        Keep.LIBRARY.name,
        "In the Library",
        "Where they were downloaded to, in your Blender folder; the .blend then names that folder",
    ),
)


def _get_token(_: RecraftPreferences) -> str:
    return secret.masked()


_changes: set[str] = set()


def _note_caps(_: RecraftPreferences, __: Context) -> None:
    _changes.add("caps")  # written by the next stroke of the pump: not here, where one types


def _set_token(_: RecraftPreferences, value: str) -> None:
    secret.type_in(value)
    _changes.add("token")


def has_changed(name: str) -> bool:
    """True after "token" or "caps" were typed, until they are tested or written."""
    return name in _changes


def take_change(name: str) -> None:
    """What was changed is seen to."""
    _changes.discard(name)


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
        offer_on_drop: bool
        confirm_above: int
        cap_per_day: int
        cap_per_file: int
        removed_files: str
        history_size: int
        grace: int
        files: str
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
        offer_on_drop: BoolProperty(
            name="Offer Recraft on Drop",
            description="List Recraft's entries where a picture is dropped into an editor. Without"
            " them Blender takes its own at once where there is only one",
            default=True,
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
        history_size: IntProperty(
            name="Ended Jobs Kept",
            description=(
                "How many ended jobs stay in the list; 0 keeps all. When a new one is added the"
                " oldest leave it, their files as chosen below. Favourites stay, and what was paid"
                " and not placed yet"
            ),
            default=0,
            min=0,
            soft_max=1000,
        )
        grace: IntProperty(
            name="Wait Before Sending",
            description=(
                "So many seconds after a click a job can still be cancelled without being charged;"
                " scripts and the sandbox do not wait"
            ),
            default=2,
            min=0,
            max=60,
            subtype="TIME_ABSOLUTE",
        )
        files: EnumProperty(
            name="Pictures",
            description="Where the pictures of a file are kept",
            items=_FILES,
            default=Keep.PACKED.name,
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
            self._draw_token(context)
            layout.prop(self, "proxy")
            layout.prop(self, "ca_bundle")
            layout.prop(self, "longest_wait")
            layout.prop(self, "grace")
            column = layout.column(heading="Spending", align=True)
            column.prop(self, "confirm_above")
            column.prop(self, "cap_per_day")
            column.prop(self, "cap_per_file")
        layout.prop(self, "files")
        layout.prop(self, "history_size")
        layout.prop(self, "removed_files")
        layout.prop(self, "show_textures")
        layout.prop(self, "offer_on_drop")
        row = layout.row(align=True, heading="Files")
        row.operator("recraft.show_folder", icon="FILE_FOLDER")
        row.operator("recraft.show_log", icon="TEXT")
        self._draw_shortcuts(context)

    def _draw_shortcuts(self, context: Context) -> None:
        header, body = self.layout.panel("recraft_shortcuts", default_closed=True)
        header.label(text="Shortcuts")
        if body:
            draw_shortcuts(body, context)

    def _draw_token(self, context: Context) -> None:
        from .panels.errand_status import draw_token_test

        row = self.layout.row(align=True)
        if secret.from_environment():
            row.label(text="API token: taken from RECRAFT_API_TOKEN", icon="CHECKMARK")
        else:
            row.prop(self, "token")
        row.operator("recraft.test_token", text="Test")
        draw_token_test(self.layout, context)


def preferences(context: Context) -> RecraftPreferences:
    """This extension's preferences."""
    stored = context.preferences
    found = stored.addons[ADDON].preferences if stored else None
    assert isinstance(found, RecraftPreferences)  # noqa: S101 - ours by registration
    return found


def files_kept(prefs: RecraftPreferences) -> Keep:
    """Where the files of new results are kept."""
    return Keep.__members__.get(prefs.files, Keep.PACKED)


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
