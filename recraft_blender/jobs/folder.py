# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder of a job, which a person can read: job, request, answer, receipt, pictures.

job.json says what was wanted. The first request has its request.json, answer.json and receipt.json
beside it; requests of later steps and further tries have a folder each with the same three.
"""

import json
import os
import re
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

JOB_NAME = "job.json"
REQUEST_NAME = "request.json"
ANSWER_NAME = "answer.json"
RECEIPT_NAME = "receipt.json"
FAILURE_NAME = "failure.json"
CAPTURED_PREFIX = "captured-"
"""Of folders beside the jobs, with pictures that wait for the job that takes them."""

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


def request_folder(job_folder: Path, stage: int, picture: int, attempt: int) -> Path:
    """Where a request's files lie: its step from 0, its picture and its try from 1."""
    if stage == 0 and attempt == 1:
        return job_folder
    again = f"-try-{attempt}" if attempt > 1 else ""
    return job_folder / f"step-{stage + 1}-picture-{picture}{again}"


def write_json(path: Path, content: Mapping[str, object]) -> None:
    """Write a JSON file that is either complete or absent, whatever happens meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    write_whole(path, text.encode())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is either complete and on the disk, or absent."""
    partial = path.with_suffix(".part")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Have the names in a folder on the disk, where the system knows such a thing."""
    if sys.platform == "win32":
        return
    with suppress(OSError):  # some file systems know no such thing either
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def read_json(path: Path) -> dict[str, object] | None:
    """A JSON object, or None where there is no whole one."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None
