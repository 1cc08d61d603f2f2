"""What people and their editors read about the component classes, from the same metadata.

    gen_stubs.py --metadata DIR --package DIR --docs DIR

The classes are made at run time (`pyrt/_components.py`), so an editor or type checker would see
nothing.  This writes, for each library, a stub file with the signatures and the types of all
props into the package (`pyrt/html/__init__.pyi`, ...), and a file of full docstrings beside the
other metadata.  Neither goes into the worker.
"""

from __future__ import annotations

import argparse
import ast
import json
import textwrap
from collections.abc import Iterator, Mapping
from keyword import iskeyword
from pathlib import Path
from typing import Any

from gen_components import make_table

MODULES = {
    "dash_html_components": "html",
    "dash_core_components": "dcc",
    "dash_table": "dash_table",
}

HEAD = '''\
"""Made by build_scripts/gen_stubs.py."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pyrt.development.base_component import Component, ComponentType
'''
OF_DCC = """
from .express import send_bytes as send_bytes
from .express import send_data_frame as send_data_frame
from .express import send_file as send_file
from .express import send_string as send_string
"""

PYTHON_TYPES = {
    "string": "str",
    "number": "float",
    "bool": "bool",
    "node": "ComponentType",
    "element": "ComponentType",
    "array": "Sequence[Any]",
    "object": "Mapping[str, Any]",
    "shape": "Mapping[str, Any]",
    "exact": "Mapping[str, Any]",
}
WORDS = {
    "bool": "boolean",
    "node": "component or list of components",
    "element": "component",
    "array": "list",
    "object": "dict",
    "shape": "dict",
    "exact": "dict",
    "objectOf": "dict",
    "any": "anything",
}
"""How a docstring names what is not named as in JavaScript."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for option in ("metadata", "package", "docs"):
        parser.add_argument(f"--{option}", type=Path, required=True)
    options = parser.parse_args()
    options.docs.mkdir(parents=True, exist_ok=True)
    for namespace, module in MODULES.items():
        text = (options.metadata / f"{namespace}.metadata.json").read_text("utf-8")
        types = list(described_types(namespace, json.loads(text)))
        (options.package / module / "__init__.pyi").write_text(stub(module, types), "utf-8")
        docs = {name: docstring(name, entry, described) for name, entry, described in types}
        (options.docs / f"{namespace}.docs.json").write_text(
            json.dumps(docs, separators=(",", ":"), ensure_ascii=False) + "\n", "utf-8"
        )


Described = tuple[str, Mapping[str, Any], Mapping[str, Any]]
"""A type's name, its entry in the table of classes, and what its author says of it."""


def described_types(namespace: str, metadata: Mapping[str, Any]) -> Iterator[Described]:
    table = make_table(namespace, metadata)
    yield from zip(table, table.values(), metadata.values(), strict=True)


# --- stubs ------------------------------------------------------------------------------


def stub(module: str, types: list[Described]) -> str:
    """The text of a module's `__init__.pyi`."""
    classes = "\n".join(_class(name, entry, described) for name, entry, described in types)
    return HEAD + (OF_DCC if module == "dcc" else "") + "\n__version__: str\n\n" + classes


def _class(name: str, entry: Mapping[str, Any], described: Mapping[str, Any]) -> str:
    props = {
        prop: _hint(prop, described["props"][prop])
        for prop in entry["props"]
        if prop.isidentifier() and not iskeyword(prop)
    }
    doc = docstring(name, entry, described).replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    lines = [f"class {name}(Component):", textwrap.indent(f'"""{doc}"""', "    ")]
    lines += [f"    {prop}: {hint}" for prop, hint in props.items() if prop != "id"]
    lines += ["    def __init__(", "        self,"]
    lines += [f"        {prop}: {hint} = None," for prop, hint in props.items()]
    return "\n".join([*lines, "    ) -> None: ...", ""])


def _hint(prop: str, described: Mapping[str, Any]) -> str:
    if prop == "id":
        return "str | Mapping[str, Any] | None"
    hint = _python_type(described.get("type", {}))
    return hint if hint in ("Any", "ComponentType") else f"{hint} | None"


def _python_type(kind: Mapping[str, Any]) -> str:
    name, value = kind.get("name"), kind.get("value")
    if name == "union" and value:
        members = dict.fromkeys(_python_type(member) for member in value)
        return "Any" if "Any" in members else " | ".join(members)
    if name == "arrayOf" and isinstance(value, Mapping):
        return f"Sequence[{_python_type(value)}]"
    if name == "objectOf":
        return "Mapping[str, Any]"
    if name in ("enum", "literal") and value:
        literals = [_literal(text) for text in _choices(kind)]
        return "Any" if None in literals else f"Literal[{', '.join(map(str, literals))}]"
    return PYTHON_TYPES.get(str(name), "Any")


def _choices(kind: Mapping[str, Any]) -> list[str]:
    """The constants of an enum or literal, in JavaScript.  `undefined` has none."""
    members = kind["value"] if isinstance(kind["value"], list) else [kind]
    return [str(member["value"]) for member in members if "value" in member]


def _literal(javascript: str) -> str | None:
    """A constant in Python's spelling; None for what is no constant."""
    words = {"true": "True", "false": "False", "null": "None", "undefined": "None"}
    if javascript in words:
        return words[javascript]
    try:
        value = ast.literal_eval(javascript)
    except (ValueError, SyntaxError):
        return None
    return repr(value) if isinstance(value, str | int) else None


# --- docstrings -------------------------------------------------------------------------


def docstring(name: str, entry: Mapping[str, Any], described: Mapping[str, Any]) -> str:
    """The whole documentation of a type: what it is, and every prop."""
    article = "An" if name[0] in "AEIOU" else "A"
    about = described.get("description", "").strip()
    props = "\n\n".join(_about_prop(prop, described["props"][prop]) for prop in entry["props"])
    return f"{article} {name} component.\n{about}\n\nKeyword arguments:\n\n{props}\n"


def _about_prop(prop: str, described: Mapping[str, Any]) -> str:
    default = described.get("defaultValue", {}).get("value")
    state = (
        "required"
        if described.get("required")
        else "optional"
        if default is None
        else f"default {_literal(default) or default}"
    )
    head = f"- {prop} ({_in_words(described.get('type', {}))}; {state})"
    about = " ".join(described.get("description", "").split())
    if not about:
        return head
    return f"{head}:\n" + textwrap.fill(
        about, 76, initial_indent="    ", subsequent_indent="    ", break_long_words=False
    )


def _in_words(kind: Mapping[str, Any]) -> str:
    name, value = str(kind.get("name", "any")), kind.get("value")
    if name == "union" and value:
        return " | ".join(dict.fromkeys(_in_words(member) for member in value))
    if name == "arrayOf" and isinstance(value, Mapping):
        return f"list of {_in_words(value)}s"
    if name in ("enum", "literal") and value:
        return "a value equal to: " + ", ".join(_literal(text) or text for text in _choices(kind))
    return WORDS.get(name, name)


if __name__ == "__main__":
    main()
