# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the extension's zip for each platform, with Blender's own extension tool.

The same files give the same bytes: the staged manifest lists what goes in, in order, and every
staged file has one time and one mode.
"""

import require_python  # noqa: F401, I001 - first: it starts this again under a newer Python
import argparse
import hashlib
import json
import os
import platform as system
import shutil
import subprocess
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from environments import ROOT, Environment, Progress, SetupError, ensure, run_script
from help_pages import write_help
from lock_file import locked
from wheels import PLATFORMS, wheels_for

PACKAGE = ROOT / "recraft_blender"
MANIFEST = "blender_manifest.toml"
STAGE = ROOT / "build" / "stage"
OUT = ROOT / "build" / "dist"
# Files of the package that are not Python and belong in the zip, as patterns below PACKAGE.
DATA_FILES: tuple[str, ...] = ("blender/translations/*.json",)
# The zip format knows no time before 1980.
DEFAULT_EPOCH = 315532800
FILE_MODE = 0o644
TOOL = "bpy/*/scripts/addons_core/bl_pkg/cli/blender_ext.py"
TOOL_ENVIRONMENT = "bpy-5.0"


class BuildError(SetupError):
    """The zip cannot be built from what is there."""


def build(platforms: Sequence[str], out: Path = OUT, progress: Progress = print) -> list[Path]:
    """Build and validate one zip for each platform and return their paths."""
    environment = ensure(TOOL_ENVIRONMENT, progress)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BuildError(
            f"{out} cannot be written ({error.strerror}): choose another folder with --out."
        ) from error
    with locked(STAGE.with_name("stage.lock"), progress):
        return [_build(environment, platform, out, progress) for platform in platforms]


def this_platform() -> str:
    """Return Blender's name for the platform that this runs on, such as "linux-x64"."""
    name = {"darwin": "macos"}.get(system.system().lower(), system.system().lower())
    machine = system.machine().lower()
    machine = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64"}.get(machine, machine)
    if f"{name}-{machine}" not in PLATFORMS:
        raise BuildError(
            f"There is no build for this machine ({name}-{machine}): "
            f"choose one with --platform, of {', '.join(PLATFORMS)}."
        )
    return f"{name}-{machine}"


def manifest() -> dict[str, str]:
    """Return the fields of blender_manifest.toml, which holds the version."""
    return tomllib.loads((ROOT / MANIFEST).read_text("utf-8"))


def package_files() -> list[Path]:
    """Return the files of the package that belong in the zip, and refuse any unknown one."""
    declared = {path for pattern in DATA_FILES for path in PACKAGE.glob(pattern)}
    files = [path for path in sorted(PACKAGE.rglob("*")) if path.is_file() and not _is_litter(path)]
    for path in files:
        if path.suffix != ".py" and path not in declared:
            raise BuildError(
                f"{path.relative_to(ROOT)} is neither Python nor listed in DATA_FILES of "
                "scripts/build.py: list it there or remove it."
            )
    if PACKAGE / "__init__.py" not in files:
        raise BuildError(f"{PACKAGE / '__init__.py'} is not there: restore it and run this again.")
    return files


def _is_litter(path: Path) -> bool:
    parts = path.relative_to(PACKAGE).parts
    return "__pycache__" in parts or any(part.startswith(".") for part in parts)


def _build(environment: Environment, platform: str, out: Path, progress: Progress) -> Path:
    stage = STAGE / platform
    _stage(stage, platform, progress)
    fields = manifest()
    target = out / f"{fields['id']}-{fields['version']}-{platform.replace('-', '_')}.zip"
    run_tool(environment, "build", f"--source-dir={stage}", f"--output-filepath={target}")
    run_tool(environment, "validate", str(target))
    return target


def _stage(stage: Path, platform: str, progress: Progress) -> None:
    shutil.rmtree(stage, ignore_errors=True)
    sources = dict(_sources(platform, progress))
    for name, source in sources.items():
        (stage / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, stage / name)
    wheels = [f"./{name}" for name in sources if name.endswith(".whl")]
    paths = [name for name in sources if not name.endswith(".whl")]
    (stage / MANIFEST).write_text(_staged_manifest(platform, wheels, paths), "utf-8", newline="\n")
    _make_alike(stage)


def _sources(platform: str, progress: Progress) -> Iterator[tuple[str, Path]]:
    """Yield everything but the manifest: the name in the zip and the file."""
    yield "LICENSE", ROOT / "LICENSE"
    yield from write_help(STAGE.with_name("help"))
    for path in package_files():
        yield path.relative_to(PACKAGE).as_posix(), path
    for path in wheels_for(platform, progress):
        yield f"wheels/{path.name}", path


def _staged_manifest(platform: str, wheels: list[str], paths: list[str]) -> str:
    text = (ROOT / MANIFEST).read_text("utf-8")
    # Keys of the top level have to stand above the first table.
    top, table, rest = text.partition("\n[")
    added = f"\n{_array('platforms', [platform])}\n{_array('wheels', wheels)}"
    # Without this list, Blender's tool adds files in the order in which the disk has them.
    return f"{top}{added}{table}{rest}\n[build]\n{_array('paths', paths)}"


def _array(key: str, values: list[str]) -> str:
    # A JSON string of plain characters is a TOML string.
    return f"{key} = [\n" + "".join(f"  {json.dumps(value)},\n" for value in values) + "]\n"


def _make_alike(stage: Path) -> None:
    epoch = max(int(os.environ.get("SOURCE_DATE_EPOCH") or DEFAULT_EPOCH), DEFAULT_EPOCH)
    for path in stage.rglob("*"):
        if path.is_file():
            path.chmod(FILE_MODE)
            os.utime(path, (epoch, epoch))


def run_tool(environment: Environment, *arguments: str) -> None:
    """Run Blender's extension tool, such as with "validate" and a zip."""
    tool = next(environment.site_packages.glob(TOOL), None)
    if tool is None:
        raise BuildError(
            f"Blender's extension tool is not in {environment.folder}: "
            "delete that folder and run this again."
        )
    result = subprocess.run(
        [str(environment.python), "-I", "-B", str(tool), *arguments],
        # The tool writes local times into the zip.
        env={**os.environ, "TZ": "UTC0"},
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        said = " ".join(f"{result.stdout}\n{result.stderr}".split())
        raise BuildError(f"Blender's extension tool refuses to {arguments[0]}: {said}")


def _summary(path: Path) -> str:
    data = path.read_bytes()
    return f"{path}  {len(data) / 1e6:.1f} MB  sha256 {hashlib.sha256(data).hexdigest()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--platform", nargs="+", choices=PLATFORMS, metavar="NAME")
    which.add_argument("--all", action="store_true", help="every platform")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the zips")
    options = parser.parse_args()
    platforms = list(PLATFORMS) if options.all else options.platform or [this_platform()]
    for path in build(platforms, options.out.absolute()):
        print(_summary(path))


if __name__ == "__main__":
    run_script(main)
