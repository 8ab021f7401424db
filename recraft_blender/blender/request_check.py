# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the service will take what the panel asks, and if not, the first reason."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from .look import look_problem
from .properties import chain, settings
from .readiness import sentence_of

if TYPE_CHECKING:
    from bpy.types import Context

    from ..jobs.spec import Chain


def request_problem(context: Context) -> str | None:
    """The first thing that is wrong with the request in the panel, as a sentence, or None."""
    work = chain(settings(context))
    return _first_problem(work) or look_problem(context, work)


@lru_cache(maxsize=8)  # panels ask at each drawing, mostly for the same values
def _first_problem(work: Chain) -> str | None:
    problem = next(work.problems(), None)
    return None if problem is None else sentence_of(problem)
