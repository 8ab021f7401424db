# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The zips that people install: right, complete, nothing else, and the same on every build."""

from __future__ import annotations

import hashlib
import re
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import parse_wheel_filename

import build
from environments import LOCKED_REQUIREMENTS, ROOT, ensure
from help_pages import page_name, sources
from wheels import HASH, LEFT_OUT, PLATFORMS

from .locked_pins import pins

# The first test that asks for a zip may have to install Blender's tool: 1 GB.
pytestmark = pytest.mark.timeout(900)

EVERY_PLATFORM = pytest.mark.parametrize("platform", PLATFORMS)


def staged_manifest(path: Path) -> dict[str, Any]:
    with ZipFile(path) as archive:
        return tomllib.loads(archive.read(build.MANIFEST).decode())


def names(path: Path) -> list[str]:
    with ZipFile(path) as archive:
        return archive.namelist()


def installable(wheels: list[str], platform: str, python: str) -> list[tuple[str, str]]:
    """The wheels that pip would take there, each with the pin that it stands for."""
    machine = set(python_tags(platform, python))
    found = []
    for wheel in wheels:
        name, version, _, tags = parse_wheel_filename(wheel)
        if machine & tags:
            found.append((wheel, f"{name}=={version}"))
    return found


def python_tags(platform: str, python: str) -> Iterator[Tag]:
    """All tags of wheels for a Python of the oldest system that its Blender runs on."""
    platforms = {
        # Blender's bpy wheels ask for glibc 2.28.
        "linux-x64": [*(f"manylinux_2_{minor}_x86_64" for minor in range(28, 16, -1))],
        # Blender 4.2 asks for macOS 11.2 on either machine.
        "macos-arm64": [*mac_platforms((11, 2), "arm64")],
        "macos-x64": [*mac_platforms((11, 2), "x86_64")],
        "windows-arm64": ["win_arm64"],
        "windows-x64": ["win_amd64"],
    }[platform]
    version = (3, int(python.removeprefix("3.")))
    short = f"cp{python.replace('.', '')}"
    yield from cpython_tags(version, [short], platforms)
    yield from compatible_tags(version, short, platforms)


def test_two_builds_give_equal_bytes(
    zips: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    again = build.build(list(PLATFORMS), tmp_path)
    assert [path.name for path in again] == [path.name for path in zips.values()]
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in zips.values()]


@EVERY_PLATFORM
def test_zip_holds_the_package_and_nothing_else(zips: dict[str, Path], platform: str) -> None:
    package = {
        path.relative_to(build.PACKAGE).as_posix()
        for pattern in ("**/*.py", *build.DATA_FILES)
        for path in build.PACKAGE.glob(pattern)
    }
    wheels = {wheel.removeprefix("./") for wheel in staged_manifest(zips[platform])["wheels"]}
    held = names(zips[platform])
    assert len(held) == len(set(held))
    pages = {name for name in held if name.startswith("help/")}
    assert {f"help/{page_name(path.name)}" for path in sources()} <= pages
    assert set(held) == {"blender_manifest.toml", "LICENSE"} | pages | package | wheels
    assert "__init__.py" in held


@EVERY_PLATFORM
def test_zip_carries_the_locked_wheels_of_its_platform(
    zips: dict[str, Path], platform: str
) -> None:
    manifest = staged_manifest(zips[platform])
    assert manifest["platforms"] == [platform]
    locked = set(HASH.findall(LOCKED_REQUIREMENTS.read_text("utf-8")))
    with ZipFile(zips[platform]) as archive:
        for wheel in manifest["wheels"]:
            data = archive.read(wheel.removeprefix("./"))
            assert PLATFORMS[platform].fits(wheel), wheel
            assert hashlib.sha256(data).hexdigest() in locked, wheel


@EVERY_PLATFORM
def test_zip_has_one_wheel_of_every_package_for_every_python(
    zips: dict[str, Path], platform: str
) -> None:
    wheels = [Path(wheel).name for wheel in staged_manifest(zips[platform])["wheels"]]
    expected = sorted(
        pin for pin in pins() if pin.partition("==")[0] not in LEFT_OUT.get(platform, ())
    )
    pythons = ("3.11", "3.13", "3.14") if platform == "linux-x64" else ("3.11", "3.13")
    for python in pythons:
        assert sorted(pin for wheel, pin in installable(wheels, platform, python)) == expected
    # Nothing lies in the zip for nobody.
    used = {wheel for python in pythons for wheel, _ in installable(wheels, platform, python)}
    assert used == set(wheels)


@EVERY_PLATFORM
def test_blender_accepts_the_zip(zips: dict[str, Path], platform: str) -> None:
    build.run_tool(ensure(build.TOOL_ENVIRONMENT), "validate", str(zips[platform]))


def test_blender_refuses_a_broken_zip(zips: dict[str, Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    with ZipFile(zips["linux-x64"]) as source, ZipFile(broken, "w") as target:
        target.writestr(build.MANIFEST, source.read(build.MANIFEST))
    with pytest.raises(build.BuildError, match=r"refuses to validate.*__init__"):
        build.run_tool(ensure(build.TOOL_ENVIRONMENT), "validate", str(broken))


@EVERY_PLATFORM
def test_zip_holds_no_path_of_this_machine(zips: dict[str, Path], platform: str) -> None:
    folders = (ROOT, Path.home(), Path(tempfile.gettempdir()))
    needles = {
        f"{folder}{end}".encode() for folder in folders for end in ("/", "\\") if folder.name
    }
    with ZipFile(zips[platform]) as archive:
        for name in archive.namelist():
            if not name.endswith(".whl"):
                data = archive.read(name)
                assert not [needle for needle in needles if needle in data], name


def test_manifest_is_what_the_extensions_platform_asks_for() -> None:
    fields = tomllib.loads((ROOT / build.MANIFEST).read_text("utf-8"))
    assert fields["id"] == build.PACKAGE.name
    assert "blender" not in fields["name"].lower()
    assert fields["license"] == ["SPDX:GPL-3.0-or-later"]
    assert set(fields["permissions"]) == {"files", "network"}
    for sentence in (fields["tagline"], *fields["permissions"].values()):
        assert len(sentence) <= 64
        assert sentence[-1].isalnum()
    # Only the staged copy knows its platform.
    assert not {"platforms", "wheels", "build"} & set(fields)


def test_changelog_begins_with_the_version_of_the_manifest() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    headings = re.findall(r"^## \[?([^\]\s]+)\]?", changelog, re.MULTILINE)
    released = [heading for heading in headings if heading.lower() != "unreleased"]
    assert headings, "CHANGELOG.md has no heading"
    assert released[:1] in ([], [build.manifest()["version"]])


def test_an_undeclared_file_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "recraft_blender"
    (package / "__pycache__").mkdir(parents=True)
    (package / "__pycache__" / "__init__.cpython-311.pyc").touch()
    (package / "__init__.py").touch()
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(build, "PACKAGE", package)
    assert build.package_files() == [package / "__init__.py"]
    (package / "key.txt").touch()
    with pytest.raises(build.BuildError, match=r"key\.txt is neither Python nor listed"):
        build.package_files()
