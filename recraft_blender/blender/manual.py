# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where Blender's Online Manual entry leads from our buttons and fields: to the pages in the zip.

They fit the installed version and need no network. scripts/help_pages.py makes them of docs/.
"""

from __future__ import annotations

from pathlib import Path

import bpy

FOLDER = Path(__file__).resolve().parents[1] / "help"

_OPERATORS = {
    "getting-started.html": ("use_sandbox",),
    "getting-started.html#your-own-token": ("open_preferences", "test_token"),
    "create.html": ("generate",),
    "create.html#in-the-shader-editor": ("generate_node",),
    "create.html#the-prompt": ("edit_prompt", "prompt_to_field"),
    "create.html#presets": ("load_preset", "add_preset"),
    "create.html#advanced": ("add_word", "remove_word"),
    "from-picture.html": ("process_picture",),
    "from-picture.html#where-the-picture-comes-from": ("use_as_input", "use_result"),
    "from-picture.html#drop-pictures": (
        *("drop_remove_background", "drop_vectorize", "drop_crisp_upscale"),
        *("import_alpha_plane", "import_reference", "import_texture"),
    ),
    "from-picture.html#make-seamless": ("make_seamless",),
    "styles-and-colors.html#style": (
        *("search_style", "use_style", "leave_style", "favourite_style"),
    ),
    "styles-and-colors.html#colors": (
        *("add_color", "remove_color", "clear_colors", "colors_to_palette"),
        *("colors_from_palette", "colors_from_ramp", "colors_from_brush", "colors_from_image"),
    ),
    "styles-and-colors.html#custom-styles": (
        *("create_style", "add_style_image", "remove_style_image"),
        *("rename_style", "delete_style", "refresh_styles"),
    ),
    "results-and-jobs.html#jobs": (
        *("place", "run_again", "edit_again", "show_files", "favourite", "remove_job"),
        *("cancel_job", "cancel_all", "send_first", "dismiss_notice", "show_folder"),
    ),
    "results-and-jobs.html#results": (
        *("turn_results", "choose_result", "favourite_result", "show_result_file"),
        *("place_result", "variate_result"),
    ),
    "results-and-jobs.html#recipes": ("show_recipe", "make_again"),
    "svg.html": ("import_svg",),
    "svg.html#onto-a-mesh": ("svg_decal",),
    "prices.html#balance-and-receipts": ("refresh_balance", "export_receipts"),
    "troubleshooting.html#remedies": (
        *("fetch_again", "resume", "keep_earlier", "look_again", "send_again", "forget"),
    ),
    "troubleshooting.html#the-log": ("show_log",),
}
# Types and their properties; the first that fits counts.
_TYPES = {
    "getting-started.html#your-own-token": ("RecraftPreferences.token",),
    "prices.html#limits": (
        *("RecraftPreferences.confirm_above", "RecraftPreferences.cap_per_*"),
        "RecraftPreferences.grace",
    ),
    "results-and-jobs.html#files": (
        *("RecraftPreferences.files", "RecraftPreferences.removed_files"),
        "RecraftPreferences.history_size",
    ),
    "getting-started.html#preferences": ("RecraftPreferences*",),
    "create.html#placement": ("RecraftPlacement*",),
    "create.html#the-prompt": ("RecraftSettings.prompt", "RecraftLook.text"),
    "from-picture.html#where-the-picture-comes-from": ("RecraftSettings.picture",),
    "create.html": ("RecraftSettings*",),
    "create.html#advanced": (
        *("RecraftLook.negative_prompt", "RecraftLook.*artistic_level", "RecraftLook.no_text"),
        *("RecraftLook.block_nsfw", "RecraftWord*"),
    ),
    "create.html#presets": ("RECRAFT_MT_presets",),
    "from-picture.html": ("RecraftSource*", "RECRAFT_MT_tools"),
    "styles-and-colors.html#style": ("RecraftLook.*style*", "RECRAFT_MT_styles"),
    "styles-and-colors.html#colors": ("RecraftColor*", "RecraftLook*", "RECRAFT_MT_take_colors"),
    "styles-and-colors.html#custom-styles": ("RecraftStyle*",),
    "results-and-jobs.html#results": ("RecraftResultsSearch*", "RECRAFT_MT_place_result"),
}


def manual_map() -> tuple[str, list[tuple[str, str]]]:
    """The address of the folder of pages, and patterns of ids in lower case with their pages."""
    patterns = [
        (f"bpy.ops.recraft.{name}", page) for page, names in _OPERATORS.items() for name in names
    ]
    patterns += [
        (f"bpy.types.{name.lower()}", page) for page, names in _TYPES.items() for name in names
    ]
    return f"{FOLDER.as_uri()}/", patterns


def attach() -> None:
    """Have Blender look here first."""
    bpy.utils.register_manual_map(manual_map)


def detach() -> None:
    """Leave Blender its own manual."""
    bpy.utils.unregister_manual_map(manual_map)
