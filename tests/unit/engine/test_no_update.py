"""`no_update` in all its forms (rule I2)."""

from __future__ import annotations

from typing import Any

import pytest

from pyrt.engine.no_update import NoUpdate, is_no_update, no_update

MARK = {"_dash_no_update": "_dash_no_update"}


@pytest.mark.parametrize("value", [no_update, NoUpdate(), NoUpdate, MARK])
def test_these_leave_an_output_alone(value: Any) -> None:
    assert is_no_update(value) and NoUpdate.is_no_update(value)


@pytest.mark.parametrize("value", [None, "no_update", {}, {**MARK, "more": 1}, [no_update]])
def test_these_do_not(value: Any) -> None:
    assert not is_no_update(value)


def test_its_json_form_is_dashs_mark() -> None:
    assert no_update.to_plotly_json() == MARK
    assert repr(no_update) == "no_update"
