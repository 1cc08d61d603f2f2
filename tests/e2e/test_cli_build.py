"""What `pyrt build` makes, looked at in a browser through an ordinary static server."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pyrt.build.serve import SiteServer
from pyrt.testing.app import PyrtApp
from tests.unit.site_helpers import distribution, write_files

ROOT = Path(__file__).resolve().parents[2]

COUNTER = """\
from dash import Dash, Input, Output, html

app = Dash(__name__, title="Counter")
app.layout = html.Div([html.Button("+1", id="add"), html.Output("-", id="count")])


@app.callback(Output("count", "children"), Input("add", "n_clicks"))
def count(clicks):
    return clicks or 0


if __name__ == "__main__":
    app.run(debug=False)
"""


def pyrt_build(folder: Path, *arguments: str, path: Path | None = None) -> str:
    """Run the command; return what it prints."""
    extra = [str(ROOT), *([str(path)] if path else [])]
    done = subprocess.run(
        [sys.executable, "-m", "pyrt.cli", "build", *arguments],
        cwd=folder,
        env={"PYTHONPATH": ":".join(extra), "PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def served(site: Path, below: str = "") -> Iterator[str]:
    """The site's URL on a server that has it at a sub-path."""
    with SiteServer({below: site}) as server:
        yield f"{server.url}{below}/" if below else server.url


@pytest.mark.parametrize("below", ["", "some/where/deep"])
def test_a_site_works_at_any_path_and_asks_nobody_else(
    pyrt_app: PyrtApp, tmp_path: Path, below: str
) -> None:
    write_files(tmp_path, {"counter.py": COUNTER})
    pyrt_build(tmp_path, "counter.py", "-o", "site")
    asked: list[str] = []
    pyrt_app.page.on("request", lambda request: asked.append(request.url))
    with served(tmp_path / "site", below) as url:
        pyrt_app.server_url = url
        pyrt_app.wait_for_text_to_equal("#count", "0")
        pyrt_app.multiple_click("#add", 3)
        pyrt_app.wait_for_text_to_equal("#count", "3")
        assert pyrt_app.page.title() == "Counter"
    assert [each for each in asked if not each.startswith((url, "data:", "blob:"))] == []


def test_the_last_line_of_a_build_shows_a_working_site(pyrt_app: PyrtApp, tmp_path: Path) -> None:
    """Python's own server knows nothing of pyrt."""
    write_files(tmp_path, {"counter.py": COUNTER})
    printed = pyrt_build(tmp_path, "counter.py", "-o", "site")
    assert printed.rstrip().endswith("python3 -m http.server -d site")
    server = subprocess.Popen(
        [sys.executable, "-u", "-m", "http.server", "-d", "site", "0"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.stdout is not None
        port = server.stdout.readline().split(" port ")[1].split()[0]
        pyrt_app.server_url = f"http://localhost:{port}/"
        pyrt_app.wait_for_text_to_equal("#count", "0")
    finally:
        server.terminate()
        server.communicate()


def test_modules_data_and_assets_are_there(pyrt_app: PyrtApp, tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "shop/main.py": "from pathlib import Path\n"
            "from dash import Dash, get_asset_url, html\n"
            "from shop.prices import total\n"
            "DATA = Path(__file__).parent / 'data'\n"
            "app = Dash(__name__)\n"
            "app.layout = html.Div([html.P(total(DATA), id='total'),"
            " html.Img(id='logo', src=get_asset_url('logo.svg'))])\n",
            "shop/__init__.py": "",
            "shop/prices.py": "def total(folder):\n"
            "    return sum(map(int, (folder / 'prices.csv').read_text().split()))\n",
            "shop/data/prices.csv": "40\n2\n",
            "shop/assets/style.css": "#total { color: rgb(1, 2, 3); }",
            "shop/assets/set.js": "window.assetRan = typeof window.React;",
            "shop/assets/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="7"/>',
        },
    )
    pyrt_build(tmp_path, "shop.main:app", "-o", "site")
    with served(tmp_path / "site", "sub") as url:
        pyrt_app.server_url = url
        pyrt_app.wait_for_text_to_equal("#total", "42")
        pyrt_app.wait_for_style_to_equal("#total", "color", "rgb(1, 2, 3)")
        assert pyrt_app.page.evaluate("window.assetRan") == "object"
        pyrt_app.page.wait_for_function("() => document.getElementById('logo').naturalWidth === 7")


def test_a_package_of_the_build_machine_is_there(pyrt_app: PyrtApp, tmp_path: Path) -> None:
    distribution(
        tmp_path / "env",
        "greetings",
        {
            "greetings/__init__.py": "from pathlib import Path\nfrom words import HELLO\n"
            "END = (Path(__file__).parent / 'end.txt').read_text()\n",
            "greetings/end.txt": "!",
        },
        requires="words; sys_platform == 'emscripten'",
    )
    distribution(tmp_path / "env", "words", {"words.py": "HELLO = 'good day'\n"})
    script = (
        "from importlib.metadata import version\n"
        "import greetings\n"
        "from dash import Dash, html\n"
        "app = Dash()\n"
        "app.layout = html.P(f'{greetings.HELLO} {version(\"words\")}{greetings.END}', id='out')\n"
    )
    write_files(tmp_path, {"app/app.py": script})
    pyrt_build(tmp_path, "app", "-o", "site", path=tmp_path / "env")
    with served(tmp_path / "site") as url:
        pyrt_app.server_url = url
        pyrt_app.wait_for_text_to_equal("#out", "good day 1.0!")


def test_an_app_that_only_runs_in_a_browser(pyrt_app: PyrtApp, tmp_path: Path) -> None:
    """The build cannot know its title or styles: the page learns them when it has started."""
    script = "import js\n" + COUNTER.replace('"-"', "js.navigator.language")
    script = script.replace("title=", "meta_tags=[{'name': 'author', 'content': 'me'}], title=")
    write_files(tmp_path, {"app/app.py": script, "app/assets/a.css": "#add { color: red; }"})
    pyrt_build(tmp_path, "app", "-o", "site")
    with served(tmp_path / "site") as url:
        pyrt_app.server_url = url
        pyrt_app.find_element("#add").click()
        pyrt_app.wait_for_text_to_equal("#count", "1")
        pyrt_app.wait_for_style_to_equal("#add", "color", "rgb(255, 0, 0)")
        assert pyrt_app.page.title() == "Counter"
        assert pyrt_app.page.locator("meta[name=author]").get_attribute("content") == "me"


def test_a_graph_is_drawn(pyrt_app: PyrtApp, tmp_path: Path) -> None:
    script = (
        "from dash import Dash, dcc\n"
        "app = Dash()\n"
        "app.layout = dcc.Graph(id='g', figure={'data': [{'x': [1, 2], 'y': [3, 4]}]})\n"
    )
    write_files(tmp_path, {"app.py": script})
    pyrt_build(tmp_path, "app.py", "-o", "site")
    with served(tmp_path / "site") as url:
        pyrt_app.server_url = url
        pyrt_app.wait_for_element("#g .scatterlayer .trace", timeout=30)
