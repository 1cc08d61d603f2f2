"""Random apps: chains, diamonds, fans, patterns, inserted content and all kinds of results.

An app is drawn from a seed and nothing else.  What a callback does at its n-th call is drawn
from the seed, its number and n, so two runs of the same events do the same.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pyrt.engine.dependencies import ALL, ALLSMALLER, MATCH, Input, Output, State
from pyrt.engine.errors import PreventUpdate
from pyrt.engine.no_update import no_update
from pyrt.engine.patch import Patch
from tests.unit.engine.machine import App, comp, div

FIXED = tuple(f"n{index}" for index in range(6))
"""Always in the layout."""
GUESTS = tuple(f"g{index}" for index in range(4))
"""Come and go with the content of the box."""
BOX = "box"


def row(index: Any) -> dict[str, Any]:
    return {"t": "row", "i": index}


@dataclass
class Drawn:
    """One callback: its number, and what it may do beside returning values."""

    number: int
    seed: int
    single: bool
    into_box: bool
    clientside: bool

    def chance(self, call: int) -> random.Random:
        return random.Random(f"{self.seed}/{self.number}/{call}")


SetProps = list[tuple[Any, dict[str, Any]]]


def outcome(drawn: Drawn, call: int, outputs: Sequence[Any], set_props: SetProps) -> Any:
    """What the callback returns at its `call`-th call, or raises."""
    chance = drawn.chance(call)
    kind = chance.random()
    if kind < 0.08:
        raise PreventUpdate
    if kind < 0.14:
        raise ValueError("drawn")
    if not drawn.clientside and kind < 0.3:
        set_props.append((chance.choice([*FIXED, *GUESTS, row(1)]), {"side": f"s{call}"}))
    if not outputs:
        return None
    if kind < 0.38:
        return _no_update(drawn)
    values = [_value(drawn, chance, call, output) for output in outputs]
    return values[0] if drawn.single else values


def _no_update(drawn: Drawn) -> Any:
    return no_update.to_plotly_json() if drawn.clientside else no_update


def _value(drawn: Drawn, chance: random.Random, call: int, output: Any) -> Any:
    if isinstance(output, list):
        return [f"{drawn.number}.{call}.{place}" for place, _ in enumerate(output)]
    if drawn.into_box:
        return _content(chance)
    return f"{drawn.number}.{call}"


def _content(chance: random.Random) -> Any:
    kind = chance.random()
    if kind < 0.1:
        return None
    if kind < 0.2:
        return []
    if kind < 0.35:
        patch = Patch()
        getattr(patch, chance.choice(["append", "prepend"]))(div())
        return patch.to_plotly_json()
    items = [div(name) for name in chance.sample(GUESTS, chance.randint(0, 3))]
    items += [div(row(index), v=index) for index in chance.sample(range(5, 10), 2)]
    chance.shuffle(items)
    if chance.random() < 0.3:
        return [comp("Wrap", None, items[:1], label=items[1:2], options=[{"label": "x"}])]
    return [div(None, items[:2]), *items[2:]]


# --- drawing an app ---------------------------------------------------------------------


def draw_app(seed: int) -> tuple[App, list[Drawn]]:
    """An app and its callbacks; functions are called `c0`, `c1`, ..."""
    chance = random.Random(f"app/{seed}")
    layout = [comp("Input", name) for name in FIXED]
    layout += [div(row(index), v=index) for index in range(chance.randint(0, 3))]
    layout.append(div(BOX, []))
    app = App(layout, suppress_callback_exceptions=True, validate_callbacks=False)
    drawn: list[Drawn] = []
    written: list[tuple[Any, str]] = [(name, "v") for name in FIXED[:3]]
    for number in range(chance.randint(2, 9)):
        drawn.append(_draw_callback(app, chance, seed, number, written))
    return app, drawn


def _draw_callback(
    app: App, chance: random.Random, seed: int, number: int, written: list[tuple[Any, str]]
) -> Drawn:
    prop = f"p{number}"
    into_box = chance.random() < 0.25
    shape = chance.random()
    outputs: list[Output]
    inputs: list[Input]
    if into_box:
        outputs = [Output(BOX, "children", allow_duplicate=True)]
        inputs = _inputs(chance, written)
    elif shape < 0.2:
        outputs = [Output(row(MATCH), prop)]
        inputs = [Input(row(MATCH), chance.choice(["v", *_row_props(written)]))]
        if chance.random() < 0.4:
            inputs.append(Input(row(chance.choice([ALL, ALLSMALLER])), "v"))
        written.append((row(1), prop))
    elif shape < 0.3:
        outputs = [Output(row(ALL), prop)]
        inputs = _inputs(chance, written)
        written.append((row(1), prop))
    elif shape < 0.4:
        outputs = [Output(chance.choice(FIXED), prop)]
        inputs = [Input(row(ALL), chance.choice(["v", *_row_props(written)]))]
    elif shape < 0.5:
        outputs, inputs = [], _inputs(chance, written)
    else:
        targets = chance.sample([*FIXED, *GUESTS[:2]], chance.choice([1, 1, 2]))
        outputs = [Output(target, prop) for target in targets]
        inputs = _inputs(chance, written)
        if chance.random() < 0.15:
            # Its own output among its inputs: a circle in one callback.
            inputs.append(Input(targets[0], prop))
        written += [(target, prop) for target in targets]
    if chance.random() < 0.1:
        # Reads what a later callback may write: a circle of several.
        inputs.append(Input(chance.choice(FIXED), f"p{number + 1}"))
    states = [State(row(ALL), "v"), State(chance.choice(FIXED), "v")] if outputs else []
    single = len(outputs) == 1
    clientside = not into_box and chance.random() < 0.2
    made = Drawn(number, seed, single, into_box, clientside)
    running = []
    if not clientside and chance.random() < 0.25:
        running.append((Output(chance.choice([*FIXED, GUESTS[0]]), "busy"), "on", "off"))

    def function(*args: Any) -> Any:
        raise AssertionError("the driver decides what a call gives")

    function.__name__ = f"c{number}"
    app.callback(
        *([outputs[0]] if single else [outputs] if outputs else []),
        inputs,
        chance.sample(states, chance.randint(0, len(states))),
        prevent_initial_call=into_box or chance.random() < 0.3,
        clientside=clientside,
        running=running,
    )(function)
    return made


def _inputs(chance: random.Random, written: Sequence[tuple[Any, str]]) -> list[Input]:
    named = chance.sample(list(written), min(len(written), chance.randint(1, 3)))
    inputs = [Input(component_id, prop) for component_id, prop in named]
    if chance.random() < 0.2:
        inputs.append(Input(chance.choice(GUESTS), "v"))
    return inputs


def _row_props(written: Sequence[tuple[Any, str]]) -> list[str]:
    return [prop for component_id, prop in written if isinstance(component_id, dict)]
