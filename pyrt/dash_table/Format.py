# ruff: noqa: N999  # Dash's name for the module
"""`dash.dash_table.Format`: number formats for the `format` of a column.

    {"id": "price", "type": "numeric",
     "format": Format(precision=2, scheme=Scheme.fixed).symbol_suffix(" €")}

A format is a d3-format specifier with a locale, a SI prefix and a text for empty cells; every
part is set by a method of `Format`, or by a keyword of that name.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class _Align(NamedTuple):
    default: str = ""
    left: str = "<"
    right: str = ">"
    center: str = "^"
    right_sign: str = "="


class _Group(NamedTuple):
    no: str = ""
    yes: str = ","


class _Padding(NamedTuple):
    no: str = ""
    yes: str = "0"


class _Prefix(NamedTuple):
    yocto: float = 10**-24
    zepto: float = 10**-21
    atto: float = 10**-18
    femto: float = 10**-15
    pico: float = 10**-12
    nano: float = 10**-9
    micro: float = 10**-6
    milli: float = 10**-3
    none: None = None
    kilo: float = 10**3
    mega: float = 10**6
    giga: float = 10**9
    tera: float = 10**12
    peta: float = 10**15
    exa: float = 10**18
    zetta: float = 10**21
    yotta: float = 10**24


class _Scheme(NamedTuple):
    default: str = ""
    decimal: str = "r"
    decimal_integer: str = "d"
    decimal_or_exponent: str = "g"
    decimal_si_prefix: str = "s"
    exponent: str = "e"
    fixed: str = "f"
    percentage: str = "%"
    percentage_rounded: str = "p"
    binary: str = "b"
    octal: str = "o"
    lower_case_hex: str = "x"
    upper_case_hex: str = "X"
    unicode: str = "c"


class _Sign(NamedTuple):
    default: str = ""
    negative: str = "-"
    positive: str = "+"
    parantheses: str = "("
    space: str = " "


class _Symbol(NamedTuple):
    no: str = ""
    yes: str = "$"
    binary: str = "#b"
    octal: str = "#o"
    hex: str = "#x"


class _Trim(NamedTuple):
    no: str = ""
    yes: str = "~"


Align = _Align()
Group = _Group()
Padding = _Padding()
Prefix = _Prefix()
Scheme = _Scheme()
Sign = _Sign()
Symbol = _Symbol()
Trim = _Trim()

_SPECIFIER = ("sign", "symbol", "padding", "width", "group", "precision", "trim", "type")
"""The parts of a specifier in d3's order; fill and alignment stand before them."""


class Format:
    """A number format.  Each method sets one part and returns the format.

    Raises TypeError and ValueError for values that d3 does not know.
    """

    def __init__(self, **kwargs: Any) -> None:
        self._specifier: dict[str, str] = {}
        self._locale: dict[str, Any] = {}
        self._nully: Any = ""
        self._prefix: float | None = None
        for name, value in kwargs.items():
            if name not in _PARTS:
                raise TypeError(f"{name} is not a format method. Expected one of", str(_PARTS))
            getattr(self, name)(value)

    # --- the specifier ------------------------------------------------------------------

    def align(self, value: str) -> Format:
        return self._set("align", _one_of(value, Align))

    def fill(self, value: str) -> Format:
        return self._set("fill", _character(value))

    def group(self, value: str | bool) -> Format:
        return self._set("group", _one_of(_yes_or_no(value, Group), Group))

    def padding(self, value: str | bool) -> Format:
        return self._set("padding", _one_of(_yes_or_no(value, Padding), Padding))

    def padding_width(self, value: int | None) -> Format:
        return self._set("width", "" if _count(value) is None else str(value))

    def precision(self, value: int | None) -> Format:
        return self._set("precision", "" if _count(value) is None else f".{value}")

    def scheme(self, value: str) -> Format:
        return self._set("type", _one_of(value, Scheme))

    def sign(self, value: str) -> Format:
        return self._set("sign", _one_of(value, Sign))

    def symbol(self, value: str) -> Format:
        return self._set("symbol", _one_of(value, Symbol))

    def trim(self, value: str | bool) -> Format:
        return self._set("trim", _one_of(_yes_or_no(value, Trim), Trim))

    def _set(self, part: str, value: str) -> Format:
        self._specifier[part] = value
        return self

    # --- the locale ---------------------------------------------------------------------

    def symbol_prefix(self, value: str) -> Format:
        self._locale.setdefault("symbol", ["", ""])[0] = _text(value)
        return self

    def symbol_suffix(self, value: str) -> Format:
        self._locale.setdefault("symbol", ["", ""])[1] = _text(value)
        return self

    def decimal_delimiter(self, value: str) -> Format:
        self._locale["decimal"] = _character(value)
        return self

    def group_delimiter(self, value: str) -> Format:
        self._locale["group"] = _character(value)
        return self

    def groups(self, groups: int | list[int]) -> Format:
        if isinstance(groups, int):
            groups = [groups]
        if not isinstance(groups, list):
            raise TypeError("expected groups to be an integer or a list of integers")
        if not groups:
            raise ValueError("expected groups to be an integer or a list of one or more integers")
        for group in groups:
            if not isinstance(group, int):
                raise TypeError("expected entry to be an integer")
            if group <= 0:
                raise ValueError("expected entry to be a non-negative integer")
        self._locale["grouping"] = groups
        return self

    # --- the rest -----------------------------------------------------------------------

    def nully(self, value: Any) -> Format:
        """What stands where there is no value."""
        self._nully = value
        return self

    def si_prefix(self, value: float | None) -> Format:
        self._prefix = _one_of(value, Prefix)
        return self

    def to_plotly_json(self) -> dict[str, Any]:
        """The format as the table's JavaScript takes it."""
        align = self._specifier.get("align", "")
        # d3 takes a fill for an alignment only.
        fill = self._specifier.get("fill", "") if align else ""
        rest = "".join(self._specifier.get(part, "") for part in _SPECIFIER)
        return {
            "locale": dict(self._locale),
            "nully": self._nully,
            "prefix": self._prefix,
            "specifier": f"{fill}{align}{rest}",
        }


_PARTS = [name for name in dir(Format) if name[0] != "_" and name != "to_plotly_json"]


def _yes_or_no(value: Any, named: Any) -> Any:
    if isinstance(value, bool):
        return named.yes if value else named.no
    return value


def _one_of(value: Any, named: tuple[Any, ...]) -> Any:
    if value not in named:
        raise TypeError("expected value to be one of", str(list(named)))
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("expected value to be a string")
    return value


def _character(value: Any) -> str:
    if len(_text(value)) != 1:
        raise ValueError("expected value to a string of length one")
    return str(value)


def _count(value: Any) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int):
        raise TypeError("expected value to be an integer")
    if value < 0:
        raise ValueError("expected value to be non-negative", str(value))
    return value
