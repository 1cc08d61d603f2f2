"""Random apps themselves: drawn from the seed alone, scripts that compile, shrunk to the cause."""

from __future__ import annotations

import pytest

from tests.differential.generate.draw import draw_app
from tests.differential.generate.drawn import App
from tests.differential.generate.emit import case_of, source
from tests.differential.generate.shrink import shrink


def test_a_seed_gives_one_app_and_another_seed_another() -> None:
    assert draw_app(7) == draw_app(7)
    assert len({source(draw_app(seed)) for seed in range(50)}) == 50


def test_every_drawn_app_is_a_script() -> None:
    for seed in range(200):
        compile(source(draw_app(seed)), f"seed {seed}", "exec")


@pytest.mark.parametrize("kind", ["async", "clientside"])
def test_shrinking_leaves_what_makes_the_difference(kind: str) -> None:
    def differs(app: App) -> bool:
        return any(callback.kind == kind for callback in app.callbacks)

    app = next(app for app in map(draw_app, range(100)) if differs(app))
    small = shrink(app, differs, limit=1000)
    (callback,) = small.callbacks
    assert callback.kind == kind and callback.turns == ("value",) and len(callback.inputs) == 1
    assert (small.steps, small.rows, small.in_box) == ((), 0, 0)
    assert case_of(small, "small").steps == ()


def test_shrinking_asks_no_more_often_than_it_may() -> None:
    asked = []

    def differs(app: App) -> bool:
        asked.append(app)
        return False

    app = draw_app(3)
    assert shrink(app, differs, limit=5) is app
    assert len(asked) == 5
