# ruff: noqa: N999  # Dash's name for the module
"""`dash.dash_table.FormatTemplate`: number formats that are often wanted."""

from __future__ import annotations

from .Format import Format, Group, Scheme, Sign, Symbol


def money(decimals: int, sign: str = Sign.default) -> Format:
    """`$1,234.50`"""
    number = Format(precision=decimals, scheme=Scheme.fixed, group=Group.yes)
    return number.sign(sign).symbol(Symbol.yes)


def percentage(decimals: int, rounded: bool = False) -> Format:
    """`12.50%`; `rounded` counts digits instead of decimals."""
    if not isinstance(rounded, bool):
        raise TypeError("expected rounded to be a boolean")
    scheme = Scheme.percentage_rounded if rounded else Scheme.percentage
    return Format(precision=decimals, scheme=scheme)
