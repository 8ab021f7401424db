# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Styles, the finer choices and long prompts: what the panel says is what the service gets."""

import json
import re
from typing import Any

import pytest

import installed
from installed import context, data, ops

from .conftest import NewMesh, StartSandbox, asked_for, charged, generate, until

CUSTOM_ID = "0d9a2f1c-5b3e-4c57-9f27-0a0b7f6f3c11"


def look() -> Any:
    return context.scene.recraft_look


def request() -> Any:
    """The first request that the panel amounts to now."""
    return installed.module("blender.properties").chain(installed.settings()).first


def sentence() -> str | None:
    found: str | None = installed.module("blender.request_check").request_problem(context)
    return found


def show_custom(name: str, model: str) -> None:
    made = installed.module("jobs.custom_style").CustomStyle(CUSTOM_ID, name, model, "any", 1.0, "")
    installed.session().styles = (made,)


@pytest.fixture(autouse=True)
def _no_favourites() -> None:
    prefs = installed.preferences()
    prefs.favourite_styles = prefs.recent_styles = ""
    installed.session().styles = ()
    installed.settings().prompt = "a harbour"


def test_untouched_look_adds_nothing_to_the_request() -> None:
    assert request().parameters() == {
        "prompt": "a harbour",
        "model": "recraftv4_1",
        "n": 1,
        "size": "1:1",
        "response_format": "url",
        "image_format": "png",
    }


def test_everything_set_reaches_the_service(new_mesh: NewMesh, start_sandbox: StartSandbox) -> None:
    address = start_sandbox()
    new_mesh("Cube")
    installed.settings().model = "recraftv3"
    ops.recraft.use_style(key="recraftv3|digital_illustration|grain")
    own = look()
    own.negative_prompt, own.no_text, own.block_nsfw = " people ", True, True
    own.use_artistic_level, own.artistic_level = True, 4
    own.use_background, own.background = True, (0.0, 0.5, 1.0)
    ops.recraft.add_color()
    own.colors[0].color = (1.0, 0.2, 0.0)
    ops.recraft.add_word()
    own.words[0].text = "HARBOUR"
    job = until(generate("a harbour"), "placed")
    sent = json.loads((job.folder / "request.json").read_text("utf-8"))
    assert asked_for(address) == 1
    assert charged(address) == job.units == 40
    text = json.dumps(sent)
    for part in (
        '"style": "digital_illustration"',
        '"substyle": "grain"',
        '"negative_prompt": "people"',
        '"artistic_level": 4',
        '"no_text": true',
        '"block_nsfw": true',
        "[255, 51, 0]",
        "[0, 128, 255]",
        "HARBOUR",
    ):
        assert part in text, (part, text)


def test_what_the_model_does_not_read_is_not_sent() -> None:
    own = look()
    own.negative_prompt, own.no_text, own.use_artistic_level = "people", True, True
    ops.recraft.add_word()
    own.words[0].text = "HARBOUR"
    assert sentence() is None
    assert not {"negative_prompt", "controls", "text_layout"} & set(request().parameters())
    unread = installed.module("blender.look").unread
    catalog = installed.module("client.catalog")
    names = list(unread(own, catalog.model("recraftv4_1").traits))
    assert names == ["the negative prompt", "the artistic level", "No Lettering", "the words"]
    assert list(unread(own, catalog.model("recraftv3").traits)) == []
    installed.settings().model = "recraftv3"
    assert request().negative_prompt == "people"
    assert request().text_layout[0].bbox == ((0.25, 0.4), (0.75, 0.4), (0.75, 0.6), (0.25, 0.6))


def test_a_style_chooses_a_model_that_has_it() -> None:
    assert installed.settings().model == "recraftv4_1"
    ops.recraft.use_style(key="recraftv2|Watercolor|")
    assert installed.settings().model == "recraftv2"
    assert request().style == "Watercolor"
    assert request().units == 22
    # Both have this one: the chosen model stays.
    ops.recraft.use_style(key="recraftv3|Grain|")
    assert installed.settings().model == "recraftv2"
    assert sentence() is None


def test_search_offers_named_and_custom_styles() -> None:
    show_custom("My Paintings", "recraftv4_styles")
    assert ops.recraft.search_style(style="recraftv3|realistic_image|b_and_w") == {"FINISHED"}
    assert (look().style, look().substyle) == ("realistic_image", "b_and_w")
    assert ops.recraft.search_style(style=f"custom|{CUSTOM_ID}|") == {"FINISHED"}
    assert (look().style, look().style_id) == ("", CUSTOM_ID)
    items = installed.module("blender.operators.styles")._search_items(None, context)
    names = [name for _, name, _ in items]
    assert names[0] == "Custom: My Paintings"
    assert "Realistic Image: Black & White (V3)" in names
    assert len(names) == len(set(names))
    with pytest.raises(TypeError):
        ops.recraft.search_style(style="recraftv3|No Such Style|")


def test_a_style_that_the_model_lacks_is_refused_and_not_dropped() -> None:
    ops.recraft.use_style(key="recraftv3|Noir|")
    installed.settings().model = "recraftv4_1"
    assert request().style == "Noir"
    assert sentence() == ("Recraft V4.1 has no such style; choose one of its own or another model.")
    assert not ops.recraft.generate.poll()
    ops.recraft.leave_style()
    assert sentence() is None


def test_styles_offered_are_those_that_give_what_is_made() -> None:
    choices = installed.module("blender.style_choosing").choices
    raster = choices(context)
    assert not any(choice.gives_vector for choice in raster)
    assert {choice.model for choice in raster} == {"recraftv3", "recraftv2"}
    installed.settings().make = "CURVES"
    vector = choices(context)
    assert all(choice.gives_vector for choice in vector)
    installed.settings().vector_model = "recraftv2_vector"
    assert choices(context)[0].model == "recraftv2_vector"
    pairs = [(choice.style, choice.substyle) for choice in choices(context)]
    assert len(pairs) == len(set(pairs))


def test_every_style_offered_can_be_chosen_and_asked_for() -> None:
    module = installed.module("blender.style_choosing")
    for make in ("TEXTURE", "CURVES"):
        installed.settings().make = make
        installed.settings().model = "recraftv4_1"
        installed.settings().vector_model = "recraftv4_1_vector"
        for choice in module.choices(context):
            assert module.choose(context, module.key_of(choice))
            assert installed.settings().make == make
            assert sentence() is None, choice


def test_a_vector_style_does_not_become_a_texture() -> None:
    """Only a script can set it: the lists do not offer it."""
    installed.settings().model = "recraftv3"
    look().style = "vector_illustration"
    assert request().units == 80
    assert sentence() == (
        "The style Vector Illustration gives curves: make Curves, or choose another style."
    )


def test_custom_style_with_the_model_that_it_was_made_for() -> None:
    show_custom("My Paintings", "recraftv4_styles")
    ops.recraft.use_style(key=f"custom|{CUSTOM_ID}|")
    assert (request().style_id, request().style) == (CUSTOM_ID, "")
    # All of V4 and V4.1 share their styles.
    assert installed.settings().model == "recraftv4_1"
    look().style_match = "flexible"
    assert request().style_match == "flexible"
    installed.settings().model = "recraftv4_styles"
    assert (request().units, sentence()) == (35, None)
    installed.settings().model = "recraftv3"
    assert request().style_match is None
    said = sentence()
    assert said is not None
    assert said.startswith("“My Paintings” was made for Recraft V4 Styles, not for Recraft V3;")
    ops.recraft.leave_style()
    assert sentence() is None


def test_renamed_custom_style_shows_its_new_name_and_a_deleted_one_its_last() -> None:
    style_name = installed.module("blender.look").style_name
    show_custom("My Paintings", "recraftv4_styles")
    ops.recraft.use_style(key=f"custom|{CUSTOM_ID}|")
    show_custom("Oils", "recraftv4_styles")
    assert style_name(look()) == "Oils"
    installed.session().styles = ()
    assert style_name(look()) == "My Paintings"


def test_custom_style_of_another_model_chooses_it() -> None:
    show_custom("Linework", "recraftv3_vector")
    ops.recraft.use_style(key=f"custom|{CUSTOM_ID}|")
    assert installed.settings().make == "CURVES"
    assert installed.settings().vector_model == "recraftv3_vector"
    assert sentence() is None


def test_custom_style_that_is_gone_is_said_and_changes_nothing() -> None:
    ops.recraft.use_style(key="recraftv3|Noir|")
    for key in (f"custom|{CUSTOM_ID}|", "recraftv3|No Such Style|", "", "|"):
        with pytest.raises(RuntimeError, match="no longer there; choose another one"):
            ops.recraft.use_style(key=key)
    assert look().style == "Noir"


def test_a_model_that_needs_a_style_says_so() -> None:
    installed.settings().model = "recraftv4_styles"
    assert sentence() == (
        "Recraft V4 Styles works only with a custom style; choose one, or another model."
    )


def test_recent_and_favourite_styles_are_the_persons() -> None:
    module = installed.module("blender.style_choosing")
    keys = [f"recraftv3|{name}|" for name in ("Noir", "Clay", "Grain", "HDR", "Cover", "Stamp")]
    for key in [*keys, keys[0], "recraftv3|Illustration|"]:
        ops.recraft.use_style(key=key)
    assert module.recent(context) == [
        "recraftv3|Illustration|",
        keys[0],
        *reversed(keys[2:]),
    ]
    ops.recraft.favourite_style()
    assert module.favourites(context) == ["recraftv3|Illustration|"]
    ops.wm.read_homefile(use_empty=True, use_factory_startup=False)
    assert module.favourites(context) == ["recraftv3|Illustration|"]
    ops.recraft.use_style(key="recraftv3|Illustration|")
    installed.settings().model = "recraftv2"
    assert module.is_favourite(context)
    ops.recraft.favourite_style()
    assert module.favourites(context) == []


def test_long_prompt_lies_in_a_text() -> None:
    installed.settings().prompt = "a harbour"
    ops.recraft.edit_prompt()
    text = look().text
    assert text.as_string().strip() == "a harbour"
    text.write("\n\nin the morning " + "x" * 3000)
    assert request().prompt == text.as_string().strip()
    installed.settings().model = "recraftv3"
    assert "too many, Recraft V3 reads 1 to 1,000" in str(sentence())
    ops.recraft.prompt_to_field()
    assert look().text is None
    assert installed.settings().prompt.startswith("a harbour in the morning x")
    assert text.name in data.texts


def test_text_that_was_removed_gives_the_field_back() -> None:
    ops.recraft.edit_prompt()
    data.texts.remove(look().text)
    assert look().text is None
    assert request().prompt == "a harbour"


def test_a_job_fills_the_look_in_again(new_mesh: NewMesh) -> None:
    new_mesh("Cube")
    ops.recraft.use_sandbox()
    installed.settings().model = "recraftv3"
    ops.recraft.use_style(key="recraftv3|Noir|")
    own = look()
    own.negative_prompt, own.use_amounts = "people", True
    for color, amount in (((1, 0, 0), 0.5), ((0, 0, 1), 1.0), ((1, 0, 0), 0.25)):
        one = own.colors.add()
        one.color, one.amount = color, amount
    asked = request()
    assert asked.controls.weights == (0.2857, 0.5714, 0.1428)
    job = until(generate("a harbour"), "placed")
    installed.module("blender.look_settings").clear(own)
    installed.settings().model = "recraftv4_1"
    assert not own.style
    assert not len(own.colors)
    ops.recraft.edit_again(job=job.id)
    again = request()
    assert (again.style, again.negative_prompt) == ("Noir", "people")
    assert again.controls.colors == asked.controls.colors
    assert again.controls.weights == pytest.approx(asked.controls.weights, abs=2e-4)


def test_undo_brings_the_former_style_back() -> None:
    ops.ed.undo_push(message="before")
    ops.recraft.use_style(key="recraftv3|Noir|")
    ops.ed.undo_push(message="after")
    ops.ed.undo()
    assert look().style == ""
    assert installed.settings().model == "recraftv4_1"


def test_settings_that_were_never_reset_are_saved_with_the_file(tmp_path: Any) -> None:
    ops.recraft.use_style(key="recraftv3|Noir|")
    look().colors.add().color = (0.25, 0.5, 0.75)
    file = str(tmp_path / "look.blend")
    ops.wm.save_as_mainfile(filepath=file)
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    assert look().style == ""
    ops.wm.open_mainfile(filepath=file)
    assert look().style == "Noir"
    assert request().controls.colors == ((64, 128, 191),)


def test_words_with_spaces_are_refused_with_a_sentence() -> None:
    installed.settings().model = "recraftv3"
    ops.recraft.add_word()
    look().words[0].text = "TWO WORDS"
    assert re.search("no spaces", str(sentence()))
    ops.recraft.remove_word(index=0)
    assert sentence() is None
