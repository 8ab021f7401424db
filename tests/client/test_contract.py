# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every call is what the published contract says: names, types, required fields, enums, answers.

The contract is compared as facts written down in `contract_facts`; where the document itself lies
beside the project, the facts are compared with it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from recraft_blender.client import calls, catalog, responses
from recraft_blender.client.calls import Request
from recraft_blender.client.client import RecraftClient

from . import contract_facts as facts
from .conftest import Opener
from .raw_server import always, reply
from .samples import BY_METHOD, SAMPLES, Sample
from .sent_body import Sent, sent_in

DOCUMENT = Path(__file__).parents[3] / "shared" / "recraft-openapi.json"
BODIES = facts.BODIES | facts.DOCUMENTED_ONLY
LINKS = {
    "image": "image_url",
    "mask": "mask_url",
    "images": "image_urls",
    "style_references": "style_reference_urls",
}
ANSWERS = {
    "list": b'{"created": 1, "credits": 1, "data": [{"image_id": "a", "url": "https://a/a"}]}',
    "single": b'{"created": 1, "credits": 1, "image": {"image_id": "a", "b64_json": "AA=="}}',
    "prompt": b'{"enhanced_prompt": "x", "credits": 1}',
    "colors": b'{"mapping": [{"from": "#102030", "to": "#102030"}], "credits": 1}',
    "style": b'{"id": "a"}',
}
JSON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}
REQUESTS: dict[str, type[Request]] = {
    kind.endpoint.path: kind
    for name in calls.__all__
    if isinstance(kind := getattr(calls, name), type)
    and issubclass(kind, Request)
    and hasattr(kind, "endpoint")
}

every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.method)
both = pytest.mark.parametrize("which", ["minimal", "full"])


def arguments(sample: Sample, which: str) -> dict[str, Any]:
    return sample.minimal if which == "minimal" else sample.full


def sent(opened: Opener, sample: Sample, values: Mapping[str, Any]) -> Sent:
    server = opened.raw(always(reply(ANSWERS[sample.answer])))
    getattr(opened.client(server.base_url), sample.method)(**values)
    (request,) = server.requests
    return sent_in(request)


def type_of(fact: str) -> str:
    name = fact.rstrip("?").strip("{}")
    return "string" if fact.startswith("{") else name


def enum_of(fact: str) -> tuple[str, ...]:
    name = fact.rstrip("?").strip("{}")
    if name == "ImageSize":
        return (*catalog.RATIOS, *catalog.SIZES)
    return facts.ENUMS.get(name, ()) if fact.startswith("{") else ()


def assert_json(values: Mapping[str, Any], described: Mapping[str, str]) -> None:
    for name, value in values.items():
        fact = described[name]
        kind = JSON_TYPES[type_of(fact)]
        assert isinstance(value, kind), name
        assert isinstance(value, bool) == (kind == (bool,)), name
        assert value in (enum_of(fact) or (value,)), name
    required = {name for name, fact in described.items() if not fact.endswith("?")}
    assert required <= values.keys()


def assert_form(body: Sent, described: Mapping[str, str]) -> None:
    for name, text in body.texts.items():
        match type_of(described[name]):
            case "integer":
                assert str(int(text)) == text
            case "number":
                float(text)
            case "boolean":
                assert text in ("true", "false")
            case kind:
                assert kind == "string", f"{name}: a form has no {kind}"
                assert text in (enum_of(described[name]) or (text,))
    names = {facts.OTHER_PART_NAMES.get(part.name, part.name) for part in body.files}
    assert all(described[name] in ("file?", "array?", "array") for name in names)
    required = {name for name, fact in described.items() if not fact.endswith("?")}
    assert required <= names | body.texts.keys()


@both
@every_sample
def test_what_is_sent_is_what_the_contract_takes(
    opened: Opener, sample: Sample, which: str
) -> None:
    values = arguments(sample, which)
    body = sent(opened, sample, values)
    as_json, as_form = BODIES[sample.path]
    assert (body.method, body.path) == ("POST", f"/v1{sample.path}")
    if body.fields is not None:
        assert_json(body.fields, as_json)
    else:
        assert as_form is not None
        assert_form(body, as_form)
    given = {LINKS.get(name, name) if body.fields is not None else name for name in values}
    have = body.texts.keys() | {facts.OTHER_PART_NAMES.get(p.name, p.name) for p in body.files}
    assert given <= (have if body.fields is None else body.fields.keys())


@pytest.mark.parametrize("path", BODIES)
def test_every_parameter_of_the_contract_can_be_given_and_no_other(path: str) -> None:
    as_json, _ = BODIES[path]
    ours = {LINKS.get(field.name, field.name): field for field in fields(REQUESTS[path])}
    assert ours.keys() == as_json.keys()
    for name, fact in as_json.items():
        optional = ours[name].default is not MISSING
        # A custom style can be made of other styles alone, as the documentation says.
        assert optional == fact.endswith("?") or name == "image_urls", name


def test_every_call_of_the_contract_has_a_method_and_a_sample() -> None:
    assert BODIES.keys() == REQUESTS.keys() == {sample.path for sample in SAMPLES}
    assert len(BY_METHOD) == len(SAMPLES) == len(BODIES)
    assert all(callable(getattr(RecraftClient, method)) for method in BY_METHOD)


def test_nested_values_are_those_of_the_contract(opened: Opener) -> None:
    made = sent(opened, BY_METHOD["generate_image"], BY_METHOD["generate_image"].full).fields
    styled = sent(opened, BY_METHOD["create_style"], BY_METHOD["create_style"].full).fields
    reduced = sent(opened, BY_METHOD["optimize_colors"], BY_METHOD["optimize_colors"].full).fields
    assert made is not None
    assert styled is not None
    assert reduced is not None
    assert_json(made["controls"], facts.NESTED["UserControls"])
    assert_json(styled["palette"], facts.NESTED["PaletteSuggest"])
    for color in (*made["controls"]["colors"], *styled["palette"]["colors"]):
        assert_json(color, facts.NESTED["ImageColor"])
        assert all(isinstance(channel, int) for channel in color["rgb"])
    for item in made["text_layout"]:
        assert_json(item, facts.NESTED["TextLayoutItem"])
        assert [len(point) for point in item["bbox"]] == [2, 2, 2, 2]
    for color in reduced["colors"]:
        assert_json(color, facts.NESTED["ColorHexAndWeight"])


def test_enums_of_the_client_are_those_of_the_contract() -> None:
    from recraft_blender.client.calls import generation, look, making, request, styles, tools

    assert set(making.CREATIVITY) == set(facts.ENUMS["Creativity"])
    assert set(making.UPSCALE) == set(facts.ENUMS["UpscaleMode"])
    assert set(look.STYLE_MATCHES) == set(facts.ENUMS["StyleMatch"])
    assert set(request.IMAGE_FORMATS) == set(facts.ENUMS["ImageFormat"])
    assert set(request.RESPONSE_FORMATS) == set(facts.ENUMS["ResponseFormat"])
    assert set(styles.MIX_POLICIES) == set(facts.ENUMS["MixPolicy"])
    assert set(tools.SHAPE_STACKING) == set(facts.ENUMS["ShapeStacking"])
    assert set(tools.SWITCH) == set(facts.ENUMS["SvgCompression"])
    assert set(catalog.BASE_STYLES) == set(facts.ENUMS["ImageStyle"])
    assert len({*catalog.RATIOS, *catalog.SIZES}) == facts.SIZE_COUNT
    assert len(all_substyles()) == facts.SUBSTYLE_COUNT
    assert generation.MAX_SIMILARITY == 5


def all_substyles() -> set[str]:
    families = catalog.SUBSTYLES.values()
    return {one for styles in families for group in styles.values() for one in group}


ANSWER_MODELS: dict[str, type[BaseModel]] = {
    "GenerateImageResponse": responses.ImageList,
    "ProcessImageResponse": responses.SingleImage,
    "Image": responses.Image,
    "ImageFeatures": responses.ImageFeatures,
    "Style": responses.Style,
    "CreateStyleResponse": responses.CreatedStyle,
    "ListStylesResponse": responses.StyleList,
    "ListBasicStylesResponse": responses.BasicStyleList,
    "BasicStyle": responses.BasicStyle,
    "ListModelsResponse": responses.ModelList,
    "Model": responses.ServiceModel,
    "ModelPricing": responses.ModelPricing,
    "EnhancePromptResponse": responses.EnhancedPrompt,
    "OptimizeColorsResponse": responses.OptimizedColors,
    "ColorMapping": responses.ColorMapping,
    "User": responses.User,
}
# The first API answered a new style with its id alone.
NOT_ASKED_FOR = {
    "Style": {"style", "creation_time", "is_private"},
    "CreateStyleResponse": {"style", "creation_time", "is_private", "credits"},
}


@pytest.mark.parametrize("name", facts.ANSWERS)
def test_answers_have_the_fields_of_the_contract(name: str) -> None:
    described = facts.ANSWERS[name]
    ours = {field.alias or own: field for own, field in ANSWER_MODELS[name].model_fields.items()}
    ours.pop("request_id", None)
    assert ours.keys() == described.keys()
    required = {one for one, fact in described.items() if not fact.endswith("?")}
    assert {one for one, field in ours.items() if field.is_required()} == required - (
        NOT_ASKED_FOR.get(name, set())
    )


def test_reading_and_deleting_have_the_paths_of_the_contract(opened: Opener) -> None:
    bodies = [
        b'{"styles": []}',
        b'{"styles": []}',
        b'{"id": "a"}',
        b"{}",
        b'{"data": []}',
        b'{"id": "a", "credits": 1}',
    ]
    server = opened.raw(lambda one: one.send(reply(bodies[one.number - 1])))
    client = opened.client(server.base_url)
    client.list_styles()
    client.list_basic_styles()
    client.get_style(style_id="{style_id}")
    client.delete_style(style_id="{style_id}")
    client.list_models()
    client.get_user()
    asked = [sent_in(request) for request in server.requests]
    escaped = {(one.method, one.path) for one in asked}
    assert {(method, path.replace("%7B", "{").replace("%7D", "}")) for method, path in escaped} == {
        (method, f"/v1{path}") for method, path in facts.READING
    }
    assert all(one.fields is None for one in asked)


# From here on the document itself, where it is at hand.


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    if not DOCUMENT.is_file():
        pytest.skip("the contract's document does not lie beside the project")
    loaded: dict[str, Any] = json.loads(DOCUMENT.read_text("utf-8"))
    return loaded


class Contract:
    """The document, read as the facts are written."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._schemas = document["components"]["schemas"]
        self.paths = {
            path.removeprefix("/v1"): methods for path, methods in document["paths"].items()
        }

    def body(self, path: str, kind: str) -> dict[str, str] | None:
        content = self.paths[path]["post"]["requestBody"]["content"]
        return self.facts(content[kind]["schema"]) if kind in content else None

    def answer(self, method: str, path: str) -> str:
        content = self.paths[path][method.lower()]["responses"]["200"]["content"]
        schema = content["application/json"]["schema"]
        return str(schema.get("$ref", schema.get("type")).rpartition("/")[2])

    def named(self, name: str) -> dict[str, str]:
        return self.facts(self._schemas[name])

    def enum(self, name: str) -> list[str]:
        values: list[str] = self._schemas[name]["enum"]
        return values

    def facts(self, schema: dict[str, Any]) -> dict[str, str]:
        schema = self._resolved(schema)
        found: dict[str, str] = {}
        for part in schema.get("allOf", []):
            found |= self.facts(part)
        required = schema.get("required", [])
        for name, value in schema.get("properties", {}).items():
            found[name] = self._fact(value) + ("" if name in required else "?")
        return found

    def _fact(self, value: dict[str, Any]) -> str:
        name = value.get("$ref", "").rpartition("/")[2]
        value = self._resolved(value)
        if "enum" in value:
            return f"{{{name}}}"
        return "file" if value.get("format") == "binary" else str(value["type"])

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        name = schema.get("$ref", "").rpartition("/")[2]
        resolved: dict[str, Any] = self._schemas[name] if name else schema
        return resolved


@pytest.fixture(scope="module")
def contract(document: dict[str, Any]) -> Contract:
    return Contract(document)


def test_facts_are_those_of_the_document(contract: Contract) -> None:
    for path, (as_json, as_form) in facts.BODIES.items():
        assert contract.body(path, "application/json") == as_json, path
        assert contract.body(path, "multipart/form-data") == as_form, path
    for name, described in (facts.ANSWERS | facts.NESTED).items():
        assert contract.named(name) == described, name
    for name, values in facts.ENUMS.items():
        assert sorted(contract.enum(name)) == sorted(values), name
    for (method, path), answer in facts.READING.items():
        assert contract.answer(method, path) == answer
    single = {one.path for one in SAMPLES if one.answer == "single"} - set(facts.DOCUMENTED_ONLY)
    for path in facts.BODIES:
        is_single = contract.answer("POST", path) == "ProcessImageResponse"
        assert is_single == (path in single), path


def test_no_call_of_the_document_is_missing(contract: Contract) -> None:
    ours = {("post", path) for path in facts.BODIES} | {
        (method.lower(), path) for method, path in facts.READING
    }
    theirs = {(method, path) for path, methods in contract.paths.items() for method in methods}
    assert theirs - ours == {("get", "/ping"), ("get", "/status")}
    assert ours <= theirs


def test_long_enums_of_the_document_are_the_catalog_s(contract: Contract) -> None:
    assert set(contract.enum("ImageSize")) == {*catalog.RATIOS, *catalog.SIZES}
    assert set(contract.enum("ImageSubStyle")) == all_substyles()
    listed = set(contract.enum("TransformModel"))
    # Flash is newer than the document.
    assert {model.id for model in catalog.MODELS} - listed == {"recraftv4_1_flash"}
