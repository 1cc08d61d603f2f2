"""`Input`, `Output`, `State`, and the reading of one callback definition (rules A3 to A8).

Only a single definition is looked at here; what several definitions, or a definition and
the layout, may not do together is `validate`'s business.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from .errors import DuplicateCallback, IncorrectTypeException, InvalidComponentIdError
from .grouping import Grouping, flatten_grouping, grouping_len, make_grouping_by_index
from .ids import ALL, ALLSMALLER, MATCH, Wildcard, is_pattern, stringify_id

__all__ = [
    "ALL",
    "ALLSMALLER",
    "MATCH",
    "ClientsideFunction",
    "DashDependency",
    "Definition",
    "Input",
    "Output",
    "State",
    "Wildcard",
    "clean_property_name",
    "create_callback_id",
    "parse_clientside_definition",
    "parse_definition",
    "validate_duplicate_output",
]


class DashDependency:
    """A property of a component, or of all components that match a pattern."""

    allowed_wildcards: ClassVar[tuple[Wildcard, ...]] = ()

    component_id: Any
    """`str` or `dict`; anything else is refused when a callback is registered."""
    component_property: str
    allow_duplicate: bool
    allow_optional: bool

    def __init__(self, component_id: Any, component_property: str) -> None:
        # A component stands for its id, and gets a random one when it has none (A4).
        give_id: Callable[[], Any] | None = getattr(component_id, "_set_random_id", None)
        self.component_id = component_id if give_id is None else give_id()
        self.component_property = component_property
        self.allow_duplicate = False
        self.allow_optional = False

    def __str__(self) -> str:
        return f"{self.component_id_str()}.{self.component_property}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} `{self}`>"

    def component_id_str(self) -> str:
        """The id as text (G2)."""
        text: str = stringify_id(self.component_id)
        return text

    def to_dict(self) -> dict[str, Any]:
        """The form of dependencies in Dash's own listings."""
        listing: dict[str, Any] = {
            "id": self.component_id_str(),
            "property": self.component_property,
        }
        if self.allow_optional:
            listing["allow_optional"] = True
        return listing

    def has_wildcard(self) -> bool:
        """Whether the id is a pattern."""
        return is_pattern(self.component_id)

    def __eq__(self, other: object) -> bool:
        """Whether both name the same property of *at least one* common component."""
        return (
            isinstance(other, DashDependency)
            and self.component_property == other.component_property
            and _overlap(self.component_id, other.component_id)
        )

    def __hash__(self) -> int:
        return hash(str(self))


def _overlap(mine: Any, theirs: Any) -> bool:
    if not (isinstance(mine, dict) and isinstance(theirs, dict)):
        return bool(mine == theirs)
    return mine.keys() == theirs.keys() and all(
        _values_overlap(value, theirs[key]) for key, value in mine.items()
    )


def _values_overlap(mine: Any, theirs: Any) -> bool:
    if mine == theirs:
        return True
    wild = [value for value in (mine, theirs) if isinstance(value, Wildcard)]
    if len(wild) == 2:
        # MATCH is one value, ALLSMALLER the values before it: they never meet.
        return ALL in wild
    return len(wild) == 1


class Output(DashDependency):
    """What a callback sets."""

    allowed_wildcards = (MATCH, ALL)

    def __init__(
        self, component_id: Any, component_property: str, allow_duplicate: bool = False
    ) -> None:
        super().__init__(component_id, component_property)
        self.allow_duplicate = allow_duplicate


class Input(DashDependency):
    """What a callback is called for, and gets the value of."""

    allowed_wildcards = (MATCH, ALL, ALLSMALLER)

    def __init__(
        self, component_id: Any, component_property: str, allow_optional: bool = False
    ) -> None:
        super().__init__(component_id, component_property)
        self.allow_optional = allow_optional


class State(DashDependency):
    """What a callback gets the value of without being called for it."""

    allowed_wildcards = (MATCH, ALL, ALLSMALLER)

    def __init__(
        self, component_id: Any, component_property: str, allow_optional: bool = False
    ) -> None:
        super().__init__(component_id, component_property)
        self.allow_optional = allow_optional


class ClientsideFunction:
    """Names `window.dash_clientside[namespace][function_name]` (A13)."""

    def __init__(self, namespace: str, function_name: str) -> None:
        if namespace.startswith("_dashprivate_"):
            raise ValueError("Namespaces cannot start with '_dashprivate_'.")
        if namespace in ("PreventUpdate", "no_update"):
            raise ValueError(f'"{namespace}" is a forbidden namespace in dash_clientside.')
        self.namespace = namespace
        self.function_name = function_name

    def __repr__(self) -> str:
        return f"ClientsideFunction({self.namespace}, {self.function_name})"


# --- reading the arguments of a callback ------------------------------------------------


@dataclass(frozen=True, slots=True)
class Definition:
    """What the arguments of `callback(...)` say."""

    outputs: Grouping
    """An `Output`, or a list or dict of groupings of them; `[]` when there is none (C4)."""
    inputs: list[Input]
    states: list[State]
    args_grouping: Grouping
    """Indices into `inputs + states`; see `grouping.call_arguments`."""
    prevent_initial_call: bool | str | None
    """None when the definition does not say (A10)."""

    @property
    def flat_outputs(self) -> list[Output]:
        return flatten_grouping(self.outputs)

    @property
    def outputs_grouping(self) -> Grouping:
        """`outputs` with indices into `flat_outputs`."""
        return make_grouping_by_index(self.outputs, list(range(grouping_len(self.outputs))))


def parse_definition(args: Sequence[Any], kwargs: Mapping[str, Any]) -> Definition:
    """Read the arguments of a Python callback: Outputs, then Inputs and States mixed (A3).

    `kwargs` may hold `output`, `inputs`, `state` and `prevent_initial_call`; other keys are
    left alone.
    """
    positional, prevent = _split_prevent(args, kwargs)
    rest = _unwrap(positional)
    outputs = _take_outputs(rest, kwargs)
    flat_outputs = flatten_grouping(outputs)
    if len(outputs) == 1 and isinstance(outputs, list) and not _explicit_list(positional, kwargs):
        outputs = outputs[0]

    grouping = _take_arguments(rest, kwargs)
    flat = flatten_grouping(grouping)
    inputs = [dep for dep in flat if isinstance(dep, Input)]
    states = [dep for dep in flat if not isinstance(dep, Input)]
    _validate(flat_outputs, inputs, states, rest)
    return Definition(outputs, inputs, states, _argument_indices(grouping, flat), prevent)


def parse_clientside_definition(args: Sequence[Any], kwargs: Mapping[str, Any]) -> Definition:
    """The same for a clientside callback: strictly Outputs, Inputs, States, no groupings."""
    positional, prevent = _split_prevent(args, kwargs)
    rest = _unwrap(positional)
    outputs = _take_kind(rest, kwargs, "output", Output)
    inputs = _take_kind(rest, kwargs, "inputs", Input)
    states = _take_kind(rest, kwargs, "state", State)
    _validate(outputs, inputs, states, rest)
    grouped: Grouping = outputs
    if len(outputs) == 1 and not _explicit_list(positional, kwargs):
        grouped = outputs[0]
    return Definition(grouped, inputs, states, list(range(len(inputs) + len(states))), prevent)


def _split_prevent(
    args: Sequence[Any], kwargs: Mapping[str, Any]
) -> tuple[list[Any], bool | str | None]:
    prevent = kwargs.get("prevent_initial_call")
    if prevent is None and args and isinstance(args[-1], bool):
        return list(args[:-1]), args[-1]
    return list(args), prevent


def _unwrap(args: Sequence[Any]) -> list[Any]:
    """Each kind may come wrapped in a list or tuple of its own."""
    flat: list[Any] = []
    for arg in args:
        flat += arg if isinstance(arg, (list, tuple)) else [arg]
    return flat


def _explicit_list(args: Sequence[Any], kwargs: Mapping[str, Any]) -> bool:
    """Whether the user wrote `[Output(...)]`: then the result must be a list too (C4)."""
    return isinstance(kwargs.get("output", args[0] if args else None), (list, tuple))


def _take_outputs(rest: list[Any], kwargs: Mapping[str, Any]) -> Grouping:
    if "output" not in kwargs:
        return _take_while(rest, Output)
    outputs = kwargs["output"]
    for dep in flatten_grouping(outputs):
        if not isinstance(dep, Output):
            raise ValueError(
                f"Invalid value provided where an Output dependency object was expected: {dep}"
            )
    if isinstance(outputs, (list, tuple)):
        return list(outputs)
    return outputs if isinstance(outputs, dict) else [outputs]


def _take_while(rest: list[Any], kinds: type | tuple[type, ...]) -> list[Any]:
    """Remove the leading groupings of these kinds from `rest`."""
    taken: list[Any] = []
    while rest and all(isinstance(dep, kinds) for dep in flatten_grouping(rest[0])):
        taken.append(rest.pop(0))
    return taken


def _take_arguments(rest: list[Any], kwargs: Mapping[str, Any]) -> Grouping:
    if "inputs" in kwargs:
        return _keyword_arguments(_as_list(kwargs["inputs"]), _as_list(kwargs.get("state")))
    if "state" in kwargs:
        raise ValueError(
            "The state keyword argument may not be provided without the input keyword argument"
        )
    taken = _take_while(rest, (Input, State))
    return taken[0] if len(taken) == 1 else taken


def _as_list(grouping: Any) -> Any:
    return [grouping] if isinstance(grouping, DashDependency) else grouping


def _keyword_arguments(inputs: Any, states: Any) -> Grouping:
    """Merge `inputs=` and `state=` into one grouping; both are dicts or both lists (A6)."""
    if isinstance(inputs, dict):
        if not states:
            return inputs
        if not isinstance(states, dict):
            raise ValueError(_MIXED_ARGUMENTS.format("dict"))
        return {**states, **inputs}
    if isinstance(inputs, (list, tuple)):
        if not states:
            return list(inputs)
        if not isinstance(states, (list, tuple)):
            raise ValueError(_MIXED_ARGUMENTS.format("list"))
        return [*inputs, *states]
    raise ValueError(
        "The input argument to app.callback may be a dict, list, or tuple,\n"
        f"but received value of type {type(inputs)}"
    )


_MIXED_ARGUMENTS = (
    "The input argument to app.callback was a {}, but the state argument was not.\n"
    "input and state arguments must have the same type"
)


def _argument_indices(grouping: Grouping, flat: Sequence[DashDependency]) -> Grouping:
    """`grouping` with each dependency replaced by its place in inputs + states."""
    next_input = 0
    next_state = sum(isinstance(dep, Input) for dep in flat)
    indices: list[int] = []
    for dep in flat:
        if isinstance(dep, Input):
            indices.append(next_input)
            next_input += 1
        else:
            indices.append(next_state)
            next_state += 1
    return make_grouping_by_index(grouping, indices)


def _take_kind(
    rest: list[Any], kwargs: Mapping[str, Any], name: str, kind: type[DashDependency]
) -> list[Any]:
    given = kwargs.get(name)
    if given:
        return list(given) if isinstance(given, (list, tuple)) else [given]
    taken: list[Any] = []
    while rest and isinstance(rest[0], kind):
        taken.append(rest.pop(0))
    return taken


# --- checks of one definition -----------------------------------------------------------


def _validate(
    outputs: Sequence[Any], inputs: Sequence[Any], states: Sequence[Any], rest: Sequence[Any]
) -> None:
    read = [*outputs, *inputs, *states]
    if rest:
        raise IncorrectTypeException(_leftover(rest[0], read))
    for dep in read:
        _validate_dependency(dep)


def _leftover(item: Any, read: Sequence[Any]) -> str:
    if not isinstance(item, (Output, Input, State)):
        return (
            "Callback arguments must be `Output`, `Input`, or `State` objects,\n"
            "optionally wrapped in a list or tuple. We found (possibly after\n"
            f"unwrapping a list or tuple):\n{item!r}\n"
        )
    return (
        "In a callback definition, you must provide all Outputs first,\n"
        "then all Inputs, then all States. After this item:\n"
        f"{read[-1]!r}\nwe found this item next:\n{item!r}\n"
    )


def _validate_dependency(dep: Any) -> None:
    if not isinstance(dep, DashDependency):
        raise IncorrectTypeException(_leftover(dep, ()))
    if not isinstance(dep.component_property, str):
        raise IncorrectTypeException(
            f"component_property must be a string, found {dep.component_property!r}"
        )
    if isinstance(dep.component_id, dict):
        _validate_dict_id(dep.component_id)
    elif isinstance(dep.component_id, str):
        _validate_string_id(dep.component_id)
    else:
        raise IncorrectTypeException(
            f"component_id must be a string or dict, found {dep.component_id!r}"
        )


def _validate_dict_id(id_: Mapping[Any, Any]) -> None:
    for key in id_:
        # JSON would turn other keys into strings, and two of them could become one.
        if not isinstance(key, str):
            raise IncorrectTypeException(
                f"Wildcard ID keys must be non-empty strings,\nfound {key!r} in id {id_!r}"
            )


_FORBIDDEN = ".{"


def _validate_string_id(id_: str) -> None:
    found = [character for character in _FORBIDDEN if character in id_]
    if found:
        raise InvalidComponentIdError(
            f"""
            The element `{id_}` contains `{"`, `".join(found)}` in its ID.
            Characters `{"`, `".join(_FORBIDDEN)}` are not allowed in IDs.
            """
        )


def validate_duplicate_output(
    outputs: Sequence[Output],
    prevent_initial_call: bool | str | None,
    app_default: bool | str,
) -> None:
    """Refuse `allow_duplicate` where the order of the first calls would decide (A8)."""
    if prevent_initial_call or app_default:
        return
    if any(output.allow_duplicate for output in outputs):
        raise DuplicateCallback(
            "allow_duplicate requires prevent_initial_call to be True. The order of the call "
            "is not guaranteed to be the same on every page load. "
            "To enable duplicate callback with initial call, set "
            "prevent_initial_call='initial_duplicate'  or globally in the config "
            "prevent_initial_callbacks='initial_duplicate'"
        )


# --- names ------------------------------------------------------------------------------


def create_callback_id(
    outputs: Output | Sequence[Output], inputs: Sequence[DashDependency], call_site: str = ""
) -> str:
    """The name of a callback (A7), which is also what its error reports show.

    A single `Output` gives `id.prop`, a sequence `..id1.p1...id2.p2..`.  An empty sequence
    gives a digest of the inputs, or of `call_site` (`file:line`) when there are none either.
    """
    if isinstance(outputs, Output):
        return _output_name(outputs, inputs)
    if outputs:
        return ".." + "...".join(_output_name(output, inputs) for output in outputs) + ".."
    return _digest(call_site) if call_site and not inputs else input_digest(inputs)


def _output_name(output: Output, inputs: Sequence[DashDependency]) -> str:
    # Dots are legal inside dict ids; escaped, they cannot be taken for separators.
    name = output.component_id_str().replace(".", "\\.") + "." + output.component_property
    return f"{name}@{input_digest(inputs)}" if output.allow_duplicate else name


def input_digest(inputs: Sequence[DashDependency]) -> str:
    """What follows the `@` of a property shared with `allow_duplicate`."""
    return _digest(".".join(str(dep) for dep in inputs))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def clean_property_name(name: str) -> str:
    """The property without its `@digest` (C7)."""
    return name.split("@")[0]
