# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SVG to outlines, colours and paint order, with numpy and without Blender. Nothing here yet."""
