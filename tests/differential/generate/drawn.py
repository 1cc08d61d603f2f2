"""What a random app is: plain values, from which a case can be written and parts left out.

The layout is the same for all: buttons, text inputs, a store, paragraphs to write on, rows
with dict ids, and a box whose content comes and goes.  Callbacks and gestures are drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BUTTONS = ("b0", "b1", "b2")
FIELDS = ("i0", "i1")
STORE = "s0"
TEXTS = ("p0", "p1", "p2", "p3", "p4", "p5")
BOX = "box"
GUESTS = ("g0", "g1")
"""Buttons that stand in the box at times."""

Wild = Literal["ALL", "MATCH", "ALLSMALLER"]

Turn = Literal["value", "prevent", "raise", "nothing", "some", "none", "patch"]
"""What a callback does in one of its calls."""


@dataclass(frozen=True)
class Prop:
    """One property of a component that stands there by its id, or of rows."""

    name: str
    id: str = ""
    row: int | Wild | None = None
    """Instead of `id`: the row with this index, or those that the wildcard means."""

    @property
    def source(self) -> str:
        """The arguments of `Input(...)` and the like."""
        row = self.row if isinstance(self.row, str) else repr(self.row)
        target = repr(self.id) if self.row is None else f'{{"t": "row", "i": {row}}}'
        return f"{target}, {self.name!r}".replace("'", '"')


@dataclass(frozen=True)
class Callback:
    name: str
    outputs: tuple[Prop, ...]
    inputs: tuple[Prop, ...]
    states: tuple[Prop, ...] = ()
    duplicate: bool = False
    """The outputs belong to other callbacks as well."""
    prevent: bool | None = None
    turns: tuple[Turn, ...] = ("value",)
    """Of the first call, the second, ...; and from the front again."""
    side: Prop | None = None
    """What it sets with `set_props`."""
    running: Prop | None = None
    kind: Literal["plain", "async", "clientside"] = "plain"

    @property
    def fills_box(self) -> bool:
        return any(output.id == BOX for output in self.outputs)


@dataclass(frozen=True)
class Click:
    id: str = ""
    row: int | None = None


@dataclass(frozen=True)
class Fill:
    id: str
    text: str


@dataclass(frozen=True)
class SetProps:
    """`dash_clientside.set_props`, called by a script of the page."""

    prop: Prop
    value: str


Gesture = Click | Fill | SetProps


@dataclass(frozen=True)
class App:
    callbacks: tuple[Callback, ...]
    steps: tuple[tuple[Gesture, ...], ...]
    """The gestures of one step happen in one task of the page."""
    rows: int
    """Outside of the box, with the indexes from 0 on."""
    in_box: int
    """Rows in the box at load, with the indexes from 5 on."""
    suppress: bool
