"""Every example does what its case says, under pyrt and, unchanged, under real Dash."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from npm_files import npm_file
from pyrt.testing.app import PyrtApp
from pyrt.testing.page_errors import PageErrors
from tests.differential.servers import real_dash
from tests.e2e.example_cases import CASES, Case

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NAMES = [script.parent.name for script in sorted(EXAMPLES.glob("*/app.py"))]

expect.set_options(timeout=15_000)  # an upper limit, for machines that do much else


@pytest.fixture(scope="module")
def dash_url() -> Iterator[str]:
    with real_dash(EXAMPLES) as dash:
        yield dash.flask


def from_npm(route: Route) -> None:
    """The CDN that themes come from, as far as the examples need it."""
    found = npm_file(route.request.url)
    route.fulfill(body=found.content, content_type=found.kind)


def case_of(name: str) -> Case:
    assert name in CASES, f"examples/{name} has no case in tests/e2e/example_cases.py"
    return CASES[name]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_works(pyrt_app: PyrtApp, name: str) -> None:
    pyrt_app.page.route("https://cdn.jsdelivr.net/**", from_npm)
    pyrt_app.start_app(EXAMPLES / name)
    case_of(name)(pyrt_app.page)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_works_unchanged_on_real_dash(page: Page, dash_url: str, name: str) -> None:
    errors = PageErrors()
    errors.listen(page)
    page.route("https://cdn.jsdelivr.net/**", from_npm)
    page.goto(f"{dash_url}/{name}/")
    case_of(name)(page)
    errors.check()


def test_no_case_is_left_without_its_example() -> None:
    assert sorted(CASES) == NAMES
