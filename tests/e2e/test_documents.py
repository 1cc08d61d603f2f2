"""Apps in documents: example sites of Sphinx, MkDocs and pandoc are built and opened."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserType, FrameLocator, Page, expect
from pypandoc import get_pandoc_path

from pyrt.build.serve import RequestHandler, SiteServer
from pyrt.build.site import build_site
from pyrt.testing.page_errors import PageErrors
from tests.e2e.small_app import APP

HELLO = """from dash import Dash, Input, Output, callback, html

app = Dash()
app.layout = html.Div([html.Button("go", id="go"), html.P(id="out")])


@callback(Output("out", "children"), Input("go", "n_clicks"))
def show(n):
    return f"NAME {n}"
"""


@pytest.fixture
def opened(page: Page) -> Iterator[Page]:
    errors = PageErrors()
    errors.listen(page)
    yield page
    page.goto("about:blank")
    errors.check()


def code(name: str, indent: int = 0) -> str:
    lines = HELLO.replace("NAME", name).splitlines()
    return "\n".join(" " * indent + line if line else "" for line in lines) + "\n"


def works(frame: FrameLocator, name: str) -> None:
    expect(frame.locator("#out")).to_have_text(f"{name} None", timeout=60_000)
    frame.locator("html[data-pyrt=ready]").wait_for(timeout=60_000)
    frame.locator("#go").click()
    expect(frame.locator("#out")).to_have_text(f"{name} 1")


def frame_of(page: Page, at: int = 0) -> FrameLocator:
    page.locator("pyrt-app").nth(at).scroll_into_view_if_needed()
    return page.frame_locator("pyrt-app iframe").nth(at)


def run(*command: str, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


# --- the element ------------------------------------------------------------------------------


class OrdinaryHost(RequestHandler):
    """Lets browsers keep files for some minutes, as GitHub Pages does, and counts what they ask."""

    asked: Counter[str] = Counter()

    def send_file(self, file: Path, *, with_body: bool) -> None:
        self.asked[urlsplit(self.path).path] += 1
        super().send_file(file, with_body=with_body)

    def send_header(self, keyword: str, value: str) -> None:
        super().send_header(keyword, "max-age=600" if keyword == "Cache-Control" else value)


def test_apps_on_one_page_share_one_download(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], tmp_path: Path
) -> None:
    """In a profile of its own: the memory of a private window does not take large files."""
    (tmp_path / "app.py").write_text(APP)
    build_site(tmp_path / "app.py", tmp_path / "out/app")
    (tmp_path / "out/index.html").write_text(
        '<script src="app/_pyrt/embed.js"></script>'
        '<pyrt-app src="app/index.html" height="200"></pyrt-app>'
        '<pyrt-app src="app/index.html?two" height="10em"></pyrt-app>'
        '<pyrt-app src="app/index.html?three"><a>not shown</a></pyrt-app>'
    )
    OrdinaryHost.asked.clear()
    context = browser_type.launch_persistent_context(
        str(tmp_path / "profile"), **browser_type_launch_args
    )
    with SiteServer({"": tmp_path / "out"}, handler=OrdinaryHost) as server:
        page = context.new_page()
        page.goto(server.url)
        for at in range(3):
            works(frame_of(page, at), "clicked")
        context.close()
    large = ("pyodide.asm.wasm", "start_image.gz", "worker.js", "host.js", "react-dom.min.js")
    for name in large:
        (times,) = (n for path, n in OrdinaryHost.asked.items() if path.endswith(f"/{name}"))
        assert times == 1, name


def test_the_element_looks_after_its_attributes(opened: Page, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(APP)
    build_site(tmp_path / "app.py", tmp_path / "app")
    with SiteServer({"": tmp_path / "app"}) as server:
        (tmp_path / "app" / "plain.html").write_text("<title>plain</title>")
        opened.goto(f"{server.url}plain.html")
        opened.set_content('<pyrt-app src="javascript:alert(1)" height="33"></pyrt-app>')
        opened.add_script_tag(url=f"{server.url}_pyrt/embed.js")
        frame = opened.locator("pyrt-app iframe")
        expect(opened.frame_locator("pyrt-app iframe").locator("p")).to_contain_text("has no src")
        assert frame.evaluate("frame => frame.getBoundingClientRect().height") == 33
        expect(frame).to_have_attribute("title", "An app")
        link = "https://play.example/p/?theme=dark#v1.abc"
        opened.route("https://play.example/**", lambda route: route.fulfill(body="player"))
        opened.locator("pyrt-app").evaluate("(it, link) => it.setAttribute('src', link)", link)
        expect(frame).to_have_attribute("src", "https://play.example/p/?theme=dark&embed=#v1.abc")


# --- Sphinx -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sphinx_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    docs = tmp_path_factory.mktemp("sphinx")
    (docs / "deep").mkdir()
    (docs / "apps").mkdir()
    (docs / "conf.py").write_text('project = "Example"\nextensions = ["pyrt.docs.sphinx"]\n')
    (docs / "index.rst").write_text(
        "Example\n=======\n\n.. toctree::\n\n   deep/page\n\n"
        ".. pyrt-app::\n   :height: 200\n   :show-code:\n\n" + code("inline", 3)
    )
    (docs / "deep/page.rst").write_text(
        "Page\n====\n\n.. pyrt-app:: ../apps/hello.py\n   :title: From a file\n"
    )
    (docs / "apps/hello.py").write_text(code("file"))
    for builder in ("html", "dirhtml"):
        run(sys.executable, "-m", "sphinx", "-W", "-b", builder, ".", builder, cwd=docs)
    run(sys.executable, "-m", "sphinx", "-W", "-b", "text", ".", "text", cwd=docs)
    return docs


@pytest.mark.parametrize("deep", ["html/deep/page.html", "dirhtml/deep/page/"])
def test_apps_in_sphinx(opened: Page, sphinx_site: Path, deep: str) -> None:
    with SiteServer({"": sphinx_site}) as server:
        opened.goto(f"{server.url}{deep}")
        expect(opened.locator("pyrt-app iframe")).to_have_attribute("title", "From a file")
        works(frame_of(opened), "file")
        opened.goto(f"{server.url}{deep.partition('/')[0]}/index.html")
        expect(opened.locator("div.highlight")).to_contain_text("def show(n):")
        works(frame_of(opened), "inline")
        opened.goto("about:blank")


def test_other_formats_of_sphinx_say_that_there_is_an_app(sphinx_site: Path) -> None:
    assert "[An app that runs in the HTML" in (sphinx_site / "text/index.txt").read_text()


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (".. pyrt-app::\n", "wants either the path of an app or its code"),
        (".. pyrt-app:: none.py\n", "there is no app none.py"),
        (".. pyrt-app::\n\n   x = 1 +\n", "SyntaxError"),
    ],
    ids=["nothing", "no file", "broken code"],
)
def test_what_sphinx_cannot_show_stops_it(tmp_path: Path, body: str, says: str) -> None:
    (tmp_path / "conf.py").write_text('extensions = ["pyrt.docs.sphinx"]\n')
    (tmp_path / "index.rst").write_text(f"Example\n=======\n\n{body}")
    command = (sys.executable, "-m", "sphinx", "-W", "-b", "html", ".", "html")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert says in done.stdout + done.stderr


# --- MkDocs -----------------------------------------------------------------------------------


def test_apps_in_mkdocs(opened: Page, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "deep").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Example\nplugins: [pyrt]\ntheme: {name: readthedocs, highlightjs: false}\n"
    )
    (docs / "index.md").write_text(f"# Example\n\n```pyrt height='200'\n{code('inline')}```\n")
    (docs / "deep/page.md").write_text('# Page\n\n```pyrt file="hello.py" title="A file"\n```\n')
    (docs / "hello.py").write_text(code("file"))
    run(sys.executable, "-m", "mkdocs", "build", "--strict", cwd=tmp_path)
    with SiteServer({"": tmp_path / "site"}) as server:
        opened.goto(server.url)
        works(frame_of(opened), "inline")
        opened.goto(f"{server.url}deep/page/")
        expect(opened.locator("pyrt-app iframe")).to_have_attribute("title", "A file")
        works(frame_of(opened), "file")
        opened.goto("about:blank")


# --- Quarto's filter, under pandoc ------------------------------------------------------------

FILTER = Path(__file__).resolve().parents[2] / "docs/quarto/_extensions/pyrt/pyrt.lua"


def test_apps_in_pandoc(opened: Page, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(
        f'# Example\n\n```{{.pyrt height="200"}}\n{code("inline")}```\n\n'
        '```{.pyrt file="hello.py"}\n```\n\n```python\nprint(1)\n```\n'
    )
    (tmp_path / "hello.py").write_text(code("file"))
    command = (get_pandoc_path(), "page.md", "-s", "--metadata=title:Example")
    command += (f"--lua-filter={FILTER}",)
    environment = {**os.environ, "QUARTO_PYTHON": sys.executable}
    for out in ("out/page.html", "page.txt"):
        (tmp_path / "out").mkdir(exist_ok=True)
        form = ("-t", "plain") if out.endswith(".txt") else ("-t", "html")
        subprocess.run((*command, *form, "-o", out), cwd=tmp_path, env=environment, check=True)
    assert "def show(n):" in (tmp_path / "page.txt").read_text()
    with SiteServer({"": tmp_path / "out"}) as server:
        opened.goto(f"{server.url}page.html")
        works(frame_of(opened, 0), "inline")
        works(frame_of(opened, 1), "file")
        expect(opened.locator("pre")).to_contain_text("print(1)")
        opened.goto("about:blank")
