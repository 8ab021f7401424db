# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of the extension: one folder for each folder of the package, and some of the whole."""
