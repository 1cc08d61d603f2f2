"""The TypeScript twin of the protocol, and its generator."""

from __future__ import annotations

import pytest

import gen_protocol
from gen_protocol import generate


def test_the_committed_twin_fits_the_schema() -> None:
    assert gen_protocol.main(["--check"]) == 0


def test_a_dataclass_becomes_an_interface_with_its_comments() -> None:
    source = '''
@dataclass(frozen=True, slots=True)
class Moved:
    """A thing has moved."""

    type: ClassVar[str] = "Moved"
    to: list[str | int]
    """Where to.

    Or nowhere."""
    by: dict[str, Json] | None
'''
    assert generate(source).startswith("""\
// Generated from pyrt/protocol.py by build_scripts/gen_protocol.py; do not edit.

/** A thing has moved. */
export interface Moved {
  type: "Moved";
  /**
   * Where to.
   *
   * Or nowhere.
   */
  to: (string | number)[];
  by: Record<string, Json> | null;
}
""")


@pytest.mark.parametrize(
    ("line", "typescript"),
    [
        ("VERSION = 3", "export const VERSION = 3;"),
        ("Json: TypeAlias = Any", "export type Json = unknown;"),
        ('Level: TypeAlias = Literal["a", "b"]', 'export type Level = "a" | "b";'),
    ],
)
def test_constants_and_aliases_keep_their_names(line: str, typescript: str) -> None:
    assert typescript in generate(line).splitlines()


def test_an_annotation_without_a_twin_is_an_error() -> None:
    source = "@dataclass\nclass A:\n    when: datetime.date"
    with pytest.raises(ValueError, match=r"no TypeScript form for the annotation 'datetime\.date'"):
        generate(source)
