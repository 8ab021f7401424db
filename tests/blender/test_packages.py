# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bundled packages as the worker finds them: unpacked by Blender, all of them, and working."""

import os
import re
import subprocess
import sys
from pathlib import Path

import bpy
import pytest

import installed
from installed import ops

from .conftest import NewMesh, generate, until

LOCK = Path(__file__).parents[2] / "vendor" / "requirements.txt"
MODULES = {
    "annotated-types": "annotated_types",
    "mapbox-earcut": "mapbox_earcut",
    "pillow": "PIL.Image",
    "pydantic": "pydantic",
    "pydantic-core": "pydantic_core",
    "send2trash": "send2trash",
    "skia-pathops": "pathops",
    "typing-extensions": "typing_extensions",
    "typing-inspection": "typing_inspection",
    "vtracer": "vtracer",
}
FIND = """
import importlib, importlib.metadata
for package, module in zip(sys.argv[2::2], sys.argv[3::2]):
    file = importlib.import_module(module).__file__
    print(package, importlib.metadata.version(package), file, sep="|")
"""
TRIANGLES = """
import mapbox_earcut, numpy
square = numpy.array([[0, 0], [4, 0], [4, 4], [0, 4], [1, 1], [1, 3], [3, 3], [3, 1]], float)
found = mapbox_earcut.triangulate_float64(square, numpy.array([4, 8], numpy.uint32))
print(len(found) // 3, "triangles")
"""
PICTURES = """
import io
from PIL import Image
for kind in ("PNG", "JPEG", "WEBP"):
    file = io.BytesIO()
    Image.new("RGB", (8, 8), (200, 30, 20)).save(file, kind)
    red = Image.open(file).convert("RGB").getpixel((4, 4))[0]
    print(kind, abs(red - 200) < 8)
"""
PATHS = """
import pathops
path = pathops.Path()
pen = path.getPen()
for x in (0, 2):
    pen.moveTo((x, 0)); pen.lineTo((x + 4, 0)); pen.lineTo((x + 4, 4)); pen.lineTo((x, 4))
    pen.closePath()
path.simplify()
print(path.area)
path.stroke(1, pathops.LineCap.ROUND_CAP, pathops.LineJoin.ROUND_JOIN, 4)
print(path.bounds)
"""
TRACING = """
import vtracer
red, white = bytes((200, 30, 20, 255)), bytes((255, 255, 255, 255))
rows = (white * 32,) * 8, (white * 8 + red * 16 + white * 8,) * 16, (white * 32,) * 8
print(vtracer.convert_pixels(b"".join(b"".join(part) for part in rows), 32, 32).count("<path"))
"""


def run_as_worker(program: str, *arguments: str) -> list[str]:
    """The lines that a program prints in the worker's Python, with the worker's module path."""
    (folder,) = installed.module("blender.worker_keeper").package_folders()
    done = subprocess.run(
        [
            *(sys.executable, *bpy.app.python_args, "-I", "-W", "error", "-c"),
            f"import os, sys\nsys.path[:0] = sys.argv[1].split(os.pathsep)\n{program}",
            *(folder, *arguments),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_worker_imports_every_locked_package_from_the_zip() -> None:
    locked = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", LOCK.read_text("utf-8"), re.MULTILINE))
    assert MODULES.keys() == locked.keys(), "a row of MODULES for each locked package, no other"
    found = run_as_worker(FIND, *(name for row in MODULES.items() for name in row))
    profile = os.path.realpath(os.environ["BLENDER_USER_RESOURCES"])
    for line in found:
        package, version, file = line.split("|")
        assert version == locked.pop(package)
        assert os.path.realpath(file).startswith(profile), line
    assert not locked


@pytest.mark.parametrize(
    ("program", "printed"),
    [
        pytest.param(PICTURES, ["PNG True", "JPEG True", "WEBP True"], id="pillow"),
        pytest.param(PATHS, ["24.0", "(-0.5, -0.5, 6.5, 4.5)"], id="skia-pathops"),
        # The numpy is Blender's own: 1.26 or 2.
        pytest.param(TRIANGLES, ["8 triangles"], id="mapbox-earcut"),
        pytest.param(TRACING, ["2"], id="vtracer"),
    ],
)
def test_bundled_package_works(program: str, printed: list[str]) -> None:
    assert run_as_worker(program) == printed


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a package that is in use")
def test_a_package_with_files_missing_is_told_and_mended(new_mesh: NewMesh) -> None:
    """Two Blenders that unpack them at once leave them so, and Blender never looks again."""
    new_mesh("Cube")
    enable_again()  # without a worker that has imported it already
    (folder,) = installed.module("blender.worker_keeper").package_folders()
    gone = Path(folder, "pydantic_core", "__init__.py")
    gone.unlink()
    ops.recraft.use_sandbox()
    failed = until(generate("stone"), "failed")
    assert "(pydantic_core); disable the extension" in failed.failure.message
    assert "enable it again" in failed.failure.message
    enable_again()
    assert gone.is_file()
    ops.recraft.use_sandbox()
    until(generate("stone once more"), "placed")


def enable_again() -> None:
    installed.disable()
    assert installed.module("jobs.process").wait_for_former(30)
    ops.preferences.addon_enable(module=installed.ADDON)
