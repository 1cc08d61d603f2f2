"""Pyodide's Emscripten part, which does less at a start, and with two faults mended.

Emscripten prepares for WebAssembly modules of packages, whether an app has any or not.  Each of
the 4,800 functions that they may ask for is named three times, `_f=Module["_f"]=wasmExports["f"]`,
nearly half of what a worker parses before Python can start.  Each gets a place in the table of
functions and a `WebAssembly.Global` with that place, and to find those that have one already, all
of the table is read.  Each function in JavaScript that C code could point to is wrapped into a
module of its own; nearly all of these are OpenGL's.  Here the names are looked up when somebody
asks, and a function gets its place when a module is loaded that wants it.

A promise may be rejected with anything, a text for instance.  Pyodide passes it to Python's future,
which takes exceptions only, and whoever awaits it would do so for ever.

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

_ASKED = (
    "const exported=(name)=>"
    'typeof name=="string"&&name.startsWith("_")&&!name.startsWith("__Z")?name.slice(1):"";'
    "const has=(target,name)=>Object.hasOwn(wasmExports,exported(name))||name in target;"
    "const get=(target,name)=>{if(name in target||!has(target,name))return target[name];"
    "const value=wasmExports[exported(name)];"
    "return value instanceof WebAssembly.Global?value.value>>>0:value};"
    "Object.setPrototypeOf(Module,new Proxy({},{get,has}));"
)
"""The lists have all but the names of C++.  Numbers are the places of what is no function."""

_LATER = {
    # Whatever a module wants of the main one, `reportUndefinedSymbols` finds when it is loaded.
    "updateGOT(origExports);": "",
    # What JavaScript defines has a signature there, and is in the table only when it was put there.
    "var functionsInTableMap;": "var functionsInTableMap=new WeakMap,tableIsRead=false;",
    "if(functionsInTableMap){for(": "if(tableIsRead){for(",
    "if(!functionsInTableMap){functionsInTableMap=new WeakMap;": (
        "if(!tableIsRead&&!func.sig){tableIsRead=true;"
    ),
    # It has just been made, so it cannot be in the table.
    "return addFunction(trampolineInstance.exports.trampoline_call)": (
        "const place=getEmptyTableSlot();"
        "setWasmTableEntry(place,trampolineInstance.exports.trampoline_call);return place"
    ),
    # Pointers for `emscripten_GetProcAddress`: a worker has no canvas to draw on.
    "if(entry.value==-1){": (
        'if(entry.value==-1){if(symName.startsWith("emscripten_gl")){entry.value=0;continue}'
    ),
}
"""What is done at a start -> the same, not before it is needed."""

_REJECTED = "callPyObjectMaybePromising(handle_exception,[err])"
_AS_ERROR = "err instanceof Error?err:new Error(String(err))"

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
    text = SOURCE.read_text()
    for change in (unsigned, rejected, without_table, without_lists):
        text = change(text)
    SLIM.write_text(text)


def unsigned(source: str) -> str:
    """The same module, which also reads and writes above 2 GB.  Raises `BuildError` when it is not
    written as expected: perhaps Pyodide does it itself by now."""
    for use, address in _SIGNED:
        in_reach = re.sub(rf"\b{address}\b", f"({address}>>>0)", use)
        source = _replaced(source, use, in_reach)
    return source


def rejected(source: str) -> str:
    """The same module, from which Python hears of every promise that is rejected.  Raises
    `BuildError` when it is not written as expected."""
    return _replaced(source, _REJECTED, _REJECTED.replace("err", _AS_ERROR))


def without_table(source: str) -> str:
    """The same module, which gives a function its place in the table when somebody wants it.
    Raises `BuildError` when it is not written as expected."""
    for use, later in _LATER.items():
        source = _replaced(source, use, later)
    return source


def _replaced(source: str, text: str, by: str) -> str:
    if source.count(text) != 1:
        raise BuildError(f"{SOURCE.name} does not have {text!r} once: see slim_pyodide.py")
    return source.replace(text, by)


def without_lists(source: str) -> str:
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
        # What is used has its name a second time, beside where it is declared.
        if match is None or match[1] != f"_{match[2]}" or elsewhere[match[1]] > 1:
            stay.append(statement)
        else:
            dropped.add(match[1])
    names = [name for name in declared[1].split(",") if name not in dropped]
    before = before[: declared.start(1)] + ",".join(names) + before[declared.end(1) :]
    return before + found + _ASKED + ";".join(stay) + end + after


def alias() -> str:
    """What makes esbuild take `SLIM` wherever Pyodide's own file is imported."""
    return f"--alias:pyodide/pyodide.asm.mjs=./{Path('.cache') / SLIM.name}"
