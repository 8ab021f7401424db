# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A style made of images, used, renamed, deleted; and what is refused, with the file unchanged."""

from typing import Any

import pytest

import installed
from installed import context, data, ops

from .conftest import StartSandbox, asked_for, charged, generate, until
from .test_errands import told


def new_image(name: str, side: int = 64) -> Any:
    """A generated image with a colour of its own."""
    image = data.images.new(name, side, side)
    image.generated_color = (0.8, 0.3, 0.1, 1.0)
    return image


def choose(*images: Any, **settings: Any) -> Any:
    """Choose images for a style; the settings of the next style."""
    chosen = context.scene.recraft_style
    chosen.images.clear()
    for image in images:
        chosen.images.add().image = image
    for name, value in settings.items():
        setattr(chosen, name, value)
    return chosen


def create(*images: Any, **settings: Any) -> Any:
    """Make a style; its job."""
    choose(*images, **settings)
    assert ops.recraft.create_style() == {"FINISHED"}
    return installed.session().jobs[0]


def styles() -> tuple[Any, ...]:
    return tuple(installed.module("blender.style_list").custom_styles())


def rows() -> list[str]:
    return [row.name for row in context.window_manager.recraft_styles.rows]


def test_style_is_made_listed_and_used(start_sandbox: StartSandbox) -> None:
    address = start_sandbox("--no-rate-limit")
    job = until(create(new_image("A"), new_image("B"), name="Ink and wash"), "placed")
    assert (job.units, job.note) == (5, "It is in the list of custom styles.")
    (style,) = styles()
    assert (style.name, style.model, rows()) == (
        "Ink and wash",
        "recraftv4_styles",
        ["Ink and wash"],
    )
    calls, spec = installed.module("client.calls"), installed.module("jobs.spec")
    request = calls.GenerationRequest(prompt="stone", model="recraftv4_styles", style_id=style.id)
    session = installed.session()
    used = session.submit(context, request, spec.ImagePlacement(file=session.file))
    until(session.job(used), "placed")
    assert charged(address) == 5 + 35
    assert asked_for(address) == 2


def test_style_leaves_the_scene_alone(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    image = new_image("A")
    before = ({one.name for one in data.images}, len(data.objects), len(data.materials))
    job = until(create(image, name=""), "placed")
    assert ({one.name for one in data.images}, len(data.objects), len(data.materials)) == before
    assert styles()[0].name == "A"
    with pytest.raises(RuntimeError, match="no place in the scene"):
        ops.recraft.place(job=job.id, use_selection=True)
    with pytest.raises(RuntimeError, match="make another one under Custom Styles"):
        ops.recraft.edit_again(job=job.id)


def test_without_images_the_button_says_so(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    choose()
    with pytest.raises(RuntimeError, match="Add the images that show the style"):
        ops.recraft.create_style()
    choose(None)
    with pytest.raises(RuntimeError, match="Add the images that show the style"):
        ops.recraft.create_style()
    choose(*(new_image(f"I{n}", 8) for n in range(11)))
    with pytest.raises(RuntimeError, match="up to 10 images"):
        ops.recraft.create_style()
    assert not installed.session().jobs


def test_image_without_pixels_is_named(start_sandbox: StartSandbox) -> None:
    address = start_sandbox()
    gone = data.images.new("Gone", 8, 8)
    gone.source, gone.filepath = "FILE", "//not-there.png"
    choose(new_image("A"), gone)
    with pytest.raises(RuntimeError, match="Gone"):
        ops.recraft.create_style()
    assert asked_for(address) == 0


def test_style_without_a_token() -> None:
    context.preferences.system.use_online_access = True
    choose(new_image("A"))
    with pytest.raises(RuntimeError, match="Enter your Recraft API token"):
        ops.recraft.create_style()


def test_cap_and_confirmation_hold_for_styles(start_sandbox: StartSandbox) -> None:
    address = start_sandbox()
    installed.preferences().cap_per_file = 4
    choose(new_image("A"))
    with pytest.raises(RuntimeError, match="nothing was sent"):
        ops.recraft.create_style()
    assert asked_for(address) == 0
    installed.preferences().confirm_above = 4
    budget = installed.module("blender.spending_limits").budget(installed.preferences())
    assert budget.needs_confirmation(installed.module("blender.style_making").PRICE)


def test_unknown_outcome_is_the_persons_to_decide(start_sandbox: StartSandbox) -> None:
    address = start_sandbox("--fault", "reset*1")
    job = until(create(new_image("A"), name="Lost"), "unknown")
    assert (asked_for(address), styles()) == (1, ())
    # It was made, as the list of the service tells, and nothing needs to be paid again.
    ops.recraft.refresh_styles()
    told("list styles")
    assert len(styles()) == 1
    assert ops.recraft.forget(job=job.id) == {"FINISHED"}
    assert asked_for(address) == 1


def test_base_style_for_models_that_have_a_choice(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    until(create(new_image("A"), made_for="recraftv3", base="digital_illustration"), "placed")
    (style,) = styles()
    assert (style.model, style.base) == ("recraftv3", "digital_illustration")


def test_renamed_on_this_computer(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    until(create(new_image("A"), name="First"), "placed")
    assert ops.recraft.rename_style(style=styles()[0].id, name="Second") == {"FINISHED"}
    assert (rows(), styles()[0].name) == (["Second"], "Second")
    with pytest.raises(RuntimeError, match="Type a name"):
        ops.recraft.rename_style(name=" ")
    # As a double click in the list does.
    context.window_manager.recraft_styles.rows[0].name = "Third"
    assert rows() == ["Third"]
    assert installed.pump_until(lambda: styles()[0].name == "Third", 10)
    ops.recraft.refresh_styles()
    told("list styles")
    assert styles()[0].name == "Third"


def test_deleted_at_the_service(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    until(create(new_image("A"), name="First"), "placed")
    until(create(new_image("B"), name="Second"), "placed")
    assert installed.pump_until(lambda: rows() == ["Second", "First"], 10)
    shelf = context.window_manager.recraft_styles
    shelf.active = 1
    assert ops.recraft.delete_style() == {"FINISHED"}
    assert told("delete style").state == "done"
    assert installed.pump_until(lambda: rows() == ["Second"], 10)
    assert shelf.active == 0
    ops.recraft.refresh_styles()
    told("list styles")
    assert [style.name for style in styles()] == ["Second"]


def test_nothing_chosen() -> None:
    ops.recraft.use_sandbox()
    installed.session().refresh(context)
    with pytest.raises(RuntimeError, match="Choose a style"):
        ops.recraft.delete_style(style="none")


def test_images_are_added_and_removed(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    choose()
    image = new_image("A")
    context.scene.recraft.picture = image
    ops.recraft.add_style_image()
    ops.recraft.add_style_image()
    chosen = context.scene.recraft_style
    assert [item.image for item in chosen.images] == [image, None]
    assert chosen.active == 1
    ops.recraft.remove_style_image()
    assert ([item.image for item in chosen.images], chosen.active) == ([image], 0)
    ops.recraft.remove_style_image()
    with pytest.raises(RuntimeError):
        ops.recraft.remove_style_image()


def test_list_survives_another_file(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    until(create(new_image("A"), name="First"), "placed")
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    assert installed.pump_until(lambda: rows() == ["First"], 10)
    assert not len(context.scene.recraft_style.images)


def test_sandbox_forgets_its_styles_when_it_ends() -> None:
    ops.recraft.use_sandbox()
    until(create(new_image("A"), name="Of the sandbox"), "placed")
    assert [style.name for style in styles()] == ["Of the sandbox"]
    installed.preferences().longest_wait = 299  # another worker, and a sandbox of its own
    until(generate("stone", make="IMAGE"), "placed")
    assert styles() == ()
