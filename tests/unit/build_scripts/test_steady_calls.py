"""A module whose indirect calls go by way of others computes what it computed before."""

from __future__ import annotations

import json
import subprocess
from collections import Counter

import pytest

import steady_calls
from paths import NODE_MODULES
from steps import BuildError

RUN = """
const bytes = Uint8Array.from(JSON.parse(process.argv[1]));
const env = { half: (x) => x / 2, memory: new WebAssembly.Memory({ initial: 1, maximum: 2 }) };
WebAssembly.instantiate(bytes, { env }).then(({ instance }) => {
  const { main } = instance.exports;
  console.log(JSON.stringify([0, 1, 2].map((which) => main(which, 20))));
});
"""

VOID, I32 = 0x40, 0x7F
GET_0, GET_1 = [0x20, 0], [0x20, 1]
DOUBLE = [*GET_0, 0x41, 2, 0x6C]
NEGATIVE = [0x41, 0, *GET_0, 0x6B]
EVERY_KIND = [
    *([0x02, VOID, 0x02, VOID, *GET_0, 0x0E, 2, 0, 1, 0, 0x0B, 0x0B]),  # br_table in blocks
    *([0x43, *b"\x11\x11\x11\x11", 0x1A, 0x44, *b"\x11" * 8, 0x1A]),  # numbers like call_indirect
    *([0x41, 0x91, 0x11, 0x1A, 0x42, 0x91, 0x91, 0x11, 0x1A]),
    *([0x41, 0, 0x41, 17, 0x41, 4, 0xFC, 11, 0]),  # memory.fill
    *([0x41, 0, 0x28, 2, 17, 0x1A]),  # i32.load at an offset of 17
    *([0x41, 1, 0x41, 2, 0x41, 3, 0x1C, 1, I32, 0x1A]),  # select of i32
    *([0x43, *b"\0\0\0\0", 0xFC, 0, 0x1A]),  # i32.trunc_sat_f32_s
]
CALL = [*GET_1, *GET_0, 0x11, 0, 0]


def sized(content: list[int]) -> list[int]:
    assert len(content) < 128
    return [len(content), *content]


def vector(*items: list[int]) -> list[int]:
    return [len(items), *(byte for item in items for byte in item)]


def name(text: str) -> list[int]:
    return sized(list(text.encode()))


def module(main: list[int], types: list[list[int]] | None = None) -> bytes:
    """`main(which, x)` calls number `which` of a table: an imported function and two others."""
    bodies = [sized([0, *body, 0x0B]) for body in (DOUBLE, NEGATIVE)]
    bodies.append(sized([1, 3, I32, *main, 0x0B]))
    sections = {
        1: vector(*(types or [[0x60, 1, I32, 1, I32], [0x60, 2, I32, I32, 1, I32]])),
        2: vector([*name("env"), *name("memory"), 2, 1, 1, 2], [*name("env"), *name("half"), 0, 0]),
        3: vector([0], [0], [1]),
        4: vector([0x70, 0, 3]),
        7: vector([*name("main"), 0, 3]),
        9: vector([0, 0x41, 0, 0x0B, *vector([0], [1], [2])]),
        10: vector(*bodies),
    }
    content = [byte for kind, items in sections.items() for byte in [kind, *sized(items)]]
    return b"\0asm\1\0\0\0" + bytes(content)


def results(made: bytes) -> list[int]:
    command = ["node", "-e", RUN, json.dumps(list(made))]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    answers: list[int] = json.loads(ran.stdout)
    return answers


def functions(made: bytes) -> list[bytes]:
    return steady_calls._bodies(dict(steady_calls._sections(made))[10])


@pytest.mark.parametrize("main", [CALL, [*EVERY_KIND, *CALL]], ids=["call", "every kind"])
def test_it_computes_the_same_through_one_function_more(main: list[int]) -> None:
    before = module(main)
    after = steady_calls.steady_calls(before)
    assert results(before) == results(after) == [10, 40, -20]
    assert len(functions(before)) == 3
    [*_, caller, way] = functions(after)
    assert caller == functions(before)[2].replace(bytes([0x11, 0, 0]), bytes([0x10, 4]))
    assert way == bytes([0, *GET_0, *GET_1, 0x11, 0, 0, 0x0B])


def test_calls_of_one_signature_share_a_function() -> None:
    after = steady_calls.steady_calls(module([*CALL, 0x1A, *CALL]))
    assert results(after) == [10, 40, -20]
    assert len(functions(after)) == 4


def test_in_pyodide_only_these_functions_call_indirectly() -> None:
    before = (NODE_MODULES / "pyodide/pyodide.asm.wasm").read_bytes()
    after = steady_calls.steady_calls(before)
    own = len(functions(before))
    made = functions(after)[own:]
    assert len(made) > 20
    # Once more, nothing is left to do but for these themselves.
    again = functions(steady_calls.steady_calls(after))
    kept = Counter(was == now for was, now in zip(functions(after), again, strict=False))
    assert kept == {True: own, False: len(made)}


def test_what_it_cannot_read_stops_the_build() -> None:
    with pytest.raises(BuildError, match=r"with an instruction 0xfd: see steady_calls\.py"):
        steady_calls.steady_calls(module([0xFD, 0, *CALL]))
    with pytest.raises(BuildError, match="a type that is no function's"):
        steady_calls.steady_calls(module(CALL, [[0x5F, 0]]))
