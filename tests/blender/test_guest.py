# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A good guest in Blender's process: nothing left behind, nothing told, no thread, no stall."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import bpy
import pytest

import installed
from installed import context, ops

from .conftest import PROFILE, TOKEN, NewMesh, StartSandbox, generate, until

SCRIPTS = Path(__file__).parents[2] / "scripts"
SEARCH = """
import sys
from pathlib import Path
text, *folders = sys.argv[1:]
for path in (path for folder in folders for path in Path(folder).rglob("*") if path.is_file()):
    if text.encode() in path.read_bytes():
        print(path)
"""
FRESH = """
import sys
sys.path.insert(0, sys.argv[1])
import installed
import addon_utils
before = set(sys.modules)
addon_utils.enable(installed.ADDON)
addon_utils.disable(installed.ADDON)
addon_utils.enable(installed.ADDON)
new = {name.partition(".")[0] for name in set(sys.modules) - before}
print("imported:", *sorted(new & {"requests", "urllib3", "pydantic", "sqlite3", "numpy"}))
leave = sys.argv[2]
if leave == "disabled":
    addon_utils.disable(installed.ADDON)
"""


@pytest.mark.parametrize("leave", ["disabled", "enabled"])
def test_enabled_twice_and_left(leave: str) -> None:
    if leave == "enabled" and bpy.app.version < (5, 0):
        pytest.skip("this bpy wheel cannot end with any class left registered, ours or not")
    done = subprocess.run(
        [sys.executable, "-c", FRESH, str(SCRIPTS), leave],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "imported:\n" in done.stdout
    assert "Traceback" not in done.stderr


def test_unregister_leaves_nothing() -> None:
    def ours() -> set[str]:
        return {name for name in dir(bpy.types) if name.startswith(("RECRAFT_", "Recraft"))}

    assert ours()
    installed.disable()
    try:
        assert not ours()
        assert not hasattr(bpy.types.Scene, "recraft")
        handlers = bpy.app.handlers.load_post
        assert not [one for one in handlers if "recraft" in one.__module__]
    finally:
        ops.preferences.addon_enable(module=installed.ADDON)


def test_no_thread_in_blender(use_sandbox: None, new_mesh: NewMesh) -> None:
    new_mesh("Cube")
    before = set(threading.enumerate())
    until(generate("stone"), "placed")
    assert set(threading.enumerate()) == before


def test_token_is_nowhere(start_sandbox: StartSandbox, new_mesh: NewMesh, tmp_path: Path) -> None:
    new_mesh("Cube")
    start_sandbox()
    until(generate("stone"), "placed")
    installed.preferences().token = "wrong-" + TOKEN
    until(generate("sand"), "failed")
    assert TOKEN not in installed.preferences().token
    blend = tmp_path / "scene.blend"
    ops.wm.save_as_mainfile(filepath=str(blend), compress=False)
    ops.wm.save_userpref()
    names = {path.name for path in Path(PROFILE.name).rglob("*")}
    assert names >= {"userpref.blend", "worker.log", "ledger.sqlite3"}
    assert _files_with("sand", tmp_path, PROFILE.name)
    assert not _files_with(TOKEN, tmp_path, PROFILE.name)
    assert TOKEN not in "\n".join(os.environ.values())


def _files_with(text: str, *folders: object) -> list[str]:
    """The files that hold a text. A process of its own reads them: closing the ledger's file here
    would drop the locks that SQLite holds on it in this process.
    """
    command = [sys.executable, "-c", SEARCH, text, *map(str, folders)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")[
        :-1
    ]


def test_masked_field_keeps_what_was_typed() -> None:
    secret = installed.module("blender.secret")
    prefs = installed.preferences()
    prefs.token = TOKEN
    assert prefs.token == "•" * len(TOKEN)
    prefs.token = prefs.token
    assert secret.token() == TOKEN
    prefs.token = ""
    assert secret.token() == ""


def test_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    installed.preferences().token = "typed"
    monkeypatch.setenv("RECRAFT_API_TOKEN", " from-outside ")
    assert installed.module("blender.secret").token() == "from-outside"


def test_pump_survives_a_broken_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    session = installed.session()

    def broken(_: object) -> bool:
        raise OSError("no disk")

    monkeypatch.setattr(session, "refresh", broken)
    assert installed.module("blender.pump").tick() > 0
    assert "job list" in session.problem


def test_notice_about_the_ledger_is_shown_until_it_is_got() -> None:
    session = installed.session()
    with session.ledger.transaction() as db:
        db.execute("INSERT OR REPLACE INTO facts VALUES ('notice', 'It was damaged.')")
    session.close()
    installed.module("blender.pump").tick()
    assert session.notice == "It was damaged."
    assert ops.recraft.dismiss_notice() == {"FINISHED"}
    assert session.notice == ""
    session.close()
    installed.module("blender.pump").tick()
    assert session.ledger is not None
    assert session.notice == ""


def test_file_saved_with_our_settings_opens_without_us(tmp_path: Path) -> None:
    installed.settings().prompt = "kept with the file"
    path = str(tmp_path / "kept.blend")
    ops.wm.save_as_mainfile(filepath=path)
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    ops.wm.open_mainfile(filepath=path)
    assert installed.settings().prompt == "kept with the file"
    assert context.scene.recraft.model == "recraftv4_1"
