# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fetches and locks the wheels that the extension carries.

`fetch` downloads what vendor/requirements.txt locks into vendor/wheels; `lock` resolves
vendor/requirements.in anew and rewrites vendor/requirements.txt.
"""

import require_python  # noqa: F401, I001 - first: it starts this again under a newer Python
import argparse
import hashlib
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from environments import (
    LOCKED_REQUIREMENTS,
    ROOT,
    Progress,
    SetupError,
    ensure,
    run_pip,
    run_script,
)
from lock_file import locked

REQUIREMENTS = ROOT / "vendor" / "requirements.in"
WHEELS = ROOT / "vendor" / "wheels"
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
HEADER = """\
# Made by "python3 scripts/wheels.py lock" from requirements.in; do not edit.
# One hash for each wheel that a zip carries, see PLATFORMS in scripts/wheels.py.
"""


class WheelError(SetupError):
    """The wheels and their lock do not fit together."""


@dataclass(frozen=True)
class Platform:
    """One of Blender's platforms: how wheels name it, and the Pythons its Blenders are built on."""

    system: str
    machine: str
    tags: tuple[str, ...]
    pythons: tuple[str, ...] = ("3.11", "3.13")

    def fits(self, wheel: str) -> bool:
        """Tell by its file name whether a wheel installs on this platform."""
        tag = wheel.removesuffix(".whl").rpartition("-")[2]
        # Only macOS has a universal2: one wheel for both of its machines.
        ends = (f"_{self.machine}", "_universal2")
        return tag == "any" or all(
            part.startswith(self.system) and part.endswith(ends) for part in tag.split(".")
        )

    def targets(self) -> Iterator[list[str]]:
        """Yield pip's options for each Python of this platform."""
        for python in self.pythons:
            abi = f"cp{python.replace('.', '')}"
            options = ["--only-binary=:all:", "--implementation=cp", f"--python-version={python}"]
            yield [*options, f"--abi={abi}", *(f"--platform={tag}" for tag in self.tags)]


# The tags name the oldest systems that Blender 4.2 runs on, or older ones: its own bpy wheel asks
# for manylinux_2_28.
PLATFORMS = {
    "linux-x64": Platform(
        "manylinux",
        "x86_64",
        ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
        # Linux distributions build Blender on their own Python.
        ("3.11", "3.13", "3.14"),
    ),
    "macos-arm64": Platform("macosx", "arm64", ("macosx_11_0_arm64",)),
    "macos-x64": Platform("macosx", "x86_64", ("macosx_10_15_x86_64",)),
    "windows-arm64": Platform("win", "arm64", ("win_arm64",)),
    "windows-x64": Platform("win", "amd64", ("win_amd64",)),
}
# The packages that a platform's zip is made without, and why; the extension says there what it
# cannot do. A wheel that is missing anywhere else is an error.
LEFT_OUT: dict[str, dict[str, str]] = {
    "windows-arm64": {
        "skia-pathops": "its releases (0.9.2 is the newest) have no wheel for Windows on ARM",
    },
}
# What bundled packages ask for and Blender's Python has already: a second one beside it would
# take its place, for Blender and for every other extension.
FROM_BLENDER = ("numpy",)


def wheels_for(platform: str, progress: Progress = print) -> list[Path]:
    """Return the locked wheels of a platform, sorted by name, fetching what is not there.

    Says which packages are left out; any other that lacks a wheel raises WheelError.
    """
    fetch(progress)
    for package, reason in LEFT_OUT.get(platform, {}).items():
        progress(f"{platform} goes without {package}: {reason}")
    expected = {package_name(line) for line in _requirements(LOCKED_REQUIREMENTS, platform)}
    fitting = (path for path in WHEELS.glob("*.whl") if PLATFORMS[platform].fits(path.name))
    wheels = sorted(path for path in fitting if package_name(path.name) in expected)
    for python in PLATFORMS[platform].pythons:
        served = {package_name(path.name) for path in wheels if runs_on(path.name, python)}
        if lacking := sorted(expected - served):
            raise WheelError(
                f"No locked wheel of {', '.join(lacking)} serves Python {python} on {platform}: "
                'run "python3 scripts/wheels.py lock", or say why in LEFT_OUT of scripts/wheels.py.'
            )
    return wheels


def runs_on(wheel: str, python: str) -> bool:
    """Tell by its file name whether a wheel installs into a Python, such as "3.13"."""
    tags, abi = wheel.split("-")[-3:-1]
    minor = int(python.removeprefix("3."))
    if abi == "abi3":
        # The stable ABI: the Python that it names and every later one.
        return int(tags.removeprefix("cp3")) <= minor
    return "py3" in tags.split(".") or (tags == f"cp3{minor}" and abi in (tags, "none"))


def package_name(text: str) -> str:
    """Return the normalized name at the start of a requirement or of a wheel's file name."""
    # Only in a wheel's file name is a hyphen the end of the name.
    name = re.split(r"-" if text.endswith(".whl") else r"[^\w.-]", text)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def _requirements(source: Path, platform: str) -> list[str]:
    """Return what a file requires and the platform does not go without, a line for each."""
    lines = source.read_text("utf-8").replace("\\\n", " ").splitlines()
    names = {"", *LEFT_OUT.get(platform, ())}  # a comment has no name
    return [line for line in lines if package_name(line) not in names]


@contextmanager
def _option(source: Path, platform: str) -> Iterator[str]:
    """Give pip's option for `_requirements`."""
    # Environment markers would not do: pip asks them of the machine that it runs on.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / source.name
        path.write_text("\n".join(_requirements(source, platform)), "utf-8")
        yield f"--requirement={path}"


def fetch(progress: Progress = print) -> None:
    """Download the locked wheels that are not in vendor/wheels, and remove all others."""
    with locked(WHEELS / "fetch.lock", progress):
        missing = _missing()
        if not missing:
            return
        python = ensure("plain", progress).python
        for name, platform in PLATFORMS.items():
            progress(f"Fetching the wheels for {name}")
            with _option(LOCKED_REQUIREMENTS, name) as locked_ones:
                for target in platform.targets():
                    _download(python, [*target, locked_ones], f"fetch the wheels for {name}")
        missing = _missing()
    if missing:
        raise WheelError(
            f"{LOCKED_REQUIREMENTS.name} locks {len(missing)} wheels that no platform asks for: "
            'run "python3 scripts/wheels.py lock".'
        )


def _download(python: Path, what: list[str], task: str) -> None:
    options = ["--require-hashes", "--no-deps", f"--dest={WHEELS}"]
    run_pip(python, "download", *what, *options, task=task)


def _missing() -> set[str]:
    """Return the locked hashes without a file; a file that no hash fits is removed."""
    missing = set(HASH.findall(LOCKED_REQUIREMENTS.read_text("utf-8")))
    for path in WHEELS.glob("*.whl"):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest in missing:
            missing.remove(digest)
        else:
            path.unlink()
    return missing


def lock(progress: Progress = print) -> None:
    """Write the newest versions that requirements.in allows, with the hash of every wheel."""
    python = ensure("plain", progress).python
    hashes: dict[str, set[str]] = defaultdict(set)
    for name, platform in PLATFORMS.items():
        progress(f"Resolving for {name}")
        task = f"resolve {REQUIREMENTS.name} for {name}"
        with _option(REQUIREMENTS, name) as asked:
            for target in platform.targets():
                for pin, digest in _resolve(python, [*target, asked], task):
                    hashes[pin].add(digest)
    _check_one_version_each(list(hashes))
    LOCKED_REQUIREMENTS.write_text(_render(hashes), "utf-8", newline="\n")
    progress(f"Locked {', '.join(sorted(hashes))}")


def _resolve(python: Path, what: list[str], task: str) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        options = ["--dry-run", "--ignore-installed", f"--target={folder}", f"--report={report}"]
        run_pip(python, "install", *what, *options, task=task)
        for item in json.loads(report.read_text("utf-8"))["install"]:
            name = package_name(item["metadata"]["name"])
            digest = item["download_info"]["archive_info"]["hash"].removeprefix("sha256=")
            if name not in FROM_BLENDER:
                yield f"{name}=={item['metadata']['version']}", digest


def _check_one_version_each(pins: list[str]) -> None:
    """Refuse a lock in which some platform only got an older version of a package."""
    names = [pin.partition("==")[0] for pin in pins]
    for name in names:
        if names.count(name) > 1:
            versions = sorted(pin for pin in pins if pin.startswith(f"{name}=="))
            raise WheelError(
                f"No one version of {name} has wheels for every platform ({', '.join(versions)}): "
                f"cap it in {REQUIREMENTS.name} and run this again."
            )


def _render(hashes: dict[str, set[str]]) -> str:
    entries = [
        [pin, *(f"--hash=sha256:{digest}" for digest in sorted(digests))]
        for pin, digests in sorted(hashes.items())
    ]
    return "\n".join([HEADER, *(" \\\n    ".join(entry) for entry in entries)]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=("fetch", "lock"))
    if parser.parse_args().action == "lock":
        lock()
    fetch()
    print(f"All locked wheels are in {WHEELS}")


if __name__ == "__main__":
    run_script(main)
