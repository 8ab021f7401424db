# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m recraft_blender.sandbox`: start the sandbox and print its address."""

import argparse
import sys
import threading

from .faults import HEADER, NAMES, Misbehaviour
from .links import LIFETIME_S

try:
    from .server import DEFAULT_BALANCE, SandboxServer
except ModuleNotFoundError as missing:
    sys.exit(f"The sandbox draws with numpy, pillow and vtracer; {missing.name} is not installed.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m recraft_blender.sandbox",
        description="Recraft's interface on this computer: free, offline, with local pictures.",
        epilog=f"Faults are written NAME[=ARGUMENT][*TIMES][@SCOPE], also in the header {HEADER};"
        f" the names are {', '.join(NAMES)}.",
    )
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--token", help="accept only this token; otherwise any")
    parser.add_argument("--balance", type=int, default=DEFAULT_BALANCE, help="API units")
    parser.add_argument("--delay", type=float, default=0.0, help="least seconds for a picture")
    parser.add_argument("--no-rate-limit", action="store_true", help="answer at any rate")
    parser.add_argument(
        "--fault", action="append", default=[], type=_fault, metavar="FAULT", help="misbehave"
    )
    parser.add_argument(
        "--link-lifetime", type=float, default=LIFETIME_S, help="seconds that a result's link lives"
    )
    parser.add_argument("--until-input-ends", action="store_true", help=argparse.SUPPRESS)
    return parser


def _fault(text: str) -> Misbehaviour:
    try:
        return Misbehaviour.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted, or until standard input closes where that was asked for."""
    options = _parser().parse_args(arguments)
    server = SandboxServer(
        port=options.port,
        token=options.token,
        balance=options.balance,
        delay_s=options.delay,
        rate_limited=not options.no_rate_limit,
        faults=options.fault,
        link_lifetime_s=options.link_lifetime,
    )
    try:
        with server:
            print(f"Recraft sandbox at {server.base_url}", flush=True)  # noqa: T201 - its answer
            if options.until_input_ends:
                sys.stdin.buffer.read()
            else:
                threading.Event().wait()
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
