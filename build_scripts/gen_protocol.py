"""Writes `web/src/protocol.gen.ts`, the TypeScript twin of `pyrt/protocol.py`.

    python build_scripts/gen_protocol.py           # write the file
    python build_scripts/gen_protocol.py --check   # exit 1 when the file is out of date

The schema is read as text (`ast`), never imported: annotations keep the names of their
aliases that way, and the string under a field becomes its comment.  The few forms of
annotation that `protocol.py` uses are translated; any other form is an error here, not a
guess in the page.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "pyrt" / "protocol.py"
TWIN = ROOT / "web" / "src" / "protocol.gen.ts"

HEADER = """\
// Generated from pyrt/protocol.py by build_scripts/gen_protocol.py; do not edit.
"""

LINE_LENGTH = 100

NAMES = {
    "Any": "unknown",
    "bool": "boolean",
    "float": "number",
    "int": "number",
    "str": "string",
}

TAGS = ("type", "op")
"""Class variables that tell the members of a union apart."""


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    type: str
    comment: str


@dataclass(frozen=True, slots=True)
class Interface:
    name: str
    comment: str
    tag: Field | None
    fields: tuple[Field, ...]


def generate(source: str) -> str:
    """TypeScript text for the schema in `source`."""
    parts = [HEADER]
    interfaces: list[Interface] = []
    for statement, comment in _documented(ast.parse(source).body):
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=int() as value)):
                parts.append(_comment(comment) + f"export const {name} = {value};\n")
            case ast.AnnAssign(
                target=ast.Name(id=name),
                annotation=ast.Name(id="TypeAlias"),
                value=ast.expr() as value,
            ):
                parts.append(_comment(comment) + _alias(name, translate(value)))
            case ast.ClassDef() if _is_dataclass(statement):
                interfaces.append(_interface(statement))
                parts.append(_render(interfaces[-1]))
            case _:
                pass
    parts.append(_field_table(interfaces))
    return "\n".join(parts)


def translate(annotation: ast.expr) -> str:
    """TypeScript type of one Python annotation."""
    match annotation:
        case ast.Constant(value=None):
            return "null"
        case ast.Name(id=name):
            return NAMES.get(name, name)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return f"{translate(left)} | {translate(right)}"
        case ast.Subscript(value=ast.Name(id="list"), slice=item):
            inner = translate(item)
            return f"({inner})[]" if " | " in inner else f"{inner}[]"
        case ast.Subscript(
            value=ast.Name(id="dict"), slice=ast.Tuple(elts=[ast.Name(id="str"), item])
        ):
            return f"Record<string, {translate(item)}>"
        case ast.Subscript(value=ast.Name(id="Literal"), slice=ast.Tuple(elts=choices)):
            return " | ".join(_literal(choice) for choice in choices)
    raise ValueError(f"no TypeScript form for the annotation {ast.unparse(annotation)!r}")


def _literal(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return f'"{node.value}"'
    raise ValueError(f"only strings may stand in a Literal, not {ast.unparse(node)!r}")


def _documented(body: Sequence[ast.stmt]) -> Iterator[tuple[ast.stmt, str]]:
    """Each statement with the string that stands right under it."""
    for position, statement in enumerate(body):
        below = body[position + 1] if position + 1 < len(body) else None
        match below:
            case ast.Expr(value=ast.Constant(value=str() as text)):
                yield statement, text
            case _:
                yield statement, ""


def _is_dataclass(node: ast.ClassDef) -> bool:
    return any("dataclass" in ast.unparse(decorator) for decorator in node.decorator_list)


def _interface(node: ast.ClassDef) -> Interface:
    tag: Field | None = None
    fields: list[Field] = []
    for statement, comment in _documented(node.body):
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
            continue
        name = statement.target.id
        if name in TAGS and statement.value is not None:
            tag = Field(name, _literal(statement.value), comment)
        else:
            fields.append(Field(name, translate(statement.annotation), comment))
    return Interface(node.name, ast.get_docstring(node) or "", tag, tuple(fields))


def _render(interface: Interface) -> str:
    members = [] if interface.tag is None else [interface.tag]
    lines = [
        _comment(field.comment, "  ") + f"  {field.name}: {field.type};\n"
        for field in (*members, *interface.fields)
    ]
    opening = f"{_comment(interface.comment)}export interface {interface.name} {{\n"
    return opening + "".join(lines) + "}\n"


def _alias(name: str, type_: str) -> str:
    """As Prettier breaks it."""
    head = f"export type {name} ="
    if len(f"{head} {type_};") <= LINE_LENGTH:
        return f"{head} {type_};\n"
    if len(f"  {type_};") <= LINE_LENGTH:
        return f"{head}\n  {type_};\n"
    members = "".join(f"\n  | {member}" for member in type_.split(" | "))
    return f"{head}{members};\n"


def _field_table(interfaces: Sequence[Interface]) -> str:
    """What remains of the types at run time."""
    rows = "".join(_row(interface) for interface in interfaces)
    comment = _comment("Names of the fields on the wire: the tests hold the fixtures against them.")
    return f"{comment}export const FIELDS: Record<string, readonly string[]> = {{\n{rows}}};\n"


def _row(interface: Interface) -> str:
    members = [] if interface.tag is None else [interface.tag]
    names = [f'"{field.name}"' for field in (*members, *interface.fields)]
    line = f"  {interface.name}: [{', '.join(names)}],\n"
    if len(line) <= LINE_LENGTH:
        return line
    below = "".join(f"    {name},\n" for name in names)
    return f"  {interface.name}: [\n{below}  ],\n"


def _comment(text: str, indent: str = "") -> str:
    lines = [line.strip() for line in text.strip().splitlines()]
    if not lines:
        return ""
    if len(lines) == 1:
        return f"{indent}/** {lines[0]} */\n"
    body = "".join(f"{indent} * {line}".rstrip() + "\n" for line in lines)
    return f"{indent}/**\n{body}{indent} */\n"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    arguments = parser.parse_args(argv)
    text = generate(SCHEMA.read_text(encoding="utf-8"))
    current = TWIN.read_text(encoding="utf-8") if TWIN.exists() else ""
    if arguments.check:
        if text != current:
            print(
                f"{TWIN.relative_to(ROOT)} does not fit pyrt/protocol.py: "
                "run `python build_scripts/gen_protocol.py`",
                file=sys.stderr,
            )
            return 1
        return 0
    if text != current:
        TWIN.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
