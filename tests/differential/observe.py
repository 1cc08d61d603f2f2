"""One trace: what can be seen of an app, step by step, in the same words for both runtimes.

Normalised away is only what cannot be equal: the address of the page, the clock, the order of
calls that a case declares unordered, of ids inside one message, and of one kind of error.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from tests.differential.case import Case

Call = dict[str, Any]
Error = tuple[str, str]
"""Title and text, as the dev tools list them."""

_ADDRESS = re.compile("0x[0-9a-f]+")
"""In the repr of a Python object."""

_STRING_IDS = re.compile(r"(?<=The string ids in the current layout are: )\[(.*)\]")

_IS_A_MOMENT = (1.6e12, 4e12)
"""Milliseconds since 1970 in the years 2020 to 2096: `n_clicks_timestamp` and the like."""

READ = """() => {
  const props = {};
  const collect = (value) => {
    if (Array.isArray(value)) {
      value.forEach(collect);
    } else if (value !== null && typeof value === 'object') {
      if (value.props && value.type && value.namespace && value.props.id !== undefined) {
        props[window.dash_component_api.stringifyId(value.props.id)] = value.props;
      }
      Object.values(value).forEach(collect);
    }
  };
  collect(window.dash_component_api.getLayout([]));
  return JSON.stringify({
    text: document.querySelector('#react-entry-point').innerText,
    fields: [...document.querySelectorAll('#react-entry-point :is(input, textarea, select)')].map(
      (field) => (/checkbox|radio/.test(field.type) ? field.checked : field.value)
    ),
    title: document.title,
    props,
  });
}"""


@dataclass
class Seen:
    """After one step."""

    step: str
    calls: list[Call]
    """Of Python callbacks, in the order in which they began."""
    clientside: list[str]
    """What the case's JavaScript logged with the mark `@@js`."""
    errors: list[Error]
    """Reported in this step, oldest first."""
    text: list[str]
    """Lines of text on the page."""
    fields: list[str | bool]
    """What the form fields show."""
    title: str
    props: dict[str, Any]
    """Of every component that has an id."""


@dataclass
class Trace:
    seen: list[Seen] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """For people, and for a readable difference."""
        for seen in self.seen:
            yield f"== {seen.step}"
            for call in seen.calls:
                yield f"  call {call['function']}"
                for key, value in call.items():
                    if key != "function":
                        yield f"    {key}: {_text(value)}"
            yield from (f"  clientside {line}" for line in seen.clientside)
            for title, text in seen.errors:
                yield f"  error {' '.join(title.splitlines())}"
                yield from (f"    : {line}" for line in text.splitlines())
            yield from (f"  | {line}" for line in seen.text)
            yield f"  fields {_text(seen.fields)}"
            yield f"  title {seen.title}"
            for component, props in sorted(seen.props.items()):
                yield f"  #{component}"
                for name, value in sorted(props.items()):
                    yield f"    {name}: {_text(value)}"


def look(
    page: Page, case: Case, step: str, calls: list[Call], js: list[str], errors: list[Error]
) -> Seen:
    """What there is to see now."""
    plain = _normaliser(page.url, case)
    found = json.loads(page.evaluate(READ))
    # Its only prop is what the title's callback returns, and that is undefined: JSON leaves it
    # out under Dash, and has null for it here (M5).
    found["props"].pop("_pages_dummy", None)
    return Seen(
        step=step,
        calls=[plain(call) for call in _ordered(calls, case.unordered)],
        clientside=js,
        errors=sorted(
            (_error(plain(_lines(title)), plain(_lines(text))) for title, text in errors),
            key=_is_of_a_missing_state,
        ),
        text=[plain(line.strip()) for line in found["text"].splitlines() if line.strip()],
        fields=found["fields"],
        title=found["title"],
        props=plain(found["props"]),
    )


def _is_of_a_missing_state(error: Error) -> bool:
    """Dash finds it out together with the end of clientside callbacks that started in the same
    moment, in whatever order; here it comes last."""
    return error[0].startswith("A nonexistent object was used in an `State`")


def _error(title: str, text: str) -> Error:
    """A text that only repeats the title is shown by neither.  The ids in Dash's message are
    in the order in which they were last written, which says nothing."""
    title = _STRING_IDS.sub(lambda ids: f"[{', '.join(sorted(ids[1].split(', ')))}]", title)
    return title, "" if text == title else text


def _lines(text: str) -> str:
    """An error's text without its indentation and without addresses in memory."""
    lines = [line.strip() for line in _ADDRESS.sub("0x", text).splitlines()]
    return "\n".join(line for line in lines if line)


def _ordered(calls: list[Call], unordered: frozenset[str]) -> list[Call]:
    """Calls with each unbroken run of unordered ones sorted."""
    ordered: list[Call] = []
    for free, group in itertools.groupby(calls, lambda call: call["function"] in unordered):
        run = list(group)
        ordered += sorted(run, key=_text) if free else run
    return ordered


def _normaliser(url: str, case: Case) -> Callable[[Any], Any]:
    """Replaces the page's origin and moments in time, wherever they stand.

    Under Dash a case's paths begin with the prefix at which it is served; under pyrt an app
    never sees where its site is (P17).
    """
    scheme, _, host = url.partition("://")
    origin = f"{scheme}://{host.split('/', 1)[0]}"

    def plain(value: Any, name: str = "") -> Any:
        if isinstance(value, str):
            return value.replace(origin, "<origin>").replace(f"/{case.name}/", "/")
        if isinstance(value, list):
            return [plain(entry) for entry in value]
        if isinstance(value, dict):
            # An input entry names its prop beside the value: {"id", "property", "value"}.
            prop = str(value.get("property", value.get("prop_id", "")))
            return {
                key: plain(entry, prop if key == "value" else key) for key, entry in value.items()
            }
        if isinstance(value, int | float) and _IS_A_MOMENT[0] < value < _IS_A_MOMENT[1]:
            return "<time>"
        return value

    return plain


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
