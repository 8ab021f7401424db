# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every endpoint with least and with full arguments, as JSON and as a form: what comes back."""

from __future__ import annotations

import base64
import json
import re
import uuid
from typing import Any

import pytest

from recraft_blender.sandbox.refusals import LABEL

from .calls import (
    Reply,
    call,
    data_link,
    entries,
    kind,
    opened,
    picture,
    pictures,
    post_form,
)
from .conftest import Start
from .endpoint_cases import CASES, FLASH, IDS, WORDS, Case


def post_json(case: Case, start: Start, **more: Any) -> tuple[Any, Reply]:
    server = start()
    return server, call(server, f"/v1/images/{case.path}", case.json_fields | more)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_answer_has_the_pictures_and_the_price(start: Start, case: Case) -> None:
    server, reply = post_json(case, start)
    assert reply.status == 200, reply.body
    assert uuid.UUID(reply.headers["x-recraft-requestid"])
    assert set(reply.json) == {"created", "credits", "image" if case.single else "data"}
    assert reply.json["credits"] == case.units
    assert server.account.balance == 10_000 - case.units
    charge = (reply.headers["x-recraft-requestid"], f"/v1/images/{case.path}", case.units)
    assert server.charged == [charge]
    assert len(entries(reply)) == case.count
    for entry in entries(reply):
        expected = {"image_id", "url"}
        if case.fields.get("calculate_features"):
            expected |= {"features"}
            assert entry["features"] == {"nsfw_score": 0.0}
        assert set(entry) == expected
    for content in pictures(server, reply):
        assert kind(content) == case.expected_kind
        if case.size is not None:
            assert opened(content).size == case.size
        else:
            assert content.decode().count("<svg") == 1
        assert LABEL.encode() in content


ALIKE = [
    "imageToImage full",
    "inpaint full",
    "outpaint full",
    "vectorize full",
    "removeBackground least",
    "crispUpscale least",
]
FORMS = [case for case, name in zip(CASES, IDS, strict=True) if name in ALIKE]


@pytest.mark.parametrize("case", FORMS, ids=ALIKE)
def test_form_and_json_give_equal_bytes(start: Start, case: Case) -> None:
    server, reply = post_json(case, start)
    formed = post_form(server, f"/v1/images/{case.path}", case.fields, case.form_files)
    assert formed.status == 200, formed.body
    assert pictures(server, formed) == pictures(server, reply)
    assert server.account.balance == 10_000 - 2 * case.units


@pytest.mark.parametrize("part", ["image", "file"])
def test_single_pictures_may_be_named_image_or_file(start: Start, part: str) -> None:
    server = start()
    for path in ("removeBackground", "crispUpscale"):
        reply = post_form(server, f"/v1/images/{path}", {}, [(part, picture())])
        assert reply.status == 200, reply.body


@pytest.mark.parametrize("file", ["PNG", "JPEG", "WEBP"])
def test_pictures_of_each_kind(start: Start, file: str) -> None:
    server = start()
    reply = post_form(server, "/v1/images/crispUpscale", {}, [("file", picture(file=file))])
    assert opened(pictures(server, reply)[0]).size == (512, 512)


def test_result_link_is_a_picture_for_the_next_call(start: Start) -> None:
    server = start()
    body = {"image_url": data_link(picture()), "image_format": "png"}
    link = entries(call(server, "/v1/images/removeBackground", body))[0]["url"]
    again = call(server, "/v1/images/crispUpscale", {"image_url": link})
    assert opened(pictures(server, again)[0]).mode == "RGBA"
    server.pass_time(25 * 3600)
    expired = call(server, "/v1/images/crispUpscale", {"image_url": link})
    assert (expired.status, expired.json["code"]) == (400, "invalid_image")


@pytest.mark.parametrize("link", ["https://example.org/a.png", "http://127.0.0.1:9/a.png", "a"])
def test_links_to_elsewhere_are_not_fetched(start: Start, link: str) -> None:
    server = start()
    reply = call(server, "/v1/images/crispUpscale", {"image_url": link})
    assert reply.status == 400
    assert "send the picture itself" in reply.json["message"]
    assert server.charged == []


def test_base64_is_the_same_file(start: Start) -> None:
    server = start()
    body = {"image_url": data_link(picture())}
    (linked,) = pictures(server, call(server, "/v1/images/removeBackground", body))
    reply = call(server, "/v1/images/removeBackground", body | {"response_format": "b64_json"})
    (entry,) = entries(reply)
    assert set(entry) == {"image_id", "b64_json"}
    assert base64.b64decode(entry["b64_json"], validate=True) == linked


PART = re.compile(
    rb'\r\nContent-Disposition: form-data; name="([^"]+)"\r\nContent-Type: ([^\r]+)'
    rb"(?:\r\nContent-ID: ([^\r]+))?\r\n\r\n(.*)\r\n$",
    re.DOTALL,
)


def test_multipart_answer_has_the_same_json_and_the_raw_files(start: Start) -> None:
    server = start()
    fields = {"prompt": "oak planks", "n": 2, "random_seed": 4, **FLASH}
    linked = pictures(server, call(server, "/v1/images/generations", fields))
    reply = call(server, "/v1/images/generations", fields | {"response_format": "multipart"})
    media, _, boundary = reply.headers["content-type"].partition("; boundary=")
    assert (reply.status, media) == (200, "multipart/form-data")
    sections = reply.body.split(f"--{boundary}".encode())
    assert (sections[0], sections[-1]) == (b"", b"--\r\n")
    parts = [found.groups() for found in map(PART.fullmatch, sections[1:-1]) if found]
    name, media_type, _, content = parts[0]
    answer = json.loads(content)
    assert (name, media_type) == (b"response", b"application/json")
    assert answer["credits"] == 14
    ids = [entry["image_id"].encode() for entry in answer["data"]]
    assert [set(entry) for entry in answer["data"]] == [{"image_id"}] * 2
    assert [part[0] for part in parts[1:]] == [part[2] for part in parts[1:]] == ids
    assert [part[1] for part in parts[1:]] == [b"image/webp"] * 2
    assert [part[3] for part in parts[1:]] == linked


def test_refusal_is_json_even_when_multipart_was_asked_for(start: Start) -> None:
    fields = {"prompt": "", "response_format": "multipart"}
    reply = call(start(), "/v1/images/generations", fields)
    assert (reply.status, reply.json["code"]) == (400, "invalid_request_parameter")


def test_links_of_an_expiring_result_are_short_lived(start: Start) -> None:
    server = start()
    body = {"image_url": data_link(picture())}
    path = "/v1/images/crispUpscale"
    links = [
        str(entries(call(server, path, body | {"expire": expire}))[0]["url"])
        for expire in (True, False)
    ]
    server.pass_time(2 * 3600)
    paths = [link.removeprefix(server.origin) for link in links]
    assert [call(server, path, headers={}).status for path in paths] == [404, 200]


def test_explored_picture_leads_to_similar_ones(start: Start) -> None:
    server = start()
    answer = call(server, "/v1/images/explore", WORDS)
    first = entries(answer)
    assert (answer.json["credits"], len(first)) == (140, 4)
    asked = {"source_image_id": first[1]["image_id"], "similarity": 5}
    similar = call(server, "/v1/images/explore/similar", asked)
    assert similar.json["credits"] == 140
    assert len(set(pictures(server, similar))) == 4
    unknown = asked | {"source_image_id": str(uuid.uuid4())}
    assert call(server, "/v1/images/explore/similar", unknown).status == 400
    assert call(server, "/v1/images/explore/similar", asked | {"similarity": 6}).status == 400
    assert len(server.charged) == 2
