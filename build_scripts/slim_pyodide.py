"""Pyodide's Emscripten part without the lists of its exports.

Emscripten names each of the 4,800 functions that WebAssembly modules of packages may ask for three
times, `_f=Module["_f"]=wasmExports["f"]`, behind a variable of its own that nearly none of them
needs: nearly half of what a worker parses before Python can start.  Here a loop says it once.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from paths import CACHE, NODE_MODULES
from steps import BuildError

SOURCE = NODE_MODULES / "pyodide/pyodide.asm.mjs"
SLIM = CACHE / "pyodide.asm.mjs"

_HEAD = "function assignWasmExports(wasmExports){"
_FUNCTION = re.compile(r'([\w$]+)=Module\["\1"\]=wasmExports\["([\w$]+)"\]')
_DATA = re.compile(_FUNCTION.pattern + r"\.value>>>0")
_NAMES = re.compile(r"[\w$]+")
_VARIABLES = re.compile(r"\bvar ((?:[\w$]+,){1000,}[\w$]+);")

_LOOP = """for(const name in wasmExports){if(name.startsWith("_Z"))continue;\
const value=wasmExports[name];\
Module["_"+name]=value instanceof WebAssembly.Global?value.value>>>0:value}"""
"""The list has all but the names of C++.  Numbers are the places of what is no function."""


def slim_pyodide() -> None:
    """Write `SLIM`."""
    SLIM.parent.mkdir(exist_ok=True)
    SLIM.write_text(slim(SOURCE.read_text()))


def slim(source: str) -> str:
    """The same module, shorter.  Raises `BuildError` when it is not written as expected."""
    before, found, rest = source.partition(_HEAD)
    body, end, after = rest.partition("}")
    declared = _VARIABLES.search(before)
    if not (found and end and declared):
        raise BuildError(f"{SOURCE.name} assigns its exports in another way: see slim_pyodide.py")
    elsewhere = Counter(_NAMES.findall(before + after))
    stay, dropped = [], set()
    for statement in body.split(";"):
        match = _FUNCTION.fullmatch(statement) or _DATA.fullmatch(statement)
        if match is None or match[1] != f"_{match[2]}":
            stay.append(statement)
        elif elsewhere[match[1]] > 1:  # once where it is declared
            stay.append(f'{match[1]}=Module["{match[1]}"]')
        else:
            dropped.add(match[1])
    names = [name for name in declared[1].split(",") if name not in dropped]
    before = before[: declared.start(1)] + ",".join(names) + before[declared.end(1) :]
    return before + found + _LOOP + ";".join(stay) + end + after


def alias() -> str:
    """What makes esbuild take `SLIM` wherever Pyodide's own file is imported."""
    return f"--alias:pyodide/pyodide.asm.mjs=./{Path('.cache') / SLIM.name}"
