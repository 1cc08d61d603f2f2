"""What a user, or a script of the page, may do in a case.

Gestures know Playwright only; the few that ask a runtime something do it through `Page`,
the part of a visit that they see.  Targets are component ids: a string, or a dict.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit
from xml.etree import ElementTree

from playwright.sync_api import Locator, Page

Target = str | Mapping[str, Any]


class Visited(Protocol):
    """What a gesture may use of the app that is open."""

    page: Page

    def note(self, line: str) -> None:
        """Enter a line in the trace of this step."""

    def wait_for_call(self, function: str) -> None:
        """Return once `function` has begun to run in this step."""

    def reload(self) -> None:
        """Load the page again, with what the browser has stored."""


class Gesture(Protocol):
    def __call__(self, visit: Visited) -> None: ...


def element(page: Page, target: Target) -> Locator:
    """The DOM element of a component; dict ids have their canonical JSON as DOM id (G2)."""
    dom_id = (
        target
        if isinstance(target, str)
        else json.dumps(target, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    )
    quoted = dom_id.replace("\\", "\\\\").replace("'", "\\'")
    return page.locator(f"#react-entry-point [id='{quoted}']")


@dataclass(frozen=True)
class Click:
    target: Target

    def __call__(self, visit: Visited) -> None:
        element(visit.page, self.target).click()


@dataclass(frozen=True)
class ClickText:
    """Click the innermost element that shows just this text, inside a component."""

    target: Target
    text: str

    def __call__(self, visit: Visited) -> None:
        element(visit.page, self.target).get_by_text(self.text, exact=True).click()


@dataclass(frozen=True)
class Type:
    """Put the cursor at the end of an input and type, key by key."""

    target: Target
    text: str

    def __call__(self, visit: Visited) -> None:
        box = element(visit.page, self.target)
        box.focus()
        box.press("End")
        box.press_sequentially(self.text)


@dataclass(frozen=True)
class Fill:
    """Replace the text of an input in one go."""

    target: Target
    text: str

    def __call__(self, visit: Visited) -> None:
        element(visit.page, self.target).fill(self.text)


@dataclass(frozen=True)
class Press:
    target: Target
    key: str

    def __call__(self, visit: Visited) -> None:
        element(visit.page, self.target).press(self.key)


@dataclass(frozen=True)
class Shows:
    """Wait until a component shows this text."""

    target: Target
    text: str

    def __call__(self, visit: Visited) -> None:
        element(visit.page, self.target).get_by_text(self.text, exact=True).or_(
            element(visit.page, self.target).and_(
                visit.page.locator(f"text={json.dumps(self.text)}")
            )
        ).first.wait_for()


@dataclass(frozen=True)
class Started:
    """Wait until a function of the app has begun to run in this step."""

    function: str

    def __call__(self, visit: Visited) -> None:
        visit.wait_for_call(self.function)


@dataclass(frozen=True)
class Open:
    """Go to an address below the app's, as from a bookmark: the page is loaded anew."""

    path: str

    def __call__(self, visit: Visited) -> None:
        at = urlsplit(visit.page.url)
        case = at.path.split("/")[1]
        visit.page.goto(f"{at.scheme}://{at.netloc}/{case}/{self.path}", wait_until="commit")


@dataclass(frozen=True)
class Travel:
    """Back (-1) or forward (1) among the addresses of one page."""

    steps: int

    def __call__(self, visit: Visited) -> None:
        visit.page.evaluate(
            """(steps) => new Promise((done) => {
              addEventListener('popstate', done, { once: true });
              history.go(steps);
            })""",
            self.steps,
        )


@dataclass(frozen=True)
class Reload:
    """Load the page again."""

    def __call__(self, visit: Visited) -> None:
        visit.reload()


@dataclass(frozen=True)
class On:
    """Click, fill or wait for what a CSS selector finds, inside the app or beside it."""

    selector: str
    text: str | None = None
    """What to fill in; None: click."""

    def __call__(self, visit: Visited) -> None:
        found = visit.page.locator(self.selector).first
        if self.text is None:
            found.click()
        else:
            found.fill(self.text)


@dataclass(frozen=True)
class Saves:
    """Click what a CSS selector finds, and note the file that the browser saves then."""

    selector: str

    def __call__(self, visit: Visited) -> None:
        with visit.page.expect_download() as download:
            visit.page.locator(self.selector).first.click()
        content = download.value.path().read_bytes()
        note = f"@@js {download.value.suggested_filename} {content!r}"
        visit.page.evaluate("(note) => console.log(note)", note)


@dataclass(frozen=True)
class SavesWorkbook:
    """Click what a CSS selector finds, and note the cells of the .xlsx file that is saved then."""

    selector: str

    def __call__(self, visit: Visited) -> None:
        with visit.page.expect_download() as download:
            visit.page.locator(self.selector).first.click()
        name = download.value.suggested_filename
        with zipfile.ZipFile(download.value.path()) as book:
            sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        for cell in sheet.iterfind(".//{*}c"):
            visit.note(f"{name} {cell.get('r')} {''.join(cell.itertext())!r}")


@dataclass(frozen=True)
class Hover:
    """Move the mouse over what a CSS selector finds."""

    selector: str

    def __call__(self, visit: Visited) -> None:
        visit.page.locator(self.selector).first.hover()


@dataclass(frozen=True)
class Locate:
    """Be at a place, and let pages know it."""

    latitude: float
    longitude: float

    def __call__(self, visit: Visited) -> None:
        context = visit.page.context
        context.grant_permissions(["geolocation"])
        context.set_geolocation(
            {"latitude": self.latitude, "longitude": self.longitude, "accuracy": 5}
        )


@dataclass(frozen=True)
class Keys:
    """Press keys, wherever the focus is."""

    keys: tuple[str, ...]

    def __call__(self, visit: Visited) -> None:
        for key in self.keys:
            visit.page.keyboard.press(key)


@dataclass(frozen=True)
class Appears:
    """Wait until a CSS selector finds something visible."""

    selector: str

    def __call__(self, visit: Visited) -> None:
        visit.page.locator(self.selector).first.wait_for()


@dataclass(frozen=True)
class Script:
    """JavaScript of the page, such as `dash_clientside.set_props(...)`; may be a promise."""

    code: str

    def __call__(self, visit: Visited) -> None:
        visit.page.evaluate(f"async () => {{ {self.code} }}")


@dataclass(frozen=True)
class Markup:
    """Note the elements of a component: tags, attributes and texts, one line each.

    Ids that React counts out (`:r1:`) are numbered anew, because pages differ in how many
    they hand out before.
    """

    target: str

    _CODE = """([selector]) => {
      const counted = new Map();
      const plain = (text) => text.replace(/:r[0-9a-z]+:/g, (id) => {
        if (!counted.has(id)) counted.set(id, `:${counted.size}:`);
        return counted.get(id);
      });
      const note = (line) => console.log('@@js ' + plain(line).replaceAll(location.origin, ''));
      const walk = (node, depth) => {
        const indent = '. '.repeat(depth);
        if (node.nodeType === Node.TEXT_NODE) {
          if (node.textContent.trim()) note(`${indent}"${node.textContent.trim()}"`);
          return;
        }
        if (node.nodeType !== Node.ELEMENT_NODE || node.tagName === 'STYLE') return;
        const attributes = [...node.attributes].map(({ name, value }) => `${name}="${value}"`);
        note(`${indent}<${[node.tagName.toLowerCase(), ...attributes.sort()].join(' ')}>`);
        node.childNodes.forEach((child) => walk(child, depth + 1));
      };
      document.querySelectorAll(selector).forEach((found) => walk(found, 0));
    }"""

    def __call__(self, visit: Visited) -> None:
        visit.page.evaluate(self._CODE, [self.target])


_LOADING = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  // A sign of loading may wait for the next frame.
  await frame();
  await frame();
  const loading = document.querySelectorAll('[data-dash-is-loading="true"]');
  return [...[...loading].map((element) => element.id).sort(), document.title].join(' | ');
}"""


@dataclass(frozen=True)
class SeeLoading:
    """Note which components show that they wait for a callback, and the title."""

    def __call__(self, visit: Visited) -> None:
        visit.note(f"loading: {visit.page.evaluate(_LOADING)}")
