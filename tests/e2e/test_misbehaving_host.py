"""Hosts and connections that misbehave: the app works all the same, or the page says what to do.

`test_starting.py` has files that are missing or spoilt; here the host itself is odd.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from pyrt.build.archive import zip_files
from pyrt.build.external import Fetched
from pyrt.build.serve import SiteServer
from pyrt.build.site import build_site
from pyrt.testing.app import PyrtApp
from tests.e2e.odd_host import Habits, host
from tests.e2e.small_app import APP, RUNTIME

EVERYTHING_IS_TEXT = dict.fromkeys(
    (".gz", ".json", ".png", ".svg", ".wasm", ".whl", ".zip"), "text/plain"
)

TAMPERED = Path(__file__).parent / "apps/tampered/app.py"

NO_SCRIPTS = Habits(types={".js": "text/plain"}, nosniff=True)


@contextmanager
def serving(site: Path, habits: Habits) -> Iterator[str]:
    with SiteServer({"": site}, handler=host(habits)) as server:
        yield server.url


def works(app: PyrtApp, site: Path, habits: Habits) -> list[str]:
    """Open the app and use it; what the console has said besides."""
    said: list[str] = []
    app.page.on("console", lambda message: said.append(message.text))
    with serving(site, habits) as url:
        app.page.goto(url)
        app.wait_for_ready()
        app.find_element("#go").click()
        app.wait_for_text_to_equal("#out", "clicked 1")
        app.page.goto("about:blank")
    return said


def fails(app: PyrtApp, site: Path, habits: Habits, says: str) -> str:
    """Open the app; all that the page says, as soon as it `says` that."""
    app.expect_error(".")
    with serving(site, habits) as url:
        app.page.goto(url)
        expect(app.page.locator("body")).to_contain_text(says, timeout=60_000)
        assert app.page.get_attribute("html", "data-pyrt") == "failed"
        return app.page.inner_text("body")


# --- types and encodings ----------------------------------------------------------------------


def test_types_of_data_do_not_matter(pyrt_app: PyrtApp, small_site: Path) -> None:
    assert works(pyrt_app, small_site, Habits(types=EVERYTHING_IS_TEXT, nosniff=True)) == []


def test_a_host_that_takes_gz_for_an_encoding_unpacks_the_image(
    pyrt_app: PyrtApp, small_site: Path
) -> None:
    encodings: list[str] = []
    pyrt_app.page.context.on(
        "response",
        lambda response: (
            encodings.append(response.headers.get("content-encoding", ""))
            if "start_image.gz" in response.url
            else None
        ),
    )
    assert works(pyrt_app, small_site, Habits(gz_is_an_encoding=True)) == []
    assert encodings == ["gzip"]


def test_scripts_of_another_type_start_no_worker_and_the_page_says_why(
    pyrt_app: PyrtApp, small_site: Path
) -> None:
    """Browsers run a page's own scripts under any type, but no worker."""
    text = fails(pyrt_app, small_site, Habits(types={".js": "text/plain"}), "worker.js could not")
    assert "200 OK with the type text/plain" in text
    assert "Set that type for .js files" in text


@pytest.mark.parametrize(
    "habits", [NO_SCRIPTS, Habits(missing=("boot.js",))], ids=["their type", "not published"]
)
def test_a_page_none_of_whose_scripts_run_says_so(
    pyrt_app: PyrtApp, small_site: Path, habits: Habits
) -> None:
    text = fails(pyrt_app, small_site, habits, "boot.js could not be loaded")
    assert "text/javascript" in text and "Publish the whole folder" in text


# --- files of another build -------------------------------------------------------------------


def test_the_image_of_another_build_is_not_used(pyrt_app: PyrtApp, small_site: Path) -> None:
    """It would start well, and be yesterday's Python under today's page."""
    image = gzip.decompress((small_site / RUNTIME / "pyodide/start_image.gz").read_bytes())
    habits = Habits(exchanged={"start_image.gz": gzip.compress(image, 1)})
    said = works(pyrt_app, small_site, habits)
    assert len(said) == 1
    assert "without its start image" in said[0]
    assert "is not the file that this page was built with" in said[0]


def test_the_files_of_another_build_are_refused_by_name(
    pyrt_app: PyrtApp, small_site: Path
) -> None:
    other = zip_files({"app.py": APP.replace("clicked", "kissed").encode()})
    text = fails(pyrt_app, small_site, Habits(exchanged={"app.zip": other}), "app.zip could not")
    assert "its hash is another one" in text
    assert "publish the whole folder" in text


CODE = [
    "_pyrt/components/dash_bootstrap_components-*/_components/dash_bootstrap_components.min.js",
    "_pyrt/components/dash_daq-*/dash_daq.min.js",
    "_pyrt/components/dash_iconify-*/async-DashIconify.js",
    "_pyrt/components/dash_iconify-*/dash_iconify.min.js",
    "_pyrt/external/x.example/far.css",
    f"{RUNTIME}/components/dash_core_components/async-graph.js",
    f"{RUNTIME}/components/dash_core_components/async-slider.js",
    f"{RUNTIME}/plotly/plotly.min.js",
    "assets/look.css",
    "assets/own.js",
]
"""Whatever else runs in a page, or shapes it: what its tags name and what is loaded late."""


@pytest.fixture
def _icons(pyrt_app: PyrtApp) -> None:
    """The hosts that draw the app's icon: the others are asked where the first takes its time."""
    home = {"body": "<path d='M0 0h24v24z'/>"}
    answer = {"prefix": "mdi", "width": 24, "height": 24, "icons": {"home": home}}
    hosts = re.compile(r"https://api\.(iconify\.design|simplesvg\.com|unisvg\.com)/")
    pyrt_app.page.route(hosts, lambda route: route.fulfill(json=answer))


@pytest.fixture(scope="module")
def full_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def far(url: str) -> Fetched:
        return Fetched(url, b"#go { color: rgb(4, 5, 6); }", "text/css")

    folder = tmp_path_factory.mktemp("full") / "out"
    return build_site(TAMPERED, folder, fetch_external=far).out


@pytest.mark.usefixtures("_icons")
def test_what_is_not_tampered_with_is_all_there(pyrt_app: PyrtApp, full_site: Path) -> None:
    page = pyrt_app.page
    with serving(full_site, Habits()) as url:
        page.goto(url)
        pyrt_app.wait_for_idle()
        for drawn in (
            ".badge",
            ".iconify",
            "#led svg",
            "#graph .main-svg",
            "#slider [role=slider]",
        ):
            expect(page.locator(drawn).first).to_be_visible()
        expect(page.locator("#out")).to_have_css("color", "rgb(1, 2, 3)")
        expect(page.locator("#go")).to_have_css("color", "rgb(4, 5, 6)")
        assert page.evaluate("window.own") is True
        page.goto("about:blank")


@pytest.mark.usefixtures("_icons")
@pytest.mark.parametrize("pattern", CODE, ids=lambda pattern: pattern.rpartition("/")[2])
def test_a_file_that_was_tampered_with_is_refused_by_name_and_the_rest_works(
    pyrt_app: PyrtApp, full_site: Path, pattern: str
) -> None:
    [file] = full_site.glob(pattern)
    more = b"* { opacity: 0 }" if file.suffix == ".css" else b";window.tampered = true;"
    habits = Habits(exchanged={file.name: file.read_bytes() + more})
    pyrt_app.expect_error(rf"{re.escape(file.name)} could not be loaded\n.*its hash is another")
    # The browser's own words, and the component's.
    pyrt_app.expect_error(".")
    page = pyrt_app.page
    with serving(full_site, habits) as url:
        page.goto(url)
        said = page.get_by_role("status").filter(has_text=f"{file.name} could not be loaded")
        expect(said).to_contain_text("is not the file that this page was built with")
        expect(said).to_contain_text("Build the site again, publish the whole folder")
        pyrt_app.wait_for_ready()
        pyrt_app.find_element("#go").click()
        pyrt_app.wait_for_text_to_equal("#out", "clicked 1")
        expect(page.locator("#out")).to_have_css("opacity", "1")
        assert page.evaluate("window.tampered") is None
        titles = [error["title"] for error in pyrt_app.errors]
        assert titles.count(f"{file.name} could not be loaded") == 1
        page.goto("about:blank")


# --- connections ------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["app.zip", "pyodide.asm.wasm"])
def test_a_connection_that_breaks_off_is_told_from_a_bad_file(
    pyrt_app: PyrtApp, small_site: Path, file: str
) -> None:
    text = fails(pyrt_app, small_site, Habits(cut=(file,)), f"{file} could not be loaded")
    assert "broke off before its end" in text
    assert "Check the connection and reload the page" in text


@pytest.mark.parametrize("file", ["worker.js", "host.js", "react-dom.min.js"])
def test_a_script_that_breaks_off_is_named(pyrt_app: PyrtApp, small_site: Path, file: str) -> None:
    text = fails(pyrt_app, small_site, Habits(cut=(file,)), f"{file} could not be loaded")
    assert "the connection may have broken off" in text and "Reload the page" in text


def test_without_its_image_the_app_starts_all_the_same(pyrt_app: PyrtApp, small_site: Path) -> None:
    (said, *others) = works(pyrt_app, small_site, Habits(cut=("start_image.gz",)))
    if "ERR_CONTENT_LENGTH_MISMATCH" in said:
        (said, *others) = others
    assert "without its start image" in said and "broke off" in said


# --- slow links -------------------------------------------------------------------------------


def test_a_link_of_1_mbit_raises_no_alarm(pyrt_app: PyrtApp, small_site: Path) -> None:
    """The page's clock runs ahead of the link: signs of life are 25 seconds apart on it, and the
    page would give up after 60 without one."""
    habits = Habits(slow="pyodide.asm.wasm")
    page = pyrt_app.page
    page.clock.install()
    with serving(small_site, habits) as url:
        page.goto(url)
        for _ in range(4):
            # Gone with the next sign of life.
            page.wait_for_selector(".pyrt-boot-hint:empty", state="attached")
            page.clock.run_for(25_000)
            assert page.get_attribute("html", "data-pyrt") == "loading"
        habits.released.set()
        page.clock.resume()
        pyrt_app.wait_for_ready()
        pyrt_app.wait_for_text_to_equal("#out", "clicked None")
        pyrt_app.page.goto("about:blank")


def test_a_link_on_which_nothing_arrives_any_more_is_given_up(
    pyrt_app: PyrtApp, small_site: Path
) -> None:
    habits = Habits(stuck="pyodide.asm.wasm")
    page = pyrt_app.page
    page.clock.install()
    pyrt_app.expect_error(".")
    with serving(small_site, habits) as url:
        page.goto(url)
        page.wait_for_selector(".pyrt-boot-hint", state="attached")
        text = ""
        while "gave no sign of life for 60 seconds" not in text:
            # More than once if another file was still on its way.
            page.clock.run_for(61_000)
            text = page.inner_text("body")
        habits.released.set()
    assert "Check the connection and reload the page" in text
