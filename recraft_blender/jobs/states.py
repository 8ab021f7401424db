# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The states of a job and the ways between them.

queued -> sending -> answered -> downloading -> ready -> placing -> placed, with the side exits
cancelled (nothing was sent), failed (with a reason) and unknown (sent, and no answer came). A job
of several steps goes from downloading to sending again, for a request that was not sent yet.
"""

from enum import StrEnum


class JobState(StrEnum):
    """Where a job stands; the value is what the ledger stores."""

    QUEUED = "queued"
    SENDING = "sending"
    ANSWERED = "answered"
    DOWNLOADING = "downloading"
    READY = "ready"
    PLACING = "placing"
    PLACED = "placed"
    CANCELLED = "cancelled"
    FAILED = "failed"
    UNKNOWN = "unknown"

    @property
    def is_active(self) -> bool:
        """True while a worker has something to do for the job."""
        return self in ACTIVE

    @property
    def has_results(self) -> bool:
        """True when the pictures are on the disk."""
        return self in (JobState.READY, JobState.PLACING, JobState.PLACED)


_S = JobState
ACTIVE = frozenset({_S.QUEUED, _S.SENDING, _S.ANSWERED, _S.DOWNLOADING})

NEXT: dict[JobState, frozenset[JobState]] = {
    # Ready where earlier steps have given something: what is not sent is not needed for it.
    _S.QUEUED: frozenset({_S.SENDING, _S.CANCELLED, _S.FAILED, _S.READY}),
    # Back to queued, cancelled or ready only while the request surely was not carried out.
    _S.SENDING: frozenset(
        {_S.ANSWERED, _S.FAILED, _S.UNKNOWN, _S.CANCELLED, _S.QUEUED, _S.READY, _S.DOWNLOADING}
    ),
    _S.ANSWERED: frozenset({_S.DOWNLOADING, _S.FAILED}),
    # To sending for the next request of a chain.
    _S.DOWNLOADING: frozenset({_S.DOWNLOADING, _S.SENDING, _S.READY, _S.FAILED}),
    # Back to answered where some of the pictures did not arrive.
    _S.READY: frozenset({_S.PLACING, _S.ANSWERED}),
    # A ledger that failed at the last word leaves a job at placing; it can be placed again.
    _S.PLACING: frozenset({_S.PLACED, _S.READY, _S.PLACING}),
    _S.PLACED: frozenset({_S.PLACING, _S.ANSWERED}),
    _S.CANCELLED: frozenset(),
    # A paid answer whose download failed can be fetched again, a step that was not paid be sent.
    _S.FAILED: frozenset({_S.ANSWERED, _S.QUEUED, _S.READY}),
    # A worker that was taken for dead (a computer that slept) may still bring its answer; the
    # person may send it again, or forget it.
    _S.UNKNOWN: frozenset({_S.ANSWERED, _S.QUEUED, _S.READY, _S.FAILED}),
}
ONLY_BY_CHOICE = frozenset(
    {
        (_S.QUEUED, _S.READY),
        (_S.FAILED, _S.QUEUED),
        (_S.FAILED, _S.READY),
        (_S.UNKNOWN, _S.QUEUED),
        (_S.UNKNOWN, _S.FAILED),
        (_S.UNKNOWN, _S.READY),
    }
)
"""Moves that only the person makes, in `choices`: `advance` refuses them to everybody else."""


def before(state: JobState) -> tuple[JobState, ...]:
    """The states from which `state` can be reached without a person's choice."""
    return tuple(
        source
        for source, targets in NEXT.items()
        if state in targets and (source, state) not in ONLY_BY_CHOICE
    )
