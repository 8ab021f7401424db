# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of the sandbox's procedural pictures and the files that hold them."""
