# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox as a process of its own, started by the worker that asks it."""

import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from ..client.errors import ConfigurationError
from .process import bootstrap_command

_ADDRESS = re.compile(rb"http://\S+")


@dataclass(slots=True)
class SandboxProcess:
    """A running sandbox; it ends by itself when its standard input closes."""

    process: subprocess.Popen[bytes]
    base_url: str

    @classmethod
    def start(cls, folders: Sequence[str] = ()) -> "SandboxProcess":
        """Start a sandbox and wait for its address; `folders` hold the bundled packages.

        Raises ConfigurationError when it fails.
        """
        command = bootstrap_command([sys.executable, "-I"], "sandbox.__main__", folders)
        process = subprocess.Popen(  # noqa: S603 - our own command
            [*command, "--until-input-ends"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        found = _ADDRESS.search(process.stdout.readline())
        if found is None:
            process.kill()
            process.wait()
            raise ConfigurationError(
                "The sandbox did not start; the file worker-crash.log has details."
            )
        return cls(process, found[0].decode())

    def stop(self) -> None:
        """End the sandbox."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.process.wait(timeout=10)
