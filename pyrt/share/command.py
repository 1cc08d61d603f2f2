"""`pyrt share` and `pyrt open`: what they take, and what they print.

Standard output has the result and nothing else, so that it can be piped; what people want to
know besides goes to standard error.
"""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

from pyrt.build.errors import InputError, OutputError
from pyrt.terminal import Terminal

from .body import SharedApp
from .errors import ShareError
from .link import make_fragment, read_link
from .make import Collection, collect_app
from .meter import PLACES, measure
from .place import checked_path, write_place
from .unpack import write_app


def add_share(verbs: argparse._SubParsersAction[argparse.ArgumentParser], app_help: str) -> None:
    parser = verbs.add_parser(
        "share",
        help="make a link that holds the app",
        description="Print a link that holds the whole app behind its #, compressed: no server "
        "ever sees it. Everybody who has the link can read the app. Only the link goes to "
        "standard output.",
    )
    parser.add_argument("app", metavar="APP", help=app_help)
    parser.add_argument(
        "--base-url",
        metavar="URL",
        help="the address that the link begins with (default: none, only #v1...)",
    )
    parser.add_argument(
        "--page",
        metavar="PATH",
        default="/",
        help="the page of the app that the link opens, as in /orders?id=1 (default: /)",
    )
    parser.add_argument(
        "--state",
        metavar="FILE",
        help='props to start with, as JSON: {"id": {"prop": value}}',
    )
    parser.add_argument(
        "--passphrase",
        action="store_true",
        help="ask for a passphrase (or read a line of standard input) and encrypt the app with it",
    )
    parser.add_argument("--json", action="store_true", help="print link, size and warnings as JSON")
    parser.add_argument(
        "--allow-secrets",
        metavar="FILE",
        action="append",
        default=[],
        help="share this file although it looks like, or holds, a secret; may be given several "
        "times",
    )


def add_open(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = verbs.add_parser(
        "open",
        help="turn such a link back into files",
        description="Write the files of a link into a new folder: all of them, or none. Nothing "
        "is run. Read code from people you do not know before you run it.",
    )
    parser.add_argument("link", metavar="LINK", help="the link in quotes, or - for standard input")
    parser.add_argument(
        "-o", "--out", dest="out", metavar="DIR", required=True, help="a new or an empty folder"
    )
    parser.add_argument("--state", metavar="FILE", help="write the link's props into this new file")


def share(options: argparse.Namespace, terminal: Terminal) -> None:
    """Raises `BuildError`."""
    base = _checked_base(options.base_url)
    page = checked_path(options.page)
    collection = collect_app(
        options.app,
        state=Path(options.state) if options.state else None,
        allow_secrets=options.allow_secrets,
    )
    # What is wrong with the app is said before anybody types a passphrase.
    fragment = make_fragment(collection.app)
    if options.passphrase:
        fragment = make_fragment(collection.app, passphrase=_new_passphrase())
    link = f"{base}#{write_place(page, fragment)}"
    if options.json:
        print(json.dumps(_described(link, page, collection, options.passphrase), indent=1))
        return
    print(link)
    for warning in collection.warnings:
        terminal.warn(warning)
    if not base:
        terminal.note("Without --base-url this is only the part behind the address of a page.")
    for line in measure(link, collection.app.files):
        terminal.note(line)


def open_link(options: argparse.Namespace, terminal: Terminal) -> None:
    """Raises `BuildError`; then nothing was written."""
    state_file = Path(options.state) if options.state else None
    if state_file is not None and (state_file.exists() or state_file.is_symlink()):
        raise OutputError("The file for the state is there already.", where=str(state_file))
    from_stdin = options.link == "-"
    link = sys.stdin.read() if from_stdin else options.link
    try:
        app = read_link(link)
    except ShareError as error:
        if error.kind != "passphrase-needed":
            raise
        app = read_link(link, passphrase=_passphrase("Passphrase: ", terminal_only=from_stdin))
    written = write_app(app, Path(options.out))
    if state_file is not None:
        _write_state(state_file, app)
    elif app.state:
        terminal.note("The link also has props that were changed: --state FILE saves them.")
    for name in written:
        terminal.note(f"  {name}")
    terminal.say(f"The app is in {options.out}; it starts with {app.entry}. Nothing was run.")


def _checked_base(url: str | None) -> str:
    if url is None:
        return ""
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and "#" not in url
    except ValueError:
        good = False
    if not good or not url.isascii() or any(letter <= " " for letter in url):
        raise InputError(
            f"--base-url is no address that a link can begin with: {url}",
            hint="It begins with https:// and has no # in it: https://example.org/apps/",
        )
    return url if parts.path or parts.query else f"{url}/"


def _described(link: str, page: str, collection: Collection, sealed: bool) -> dict[str, object]:
    app = collection.app
    return {
        "link": link,
        "characters": len(link),
        "fits": {str(place.characters): len(link) <= place.characters for place in PLACES},
        "page": page,
        "entry": app.entry,
        "files": {name: len(content) for name, content in app.files.items()},
        "requirements": list(app.requirements),
        "sealed": sealed,
        "warnings": list(collection.warnings),
    }


def _write_state(path: Path, app: SharedApp) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(json.dumps(app.state, indent=1) + "\n")
    except OSError as error:
        raise OutputError(
            f"The files were written, but not the state: {error.strerror or error}.",
            where=str(path),
        ) from error


# --- passphrases: never an argument, which other users of the machine could see -----------------


def _new_passphrase() -> str:
    first = _passphrase("Passphrase for the link: ")
    if sys.stdin.isatty() and _passphrase("The same again: ") != first:
        raise ShareError("bad-passphrase", "The two passphrases differ.")
    return first


def _passphrase(prompt: str, *, terminal_only: bool = False) -> str:
    if not terminal_only and not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    try:
        return getpass.getpass(prompt)
    except EOFError as error:
        raise ShareError("bad-passphrase", "There is nobody to ask for the passphrase.") from error
