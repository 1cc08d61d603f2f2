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
const names = [...Object.keys(wasmExports).map((name) => "_" + name), "_main", "_none", "f1"];
const worth = (it) => (typeof it == "function" ? it() : it);
for (const name of names) console.log(name, name in Module, worth(Module[name]));
console.log(Module.hasOwnProperty("none"), "toString" in Module, JSON.stringify(used()));
"""
"""Runs a function `assignWasmExports` on exports of these names, and asks for each."""


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
    short = slim_pyodide.without_lists(source)
    assert len(short) < len(source) / 20
    told = _run(source, kinds)
    assert "_f20 true 4294967275" in told and "_f21 true f21" in told
    assert "_none false" in told and "__Zthing false" in told
    assert _run(short, kinds) == told


def test_pyodide_itself_is_nearly_halved() -> None:
    source = slim_pyodide.SOURCE.read_text()
    assert len(slim_pyodide.without_lists(source)) < 0.65 * len(source)


def test_a_module_that_is_written_otherwise_stops_the_build() -> None:
    with pytest.raises(BuildError, match="in another way"):
        slim_pyodide.without_lists("var a; export default a;")


def test_no_address_is_taken_for_a_signed_number() -> None:
    source = slim_pyodide.unsigned(slim_pyodide.SOURCE.read_text())
    assert "Module.HEAPU8.subarray((ptr>>>0),(ptr>>>0)+len)" in source
    with pytest.raises(BuildError, match="does not have"):
        slim_pyodide.unsigned(source)


def test_no_function_gets_a_place_before_somebody_wants_it() -> None:
    source = slim_pyodide.without_table(slim_pyodide.SOURCE.read_text())
    assert "updateGOT(origExports)" not in source
    with pytest.raises(BuildError, match="does not have 'updateGOT"):
        slim_pyodide.without_table(source)


def test_what_a_promise_is_rejected_with_becomes_an_error() -> None:
    source = slim_pyodide.rejected(slim_pyodide.SOURCE.read_text())
    assert "(handle_exception,[err instanceof Error?err:new Error(String(err))])" in source
    with pytest.raises(BuildError, match="does not have"):
        slim_pyodide.rejected(source)
