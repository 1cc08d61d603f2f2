"""Keys by the names that WebDriver gives them, for `Element.send_keys` and `ActionChains`.

Tests written for Selenium import its own `Keys`; the values are the same code points of the
WebDriver standard, so both work.
"""

from __future__ import annotations

from collections.abc import Iterator


class Keys:
    """`element.send_keys(Keys.CONTROL, "a")`; a modifier holds until the end of the call."""

    NULL = "\ue000"
    CANCEL = "\ue001"
    BACKSPACE = BACK_SPACE = "\ue003"
    TAB = "\ue004"
    CLEAR = "\ue005"
    RETURN = "\ue006"
    ENTER = "\ue007"
    SHIFT = LEFT_SHIFT = "\ue008"
    CONTROL = LEFT_CONTROL = "\ue009"
    ALT = LEFT_ALT = "\ue00a"
    PAUSE = "\ue00b"
    ESCAPE = "\ue00c"
    SPACE = "\ue00d"
    PAGE_UP = "\ue00e"
    PAGE_DOWN = "\ue00f"
    END = "\ue010"
    HOME = "\ue011"
    LEFT = ARROW_LEFT = "\ue012"
    UP = ARROW_UP = "\ue013"
    RIGHT = ARROW_RIGHT = "\ue014"
    DOWN = ARROW_DOWN = "\ue015"
    INSERT = "\ue016"
    DELETE = "\ue017"
    META = COMMAND = LEFT_META = "\ue03d"


_MODIFIERS = {
    Keys.SHIFT: "Shift",
    Keys.CONTROL: "Control",
    Keys.ALT: "Alt",
    Keys.META: "Meta",
}
_NAMED = {
    Keys.CANCEL: "Cancel",
    Keys.BACKSPACE: "Backspace",
    Keys.TAB: "Tab",
    Keys.CLEAR: "Clear",
    Keys.RETURN: "Enter",
    Keys.ENTER: "Enter",
    Keys.PAUSE: "Pause",
    Keys.ESCAPE: "Escape",
    Keys.SPACE: "Space",
    Keys.PAGE_UP: "PageUp",
    Keys.PAGE_DOWN: "PageDown",
    Keys.END: "End",
    Keys.HOME: "Home",
    Keys.LEFT: "ArrowLeft",
    Keys.UP: "ArrowUp",
    Keys.RIGHT: "ArrowRight",
    Keys.DOWN: "ArrowDown",
    Keys.INSERT: "Insert",
    Keys.DELETE: "Delete",
    "\n": "Enter",
    "\t": "Tab",
}


def key_name(key: str) -> str:
    """The name that Playwright has for one key."""
    return _MODIFIERS.get(key) or _NAMED.get(key, key)


def presses(text: str) -> Iterator[str]:
    """Key presses in Playwright's notation, e.g. `Control+a`, `Enter`, `é`."""
    held: list[str] = []
    for key in text:
        if key == Keys.NULL:
            held.clear()
        elif key in _MODIFIERS:
            held.append(_MODIFIERS[key])
        else:
            yield "+".join((*held, _NAMED.get(key, key)))
