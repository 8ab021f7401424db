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
        return tag == "any" or all(
            part.startswith(self.system) and part.endswith(f"_{self.machine}")
            for part in tag.split(".")
        )

    def targets(self) -> Iterator[list[str]]:
        """Yield pip's options for each Python of this platform."""
        for python in self.pythons:
            abi = f"cp{python.replace('.', '')}"
            options = ["--only-binary=:all:", "--implementation=cp", f"--python-version={python}"]
            yield [*options, f"--abi={abi}", *(f"--platform={tag}" for tag in self.tags)]


# The tags name the oldest systems that Blender 4.2 runs on, or older ones.
PLATFORMS = {
    "linux-x64": Platform(
        "manylinux",
        "x86_64",
        ("manylinux_2_17_x86_64", "manylinux2014_x86_64"),
        # Linux distributions build Blender on their own Python.
        ("3.11", "3.13", "3.14"),
    ),
    "macos-arm64": Platform("macosx", "arm64", ("macosx_11_0_arm64",)),
    "macos-x64": Platform("macosx", "x86_64", ("macosx_10_15_x86_64",)),
    "windows-arm64": Platform("win", "arm64", ("win_arm64",)),
    "windows-x64": Platform("win", "amd64", ("win_amd64",)),
}


def wheels_for(platform: str, progress: Progress = print) -> list[Path]:
    """Return the locked wheels of a platform, sorted by name, fetching what is not there."""
    fetch(progress)
    return sorted(path for path in WHEELS.glob("*.whl") if PLATFORMS[platform].fits(path.name))


def fetch(progress: Progress = print) -> None:
    """Download the locked wheels that are not in vendor/wheels, and remove all others."""
    with locked(WHEELS / "fetch.lock", progress):
        missing = _missing()
        if not missing:
            return
        python = ensure("plain", progress).python
        for name, platform in PLATFORMS.items():
            progress(f"Fetching the wheels for {name}")
            for target in platform.targets():
                _download(python, target, f"fetch the wheels for {name}")
        missing = _missing()
    if missing:
        raise WheelError(
            f"{LOCKED_REQUIREMENTS.name} locks {len(missing)} wheels that no platform asks for: "
            'run "python3 scripts/wheels.py lock".'
        )


def _download(python: Path, target: list[str], task: str) -> None:
    lock = f"--requirement={LOCKED_REQUIREMENTS}"
    options = ["--require-hashes", "--no-deps", f"--dest={WHEELS}", lock]
    run_pip(python, "download", *target, *options, task=task)


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
        for target in platform.targets():
            for pin, digest in _resolve(python, target, f"resolve {REQUIREMENTS.name} for {name}"):
                hashes[pin].add(digest)
    _check_one_version_each(list(hashes))
    LOCKED_REQUIREMENTS.write_text(_render(hashes), "utf-8", newline="\n")
    progress(f"Locked {', '.join(sorted(hashes))}")


def _resolve(python: Path, target: list[str], task: str) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        options = ["--dry-run", "--ignore-installed", f"--target={folder}", f"--report={report}"]
        source = f"--requirement={REQUIREMENTS}"
        run_pip(python, "install", *target, *options, source, task=task)
        for item in json.loads(report.read_text("utf-8"))["install"]:
            name = re.sub(r"[-_.]+", "-", item["metadata"]["name"]).lower()
            digest = item["download_info"]["archive_info"]["hash"].removeprefix("sha256=")
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
