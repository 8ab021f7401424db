# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be read without paying: the account, the models, whether the service is there."""

from typing import Any

from ..client import catalog
from ..client.catalog import Model
from .account import Account
from .answers import Answer

_MODELS_SINCE = 1767225600  # the sandbox's own date for all of them: the service's are not known


def user(account: Account) -> Answer:
    """`GET /users/me`."""
    return Answer.of_json({"id": account.id, "credits": account.balance, "name": "Sandbox"})


def models() -> Answer:
    """`GET /models`."""
    return Answer.of_json({"data": [_model(model) for model in catalog.MODELS]})


def ping() -> Answer:
    """`GET /ping`."""
    return Answer.of_text("pong")


def status() -> Answer:
    """`GET /status`."""
    return Answer.of_json({"service": True, "generation": True})


def _model(model: Model) -> dict[str, Any]:
    dollars = model.units / catalog.UNITS_PER_DOLLAR
    return {
        "id": model.id,
        "name": model.title,
        "created": _MODELS_SINCE,
        "description": f"{model.title}: {'SVG' if model.is_vector else 'pixels'} of a prompt",
        "input_modalities": ["text", "image"],
        "output_modalities": ["image"],
        "pricing": {"image": f"{dollars:g}"},
    }
