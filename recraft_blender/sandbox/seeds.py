# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seeds made of seeds: unsigned, 32 bits, the same on every computer."""

import hashlib

_STEP = 0x9E3779B1


def seed_of(*parts: object) -> int:
    """A seed of what the parts say, bytes as they are."""
    digest = hashlib.sha256()
    for part in parts:
        content = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass")
        digest.update(len(content).to_bytes(8) + content)
    return int.from_bytes(digest.digest()[:4])


def spread(seed: int, count: int) -> tuple[int, ...]:
    """A seed for each of several pictures; the first is the one given."""
    return tuple((seed + number * _STEP) % 2**32 for number in range(count))
