# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder of a job, which a person can read: request, receipt, pictures."""

import json
import os
import re
import time
from collections.abc import Mapping
from pathlib import Path

_MAX_WORDS = 40


def slug(text: str, fallback: str = "picture") -> str:
    """A short file name of letters, digits and hyphens, from any text."""
    words = re.sub(r"[^0-9A-Za-z]+", "-", text[:200]).strip("-").lower()
    return words[:_MAX_WORDS].strip("-") or fallback


def folder_name(at: float, prompt: str, job_id: str) -> str:
    """The folder of a job below the jobs folder: day, then time, words and a piece of the id."""
    moment = time.localtime(at)
    day, clock = time.strftime("%Y-%m-%d", moment), time.strftime("%H%M%S", moment)
    return f"{day}/{clock}-{slug(prompt)}-{job_id[:6]}"


def write_json(path: Path, content: Mapping[str, object]) -> None:
    """Write a JSON file that is either complete or absent, whatever happens meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    with partial.open("w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=2)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
