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


def _get_token(_: RecraftPreferences) -> str:
    return secret.masked()


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
