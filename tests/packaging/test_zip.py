# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The zips that people install: right, complete, nothing else, and the same on every build."""

from __future__ import annotations

import hashlib
import re
import tempfile
import tomllib
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

import build
from environments import LOCKED_REQUIREMENTS, ROOT, ensure
from wheels import HASH, PLATFORMS, REQUIREMENTS

# The first test that asks for a zip may have to install Blender's tool: 1 GB.
pytestmark = pytest.mark.timeout(900)

EVERY_PLATFORM = pytest.mark.parametrize("platform", PLATFORMS)


def staged_manifest(path: Path) -> dict[str, Any]:
    with ZipFile(path) as archive:
        return tomllib.loads(archive.read(build.MANIFEST).decode())


def names(path: Path) -> list[str]:
    with ZipFile(path) as archive:
        return archive.namelist()


def pins() -> dict[str, str]:
    lines = LOCKED_REQUIREMENTS.read_text("utf-8").replace("\\\n", " ").splitlines()
    return dict(line.split(" ", 1) for line in lines if line and not line.startswith("#"))


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
    assert set(held) == {"blender_manifest.toml", "LICENSE"} | package | wheels
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
def test_zip_serves_every_python_of_its_platform(zips: dict[str, Path], platform: str) -> None:
    compiled = [
        wheel
        for wheel in staged_manifest(zips[platform])["wheels"]
        if not wheel.endswith("-none-any.whl")
    ]
    tags = sorted(wheel.split("-")[2] for wheel in compiled)
    linux = ["cp314"] if platform == "linux-x64" else []
    assert tags == ["cp311", "cp313", *linux]


@EVERY_PLATFORM
def test_every_locked_package_is_in_the_zip(zips: dict[str, Path], platform: str) -> None:
    wheels = [Path(wheel).name for wheel in staged_manifest(zips[platform])["wheels"]]
    carried = {"==".join(wheel.split("-")[:2]).replace("_", "-") for wheel in wheels}
    assert carried == set(pins())


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


def test_every_locked_requirement_is_exact_and_has_hashes() -> None:
    assert pins()
    for pin, hashes in pins().items():
        assert re.fullmatch(r"[a-z0-9-]+==[0-9.]+", pin)
        assert all(HASH.fullmatch(part) for part in hashes.split()), pin


def test_every_asked_requirement_is_locked() -> None:
    lines = REQUIREMENTS.read_text("utf-8").splitlines()
    asked = {re.split(r"[^a-z0-9-]", line)[0] for line in lines if line and line[0] != "#"}
    assert asked
    assert asked <= {pin.partition("==")[0] for pin in pins()}


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
