# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a picture to be sent comes from. Nothing of the scene is changed by taking it."""
