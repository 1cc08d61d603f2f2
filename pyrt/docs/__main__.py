"""`python -m pyrt.docs OUT < app.py`: builds one app into the folder of some documents and prints
the HTML that shows it.  For tools that are not written in Python, such as Quarto's filters."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pyrt.build.errors import BuildError

from .apps import HEIGHT, DocApp, add_app, snippet


def main() -> int:
    """Exit code 2: the app cannot be built; standard error says why."""
    parser = argparse.ArgumentParser(prog="python -m pyrt.docs")
    parser.add_argument("out", type=Path, help="the folder of the finished documents")
    parser.add_argument("--file", type=Path, help="the app; without it, code on standard input")
    parser.add_argument("--up", default="", help="from the document to that folder, such as ../")
    parser.add_argument("--height", default=HEIGHT)
    parser.add_argument("--title", default="")
    options = parser.parse_args()
    if options.file is None:
        app = DocApp(code=sys.stdin.read())
    else:
        app = DocApp(file=str(options.file.resolve()))
    try:
        add_app(app, options.out)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 2
    print(snippet(app, options.up, height=options.height, title=options.title))
    return 0


if __name__ == "__main__":
    sys.exit(main())
