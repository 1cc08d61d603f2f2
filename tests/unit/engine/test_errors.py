"""The exception tree."""

from __future__ import annotations

import pytest

from pyrt.engine import errors
from pyrt.engine.errors import DashException, InvalidComponentIdError, PreventUpdate


def test_a_message_may_be_written_indented() -> None:
    error = DashException(
        """
        first
          second
        """
    )
    assert str(error) == "first\n  second"


def test_exceptions_can_be_raised_without_a_message() -> None:
    with pytest.raises(PreventUpdate):
        raise PreventUpdate


def test_the_old_name_of_a_bad_id_still_catches_it() -> None:
    with pytest.raises(errors.IDsCantContainPeriods):
        raise InvalidComponentIdError("a.b")


def test_the_tree_drawn_on_top_names_every_exception() -> None:
    drawn = errors.__doc__ or ""
    for name, value in vars(errors).items():
        if isinstance(value, type) and issubclass(value, DashException):
            assert f" {name}" in drawn, name
