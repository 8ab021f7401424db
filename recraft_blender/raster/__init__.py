# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work on pixels with numpy and without Blender.

Arrays have the top row first unless a function says that the order does not matter to it.
"""
