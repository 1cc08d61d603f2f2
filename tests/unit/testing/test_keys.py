"""Keys in Selenium's notation become key presses in Playwright's."""

from __future__ import annotations

import pytest

from pyrt.testing import Keys
from pyrt.testing.keys import presses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ab", ["a", "b"]),
        ("a\n", ["a", "Enter"]),
        (Keys.CONTROL + "a" + Keys.DELETE, ["Control+a", "Control+Delete"]),
        (Keys.SHIFT + Keys.HOME + Keys.NULL + Keys.DELETE, ["Shift+Home", "Delete"]),
        (Keys.CONTROL + Keys.SHIFT + Keys.END, ["Control+Shift+End"]),
        (Keys.ARROW_DOWN + Keys.TAB + Keys.RETURN, ["ArrowDown", "Tab", "Enter"]),
        ("é€", ["é", "€"]),
        ("", []),
    ],
)
def test_presses(text: str, expected: list[str]) -> None:
    assert list(presses(text)) == expected
