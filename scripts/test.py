# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every check and every test: `python3 scripts/test.py`.

The checks and the tests that need no Blender, and each bpy wheel with the built zip in it, two of
these at a time; then, alone, a real Blender with its window. Sets up all it needs, prints what each
printed when it is through and one line for each at the end, and exits with 1 if any failed or none
ran.
"""

import require_python  # noqa: F401, I001 - first: it starts this again under a newer Python
import argparse
import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from build import build, this_platform
from environments import ROOT, PythonNotFoundError, SetupError, ensure

REPORTS = ROOT / "build" / "reports"
BPY = ("bpy-4.2", "bpy-4.5", "bpy-5.0", "bpy-5.2")
ALONE = "window"
# In this order the two that run at a time end at nearly the same moment.
ALL = ("check", "bpy-4.2", "bpy-4.5", "bpy-5.2", "bpy-5.0", ALONE)
AT_ONCE = 2
PURE = ("client", "jobs", "sandbox", "vector", "raster", "architecture", "packaging")
CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("lint-imports",),
)


class NotHereError(SetupError):
    """This machine cannot run the environment."""


@dataclass
class Outcome:
    """How one environment went; `note` says why it did not run, `log` is what it prints to."""

    name: str
    log: TextIO
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    note: str = ""
    ok: bool = False

    def line(self) -> str:
        """The environment's line at the end."""
        word = "passed" if self.ok else ("NOT RUN" if self.note else "FAILED")
        counts = f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"
        return f"{self.name:8}  {word:8}  {self.note or counts}  ({self.seconds:.0f} s)"


def main() -> int:
    options = _options()
    REPORTS.mkdir(parents=True, exist_ok=True)
    names = options.environment or list(ALL)
    # Built once: a zip must not change while a Blender installs it.
    zip_file = build([this_platform()])[0] if set(names) - {"check"} else None
    if len(names) == 1:
        return _report([_run(names[0], sys.stdout, zip_file, options)])
    with ThreadPoolExecutor(AT_ONCE) as pool:
        together = [name for name in names if name != ALONE]
        outcomes = list(pool.map(lambda name: _run_logged(name, zip_file, options), together))
    if ALONE in names:
        outcomes.append(_run_logged(ALONE, zip_file, options))
    return _report(outcomes)


def _run_logged(name: str, zip_file: Path | None, options: argparse.Namespace) -> Outcome:
    """Run one beside another, and print all that it printed at once."""
    path = REPORTS / f"{name}.log"
    with path.open("w", encoding="utf-8") as log:
        outcome = _run(name, log, zip_file, options)
    print(path.read_text("utf-8", errors="replace"), flush=True)
    return outcome


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "-e", "--environment", action="append", choices=ALL, help="only this one (repeatable)"
    )
    parser.add_argument("-k", "--keyword", help="only tests whose names fit, as pytest's -k")
    parser.add_argument("tests", nargs="*", help="only these test files, or file::test")
    return parser.parse_args()


def _run(name: str, log: TextIO, zip_file: Path | None, options: argparse.Namespace) -> Outcome:
    outcome = Outcome(name, log)
    print(f"\n=== {name} ===", file=log, flush=True)
    started = time.monotonic()
    try:
        if name == "check":
            _run_check(outcome, options)
        else:
            if name == ALONE:
                _find_window()
            python = ensure("check" if name == ALONE else name).python
            folder = "tests/window" if name == ALONE else "tests/blender"
            _pytest(outcome, python, options, [folder], {"RECRAFT_TEST_ZIP": str(zip_file)})
    except (PythonNotFoundError, NotHereError) as error:
        outcome.note = str(error)
        print(f"\n!!! {name} did not run: {error}", file=log, flush=True)
    except SetupError as error:
        outcome.failed += 1
        print(f"\n!!! {name}: {error}", file=log, flush=True)
    outcome.seconds = time.monotonic() - started
    return outcome


def _run_check(outcome: Outcome, options: argparse.Namespace) -> None:
    python = ensure("check").python
    is_part = options.tests or options.keyword
    broken = 0 if is_part else sum(not _passes(python, check, outcome.log) for check in CHECKS)
    folders = [f"tests/{name}" for name in PURE if (ROOT / "tests" / name).is_dir()]
    _pytest(outcome, python, options, folders, {})
    outcome.failed += broken
    outcome.ok = outcome.ok and not broken


def _find_window() -> None:
    try:
        from windowed_blender import find  # noqa: PLC0415 - its tools are Linux's own
    except ImportError as error:
        raise NotHereError("The window test runs on Linux only.") from error
    try:
        find(ROOT)
    except SetupError as error:
        raise NotHereError(str(error)) from error


def _passes(python: Path, check: Sequence[str], log: TextIO) -> bool:
    print(f"--- {' '.join(check)}", file=log, flush=True)
    program = python.with_name(check[0] + python.suffix)
    command = [str(program), *check[1:]]
    return subprocess.run(command, cwd=ROOT, stdout=log, stderr=log, check=False).returncode == 0


def _pytest(
    outcome: Outcome,
    python: Path,
    options: argparse.Namespace,
    folders: Sequence[str],
    variables: dict[str, str],
) -> None:
    report = REPORTS / f"{outcome.name}.xml"
    report.unlink(missing_ok=True)
    selection = ["-k", options.keyword] if options.keyword else []
    tests = options.tests or folders
    command = [str(python), "-m", "pytest", "-q", f"--junitxml={report}", *selection, *tests]
    environment = {key: value for key, value in os.environ.items() if key != "RECRAFT_API_TOKEN"}
    result = subprocess.run(
        command,
        cwd=ROOT,
        env=environment | variables,
        stdout=outcome.log,
        stderr=outcome.log,
        check=False,
    )
    for suite in _suites(report):
        total, errors = int(suite.get("tests", 0)), int(suite.get("errors", 0))
        failures, skipped = int(suite.get("failures", 0)), int(suite.get("skipped", 0))
        outcome.failed += errors + failures
        outcome.skipped += skipped
        outcome.passed += total - errors - failures - skipped
    outcome.ok = result.returncode == 0 and outcome.passed > 0 and not outcome.failed
    if result.returncode not in (0, 1):
        words = f"!!! {outcome.name}: pytest ended with {result.returncode}"
        print(words, file=outcome.log, flush=True)


def _suites(report: Path) -> Iterator[ET.Element]:
    if report.is_file():
        # Our own file, written a moment ago.
        yield from ET.parse(report).getroot().iter("testsuite")  # noqa: S314


def _report(outcomes: Sequence[Outcome]) -> int:
    is_ci = bool(os.environ.get("CI"))
    print("\n=== all environments ===")
    for outcome in outcomes:
        print(outcome.line())
    missing = [outcome for outcome in outcomes if outcome.note]
    failed = [outcome for outcome in outcomes if not outcome.ok and not outcome.note]
    if missing and not is_ci:
        print(f"{len(missing)} did not run here; under CI that is a failure.")
    passed_tests = sum(outcome.passed for outcome in outcomes)
    failed_tests = sum(outcome.failed for outcome in outcomes) + (len(missing) if is_ci else 0)
    print(f"{passed_tests} passed, {max(failed_tests, len(failed))} failed", flush=True)
    return int(bool(failed) or passed_tests == 0 or (is_ci and bool(missing)))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Stopped.")
