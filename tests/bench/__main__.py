"""`python -m tests.bench [--quick] [engine|browser]`"""

from __future__ import annotations

import argparse
import os
import platform

from . import browser, engine

parser = argparse.ArgumentParser(prog="python -m tests.bench")
parser.add_argument("part", nargs="?", choices=["engine", "browser"])
parser.add_argument("--quick", action="store_true", help="one round instead of three")
options = parser.parse_args()

print(
    f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, "
    f"load {os.getloadavg()[0]:.1f}\n"
)
if options.part != "browser":
    engine.report()
if options.part != "engine":
    browser.report(options.quick)
