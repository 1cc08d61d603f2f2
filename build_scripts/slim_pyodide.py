"""Pyodide's Emscripten part without the lists of its exports, and with all of its memory in reach.

Emscripten names each of the 4,800 functions that WebAssembly modules of packages may ask for three
times, `_f=Module["_f"]=wasmExports["f"]`, behind a variable of its own that nearly none of them
needs: nearly half of what a worker parses before Python can start.  Here a loop says it once.

Addresses come as signed numbers.  Pyodide makes them unsigned in nearly all places; in the others
whatever lies above 2 GB, a text that goes to the page for instance, would be read from elsewhere.
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

_SIGNED = (
    ("decoder.decode(Module.HEAPU8.subarray(ptr,ptr+len))", "ptr"),
    ("Module.HEAPU8.set(bufferAsUint8Array(buf),ptr)", "ptr"),
    ("bufferAsUint8Array(buf).set(Module.HEAPU8.subarray(ptr,ptr+buf.byteLength))", "ptr"),
    ("HEAP8.slice(t,t+n).buffer", "t"),
)
"""Where an address is used as it comes, and its name there: long texts that leave Python, buffers
that come and go, arrays that leave."""


def slim_pyodide() -> None:
    """Write `SLIM`."""
    SLIM.parent.mkdir(exist_ok=True)
    SLIM.write_text(slim(unsigned(SOURCE.read_text())))


def unsigned(source: str) -> str:
    """The same module, which also reads and writes above 2 GB.  Raises `BuildError` when it is not
    written as expected: perhaps Pyodide does it itself by now."""
    for use, address in _SIGNED:
        if source.count(use) != 1:
            raise BuildError(f"{SOURCE.name} does not have {use!r} once: see slim_pyodide.py")
        in_reach = re.sub(rf"\b{address}\b", f"({address}>>>0)", use)
        source = source.replace(use, in_reach)
    return source


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
