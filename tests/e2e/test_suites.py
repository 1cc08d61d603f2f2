"""Component libraries of other people, as their wheels are, driven in the browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, Route, expect

from pyrt.build.serve import SiteServer
from pyrt.cli import main
from pyrt.testing.app import PyrtApp
from tests.unit.site_helpers import HELLO, write_files

APPS = Path(__file__).parent / "apps"
OPTION = "--vendor-external"


def scripts_of(page: Page) -> list[str]:
    """Of component libraries, as far as the page has loaded them."""
    urls: list[str] = page.evaluate("() => [...document.scripts].map(script => script.src)")
    return [url.rpartition("/")[2] for url in urls if "/components/" in url]


def test_bootstrap_components_and_a_grid(pyrt_app: PyrtApp) -> None:
    pyrt_app.start_app(APPS / "suites_bootstrap.py")
    page = pyrt_app.page
    expect(page.locator("#tabs-out")).to_have_text("one")
    page.get_by_role("tab", name="Two").click()
    expect(page.locator("#tabs-out")).to_have_text("two")
    expect(page.locator("#accordion-out")).to_have_text("first")
    page.get_by_role("button", name="B", exact=True).click()
    expect(page.locator("#accordion-out")).to_have_text("second")
    page.locator("#select").select_option("y")
    expect(page.locator("#select-out")).to_have_text("y")
    page.locator("#label").click()
    expect(page.locator("#radio-out")).to_have_text("1")

    price = page.locator("#grid .ag-row[row-index='1'] [col-id=price]")
    price.dblclick()
    price.locator("input").fill("31000")
    price.locator("input").press("Enter")
    expect(page.locator("#grid-out")).to_have_text("32000 -> 31000 in price")
    assert pyrt_app.get_prop("grid", "rowData")[1]["price"] in (31000, "31000")

    # The large libraries that the first layout does not show have not been loaded yet.
    assert not {"bundle.js", "dash_daq.min.js"} & set(scripts_of(page))
    page.locator("#rename").click()
    expect(page.locator("#title")).to_have_text("A, renamed")  # F1: `title` of an item
    expect(page.locator("#label")).to_have_text("bolder")  # F1: `options[].label`
    expect(page.locator("#table td").first).to_have_text("1")
    expect(page.locator("#led")).to_be_visible()
    assert {"bundle.js", "dash_daq.min.js"} <= set(scripts_of(page))


def icons(route: Route) -> None:
    home = {"body": "<path d='M0 0h24v24z'/>"}
    route.fulfill(json={"prefix": "mdi", "width": 24, "height": 24, "icons": {"home": home}})


def test_mantine_leaflet_cytoscape_daq_iconify_and_extensions(pyrt_app: PyrtApp) -> None:
    # Icons come from a host that the test plays, tiles from one that is not reached.
    pyrt_app.page.route("https://api.iconify.design/**", icons)
    pyrt_app.expect_error("net::ERR_(NAME_NOT_RESOLVED|INTERNET_DISCONNECTED|FAILED)")
    asked: list[str] = []
    pyrt_app.page.on("requestfailed", lambda request: asked.append(request.url))
    pyrt_app.start_app(APPS / "suites_other.py")
    page = pyrt_app.page

    page.locator("#colour").click()
    page.get_by_role("option", name="Green").click()
    expect(page.locator("#colour-out")).to_have_text("Green")
    page.locator("#date").click()
    page.get_by_role("button", name="17 May 2024").click()
    expect(page.locator("#date-out")).to_have_text("2024-05-17")
    page.locator("#go").click()
    expect(page.locator("#go-out")).to_have_text("gone 1")
    expect(page.locator("#label")).to_have_text("Colour, renamed")  # F1
    page.locator("#switch button").click()
    expect(page.locator("#switch-out")).to_have_text("True")
    page.locator("#twice").dblclick()
    expect(page.locator("#listener-out")).to_have_text("{'type': 'dblclick', 'detail': 2}")
    page.keyboard.press("F9")
    expect(page.locator("#keyboard-out")).to_have_text("F9")

    map_ = page.locator("#map")
    map_.click(position={"x": 60, "y": 90})
    expect(page.locator("#map-out")).to_have_text("56.0")
    expect(page.locator("#map .leaflet-marker-icon")).to_be_visible()
    map_.scroll_into_view_if_needed()
    longitude = page.locator("#longitude")
    expect(longitude).to_have_text("as given")
    box = map_.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 300, box["y"] + 140)
    page.mouse.down()
    page.mouse.move(box["x"] + 100, box["y"] + 140, steps=5)
    page.mouse.up()
    expect(longitude).not_to_have_text("as given")
    assert float(longitude.inner_text()) > 10

    page.locator("#graph").click(position={"x": 75, "y": 75})
    expect(page.locator("#graph-out")).to_have_text("Node 1")
    expect(page.locator("#go path[d='M0 0h24v24z']")).to_be_attached()
    assert any("tile.openstreetmap.org" in url for url in asked)


LIBRARY = """\
from dash.development.base_component import Component


class Box(Component):
    _namespace = "{name}"
    _type = "Box"
    _prop_names = available_properties = ["children", "id"]
    _valid_wildcard_attributes = available_wildcard_properties = []
    _children_props = []
    _base_nodes = ["children"]

    def __init__(self, children=None, **kwargs):
        super().__init__(children=children, **kwargs)


_js_dist = [{{"relative_package_path": "{name}.js", "namespace": "{name}"}}]
"""
WORKING = """\
window.works = {
  Box: ({id, children}) => React.createElement("div", {id, className: "box"}, children),
};
"""
LARGE = "// " + "x" * 100_000 + "\n"
FAILURES = """\
import lost, silent, works, broken
from dash import Dash, html, Input, Output, callback

app = Dash(__name__)
app.layout = html.Div([
    lost.Box(id="lost"),
    silent.Box(id="silent"),
    broken.Box(id="broken"),
    works.Box("shown", id="works"),
    html.Button("more", id="more"),
    html.Div(id="place"),
])

@callback(Output("place", "children"), Input("more", "n_clicks"), prevent_initial_call=True)
def more(_):
    return {"namespace": "nobodys", "type": "Box", "props": {"id": "x"}}
"""


def library(name: str, script: str) -> dict[str, str | Path]:
    return {f"{name}/__init__.py": LIBRARY.format(name=name), f"{name}/{name}.js": script}


def test_external_style_sheets_in_the_site_need_no_other_host(
    pyrt_app: PyrtApp, tmp_path: Path
) -> None:
    sheets = {"a.css": "@import 'more/b.css';", "more/b.css": "#x { color: rgb(1, 2, 3) }"}
    write_files(tmp_path / "host", sheets)
    with SiteServer({"": tmp_path / "host"}) as host:
        script = HELLO.replace("__name__", f"__name__, external_stylesheets=['{host.url}a.css']")
        write_files(tmp_path, {"app.py": script.replace("greeting", "x")})
        assert main(["build", str(tmp_path / "app.py"), "-o", str(tmp_path / "site"), OPTION]) == 0
    # The host is gone.
    with SiteServer({"": tmp_path / "site"}) as server:
        pyrt_app.server_url = server.url
        expect(pyrt_app.page.locator("#x")).to_have_css("color", "rgb(1, 2, 3)")


def test_a_library_that_fails_says_so_in_its_place_and_harms_no_other(pyrt_app: PyrtApp) -> None:
    def cut(route: Route) -> None:
        route.fulfill(status=404, body="gone")

    pyrt_app.page.route("**/lost.js", cut)
    pyrt_app.expect_error("status of 404")
    pyrt_app.expect_error("broken on purpose")
    pyrt_app.expect_error("could not be loaded")
    pyrt_app.expect_error(r"none of them defines window\.silent")
    pyrt_app.expect_error(r"none of them defines window\.broken")
    pyrt_app.expect_error("nobodys is not part of this site")
    files = {
        **library("lost", LARGE),
        **library("silent", LARGE),
        **library("broken", LARGE + "throw new Error('broken on purpose');"),
        **library("works", WORKING),
    }
    pyrt_app.start_app(FAILURES, files=files)
    page = pyrt_app.page
    expect(page.locator("#works")).to_have_text("shown")
    boxes = page.get_by_role("alert")
    expect(boxes.nth(0)).to_contain_text("lost.js could not be loaded")
    expect(boxes.nth(1)).to_contain_text("none of them defines window.silent")
    expect(boxes.nth(2)).to_contain_text("none of them defines window.broken")
    page.locator("#more").click()
    expect(page.locator("#place")).to_contain_text("nobodys is not part of this site")


def test_an_app_that_only_the_browser_can_run_has_its_libraries_all_the_same(
    pyrt_app: PyrtApp,
) -> None:
    files = {**library("works", WORKING)}
    pyrt_app.start_app(
        "import js, works\nfrom dash import Dash\napp = Dash(__name__)\n"
        "app.layout = works.Box(str(js.navigator.onLine), id='x')\n",
        files=files,
    )
    expect(pyrt_app.page.locator("#x.box")).to_have_text("True")
