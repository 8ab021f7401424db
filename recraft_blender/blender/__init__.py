# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The only folder that knows Blender: interface, operators, pump, and what is put into the scene.

Everything here runs on Blender's main thread.
"""

ADDON = __package__.rpartition(".")[0]
"""The name under which Blender enabled us, such as bl_ext.user_default.recraft_blender."""
