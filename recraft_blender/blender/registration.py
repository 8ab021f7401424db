# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adding the extension to Blender and taking it out again, completely.

Explicit lists in the order of need; if a step fails, what was done is undone and the error goes on:
a half-registered extension is worse than none.
"""

from __future__ import annotations

from collections.abc import Callable

import bpy
from bpy.app.handlers import persistent

from . import (
    gallery_search,
    landing_ahead,
    language,
    look_settings,
    manual,
    menus,
    placement_settings,
    preferences,
    properties,
    pump,
    shortcuts,
    source_settings,
    status_bar,
    style_settings,
)
from .gallery import close_gallery, open_gallery
from .operators import (
    choices,
    colors,
    custom_styles,
    drop_tools,
    errands,
    generate,
    generate_node,
    import_pictures,
    import_svg,
    job,
    presets,
    process_picture,
    queue,
    receipts,
    recipe,
    result_uses,
    seamless,
    setup,
    styles,
    svg_decal,
    words,
)
from .operators import results as result_list
from .panels import (
    advanced,
    create,
    from_picture,
    image_editor,
    jobs,
    placement,
    prompt,
    results,
    shader_editor,
    style,
)
from .panels import colors as color_panel
from .panels import custom_styles as custom_styles_panel
from .session import close_session, open_session, session

CLASSES = (
    *placement_settings.CLASSES,
    *properties.CLASSES,
    *source_settings.CLASSES,
    *look_settings.CLASSES,
    *gallery_search.CLASSES,
    *preferences.CLASSES,
    *style_settings.CLASSES,
    *generate.CLASSES,
    *generate_node.CLASSES,
    *process_picture.CLASSES,
    *import_pictures.CLASSES,
    *drop_tools.CLASSES,
    *import_svg.CLASSES,
    *svg_decal.CLASSES,
    *job.CLASSES,
    *queue.CLASSES,
    *choices.CLASSES,
    *receipts.CLASSES,
    *recipe.CLASSES,
    *seamless.CLASSES,
    *setup.CLASSES,
    *errands.CLASSES,
    *custom_styles.CLASSES,
    *styles.CLASSES,
    *colors.CLASSES,
    *words.CLASSES,
    *presets.CLASSES,
    *prompt.CLASSES,
    *result_list.CLASSES,
    *result_uses.CLASSES,
    *create.CLASSES,
    *placement.CLASSES,
    *style.CLASSES,
    *color_panel.CLASSES,
    *advanced.CLASSES,
    *custom_styles_panel.CLASSES,
    *from_picture.CLASSES,
    *image_editor.CLASSES,
    *shader_editor.CLASSES,
    *menus.CLASSES,
    *jobs.CLASSES,
    *results.CLASSES,
)
_Step = tuple[Callable[[], None], Callable[[], None]]


@persistent  # type: ignore[untyped-decorator]
def _on_load(*_: object) -> None:
    session().new_file()


def _add_handler() -> None:
    bpy.app.handlers.load_post.append(_on_load)


def _remove_handler() -> None:
    if _on_load in bpy.app.handlers.load_post:
        bpy.app.handlers.load_post.remove(_on_load)


def _class_step(cls: type) -> _Step:
    return (lambda: bpy.utils.register_class(cls), lambda: bpy.utils.unregister_class(cls))


def _steps() -> list[_Step]:
    return [
        *(_class_step(cls) for cls in CLASSES),
        (lambda: language.attach(CLASSES), language.detach),
        (properties.attach, properties.detach),
        (style_settings.attach, style_settings.detach),
        (source_settings.attach, source_settings.detach),
        (look_settings.attach, look_settings.detach),
        (presets.attach, presets.detach),
        (gallery_search.attach, gallery_search.detach),
        (import_svg.attach, import_svg.detach),
        (svg_decal.attach, svg_decal.detach),
        (manual.attach, manual.detach),
        (menus.attach, menus.detach),
        (shortcuts.attach, shortcuts.detach),
        (open_session, close_session),
        (status_bar.attach, status_bar.detach),
        (open_gallery, close_gallery),
        (_add_handler, _remove_handler),
        (landing_ahead.attach, landing_ahead.detach),
        (pump.wake, pump.stop),
    ]


def register() -> None:
    """Do every step, or none."""
    undo: list[Callable[[], None]] = []
    try:
        for do, take_back in _steps():
            do()
            undo.append(take_back)
    except BaseException:
        for take_back in reversed(undo):
            take_back()
        raise


def unregister() -> None:
    """Take every step back, the last one first; one that fails does not keep the others."""
    errors: list[Exception] = []
    for _, take_back in reversed(_steps()):
        try:
            take_back()
        except Exception as error:  # noqa: BLE001 - raised again below
            errors.append(error)
    if errors:
        raise errors[0]
