# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender's Online Manual entry finds a page for each of our buttons and fields; the scripts of the
page about scripting run.
"""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import bpy
import pytest

import installed
from installed import data

from .conftest import until

DOCS = Path(__file__).resolve().parents[2] / "docs"
SCRIPTS = re.findall(r"```python\n(.*?)```", (DOCS / "scripting.md").read_text("utf-8"), re.DOTALL)


def _ids() -> Iterator[str]:
    """What Blender looks up for our operators, menus and properties."""
    types: Any = bpy.types
    for cls in installed.module("blender.registration").CLASSES:
        if issubclass(cls, types.Operator):
            yield f"bpy.ops.{cls.bl_idname}"
        elif issubclass(cls, types.Menu):
            yield f"bpy.types.{cls.__name__}"
        elif issubclass(cls, types.PropertyGroup | types.AddonPreferences):
            for name in (one.identifier for one in cls.bl_rna.properties):
                if name not in ("rna_type", "bl_idname"):
                    yield f"bpy.types.{cls.__name__}.{name}"


def _looked_up(rna_id: str) -> str:
    """By Blender's own operator."""
    types: Any = bpy.types
    found: str | None = types.WM_OT_doc_view_manual._lookup_rna_url(rna_id, verbose=False)
    assert found, f"{rna_id} has no page: add it to blender/manual.py"
    return found


def test_every_operator_and_property_has_a_page_of_the_zip() -> None:
    for rna_id in _ids():
        address = urlsplit(_looked_up(rna_id))
        assert address.scheme == "file", rna_id
        path = Path(unquote(address.path))
        assert path.parent == installed.module("blender.manual").FOLDER
        text = path.read_text("utf-8")
        assert not address.fragment or f'id="{address.fragment}"' in text, (rna_id, address)


def test_every_pattern_is_of_something() -> None:
    ids = {one.lower() for one in _ids()}
    _, patterns = installed.module("blender.manual").manual_map()
    for pattern, _page in patterns:
        assert any(fnmatchcase(one, pattern) for one in ids), pattern


def test_blenders_own_manual_is_as_it_was() -> None:
    assert "docs.blender.org" in _looked_up("bpy.ops.mesh.primitive_cube_add")


@pytest.mark.timeout(120)
def test_scripts_of_the_help_run() -> None:
    installed.ops.mesh.primitive_cube_add()
    scope: dict[str, Any] = {}
    for script in SCRIPTS:
        exec(compile(script, "scripting.md", "exec"), scope)  # noqa: S102 - our own page
    assert scope["job"].state == "placed", scope["job"]
    texture = data.objects["Cube"].data.materials[0]
    assert texture.name == "Mossy stone wall"
    until(installed.session().jobs[0], "placed")
    assert data.images["Gray.001"].size[0] > data.images["Gray"].size[0]
    assert [obj.type for obj in data.objects if obj.name != "Cube"] == ["CURVE"]
