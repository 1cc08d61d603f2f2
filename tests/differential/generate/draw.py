"""An app out of a seed.  Everything that a rule speaks of and that needs no clock turns up.

Left out is what only a race decides in real Dash: cycles through several callbacks (E21),
and requests that overlap in time (E7); the corpus has cases of both.  Left out as well is
what is known to differ: Dash does not supersede a call whose ALL output means other than one
component, so rows either stay or get no ALL outputs; and ids inside of `children` that
become None stay known to it, so content gives way to other content only.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.differential.generate.drawn import (
    BOX,
    BUTTONS,
    FIELDS,
    GUESTS,
    STORE,
    TEXTS,
    App,
    Callback,
    Click,
    Fill,
    Gesture,
    Prop,
    SetProps,
    Turn,
)

CLICKS = "n_clicks"
FREE = tuple(Prop(name, text) for text in TEXTS for name in ("children", "title"))
"""What callbacks may own."""


def draw_app(seed: int) -> App:
    chance = random.Random(f"pyrt {seed}")
    callbacks: list[Callback] = []
    rows_stay = chance.random() < 0.35
    for number in range(chance.randint(1, 7)):
        drawn = _callback(chance, f"c{number}", callbacks, rows_stay)
        if not _closes_cycle([*callbacks, drawn]):
            callbacks.append(drawn)
    return App(
        callbacks=tuple(callbacks),
        steps=tuple(_step(chance, callbacks) for _ in range(chance.randint(2, 5))),
        rows=chance.choice([0, 1, 2, 3]),
        in_box=chance.choice([0, 0, 1, 2]),
        suppress=chance.random() < 0.8,
    )


# --- callbacks --------------------------------------------------------------------------


def _callback(
    chance: random.Random, name: str, earlier: Sequence[Callback], rows_stay: bool
) -> Callback:
    written = [output for callback in earlier for output in callback.outputs]
    outputs, must_read, duplicate = _outputs(chance, name, written, rows_stay)
    inputs = list(must_read)
    has_match = any(output.row == "MATCH" for output in outputs)
    for _ in range(chance.choice([0, 1, 1, 2]) if inputs else chance.choice([1, 1, 2, 3])):
        drawn = _input(chance, written, has_match)
        if drawn not in inputs:
            inputs.append(drawn)
    chance.shuffle(inputs)
    own = outputs[0] if outputs else None
    if own and own.row is None and own.id != BOX and not duplicate and chance.random() < 0.1:
        inputs.append(own)
    states = [_input(chance, written, has_match) for _ in range(chance.choice([0, 0, 0, 1, 2]))]
    kind = chance.choice(["plain"] * 6 + ["async"] + ["clientside"] * 2)
    if any(output.id in (BOX, STORE) for output in outputs):
        kind = "plain"
    return Callback(
        name=name,
        outputs=tuple(outputs),
        inputs=tuple(inputs),
        states=tuple(state for state in states if state not in inputs),
        duplicate=duplicate,
        prevent=True if duplicate else chance.choice([None, None, None, True]),
        turns=_turns(chance, outputs, kind),
        side=_side(chance) if kind == "plain" and chance.random() < 0.15 else None,
        running=_side(chance) if kind != "clientside" and chance.random() < 0.15 else None,
        kind=kind,  # type: ignore[arg-type]
    )


def _outputs(
    chance: random.Random, name: str, written: Sequence[Prop], rows_stay: bool
) -> tuple[list[Prop], list[Prop], bool]:
    """Outputs, inputs that they require, and whether others own these outputs as well."""
    own = f"data-{name}"
    kind = chance.random()
    if kind < 0.15 and not rows_stay:
        return [Prop("children", BOX)], [], Prop("children", BOX) in written
    if kind < 0.30:
        outputs = [Prop(own, row="MATCH")]
        if chance.random() < 0.3:
            outputs.append(Prop(f"{own}-too", row="MATCH"))
        return outputs, [Prop(_row_prop(chance, written), row="MATCH")], False
    if kind < 0.38 and rows_stay:
        return [Prop(own, row="ALL")], [], False
    if kind < 0.44:
        return [], [], False
    if kind < 0.50:
        return [Prop("data", STORE)], [], Prop("data", STORE) in written
    if kind < 0.56:
        field = chance.choice(FIELDS)
        return [Prop("value", field)], [], Prop("value", field) in written
    if kind < 0.62:
        return [Prop(own, chance.choice(GUESTS))], [], False
    taken = [prop for prop in FREE if prop in written]
    if kind < 0.68 and taken:
        return [chance.choice(taken)], [], True
    free = [prop for prop in FREE if prop not in written]
    return chance.sample(free, min(len(free), chance.choice([1, 1, 1, 2, 3]))), [], False


def _input(chance: random.Random, written: Sequence[Prop], has_match: bool) -> Prop:
    kind = chance.random()
    if kind < 0.35 and written:
        prop = chance.choice(written)
        if prop.row == "MATCH" and not has_match:
            return Prop(prop.name, row="ALL")
        return prop
    if kind < 0.65:
        return Prop(CLICKS, chance.choice(BUTTONS))
    if kind < 0.75:
        return Prop("value", chance.choice(FIELDS))
    if kind < 0.90:
        wild = chance.choice(["ALL", "MATCH", "ALLSMALLER"]) if has_match else "ALL"
        return Prop(_row_prop(chance, written), row=wild)
    if kind < 0.94:
        return Prop(CLICKS, row=chance.choice([0, 1, 5]))
    return Prop(CLICKS, chance.choice(GUESTS))


def _row_prop(chance: random.Random, written: Sequence[Prop]) -> str:
    return chance.choice([CLICKS, CLICKS, *(prop.name for prop in written if prop.row)])


def _turns(chance: random.Random, outputs: Sequence[Prop], kind: str) -> tuple[Turn, ...]:
    choices: list[Turn] = ["value"] * 6 + ["prevent", "raise"]  # type: ignore[assignment]
    if not any(output.row == "ALL" for output in outputs):
        # Dash wants a list for an ALL output; we take one `no_update` as well (G8).
        choices.append("nothing")
    if len(outputs) > 1:
        choices += ["some", "some"]
    if outputs and kind != "clientside":
        choices.append("none")
    if any(output.id in (BOX, STORE) for output in outputs):
        choices += ["patch"] * 3
    return tuple(chance.choice(choices) for _ in range(chance.choice([1, 1, 2, 3])))


def _side(chance: random.Random) -> Prop:
    return chance.choice(
        [*FREE, Prop("title", BUTTONS[0]), Prop("value", FIELDS[0]), Prop("title", row=0)]
    )


def _closes_cycle(callbacks: Sequence[Callback]) -> bool:
    """Whether callbacks feed each other in a circle, by name of their props.

    A callback may read its own output (E20), but not what it sets beside: that never ends.
    """
    follows = {
        one.name: [
            other
            for other in callbacks
            if _writes(one, with_outputs=other is not one) & set(map(_node, other.inputs))
        ]
        for one in callbacks
    }

    def reaches(start: Callback, goal: Callback, seen: set[str]) -> bool:
        for other in follows[start.name]:
            if other is goal:
                return True
            if other.name not in seen:
                seen.add(other.name)
                if reaches(other, goal, seen):
                    return True
        return False

    return any(reaches(callback, callback, set()) for callback in callbacks)


def _writes(callback: Callback, *, with_outputs: bool) -> set[tuple[str, str]]:
    beside = [prop for prop in (callback.side, callback.running) if prop is not None]
    outputs = callback.outputs if with_outputs else ()
    return set(map(_node, [*beside, *outputs]))


def _node(prop: Prop) -> tuple[str, str]:
    return ("row" if prop.row is not None else prop.id, prop.name)


# --- gestures ---------------------------------------------------------------------------


def _step(chance: random.Random, callbacks: Sequence[Callback]) -> tuple[Gesture, ...]:
    return tuple(_gesture(chance, callbacks) for _ in range(chance.choice([1, 1, 1, 2])))


def _gesture(chance: random.Random, callbacks: Sequence[Callback]) -> Gesture:
    kind = chance.random()
    inputs = [prop for callback in callbacks for prop in callback.inputs]
    read = [prop.id for prop in inputs if prop.name == CLICKS and prop.row is None]
    if kind < 0.6:
        return Click(chance.choice(read or BUTTONS))
    if kind < 0.75:
        return Click(row=chance.choice([0, 1, 2, 5, 6, 100]))
    if kind < 0.9:
        return Fill(chance.choice(FIELDS), f"typed {chance.randint(1, 9)}")
    return SetProps(chance.choice([*FREE, Prop("value", FIELDS[1])]), f"set {chance.randint(1, 9)}")
