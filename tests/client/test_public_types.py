# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The types of the client's public face; mypy judges them, pytest runs them."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import recraft_blender.client as face
from recraft_blender.client import GenerationRequest, Image, ImageList, RecraftClient, User, catalog
from recraft_blender.client.catalog import Model
from recraft_blender.client.download import DownloadedFile
from recraft_blender.client.errors import InvalidRequestError
from recraft_blender.client.generation import estimate
from recraft_blender.client.media import MediaKind, sniff

from .conftest import TOKEN, Opener


def test_calls(opened: Opener, tmp_path: Path) -> None:
    server = opened.sandbox()
    client = assert_type(opened.client(server.base_url), RecraftClient)
    images = assert_type(client.generate_image(prompt="oak planks", size="1:1"), ImageList)
    assert_type(images.data, tuple[Image, ...])
    assert_type(images.data[0].url, str | None)
    assert_type(images.credits, int)
    file = assert_type(client.download(images.data[0].url or "", tmp_path / "a"), DownloadedFile)
    assert_type(file.path, Path)
    assert_type(file.kind, MediaKind)
    assert_type(client.get_user(), User)
    assert file.path.stat().st_size == file.size


def test_values() -> None:
    request = GenerationRequest(prompt="oak planks")
    assert_type(estimate(request), int | None)
    assert_type(catalog.model("recraftv3"), Model | None)
    assert_type([*request.problems()], list[InvalidRequestError])
    assert_type(sniff(b""), MediaKind | None)


def test_every_public_name_is_there() -> None:
    assert all(hasattr(face, name) for name in face.__all__)
    assert not hasattr(face, "anything_else")


def test_the_token_shows_in_no_repr() -> None:
    client = face.RecraftClient(TOKEN)
    assert TOKEN not in repr(client) + repr(vars(client))
    client.close()
