# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a result was made, as custom properties on what came of it. Never a token or a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..jobs.config import Service

if TYPE_CHECKING:
    from bpy.types import ID

    from ..jobs.job import Job


def write_recipe(target: ID, job: Job) -> None:
    """Put the recipe of a job on a data-block."""
    values: dict[str, str | int | bool] = {
        "recraft_job": job.id,
        "recraft_steps": ", ".join(request.endpoint.title for request in job.chain.requests),
        "recraft_request_id": job.request_id,
        "recraft_units": job.units or 0,
    }
    given = job.chain.first.parameters()
    for name in ("prompt", "model", "size", "style"):
        if name in given:
            values[f"recraft_{name}"] = given[name]
    if "random_seed" in given:
        # A seed has 32 bits without a sign, more than Blender's whole numbers hold.
        values["recraft_seed"] = str(given["random_seed"])
    if job.service == Service.SANDBOX:
        values["recraft_sandbox"] = True
    for name, value in values.items():
        target[name] = value
