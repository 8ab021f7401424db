# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results on the disk become data-blocks here, one module for each kind of placement."""
