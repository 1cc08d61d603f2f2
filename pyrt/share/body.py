"""What a link holds, and its bytes before compression.

    body = count (path size)* entry target count requirement* state content*

The small things come first and the contents last, where they compress as one text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from .errors import ShareError
from .limits import BODY_BYTES, FILES, REQUIREMENT_BYTES, REQUIREMENTS, STATE_DEPTH
from .paths import check_paths

_TARGET = re.compile(r"(?P<module>[^\x00-\x20\x7f:/]*):[^\x00-\x20\x7f:/.]+")

State = dict[str, dict[str, Any]]
"""Id of a component, as text -> the props that the user changed.  A dict id is written as Dash
does: JSON with sorted keys and no spaces."""


@dataclass(frozen=True, slots=True)
class SharedApp:
    """An app as a link carries it.  `encode_body` checks it."""

    files: Mapping[str, bytes]
    """Path, with slashes -> content, byte for byte."""
    entry: str
    """The script that defines the app: one of `files`."""
    target: str = ""
    """Empty: the script is run, and makes one `Dash` object.  `:name`: it makes several.
    `package.module:name`: the script is that module, and is imported."""
    requirements: tuple[str, ...] = ()
    """What the app needs besides pyrt, as pip would read it."""
    state: State = field(default_factory=dict)


def encode_body(app: SharedApp) -> bytes:
    """Raises `ShareError`: a path, an entry point or a size that no reader would take."""
    check_paths(app.files)
    paths = sorted(app.files, key=str.encode)
    _check_entry(app.entry, app.target, paths)
    _check_counts(len(paths), len(app.requirements))
    out = bytearray(_varint(len(paths)))
    for path in paths:
        out += _text(path) + _varint(len(app.files[path]))
    out += _varint(paths.index(app.entry)) + _text(app.target)
    out += _varint(len(app.requirements))
    for requirement in app.requirements:
        _check_requirement(requirement)
        out += _text(requirement)
    out += _text(_state_text(app.state))
    size = len(out) + sum(map(len, app.files.values()))
    if size > BODY_BYTES:
        raise too_large(f"the app has {size:,} bytes; a link takes {BODY_BYTES:,}")
    return bytes(out) + b"".join(app.files[path] for path in paths)


def decode_body(data: bytes) -> SharedApp:
    """Raises `ShareError`; every number in `data` is checked before it is believed."""
    reader = _Reader(data)
    count = reader.varint()
    _check_counts(count, 0)
    table = [(reader.text(), reader.varint()) for _ in range(count)]
    paths = [path for path, _ in table]
    check_paths(paths)
    if paths != sorted(paths, key=str.encode):
        raise _malformed("its files are not sorted")
    index = reader.varint()
    target = reader.text()
    _check_entry(paths[index] if index < count else "", target, paths)
    count = reader.varint()
    _check_counts(0, count)
    requirements = tuple(reader.text() for _ in range(count))
    for requirement in requirements:
        _check_requirement(requirement)
    state = _state(reader.text())
    files = {path: reader.take(size) for path, size in table}
    if not reader.at_end:
        raise _malformed("there are bytes after its last file")
    return SharedApp(files, paths[index], target, requirements, state)


def too_large(why: str) -> ShareError:
    return ShareError(
        "too-large",
        f"This is too much for a link: {why}.",
        hint="Leave data out, load it from a URL, or publish a site with `pyrt build`.",
    )


def _malformed(why: str) -> ShareError:
    return ShareError(
        "malformed",
        f"The link does not follow the format: {why}.",
        hint="It was not made by pyrt, or by a faulty version of it: ask for a new link.",
    )


def _check_entry(entry: str, target: str, paths: list[str]) -> None:
    if entry not in paths or not entry.endswith(".py"):
        raise ShareError(
            "no-app",
            "There is no app in it: none of its files is the script to start.",
            hint="Ask for a new link, made with `pyrt share APP`.",
        )
    match = _TARGET.fullmatch(target)
    if target and match is None:
        raise _malformed("the name of its Dash object is none")
    stem = match["module"].replace(".", "/") if match else ""
    if stem and entry not in (f"{stem}.py", f"{stem}/__init__.py"):
        raise _malformed("the module to import is not its script")


def _check_counts(files: int, requirements: int) -> None:
    if files > FILES:
        raise too_large(f"{files:,} files; a link takes {FILES:,}")
    if requirements > REQUIREMENTS:
        raise too_large(f"{requirements:,} requirements; a link takes {REQUIREMENTS:,}")


def _check_requirement(text: str) -> None:
    if not text or len(text.encode()) > REQUIREMENT_BYTES or re.search(r"[\x00-\x1f\x7f]", text):
        raise _malformed("a requirement is empty, too long, or more than one line")


# --- state ----------------------------------------------------------------------------------


def _state_text(state: State) -> str:
    if not state:
        return ""
    _check_state(state)
    text = json.dumps(state, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # Half a character, as JavaScript strings may have it, is no UTF-8.
    return re.sub("[\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", text)


def _state(text: str) -> State:
    if not text:
        return {}
    try:
        state = json.loads(text, parse_int=_integer, parse_constant=_no_number)
        if not isinstance(state, dict) or not state:
            raise _malformed("its state is not an object with an id in it")
        _check_state(state)
    except (ValueError, OverflowError, RecursionError) as error:
        raise _malformed("its state is not JSON") from error
    return state


def _integer(text: str) -> float:
    # JavaScript writes large doubles without a dot, and rounded: digits that mean nothing.
    number = int(text)
    return number if abs(number) <= 2**53 else float(number)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _check_state(state: Mapping[str, object]) -> None:
    for id_, props in state.items():
        if not id_ or not isinstance(props, dict):
            raise _malformed("its state is not an object of ids, each with an object of props")
        _check_value(props, STATE_DEPTH)


def _check_value(value: object, depth: int) -> None:
    """A JSON value that JavaScript can hold, not too deep."""
    match value:
        case None | bool() | str():
            return
        case int() | float():
            try:
                if abs(float(value)) != float("inf") and value == value:
                    return
            except OverflowError:
                pass
            raise _malformed("its state has a number that JavaScript has not")
        case dict() if depth and all(isinstance(key, str) for key in value):
            children: list[object] = list(value.values())
        case list() if depth:
            children = value
        case _:
            raise _malformed("its state has a value that is no JSON, or too many levels")
    for child in children:
        _check_value(child, depth - 1)


# --- numbers and texts ----------------------------------------------------------------------


def _varint(number: int) -> bytes:
    """Seven bits in each byte, the lowest first; the highest bit says that more follow."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _text(text: str) -> bytes:
    data = text.encode()
    return _varint(len(data)) + data


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def at_end(self) -> bool:
        return self._at == len(self._data)

    def take(self, size: int) -> bytes:
        if size > len(self._data) - self._at:
            raise _malformed("it ends too early")
        self._at += size
        return self._data[self._at - size : self._at]

    def varint(self) -> int:
        number = 0
        for shift in (0, 7, 14, 21):
            byte = self.take(1)[0]
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                # One way to write each number: two readers cannot disagree about the longer ones.
                if shift and not byte:
                    break
                return number
        raise _malformed("a number in it is written in a wrong way")

    def text(self) -> str:
        try:
            return self.take(self.varint()).decode()
        except UnicodeDecodeError as error:
            raise _malformed("a text in it is not UTF-8") from error
