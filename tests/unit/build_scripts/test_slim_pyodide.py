"""Pyodide's module without its lists gives the same names to everybody who asks."""

from __future__ import annotations

import json
import subprocess

import pytest

import slim_pyodide
from steps import BuildError

_FAKE = """
let assignments = 0;
const kinds = JSON.parse(process.argv[1]);
const wasmExports = {};
for (const [name, isData] of Object.entries(kinds)) {
  const place = new WebAssembly.Global({ value: "i32" }, -++assignments);
  wasmExports[name] = isData ? place : () => name;
}
wasmExports._Zthing = () => 0;
const Module = {};
SOURCE
const shown = Object.entries(Module).sort(([a], [b]) => (a < b ? -1 : 1));
console.log(JSON.stringify(shown.map(([name, it]) => [name, typeof it == "number" ? it : it()])));
console.log(JSON.stringify(used()));
"""
"""Runs a function `assignWasmExports` on exports of these names."""


def _small(count: int = 1200) -> tuple[str, dict[str, bool]]:
    """A module that is written like Pyodide's, and which of its exports are data."""
    kinds = {f"f{n}": n % 10 == 0 for n in range(count)}
    body = ";".join(
        f'_{name}=Module["_{name}"]=wasmExports["{name}"]' + (".value>>>0" if is_data else "")
        for name, is_data in kinds.items()
    )
    main = '_main=Module["_main"]=wasmExports["f7"]'
    variables = ",".join([*(f"_{name}" for name in kinds), "_main"])
    return (
        f"var {variables};function assignWasmExports(wasmExports){{{body};{main}}}"
        "assignWasmExports(wasmExports);function used(){return [_f3(),_f20,_main()]}"
    ), kinds


def _run(source: str, kinds: dict[str, bool]) -> str:
    script = _FAKE.replace("SOURCE", source)
    command = ["node", "--input-type=module", "-e", script, json.dumps(kinds)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def test_everything_has_the_value_that_it_had() -> None:
    source, kinds = _small()
    short = slim_pyodide.slim(source)
    assert len(short) < len(source) / 20
    assert _run(short, kinds) == _run(source, kinds)


def test_pyodide_itself_is_nearly_halved() -> None:
    source = slim_pyodide.SOURCE.read_text()
    assert len(slim_pyodide.slim(source)) < 0.65 * len(source)


def test_a_module_that_is_written_otherwise_stops_the_build() -> None:
    with pytest.raises(BuildError, match="in another way"):
        slim_pyodide.slim("var a; export default a;")


def test_no_address_is_taken_for_a_signed_number() -> None:
    source = slim_pyodide.unsigned(slim_pyodide.SOURCE.read_text())
    assert "Module.HEAPU8.subarray((ptr>>>0),(ptr>>>0)+len)" in source
    with pytest.raises(BuildError, match="does not have"):
        slim_pyodide.unsigned(source)
