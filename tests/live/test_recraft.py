# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One cheap call of each kind to Recraft itself; the shape of the answers only.

Costs 7 units. Runs only with RECRAFT_LIVE=1 and RECRAFT_API_TOKEN, and in no other run of tests:
`RECRAFT_LIVE=1 pytest tests/live` in the environment `check`.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from recraft_blender.client import RecraftClient
from recraft_blender.client.media import PNG

pytestmark = pytest.mark.skipif(
    not (os.environ.get("RECRAFT_LIVE") and os.environ.get("RECRAFT_API_TOKEN")),
    reason="costs units: set RECRAFT_LIVE=1 and RECRAFT_API_TOKEN",
)


@pytest.fixture
def client() -> Iterator[RecraftClient]:
    client = RecraftClient(os.environ["RECRAFT_API_TOKEN"])
    yield client
    client.close()


def test_the_account_tells_its_balance(client: RecraftClient) -> None:
    assert client.get_user().credits >= 0


def test_a_picture_is_made_charged_and_fetched(client: RecraftClient, tmp_path: Path) -> None:
    images = client.generate_image(prompt="a grey stone", model="recraftv4_1_flash")
    assert len(images.data) == 1
    assert images.credits == 7
    assert images.request_id
    file = client.download(images.data[0].url or "", tmp_path / "stone.png")
    assert file.kind is PNG
