"""Pyodide's WebAssembly with an interpreter that V8 compiles once.

V8 (from Chrome 137) compiles a hot function for those targets of its indirect calls that it has
seen so far, and throws the code away when another comes.  The loop of Python's interpreter, with
what V8 puts into it, meets others all the time.  It is the largest function of all, and was
compiled four times in the first seconds of an app: half a second of a core, while callbacks took
twice their time.

Here whoever calls indirectly does it through a function that does nothing else, one for each
signature.  These have had many targets before anything is hot, so V8 assumes nothing of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from steps import BuildError

_TYPES, _IMPORTS, _FUNCTIONS, _CODE = 1, 2, 3, 10
_PREAMBLE = 8
_FUNCTION_TYPE, _I32 = 0x60, 0x7F
_CALL, _CALL_INDIRECT, _LOCAL_GET, _END = 0x10, 0x11, 0x20, 0x0B

_NUMBERS = {
    **dict.fromkeys((0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0C, 0x0D, 0x10, 0x12, 0x18), 1),
    **dict.fromkeys((*range(0x20, 0x27), 0x3F, 0x40, 0x41, 0x42, 0xD0, 0xD2), 1),
    **dict.fromkeys(range(0x28, 0x3F), 2),
    **dict.fromkeys((0x00, 0x01, 0x05, 0x0A, 0x0B, 0x0F, 0x19, 0x1A, 0x1B, 0xD1), 0),
    **dict.fromkeys(range(0x45, 0xC5), 0),
}
"""Opcode -> how many numbers follow.  Those of blocks are types, which are numbers as well.  A tail
call that is indirect is not among them: there is none, and it would have to go by way, too."""
_MISCELLANEOUS = {
    **dict.fromkeys(range(8), 0),
    **dict.fromkeys((9, 11, 13, 15, 16, 17), 1),
    **dict.fromkeys((8, 10, 12, 14), 2),
}
"""The same for what stands behind 0xFC: conversions, and whole pieces of memories and tables."""
_BR_TABLE, _SELECT_TYPED, _F32, _F64, _PREFIX = 0x0E, 0x1C, 0x43, 0x44, 0xFC


class _Reader:
    """Numbers in WebAssembly are LEB128."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data = data
        self.at = at

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def take(self, length: int) -> bytes:
        self.at += length
        return self.data[self.at - length : self.at]

    def number(self) -> int:
        """Unsigned.  Of a signed one only the place where it ends is right."""
        value = shift = 0
        while (byte := self.byte()) >= 0x80:
            value |= (byte & 0x7F) << shift
            shift += 7
        return value | byte << shift

    def sized(self) -> bytes:
        return self.take(self.number())


def _number(value: int) -> bytes:
    written = bytearray()
    while value >= 0x80:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*written, value])


def _sized(data: bytes) -> bytes:
    return _number(len(data)) + data


class _Signature(NamedTuple):
    """Types of values, each one byte."""

    parameters: bytes
    results: bytes

    def written(self) -> bytes:
        return bytes([_FUNCTION_TYPE]) + _sized(self.parameters) + _sized(self.results)


def steady_calls(module: bytes) -> bytes:
    """The same module, in which nobody else makes an indirect call.

    Raises `BuildError` when it is not made as expected.
    """
    sections = list(_sections(module))
    of_kind = dict(sections)
    signatures = _signatures(of_kind[_TYPES])
    bodies = _bodies(of_kind[_CODE])
    first = _imported_functions(of_kind[_IMPORTS]) + len(bodies)
    ways: dict[_Call, int] = {}
    bodies = [_by_way(body, ways, first) for body in bodies]
    functions = []
    for way in ways:
        parameters, results = signatures[way.signature]
        bodies.append(way.body(len(parameters)))
        functions.append(_number(len(signatures)))
        # Where the function called stands in the table comes last.
        signatures.append(_Signature(parameters + bytes([_I32]), results))
    changed = {
        _TYPES: _vector([signature.written() for signature in signatures]),
        _FUNCTIONS: _appended(of_kind[_FUNCTIONS], functions),
        _CODE: _vector([_sized(body) for body in bodies]),
    }
    return module[:_PREAMBLE] + b"".join(
        bytes([kind]) + _sized(changed.get(kind, content)) for kind, content in sections
    )


class _Call(NamedTuple):
    """An indirect call: numbers of a signature and of a table."""

    signature: int
    table: int

    def body(self, parameters: int) -> bytes:
        """Of a function that does nothing else: it has no locals, and passes on what it gets."""
        passed = b"".join(bytes([_LOCAL_GET]) + _number(number) for number in range(parameters + 1))
        call = bytes([_CALL_INDIRECT]) + _number(self.signature) + _number(self.table)
        return b"\0" + passed + call + bytes([_END])


def _by_way(body: bytes, ways: dict[_Call, int], first: int) -> bytes:
    """A function's body that calls `ways`, which grows, by their numbers: `first` and on."""
    reader = _Reader(body)
    for _ in range(reader.number()):
        reader.number()  # so many locals
        reader.number()  # of this type
    parts = []
    written = 0
    while reader.at < len(body):
        start = reader.at
        if reader.byte() == _CALL_INDIRECT:
            call = _Call(reader.number(), reader.number())
            way = ways.setdefault(call, first + len(ways))
            parts += [body[written:start], bytes([_CALL]), _number(way)]
            written = reader.at
        else:
            _skip(body[start], reader)
    return b"".join([*parts, body[written:]])


def _skip(opcode: int, reader: _Reader) -> None:
    """To the end of an instruction."""
    if opcode in (_F32, _F64):
        reader.take(4 if opcode == _F32 else 8)
        return
    if opcode == _BR_TABLE:
        numbers: int | None = reader.number() + 1
    elif opcode == _SELECT_TYPED:
        numbers = reader.number()
    elif opcode == _PREFIX:
        numbers = _MISCELLANEOUS.get(reader.number())
    else:
        numbers = _NUMBERS.get(opcode)
    if numbers is None:
        raise _unexpected(f"with an instruction {opcode:#x}")
    for _ in range(numbers):
        reader.number()


# --- sections -----------------------------------------------------------------------------------


def _sections(module: bytes) -> Iterator[tuple[int, bytes]]:
    reader = _Reader(module, _PREAMBLE)
    while reader.at < len(module):
        yield reader.byte(), reader.sized()


def _signatures(section: bytes) -> list[_Signature]:
    reader = _Reader(section)
    signatures = []
    for _ in range(reader.number()):
        if reader.byte() != _FUNCTION_TYPE:
            raise _unexpected("with a type that is no function's")
        signatures.append(_Signature(reader.sized(), reader.sized()))
    if reader.at != len(section):
        raise _unexpected("with types of values that take more than a byte")
    return signatures


def _imported_functions(section: bytes) -> int:
    """How many there are: functions are counted from there on."""
    reader = _Reader(section)
    functions = 0
    for _ in range(reader.number()):
        reader.sized()  # the module
        reader.sized()  # the name
        match reader.byte():
            case 0:
                functions += 1
                reader.number()
            case 1:
                reader.byte()
                _skip_limits(reader)
            case 2:
                _skip_limits(reader)
            case 3:
                reader.take(2)
            case _:  # a tag
                reader.take(1)
                reader.number()
    return functions


def _skip_limits(reader: _Reader) -> None:
    has_most = reader.byte() & 1
    for _ in range(1 + has_most):
        reader.number()


def _bodies(section: bytes) -> list[bytes]:
    reader = _Reader(section)
    return [reader.sized() for _ in range(reader.number())]


def _appended(section: bytes, items: list[bytes]) -> bytes:
    """A section with more at the end of its list."""
    reader = _Reader(section)
    return _number(reader.number() + len(items)) + section[reader.at :] + b"".join(items)


def _vector(items: list[bytes]) -> bytes:
    return _number(len(items)) + b"".join(items)


def _unexpected(what: str) -> BuildError:
    return BuildError(f"Pyodide's module is made in another way, {what}: see steady_calls.py")
