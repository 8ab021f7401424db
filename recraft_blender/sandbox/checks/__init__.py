# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the sandbox refuses, by topic.

Written apart from the client's checks, from the same catalog: tests compare both.
"""
