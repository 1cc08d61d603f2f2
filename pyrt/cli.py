"""The `pyrt` command: arguments in, messages and an exit code out.

Exit codes: 0 done, 2 the input cannot be built (one message says what, where and what
next), 130 interrupted.  Everything that is done lives in `pyrt.build`.
"""

from __future__ import annotations

import argparse
import shlex
import sys
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pyrt.build.dev import DevServer
from pyrt.build.errors import BuildError
from pyrt.build.site import BuildResult, build_site
from pyrt.terminal import Terminal
from pyrt.version import PYRT_VERSION

OK = 0
BAD_INPUT = 2
INTERRUPTED = 130

_APP_HELP = "a script (app.py), a folder with app.py in it, or module:attribute"


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point of the console script."""
    options = _parser().parse_args(arguments)
    with Terminal() as terminal:
        try:
            return _build(options, terminal) if options.verb == "build" else _run(options, terminal)
        except BuildError as error:
            terminal.error(error)
            return BAD_INPUT
        except KeyboardInterrupt:
            return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pyrt", description="Runs Plotly Dash apps entirely in the browser."
    )
    parser.add_argument("--version", action="version", version=f"pyrt {PYRT_VERSION}")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="build | run")

    build = verbs.add_parser(
        "build",
        help="make a folder of static files",
        description="Make a folder of static files that any web server can publish.",
    )
    build.add_argument("app", metavar="APP", help=_APP_HELP)
    build.add_argument(
        "-o",
        "--out",
        "--output",
        dest="out",
        metavar="DIR",
        default="site",
        help="the folder to make; an older site in it is replaced (default: site)",
    )

    run = verbs.add_parser(
        "run",
        help="build, serve and rebuild on change",
        description="Build the app, serve it on this machine, and rebuild when a file changes.",
    )
    run.add_argument("app", metavar="APP", help=_APP_HELP)
    run.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: %(default)s)"
    )
    run.add_argument(
        "--port",
        type=port_number,
        default=None,
        help="port to listen on (default: 8050 or a free one)",
    )
    run.add_argument("--no-open", action="store_true", help="do not open the browser")
    return parser


def port_number(text: str) -> int:
    port = int(text)
    if not 1 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return port


def _build(options: argparse.Namespace, terminal: Terminal) -> int:
    out = Path(options.out)
    result = build_site(options.app, out, progress=terminal)
    _say_where(result, terminal)
    return OK


def _say_where(result: BuildResult, terminal: Terminal) -> None:
    terminal.say(f"\nThe site is in {result.out}: publish it on any static host.")
    terminal.say(f"To look at it: {_python()} -m http.server -d {shlex.quote(str(result.out))}")


def _python() -> str:
    return "py" if sys.platform == "win32" else "python3"


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    with DevServer(options.app, host=options.host, port=options.port, progress=terminal) as server:
        terminal.say(f"\nRunning at {server.url}  (Ctrl+C stops it)")
        if not options.no_open:
            webbrowser.open(server.url)
        # Ctrl+C is how it is meant to end.
        with suppress(KeyboardInterrupt):
            server.watch()
    return OK


if __name__ == "__main__":
    sys.exit(main())
