# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The texts of the interface in other languages, one JSON file each. Knows no Blender.

`scripts/translations.py` finds the texts in the source and keeps the files up to date.
"""
