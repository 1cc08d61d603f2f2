"""`python -m tests.bench [--quick] [engine|imports|browser]`"""

from __future__ import annotations

import argparse
import os
import platform

from . import browser, engine, imports

parser = argparse.ArgumentParser(prog="python -m tests.bench")
parser.add_argument("part", nargs="?", choices=["engine", "imports", "browser"])
parser.add_argument("--quick", action="store_true", help="one round instead of three")
options = parser.parse_args()

print(
    f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, "
    f"load {os.getloadavg()[0]:.1f}\n"
)
if options.part in (None, "engine"):
    engine.report()
if options.part in (None, "imports"):
    imports.report(1 if options.quick else 5)
if options.part in (None, "browser"):
    browser.report(options.quick)
