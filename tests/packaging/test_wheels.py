# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lock and the wheels: exact, whole, and open about what a platform goes without."""

from __future__ import annotations

import itertools
import re
import tomllib
from pathlib import Path

import pytest

import wheels
from environments import LOCKED_REQUIREMENTS, ROOT
from wheels import FROM_BLENDER, HASH, LEFT_OUT, PLATFORMS, REQUIREMENTS, WheelError

from .locked_pins import pins

# The first test that asks for wheels may have to fetch them: 100 MB.
pytestmark = pytest.mark.timeout(900)

WINDOWS = "demo-1.0-{}-win_arm64.whl"


def names() -> set[str]:
    return {pin.partition("==")[0] for pin in pins()}


def test_every_locked_requirement_is_exact_and_has_hashes() -> None:
    assert pins()
    for pin, hashes in pins().items():
        assert re.fullmatch(r"[a-z0-9-]+==[0-9.]+((a|b|rc)[0-9]+)?", pin)
        assert all(HASH.fullmatch(part) for part in hashes.split()), pin


def test_every_asked_requirement_is_locked_and_has_its_reason() -> None:
    lines = REQUIREMENTS.read_text("utf-8").splitlines()
    asked = {re.split(r"[^a-z0-9-]", line)[0] for line in lines if line and line[0] != "#"}
    assert asked
    assert asked <= names()
    for before, line in itertools.pairwise(lines):
        assert not line or line.startswith("#") or before.startswith("#"), line


def test_what_blender_brings_is_not_locked() -> None:
    assert not names() & {*FROM_BLENDER, "requests"}


def test_checks_run_on_the_locked_versions() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    repeated = {pin for pin in groups["check"] if pin.partition("==")[0] in names()}
    assert repeated
    assert repeated <= set(pins())


def test_what_is_left_out_is_locked_for_the_others() -> None:
    for platform, packages in LEFT_OUT.items():
        assert platform in PLATFORMS
        assert packages.keys() <= names()
        assert all(packages.values()), platform


@pytest.mark.parametrize("platform", PLATFORMS)
def test_build_says_what_a_platform_goes_without(platform: str) -> None:
    lines: list[str] = []
    found = {wheels.package_name(path.name) for path in wheels.wheels_for(platform, lines.append)}
    expected = {"skia-pathops"} if platform == "windows-arm64" else set()
    assert names() - found == expected
    said = [line for line in lines if "goes without" in line]
    assert len(said) == len(expected)
    assert all("goes without skia-pathops: " in line for line in said)


def test_a_missing_wheel_that_no_table_explains_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wheels, "LEFT_OUT", {})
    with pytest.raises(
        WheelError, match=r"No locked wheel of skia-pathops serves Python 3\.11 on w"
    ):
        wheels.wheels_for("windows-arm64", lambda _: None)


def test_a_platform_does_without_a_package_in_pips_requirements() -> None:
    texts = []
    for platform in ("windows-arm64", "windows-x64"):
        with wheels._option(LOCKED_REQUIREMENTS, platform) as option:
            texts.append(Path(option.removeprefix("--requirement=")).read_text("utf-8"))
    less, whole = texts
    assert set(whole.splitlines()) - set(less.splitlines()) == {
        line for line in whole.splitlines() if line.startswith("skia-pathops==")
    }
    assert len(HASH.findall(whole)) == sum(len(HASH.findall(hashes)) for hashes in pins().values())


@pytest.mark.parametrize(
    ("tags", "pythons"),
    [
        ("cp311-cp311", ["3.11"]),
        ("cp313-none", ["3.13"]),
        ("cp313-cp313t", []),
        ("cp310-abi3", ["3.11", "3.13", "3.14"]),
        ("cp313-abi3", ["3.13", "3.14"]),
        ("py3-none", ["3.11", "3.13", "3.14"]),
        ("py2.py3-none", ["3.11", "3.13", "3.14"]),
    ],
)
def test_tags_say_which_pythons_a_wheel_serves(tags: str, pythons: list[str]) -> None:
    wheel = WINDOWS.format(tags)
    assert [
        python for python in ("3.11", "3.13", "3.14") if wheels.runs_on(wheel, python)
    ] == pythons


@pytest.mark.parametrize(
    ("tag", "platforms"),
    [
        ("any", list(PLATFORMS)),
        ("manylinux_2_27_x86_64.manylinux_2_28_x86_64", ["linux-x64"]),
        ("manylinux_2_28_aarch64", []),
        ("macosx_10_9_universal2", ["macos-arm64", "macos-x64"]),
        ("macosx_11_0_arm64", ["macos-arm64"]),
        ("win_arm64", ["windows-arm64"]),
        ("win32", []),
    ],
)
def test_tag_says_which_platforms_a_wheel_fits(tag: str, platforms: list[str]) -> None:
    wheel = f"demo-1.0-cp310-abi3-{tag}.whl"
    assert [name for name, platform in PLATFORMS.items() if platform.fits(wheel)] == platforms


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("skia_pathops-0.9.2-cp310-abi3-win_amd64.whl", "skia-pathops"),
        ("skia-pathops>=0.9.2,<0.10", "skia-pathops"),
        ("Mapbox_Earcut", "mapbox-earcut"),
        ("pillow==13.0.0   --hash=sha256:00", "pillow"),
    ],
)
def test_name_of_a_package_is_one_wherever_it_stands(text: str, name: str) -> None:
    assert wheels.package_name(text) == name
