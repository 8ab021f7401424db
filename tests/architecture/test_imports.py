# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may import what, where a contract between whole packages does not see it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "recraft_blender"
HEADER = (
    "# SPDX-FileCopyrightText: 2026 The recraft_blender authors",
    "# SPDX-License-Identifier: GPL-3.0-or-later",
)
PURE = ("client", "jobs", "raster", "sandbox", "vector")
BLENDERS = ("bpy", "bmesh", "mathutils", "gpu", "bl_ext")
HEAVY = ("requests", "urllib3", "pydantic", "numpy", "PIL", "pathops", "vtracer")
LIGHT = (
    "recraft_blender",
    "recraft_blender.client.addresses",
    "recraft_blender.client.catalog",
    "recraft_blender.client.errors",
    "recraft_blender.client.calls",
    "recraft_blender.client.picture",
    "recraft_blender.jobs.config",
    "recraft_blender.jobs.errors",
    "recraft_blender.jobs.failure",
    "recraft_blender.jobs.choices",
    "recraft_blender.jobs.history",
    "recraft_blender.jobs.ledger",
    "recraft_blender.jobs.preparing",
    "recraft_blender.jobs.queueing",
    "recraft_blender.jobs.receipts",
    "recraft_blender.jobs.process",
    "recraft_blender.jobs.recovery",
    "recraft_blender.jobs.spec",
)


def sources(*folders: Path) -> list[Path]:
    found = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    assert found
    return found


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> Iterator[str]:
    """The names of all modules that a file imports absolutely, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or ""


def roots(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imported(path)}


def run(program: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_pure_modules_are_imported_without_blender() -> None:
    modules = [dotted(path) for path in sources(*(PACKAGE / name for name in PURE))]
    program = (
        "import importlib, sys\n"
        f"sys.modules.update(dict.fromkeys({BLENDERS!r}))\n"
        "for name in sys.argv[1:]:\n"
        "    importlib.import_module(name)\n"
        "    print(name)\n"
    )
    assert run(program, *modules).split() == modules


@pytest.mark.parametrize("module", [*LIGHT, "all of them"])
def test_what_blender_imports_is_light(module: str) -> None:
    names = LIGHT if module == "all of them" else (module,)
    program = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]:\n"
        "    importlib.import_module(name)\n"
        f"print(*({{*{HEAVY!r}}} & {{*sys.modules}}))\n"
    )
    assert run(program, *names).split() == []


@pytest.mark.parametrize("path", sources(PACKAGE), ids=dotted)
def test_package_is_imported_by_no_name_of_its_own(path: Path) -> None:
    # Blender calls it bl_ext.<repository>.recraft_blender.
    assert not roots(path) & {"recraft_blender", "bl_ext"}


@pytest.mark.parametrize("path", sources(PACKAGE / "blender"), ids=dotted)
def test_no_thread_in_blenders_process(path: Path) -> None:
    assert not roots(path) & {"threading", "concurrent", "_thread", "asyncio", "multiprocessing"}


def test_pure_folders_never_name_blender() -> None:
    for path in sources(*(PACKAGE / name for name in PURE)):
        assert not roots(path) & set(BLENDERS), path


def test_only_transport_and_download_talk_http() -> None:
    talkers = {path.name for path in sources(PACKAGE) if "requests" in roots(path)}
    assert talkers == {"connection.py", "deadline.py", "download.py", "transport.py"}


def test_every_source_has_the_licence_and_a_word_about_itself() -> None:
    own = ["recraft_blender", "scripts", "tests"]
    for path in sources(*(ROOT / name for name in own)):
        lines = path.read_text(encoding="utf-8").splitlines()
        if not lines:
            continue
        assert tuple(lines[:2]) == HEADER, path
        if len(lines) > 2:
            assert ast.get_docstring(ast.parse("\n".join(lines))), path


def test_every_folder_of_tests_is_a_package() -> None:
    for path in sources(ROOT / "tests"):
        assert (path.parent / "__init__.py").exists(), path
