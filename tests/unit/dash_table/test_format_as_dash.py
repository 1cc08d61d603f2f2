"""Number formats of table columns, compared with real Dash's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import dash.dash_table
import pytest

from pyrt import dash_table

dash_format, dash_template = dash.dash_table.Format, dash.dash_table.FormatTemplate
own_format, own_template = dash_table.Format, dash_table.FormatTemplate

NAMES = ("Align", "Group", "Padding", "Prefix", "Scheme", "Sign", "Symbol", "Trim")


@pytest.mark.parametrize("name", NAMES)
def test_named_values_are_the_same(name: str) -> None:
    assert getattr(own_format, name)._asdict() == getattr(dash_format, name)._asdict()


FORMATS: dict[str, Callable[[Any, Any], Any]] = {
    "nothing": lambda m, t: m.Format(),
    "all parts": lambda m, t: m.Format(
        align=m.Align.center,
        fill="*",
        group=True,
        padding=True,
        padding_width=9,
        precision=3,
        scheme=m.Scheme.fixed,
        sign=m.Sign.positive,
        symbol=m.Symbol.yes,
        trim=True,
        symbol_prefix="<",
        symbol_suffix=">",
        decimal_delimiter=",",
        group_delimiter=".",
        groups=[3, 2],
        nully="none",
        si_prefix=m.Prefix.kilo,
    ),
    "a fill without an alignment": lambda m, t: m.Format(fill="*", precision=1),
    "parts taken back": lambda m, t: (
        m.Format(precision=2, padding_width=3).precision(None).padding_width(None).group(False)
    ),
    "a suffix alone": lambda m, t: m.Format().symbol_suffix(" €").groups(4),
    "money": lambda m, t: t.money(2),
    "money with a sign": lambda m, t: t.money(0, m.Sign.parantheses),
    "a percentage": lambda m, t: t.percentage(1),
    "a rounded percentage": lambda m, t: t.percentage(1, rounded=True),
}


@pytest.mark.parametrize("make", FORMATS.values(), ids=FORMATS)
def test_formats_are_the_same(make: Callable[[Any, Any], Any]) -> None:
    expected = make(dash_format, dash_template).to_plotly_json()
    assert make(own_format, own_template).to_plotly_json() == expected


WRONG: dict[str, Callable[[Any, Any], Any]] = {
    "an unknown part": lambda m, t: m.Format(digits=3),
    "an unknown scheme": lambda m, t: m.Format(scheme="nope"),
    "a long fill": lambda m, t: m.Format(fill="ab"),
    "a fill that is no text": lambda m, t: m.Format(fill=1),
    "a precision that is no number": lambda m, t: m.Format(precision="2"),
    "a negative precision": lambda m, t: m.Format(precision=-1),
    "no groups": lambda m, t: m.Format(groups=[]),
    "groups that are no numbers": lambda m, t: m.Format(groups="3"),
    "a group that is no number": lambda m, t: m.Format(groups=["3"]),
    "an empty group": lambda m, t: m.Format(groups=[0]),
    "rounded that is not a bool": lambda m, t: t.percentage(1, 1),
}


@pytest.mark.parametrize("make", WRONG.values(), ids=WRONG)
def test_errors_are_the_same(make: Callable[[Any, Any], Any]) -> None:
    with pytest.raises((TypeError, ValueError)) as expected:
        make(dash_format, dash_template)
    with pytest.raises(type(expected.value)) as got:
        make(own_format, own_template)
    assert got.value.args == expected.value.args


def test_the_modules_are_part_of_dash_table() -> None:
    assert dash_table.Format is own_format
    assert {"DataTable", "Format", "FormatTemplate"} <= set(dir(dash_table))
