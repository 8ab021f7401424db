# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to do, what it costs, and the record of it: specs, the ledger, the worker process."""
