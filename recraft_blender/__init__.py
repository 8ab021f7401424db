# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recraft inside Blender: pictures from Recraft's API, placed in the scene.

Importing this package imports nothing else, neither bpy nor any third party, so that the pure parts
(client, jobs, vector, raster, sandbox) work in plain Python. Blender calls `register`.
"""


def register() -> None:
    """Add the extension to Blender. Main thread only."""
    from .blender import registration  # noqa: PLC0415 - bpy exists only inside Blender

    registration.register()


def unregister() -> None:
    """Take everything back out of Blender. Main thread only."""
    from .blender import registration  # noqa: PLC0415

    registration.unregister()
