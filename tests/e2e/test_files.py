"""The app's files: its folder, data beside the script, SQLite, and the folder that outlives the
page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from pyrt.build.serve import SiteServer
from pyrt.build.site import build_site
from pyrt.testing.app import PyrtApp
from tests.unit.site_helpers import write_files

APP = """
import csv, os, sqlite3, tempfile
from pathlib import Path

from dash import Dash, Input, Output, State, callback, dcc, html

app = Dash(__name__, persistent_dir="data")
DATA = Path("data")
app.layout = html.Div([
    dcc.Input(id="text"), dcc.Input(id="size", type="number"),
    html.Button("write", id="write"), html.Button("erase", id="erase"), html.Pre(id="out"),
])


@callback(Output("out", "children"), Input("write", "n_clicks"),
          State("text", "value"), State("size", "value"))
def write(clicks, text, size):
    DATA.mkdir(exist_ok=True)
    with sqlite3.connect(DATA / "notes.db") as db:
        db.execute("create table if not exists notes (text)")
        if clicks:
            db.execute("insert into notes values (?)", [text])
            (DATA / "deep/er").mkdir(parents=True, exist_ok=True)
            (DATA / "deep/er" / f"{text}.txt").write_text(text * (size or 1))
        notes = [row[0] for row in db.execute("select text from notes")]
    db.close()
    files = sorted(p.relative_to(DATA).as_posix() for p in DATA.rglob("*.txt"))
    with tempfile.TemporaryDirectory() as folder, open("beside.csv") as beside:
        (Path(folder) / "x").write_text("tmp")
        read = [*csv.reader(beside)] + os.listdir(folder) + [Path(__file__).parent.name]
    return f"{notes} {files} {read}"


@callback(Output("out", "children", allow_duplicate=True), Input("erase", "n_clicks"),
          prevent_initial_call=True)
def erase(_):
    import pyrt

    pyrt.erase_persistent_dir()
    return f"erased {list(DATA.iterdir())}"
"""
FILES = {"app.py": APP, "beside.csv": "1,2\n", "data/shipped.txt": "shipped"}
BESIDE = "[['1', '2'], 'x', 'app']"
FRESH = f"[] ['shipped.txt'] {BESIDE}"
WRITTEN = f"['one'] ['deep/er/one.txt', 'shipped.txt'] {BESIDE}"

SAVED = """async name => {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
    await new Promise(resolve => setTimeout(resolve, 20));
    const known = (await indexedDB.databases()).find(({name}) => name.startsWith("pyrt"));
    if (!known) continue;
    const db = await new Promise((resolve, reject) => {
        const request = indexedDB.open(known.name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = reject;
    });
    const keys = await new Promise(resolve => {
        const request = db.transaction("FILE_DATA").objectStore("FILE_DATA").getAllKeys();
        request.onsuccess = () => resolve(request.result);
    });
    db.close();
    if (keys.some(key => key.endsWith(name))) return true;
  }
  throw new Error(`${name} was not saved`);
}"""


@contextmanager
def served(tmp_path: Path, *below: str, first_line: str = "") -> Iterator[str]:
    """The same app on one host, in each of the given folders; the host's URL."""
    folder = write_files(tmp_path / "app", FILES)
    site = build_site(folder, tmp_path / "site").out
    (worker,) = site.glob("_pyrt/*/worker.js")
    worker.write_text(f"{first_line}\n{worker.read_text('utf-8')}", encoding="utf-8")
    with SiteServer(dict.fromkeys(below, site)) as server:
        yield server.url


def write(app: PyrtApp, text: str, size: int = 1) -> None:
    app.set_props("text", {"value": text})
    app.set_props("size", {"value": size})
    app.find_element("#write").click()
    app.wait_for_idle()


def test_files_outlive_the_page_until_they_are_erased(pyrt_app: PyrtApp, tmp_path: Path) -> None:
    page = pyrt_app.page
    with served(tmp_path, "one", "two") as url:
        pyrt_app.server_url = f"{url}one/"
        pyrt_app.wait_for_text_to_equal("#out", FRESH)
        write(pyrt_app, "one")
        pyrt_app.wait_for_text_to_equal("#out", WRITTEN)
        page.evaluate(SAVED, "one.txt")  # nobody has asked for it

        pyrt_app.server_url = f"{url}two/"
        pyrt_app.wait_for_text_to_equal("#out", FRESH)  # another app
        pyrt_app.server_url = f"{url}one/"
        pyrt_app.wait_for_text_to_equal("#out", WRITTEN)

        page.evaluate("window.pyrt.erase()")
        pyrt_app.wait_for_page(f"{url}one/")
        pyrt_app.wait_for_text_to_equal("#out", FRESH)

        write(pyrt_app, "one")
        page.evaluate("window.pyrt.save()")
        pyrt_app.find_element("#erase").click()
        pyrt_app.wait_for_text_to_equal("#out", "erased []")
        page.evaluate("window.pyrt.save()")
        pyrt_app.wait_for_page(f"{url}one/")
        pyrt_app.wait_for_text_to_equal("#out", FRESH)


def test_what_was_written_just_before_the_page_is_left_is_kept(
    pyrt_app: PyrtApp, tmp_path: Path
) -> None:
    def write_and(page: Page, text: str, files: str) -> None:
        """Returns as soon as the page shows what has been written."""
        page.locator("#text").fill(text)
        page.locator("#write").click()
        expect(page.locator("#out")).to_contain_text(files)

    with served(tmp_path, "") as url:
        pyrt_app.server_url = url
        page = pyrt_app.page
        pyrt_app.wait_for_text_to_equal("#out", FRESH)
        write_and(page, "one", "['one']")
        page.reload()
        pyrt_app.wait_for_text_to_equal("#out", WRITTEN)
        write_and(page, "two", "['one', 'two']")
        page.goto("about:blank")

        other = page.context.new_page()
        other.goto(url)
        expect(other.locator("#out")).to_contain_text("['one', 'two']")
        write_and(other, "three", "['one', 'two', 'three']")
        other.close()
        pyrt_app.wait_for_page(url)
        expect(page.locator("#out")).to_contain_text("['one', 'two', 'three']")


def test_a_full_storage_is_an_error_and_the_app_goes_on(pyrt_app: PyrtApp, tmp_path: Path) -> None:
    # A headless Chromium has no quota that could be set: the database itself refuses.
    full = """
        const { put } = IDBObjectStore.prototype;
        IDBObjectStore.prototype.put = function (entry, ...key) {
            if (entry.contents?.length > 1e6) throw new DOMException("", "QuotaExceededError");
            return put.call(this, entry, ...key);
        };
    """
    pyrt_app.expect_error("could not be saved")
    with served(tmp_path, "", first_line=full) as url:
        pyrt_app.server_url = url
        pyrt_app.wait_for_text_to_equal("#out", FRESH)
        write(pyrt_app, "one", size=1_000_000)
        pyrt_app.page.evaluate("window.pyrt.save()")
        pyrt_app.wait_for_text_to_equal("#out", WRITTEN)
        (error,) = pyrt_app.errors
        assert error["title"] == 'The folder "data" could not be saved'
        assert "full (QuotaExceededError)" in error["message"]
        assert "window.pyrt.erase()" in error["message"]

        write(pyrt_app, "one")
        pyrt_app.page.evaluate("window.pyrt.save()")
        assert len(pyrt_app.errors) == 1
        assert pyrt_app.page.evaluate(SAVED, "one.txt")


def test_without_storage_files_last_as_long_as_the_page(pyrt_app: PyrtApp, tmp_path: Path) -> None:
    refuse = (
        'Object.defineProperty(self, "indexedDB", '
        '{get() { throw new DOMException("denied", "SecurityError"); }});'
    )
    with served(tmp_path, "", first_line=refuse) as url:
        pyrt_app.server_url = url
        pyrt_app.wait_for_text_to_equal("#out", FRESH)
        write(pyrt_app, "one")
        pyrt_app.wait_for_text_to_equal("#out", WRITTEN)
        pyrt_app.page.evaluate("window.pyrt.save()")
        said = [line for line in pyrt_app.page_errors.console if "lasts until" in line]
        assert len(said) == 1 and "SecurityError" in said[0]
        pyrt_app.page.evaluate("window.pyrt.erase()")
        write(pyrt_app, "two")
        pyrt_app.wait_for_text_to_equal("#out", f"['two'] ['deep/er/two.txt'] {BESIDE}")
