"""The `pyrt` command: arguments in, messages and an exit code out.

Exit codes: 0 done, 1 `pyrt check` has found something, 2 the input cannot be built (one
message says what, where and what next), 130 interrupted.  Everything that is done lives in
`pyrt.build` and `pyrt.share`.
"""

from __future__ import annotations

import argparse
import json
import shlex
import signal
import sys
import threading
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pyrt.build.check import check_app
from pyrt.build.dev import DevServer
from pyrt.build.errors import BuildError, InputError
from pyrt.build.external import fetch
from pyrt.build.hosts import HOSTS, Host
from pyrt.build.lock import lock_app
from pyrt.build.playground import build_playground
from pyrt.build.progress import Silent
from pyrt.build.report import report_site
from pyrt.build.single_file import build_single_file
from pyrt.build.site import BuildResult, build_site
from pyrt.share.command import add_open, add_share, open_link, share
from pyrt.terminal import Terminal
from pyrt.version import PYRT_VERSION

OK = 0
FOUND = 1
BAD_INPUT = 2
INTERRUPTED = 130

_APP_HELP = "a script (app.py), a folder with app.py in it, or module:attribute"


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point of the console script."""
    options, unknown = _parser().parse_known_args(arguments)
    if unknown:
        options.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    with Terminal() as terminal:
        try:
            return _VERBS[options.verb](options, terminal)
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
    verbs = parser.add_subparsers(
        dest="verb", required=True, metavar="build | run | check | lock | share | open | playground"
    )

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
        help="the folder to make; an older site in it is replaced (default: site, or app.html with "
        "--single-file)",
    )
    build.add_argument(
        "--single-file",
        action="store_true",
        help="make one HTML file instead of a folder (-o app.html): it opens from a disk or an "
        "e-mail, without a server or a network",
    )
    build.add_argument(
        "--host",
        choices=HOSTS,
        help="where it will be published: what that host would refuse is an error",
    )
    build.add_argument(
        "--vendor-external",
        action="store_true",
        help="fetch style sheets and scripts of other hosts, with the fonts and pictures they "
        "mention: the site then needs no other host",
    )
    build.add_argument(
        "--precompress",
        action="store_true",
        help="write .gz and .br beside each file, for hosts that send such copies; .br needs "
        "pip install 'pyrt-web[compress]'",
    )
    build.add_argument(
        "--report",
        action="store_true",
        help="list what the page downloads, part by part: as it is, with gzip, with brotli",
    )
    build.add_argument(
        "--json", action="store_true", help="print the report as JSON, and nothing else"
    )
    _add_site_options(build)
    build.add_argument(
        "--snapshot",
        action="store_true",
        help="start pages from a memory image in which the app's packages have been imported; "
        "needs a Chromium, and pip install 'pyrt-web[testing]'",
    )
    build.add_argument(
        "--no-paint",
        action="store_true",
        help="do not run the app's initial callbacks now: its pages then show nothing of the app "
        "before Python has started",
    )
    build.add_argument(
        "--allow-secrets",
        metavar="FILE",
        action="append",
        default=[],
        help="publish this file of the app although it looks like, or holds, a secret; "
        "may be given several times",
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
    _add_site_options(run)

    check = verbs.add_parser(
        "check",
        help="say what cannot work in a browser",
        description="Read the app's code, without running it, and say what cannot work in a "
        "browser or must not be published.  Exit code 0: nothing found, 1: something found, "
        "2: there is no such app.",
        epilog="A line that ends with `# pyrt: ignore` is not reported.",
    )
    check.add_argument("app", metavar="APP", help=_APP_HELP)
    check.add_argument("--json", action="store_true", help="print the findings as JSON")

    lock = verbs.add_parser(
        "lock",
        help="fix the versions of the app's packages",
        description="Write pyrt-lock.json beside the app: the exact packages, with their hashes, "
        "that every later build takes.",
    )
    lock.add_argument("app", metavar="APP", help=_APP_HELP)
    _add_distribution(lock)

    add_share(verbs, _APP_HELP)
    add_open(verbs)
    _add_playground(verbs)
    for verb in verbs.choices.values():
        # Whose usage an error shows.
        verb.set_defaults(parser=verb)
    return parser


def _add_playground(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verbs.add_parser(
        "playground",
        help="make a page that plays apps from links, with an editor",
        description="Make a folder of static files that plays apps from links (pyrt share) in a "
        "sandbox, where they reach neither the site's data nor the network; and an editor.",
    )
    parser.add_argument(
        "-o", "--out", dest="out", metavar="DIR", required=True, help="the folder to make"
    )
    parser.add_argument(
        "--allow",
        metavar="ORIGIN",
        action="append",
        default=[],
        help="let apps reach this origin, such as https://api.example.org; may be given several "
        "times",
    )
    parser.add_argument(
        "--trust",
        action="store_true",
        help="run what a link holds without asking first; still in the sandbox",
    )


def _add_site_options(parser: argparse.ArgumentParser) -> None:
    _add_distribution(parser)
    parser.add_argument(
        "--cdn",
        action="store_true",
        help="leave the packages of the Pyodide distribution where they are: the site gets "
        "smaller, and its readers fetch them from there",
    )
    parser.add_argument(
        "--no-csp",
        action="store_true",
        help="write no Content-Security-Policy into the pages: any script may run in them",
    )


def _add_distribution(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--pyodide-dist",
        metavar="URL|DIR",
        help="where packages built for Pyodide are: a pyodide-lock.json and its wheels "
        "(default: Pyodide's public distribution)",
    )


def port_number(text: str) -> int:
    port = int(text)
    if not 1 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return port


def _build(options: argparse.Namespace, terminal: Terminal) -> int:
    wanted: dict[str, Any] = {
        "pyodide_dist": options.pyodide_dist,
        "cdn": options.cdn,
        "csp": not options.no_csp,
        "allow_secrets": options.allow_secrets,
        "paint": not options.no_paint,
        "fetch_external": fetch if options.vendor_external else None,
        "progress": Silent() if options.json else terminal,
    }
    if options.single_file:
        return _build_single_file(options, wanted, terminal)
    out = Path(options.out or "site")
    host = HOSTS[options.host] if options.host else None
    if host and options.precompress:
        raise InputError(
            f"{host.title} compresses files by itself and would publish the copies beside them.",
            hint="Leave out --precompress.",
        )
    result = build_site(
        options.app,
        out,
        precompress=options.precompress,
        snapshot=options.snapshot,
        host=host,
        **wanted,
    )
    if options.json:
        for warning in result.warnings:
            terminal.warn(warning)
        print(json.dumps(report_site(out).as_json(), indent=1))
        return OK
    if options.report:
        terminal.report(report_site(out))
    _say_where(result, terminal, host)
    return OK


def _build_single_file(
    options: argparse.Namespace, wanted: dict[str, Any], terminal: Terminal
) -> int:
    if options.precompress or options.host:
        raise InputError(
            "--precompress and --host are for folders on a host.",
            hint="Leave them out, or --single-file.",
        )
    if options.snapshot:
        raise InputError(
            "--snapshot is not for single files: the image of all sites is packed into them.",
            hint="Leave out one of --snapshot and --single-file.",
        )
    built = build_single_file(options.app, options.out or "app.html", **wanted)
    if options.json:
        for warning in built.site.warnings:
            terminal.warn(warning)
        size = {"file": str(built.out), "bytes": built.bytes}
        print(json.dumps(size | built.report.as_json(), indent=1))
        return OK
    if options.report:
        terminal.report(built.report)
    for url in built.report.elsewhere:
        terminal.warn(f"the file needs the network for {url}: --vendor-external puts it in.")
    terminal.say(f"\nThe app is in {built.out} ({_mb(built.bytes)}): open it in a browser.")
    return OK


def _say_where(result: BuildResult, terminal: Terminal, host: Host | None) -> None:
    if host is None:
        terminal.say(f"\nThe site is in {result.out}: publish it on any static host.")
    else:
        next_step = host.next_step.format(out=shlex.quote(str(result.out)))
        terminal.say(f"\nThe site is in {result.out}, for {host.title}. {next_step}")
    terminal.say(f"To look at it: {_python()} -m http.server -d {shlex.quote(str(result.out))}")


def _python() -> str:
    return "py" if sys.platform == "win32" else "python3"


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    with DevServer(
        options.app,
        host=options.host,
        port=options.port,
        pyodide_dist=options.pyodide_dist,
        cdn=options.cdn,
        csp=not options.no_csp,
        progress=terminal,
    ) as server:
        terminal.say(f"\nRunning at {server.url}  (Ctrl+C stops it)")
        if not options.no_open:
            webbrowser.open(server.url)
        # Ctrl+C is how it is meant to end.  An exception could come where Python drops it (in a
        # destructor, say); a second Ctrl+C is one, for who does not want to wait for a build.
        stop = threading.Event()

        def end(*_: object) -> None:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            stop.set()

        signal.signal(signal.SIGINT, end)
        with suppress(KeyboardInterrupt):
            server.watch(stop)
    return OK


def _check(options: argparse.Namespace, terminal: Terminal) -> int:
    checked = check_app(options.app)
    if options.json:
        print(json.dumps(asdict(checked), indent=1))
    elif not checked.findings:
        terminal.say(f"{checked.app}: nothing found that cannot work in a browser.")
    else:
        terminal.findings(checked.findings)
    return FOUND if checked.findings else OK


def _lock(options: argparse.Namespace, terminal: Terminal) -> int:
    result = lock_app(options.app, pyodide_dist=options.pyodide_dist)
    for package in result.packages:
        terminal.say(f"  {package.name} {package.version}")
    terminal.say(f"Written to {result.path}: put it under version control.")
    return OK


def _share(options: argparse.Namespace, terminal: Terminal) -> int:
    share(options, terminal)
    return OK


def _open(options: argparse.Namespace, terminal: Terminal) -> int:
    open_link(options, terminal)
    return OK


def _playground(options: argparse.Namespace, terminal: Terminal) -> int:
    result = build_playground(options.out, allow=options.allow, trust=options.trust)
    terminal.say(f"The playground is in {result.out}: {result.files} files, {_mb(result.bytes)}.")
    terminal.say("Publish it on any static host; pyrt share --base-url URL makes links to it.")
    terminal.say(f"To look at it: {_python()} -m http.server -d {shlex.quote(str(result.out))}")
    return OK


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


_VERBS = {
    "build": _build,
    "run": _run,
    "check": _check,
    "lock": _lock,
    "share": _share,
    "open": _open,
    "playground": _playground,
}


if __name__ == "__main__":
    sys.exit(main())
