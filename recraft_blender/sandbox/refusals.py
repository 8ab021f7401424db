# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refusals: a status and the `{"code", "message"}` body that the service gives with 400.

Codes and messages are the recorded ones where one is recorded (prompt length, unknown model, style
of the wrong kind, rate limit); the others are worded after them. A refused request is free.
"""

PARAMETER = "invalid_request_parameter"
MODEL = "invalid_model"
IMAGE_TYPE = "invalid_image_type"
IMAGE = "invalid_image"
LABEL = "Made by the Recraft sandbox on this computer; no picture of Recraft's."


class RefusedError(Exception):
    """The request is refused with a status and a JSON body."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.status = status

    @property
    def body(self) -> dict[str, str]:
        """The JSON object of the answer."""
        return {"code": self.code, "message": str(self)}


def wrong(message: str) -> RefusedError:
    """A parameter that is not right."""
    return RefusedError(PARAMETER, message)


def wrong_image(message: str) -> RefusedError:
    """A picture that is not taken. The service's own code for it is not recorded."""
    return RefusedError(IMAGE, message)


def not_supported(name: str, model_id: str) -> RefusedError:
    """A parameter that the model does not read."""
    return wrong(f"{name} is not supported by {model_id}")
