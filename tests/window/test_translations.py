# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Blender itself finds in our dictionary: only a Blender with languages can tell.

Without a window: `pgettext` is what draws labels, buttons and tooltips.
"""

import json
import os
from pathlib import Path

import windowed_blender

SCRIPT = """
import importlib, json, sys
import addon_utils
import bpy

ADDON = "bl_ext.user_default.recraft_blender"
bpy.ops.extensions.package_install_files(
    filepath=sys.argv[-1], repo="user_default", enable_on_install=True)
view, said = bpy.context.preferences.view, bpy.app.translations


def look():
    language = importlib.import_module(ADDON + ".blender.language")
    language.follow_blender()  # as the pump does: without a window there are no timers
    try:
        bpy.ops.recraft.show_recipe(image="Wand")
        report = ""
    except RuntimeError as error:
        report = str(error).strip()
    return {
        "locale": said.locale,
        "panel": said.pgettext_iface("Jobs"),
        "button": said.pgettext_iface("Cancel All", "Operator"),
        "button_of_a_panel": said.pgettext_iface("Jobs", "Operator"),
        "tooltip": said.pgettext_tip(bpy.ops.recraft.cancel_all.get_rna_type().description),
        "choice": said.pgettext_tip("40 API units a picture"),
        "composed": language.translated("Generate · 40 units · $0.04"),
        "report": report,
    }


bpy.data.images.new("Wand", 4, 4)
found = {"English": look()}
view.language = "de_DE"
found["German"] = look()
view.use_translate_interface = view.use_translate_tooltips = False
found["not wanted"] = look()
view.use_translate_interface = view.use_translate_tooltips = True
addon_utils.disable(ADDON)
found["disabled"] = said.pgettext_iface("Jobs")
addon_utils.enable(ADDON)
addon_utils.disable(ADDON)
addon_utils.enable(ADDON)
found["German again"] = look()
view.language = "en_US"
found["English again"] = look()
found["locales"] = {}
for name in ("de_DE", "es", "fr_FR", "ja_JP", "zh_HANS"):
    view.language = name
    language = importlib.import_module(ADDON + ".blender.translations.files")
    found["locales"][name] = language.language_of(said.locale)
addon_utils.disable(ADDON)
print("FOUND", json.dumps(found))
"""


def test_blender_draws_our_texts_in_its_language(
    machine: windowed_blender.Machine, tmp_path: Path
) -> None:
    script = tmp_path / "look.py"
    script.write_text(SCRIPT, encoding="utf-8")
    zip_file = str(Path(os.environ["RECRAFT_TEST_ZIP"]).resolve())
    words = ("-b", "--factory-startup", "--python-exit-code", "1", "--python", str(script))
    profile = {"BLENDER_USER_RESOURCES": str(tmp_path / "profile")}
    printed = machine.output(machine.blender, *words, "--", zip_file, env=profile).decode()
    assert "Traceback" not in printed, printed
    found = json.loads(printed.partition("FOUND ")[2].splitlines()[0])
    english, german = found["English"], found["German"]
    assert english["panel"] == english["button_of_a_panel"] == "Jobs"
    assert english["composed"] == "Generate · 40 units · $0.04"
    assert german == {
        "locale": "de_DE",
        "panel": "Aufträge",
        "button": "Alle abbrechen",
        "button_of_a_panel": "Aufträge",
        "tooltip": "Alle Aufträge dieses Blenders abbrechen."
        " Was schon unterwegs ist, wird bezahlt und behalten",
        "choice": "40 API-Einheiten je Bild",
        "composed": "Erzeugen · 40 Einheiten · 0.04 $",
        "report": "Fehler: Wand sagt nicht, wie es entstanden ist.",
    }
    assert found["not wanted"]["panel"] == "Jobs"
    assert found["not wanted"]["composed"] == english["composed"]
    assert found["disabled"] == "Jobs"
    assert found["German again"] == german
    assert found["English again"] == english
    assert found["locales"] == {name: name for name in found["locales"]}
