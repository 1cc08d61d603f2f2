"""Recorded patches beside real Dash's `Patch`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import dash
import pytest

from pyrt.engine.patch import Patch


def every_operation(patch: Any) -> None:
    patch["a"] = 1
    patch.b.c = {"x": [1]}
    patch["d"][0]["e"] = None
    del patch["f"]
    del patch.g
    patch["h"] += 1
    patch["h"] -= 2
    patch["h"] *= 3
    patch["h"] /= 4
    patch["h"] += [5]
    patch["h"] += (6,)
    patch["i"] |= {"j": 1}
    patch.k.update({"l": 1}, m=2)
    patch.n.append(1)
    patch.n.prepend(1)
    patch.n.insert(2, "x")
    patch.n.extend([1])
    patch.n.remove(1)
    patch.n.clear()
    patch.n.reverse()


def whole_value(patch: Any) -> None:
    patch += 1
    patch -= 1
    patch *= 1
    patch /= 1
    patch |= {"a": 1}
    patch += [1]
    patch.append(1)


@pytest.mark.parametrize("edit", [every_operation, whole_value])
def test_the_recorded_operations_are_dashs(edit: Callable[[Any], None]) -> None:  # L2
    ours, theirs = Patch(), dash.Patch()
    edit(ours)
    edit(theirs)
    assert ours.to_plotly_json() == theirs.to_plotly_json()


@pytest.mark.parametrize(
    "edit",
    [
        iter,
        lambda patch: patch[1:],
        lambda patch: patch.sort(),
        lambda patch: patch.extend("ab"),
        lambda patch: patch.__setitem__(slice(1), 1),
        lambda patch: patch.__delitem__(slice(1)),
    ],
)
def test_what_is_refused_is_refused_alike(edit: Callable[[Any], Any]) -> None:  # L1
    errors = []
    for patch in (Patch(), dash.Patch()):
        with pytest.raises((TypeError, KeyError)) as caught:
            edit(patch)
        errors.append((caught.type, str(caught.value)))
    assert errors[0] == errors[1]
