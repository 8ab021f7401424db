# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Methods whose keyword arguments are the fields of a request, so that these are written once."""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Concatenate, ParamSpec, TypeVar

from .calls import Request

P = ParamSpec("P")
R = TypeVar("R", bound=Request)
C = TypeVar("C")
A = TypeVar("A")


def takes_fields_of(
    request: Callable[P, R],
) -> Callable[[Callable[[C, R], A]], Callable[Concatenate[C, P], A]]:
    """Turn a method that takes a request into one that takes the request's fields by keyword."""

    def decorate(send: Callable[[C, R], A]) -> Callable[Concatenate[C, P], A]:
        @wraps(send)
        def method(self: C, /, *args: P.args, **fields: P.kwargs) -> A:
            return send(self, request(*args, **fields))

        fields = signature(request).parameters.values()
        receiver = Parameter("self", Parameter.POSITIONAL_ONLY)
        # For help() and editors, which otherwise show the decorated method's own argument.
        setattr(method, "__signature__", Signature([receiver, *fields]))  # noqa: B010 - untyped
        return method

    return decorate
