"""The whole build: what is in the folder, that it repeats, that it fails whole."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from pyrt.build.environment import Environment
from pyrt.build.errors import BuildError, ExternalError, InputError, PackageError
from pyrt.build.external import Fetched
from pyrt.build.policy import integrity
from pyrt.build.runtime_files import write_runtime
from pyrt.build.site import BuildResult, build_site
from pyrt.build.suites import LARGE_BYTES
from pyrt.protocol import PROTOCOL_VERSION
from tests.unit.site_helpers import (
    HELLO,
    distribution,
    make_pyodide_dist,
    make_wheel,
    tree,
    write_files,
)

GRAPH = HELLO.replace("import Dash, html", "import Dash, dcc, html").replace(
    'html.Div("hello", id="greeting")', "html.Div(dcc.Graph())"
)


@pytest.fixture
def build(tmp_path: Path, static: Path) -> Any:
    """Builds an app given as files; returns the site's files."""

    def run(files: dict[str, str | bytes], app: str = "app.py", **options: Any) -> dict[str, bytes]:
        write_files(tmp_path / "app", files)
        out = tmp_path / "site"
        build_site(app, out, static=static, cwd=tmp_path / "app", **options)
        return tree(out)

    return run


def config(site: dict[str, bytes]) -> dict[str, Any]:
    """`SiteConfig` of a built site."""
    found = re.search(rb'<script id="_dash-config" [^>]*>(.*?)</script>', site["index.html"])
    assert found
    return dict(json.loads(found[1])["pyrt"])


def names(archive: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(archive)).namelist()


def test_a_site_has_the_page_the_app_and_what_it_uses(build: Any) -> None:
    site = build({"app.py": HELLO, "assets/a.css": "", "assets/img/x.png": "", "other.txt": ""})
    runtime = "_pyrt/9.9.9/"
    assert list(site) == sorted(
        [
            ".nojekyll",
            "404.html",
            "_pyrt/app.zip",
            "_pyrt/embed.js",
            "_pyrt/fallback.html",
            f"{runtime}boot.js",
            f"{runtime}components/dash_html_components/dash_html_components.min.js",
            f"{runtime}embed.js",
            f"{runtime}host.js",
            f"{runtime}pyodide/pyodide.asm.wasm",
            f"{runtime}pyodide/python_stdlib.zip",
            f"{runtime}pyrt.zip",
            f"{runtime}react/prop-types.min.js",
            f"{runtime}react/react-dom.min.js",
            f"{runtime}react/react.min.js",
            f"{runtime}start.js",
            f"{runtime}worker.js",
            "assets/a.css",
            "assets/img/x.png",
            "index.html",
            "pyrt-lock.json",
        ]
    )
    assert names(site["_pyrt/app.zip"]) == ["app.py", "assets/a.css", "assets/img/x.png"]


def test_the_page_knows_where_everything_is(build: Any) -> None:
    pyrt = config(build({"app.py": HELLO}))
    assert pyrt["app"].startswith("_pyrt/app.zip?v=")
    html = "_pyrt/9.9.9/components/dash_html_components/dash_html_components.min.js"
    assert list(pyrt.pop("hashes")) == [html, pyrt.pop("app")]
    assert pyrt == {
        "root": "",
        "page": "",
        "protocol": PROTOCOL_VERSION,
        "build": "feedbeef",
        "runtime": "_pyrt/9.9.9/",
        "packages": None,
        "wheels": [],
        "image": None,
        "prebuilt": [],
        "distribution": None,
        "requirements": [],
        "stdlib": False,
        "hooks": [],
        "entry": "app.py",
        "attribute": None,
        "components": {"dash_html_components": [html]},
        "at_once": [],
        "plotly": None,
        "static_head": True,
        "live": None,
        "persistent_dir": None,
        "debug": False,
    }


def test_no_url_of_ours_begins_with_a_slash_or_a_host(build: Any) -> None:
    page = build({"app.py": GRAPH, "assets/a.css": "", "assets/a.js": ""})["index.html"].decode()
    urls = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert len(urls) > 8
    assert [url for url in urls if url.startswith(("/", "http"))] == []


def test_a_graph_brings_plotly(build: Any) -> None:
    site = build({"app.py": GRAPH})
    assert "_pyrt/9.9.9/plotly/plotly.min.js" in site
    assert config(site)["plotly"] == "_pyrt/9.9.9/plotly/plotly.min.js"
    assert list(config(site)["components"]) == ["dash_core_components", "dash_html_components"]


def test_the_lock_has_the_hash_of_every_file(build: Any) -> None:
    site = build({"app.py": HELLO})
    lock = json.loads(site.pop("pyrt-lock.json"))
    assert lock["files"] == {name: hashlib.sha256(d).hexdigest() for name, d in site.items()}
    assert (lock["pyrt"], lock["build"], lock["entry"]) == ("9.9.9", "feedbeef", "app.py")


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, static: Path) -> None:
    for at in ("one", "two/deeper"):
        files = {"app.py": GRAPH, "assets/b.js": "", "assets/a.js": "", "z.py": "", "a.txt": ""}
        names = sorted(files, reverse=at == "one")
        write_files(tmp_path / at, {name: files[name] for name in names})
        build_site(tmp_path / at, tmp_path / f"{at}-site", static=static)
    assert tree(tmp_path / "one-site") == tree(tmp_path / "two/deeper-site")


def test_the_app_has_another_url_when_it_has_changed(build: Any) -> None:
    before = config(build({"app.py": HELLO}))["app"]
    assert config(build({"app.py": HELLO}))["app"] == before
    assert config(build({"app.py": HELLO + "\n"}))["app"] != before


def test_packages_are_put_in(build: Any, tmp_path: Path) -> None:
    distribution(tmp_path / "env", "pure", {"pure/__init__.py": "x = 1\n"})
    site = build(
        {"app.py": "try:\n    import pure\nexcept ImportError:\n    pass\n" + HELLO},
        environment=Environment([str(tmp_path / "env")]),
    )
    assert names(gzip.decompress(site["_pyrt/packages.gz"])) == [
        "pure-1.0.dist-info/METADATA",
        "pure/__init__.py",
    ]
    assert config(site)["packages"].startswith("_pyrt/packages.gz?v=")
    (locked,) = json.loads(site["pyrt-lock.json"])["packages"]
    assert (locked["name"], locked["version"], locked["source"]) == ("pure", "1.0", "environment")


def test_several_sites_can_share_a_runtime(build: Any, tmp_path: Path, static: Path) -> None:
    version = write_runtime(tmp_path / "_pyrt/9.9.9", static=static)
    shared = tree(tmp_path / "_pyrt")
    site = build({"app.py": GRAPH}, runtime_url=f"../_pyrt/{version}/")
    assert sorted(site) == [
        *(".nojekyll", "404.html", "_pyrt/app.zip", "_pyrt/fallback.html"),
        *("index.html", "pyrt-lock.json"),
    ]
    used = re.findall(rb'src="\.\./_pyrt/([^"]+)"', site["index.html"])
    assert {url.decode().partition("?")[0] for url in used} <= set(shared)
    plotly = config(site)["plotly"]
    assert plotly.removeprefix("../_pyrt/") in shared


def test_pyrt_run_gets_a_page_that_listens(build: Any) -> None:
    pyrt = config(build({"app.py": HELLO}, dev=True))
    assert (pyrt["live"], pyrt["debug"]) == ("_pyrt/live", True)


@pytest.mark.parametrize("dev", [False, True], ids=["build", "run"])
def test_mistakes_of_callbacks_are_warnings_where_the_page_does_not_show_them(
    tmp_path: Path, static: Path, dev: bool
) -> None:
    callback = '@app.callback(Output("a", "title"), Input("b", "title"))\ndef f(t): return t\n'
    script = "from dash import Dash, Input, Output, html\napp = Dash()\napp.layout = html.Div()\n"
    write_files(tmp_path / "app", {"app.py": script + callback})
    result = build_site("app.py", tmp_path / "site", static=static, cwd=tmp_path / "app", dev=dev)
    titles = [warning.partition(":")[0] for warning in result.warnings]
    assert titles == ([] if dev else ["ID not found in layout"] * 2)


def test_a_package_that_only_the_site_has_is_named(tmp_path: Path, static: Path) -> None:
    wheel = make_wheel(
        tmp_path / "made", "fast", {"fast.py": ""}, tag="cp314-cp314-pyemscripten_2026_0_wasm32"
    )
    make_pyodide_dist(tmp_path / "dist", wheel)
    write_files(tmp_path / "app", {"app.py": "import fast\n" + HELLO})
    result = build_site(
        tmp_path / "app/app.py",
        tmp_path / "site",
        static=static,
        pyodide_dist=str(tmp_path / "dist"),
    )
    (warning,) = result.warnings
    assert "No module named 'fast' (app.py:1)" in warning
    assert "With fast installed here as well" in warning


@pytest.mark.parametrize("debug", [False, True])
def test_dev_tools_in_a_site_are_no_surprise(tmp_path: Path, static: Path, debug: bool) -> None:
    write_files(tmp_path / "app", {"app.py": f"{HELLO}app.run(debug={debug})\n"})
    result = build_site("app.py", tmp_path / "site", static=static, cwd=tmp_path / "app")
    assert ["debug=True" in warning for warning in result.warnings] == [True] * debug


def test_an_app_that_cannot_run_here_gets_a_page_all_the_same(tmp_path: Path, static: Path) -> None:
    write_files(tmp_path / "app", {"app.py": "import js\n" + HELLO, "assets/a.css": ""})
    result = build_site("app.py", tmp_path / "site", static=static, cwd=tmp_path / "app")
    site = tree(tmp_path / "site")
    assert len(result.warnings) == 1
    assert "No module named 'js' (app.py:1)" in result.warnings[0]
    assert config(site)["static_head"] is False
    assert b'href="assets/a.css?v=' in site["index.html"]


def test_a_module_below_the_current_folder(build: Any) -> None:
    files = {"pkg/__init__.py": "import pkg.setup", "pkg/setup.py": "", "pkg/main.py": HELLO}
    site = build({**files, "unrelated.py": ""}, "pkg.main:app")
    assert names(site["_pyrt/app.zip"]) == sorted(files)
    assert (config(site)["entry"], config(site)["attribute"]) == ("pkg.main", "app")


def test_a_module_imported_by_a_made_up_name_comes_along(build: Any) -> None:
    files = {"app.py": HELLO + "__import__('plug' + 'in')\n", "plugin.py": "import extra\n"}
    site = build({**files, "extra.py": "", "never.py": ""})
    assert names(site["_pyrt/app.zip"]) == ["app.py", "extra.py", "plugin.py"]


def test_the_site_inside_the_apps_folder_is_not_shipped(tmp_path: Path, static: Path) -> None:
    write_files(tmp_path, {"app.py": HELLO})
    for _ in range(2):
        build_site(tmp_path, tmp_path / "site", static=static)
    assert names((tmp_path / "site/_pyrt/app.zip").read_bytes()) == ["app.py"]


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"app.py": "x = ("}, InputError),
        ({"app.py": "x = 1"}, InputError),
        ({"app.py": "import no_such_package\n" + HELLO}, PackageError),
        (
            {
                "app.py": HELLO + "app.index_string = '{%app_entry%}{%config%}{%scripts%}'\n"
                "app.interpolate_index = lambda **k: k['app_entry'] + k['config']\n"
            },
            InputError,
        ),
    ],
)
def test_a_failing_build_leaves_the_last_site(
    tmp_path: Path, static: Path, files: dict[str, str | bytes], kind: type[BuildError]
) -> None:
    write_files(tmp_path / "app", {"app.py": HELLO})
    build_site(tmp_path / "app", tmp_path / "site", static=static)
    before = tree(tmp_path / "site")
    write_files(tmp_path / "app", files)
    with pytest.raises(kind):
        build_site(tmp_path / "app", tmp_path / "site", static=static)
    assert tree(tmp_path / "site") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["app", "site"]


def test_missing_prebuilt_files_say_how_to_make_them(tmp_path: Path) -> None:
    write_files(tmp_path, {"app.py": HELLO})
    with pytest.raises(InputError, match="browser files are missing"):
        build_site(tmp_path / "app.py", tmp_path / "site", static=tmp_path / "nowhere")


def test_the_result_tells_what_was_built(tmp_path: Path, static: Path) -> None:
    write_files(tmp_path, {"app.py": HELLO, "assets/a.css": "", ".env": "SECRET=1"})
    result: BuildResult = build_site(tmp_path, tmp_path / "out", static=static)
    assert result.title == "Hello"
    assert result.components == ("dash_html_components",)
    assert result.style_sheets == {"assets/a.css": "assets/a.css"}
    assert set(result.app_files) == {"app.py", "assets/a.css"}
    assert result.bytes == sum(
        path.stat().st_size
        for path in (tmp_path / "out").rglob("*")
        if path.is_file() and path.name != "pyrt-lock.json"
    )
    assert ["left out .env" in warning for warning in result.warnings] == [True]


LIBRARY = """\
from dash.development.base_component import Component
class Box(Component):
    def __init__(self, id=None):
        self._namespace, self._type = "boxes", "Box"
        self._prop_names = self.available_properties = ["id"]
        self._valid_wildcard_attributes = self.available_wildcard_properties = []
        super().__init__(**({} if id is None else {"id": id}))
_js_dist = [{"relative_package_path": "boxes.js", "namespace": "boxes"}]
_css_dist = [{"relative_package_path": "boxes.css", "namespace": "boxes"}]
"""
BOXES = HELLO.replace('html.Div("hello", id="greeting")', "boxes.Box()").replace(
    "Dash(__name__)", "Dash(__name__, external_stylesheets=['https://x.example/a.css'])"
)


def boxes(script: str) -> dict[str, str | bytes]:
    return {
        "app.py": f"import boxes\n{BOXES}",
        "assets/own.css": "",
        "assets/own.js": "",
        "boxes/__init__.py": LIBRARY,
        "boxes/boxes.js": script,
        "boxes/boxes.css": "p {}",
    }


def test_a_small_library_stands_in_the_page_where_dash_has_it(build: Any) -> None:  # S1
    site = build(boxes("boxes = {}"))
    index = site["index.html"].decode()
    [script] = config(site)["components"]["boxes"]
    assert site[script] == b"boxes = {}"
    assert config(site)["at_once"] == []
    index = re.sub(r'<link rel="preload"[^>]*>', "", index)
    loaded = [url.partition("?")[0] for url in re.findall(r'(?:src|href)="([^"]+)"', index)]
    assert [url for url in loaded if "boxes" in url or "x.example" in url or "own" in url] == [
        "https://x.example/a.css",
        script.replace("boxes.js", "boxes.css"),
        "assets/own.css",
        script,
        "assets/own.js",
    ]


def test_a_large_library_of_the_first_layout_is_loaded_by_the_page(build: Any) -> None:
    site = build(boxes("//" + "x" * LARGE_BYTES))
    assert config(site)["at_once"] == ["boxes"]
    [script] = config(site)["components"]["boxes"]
    assert f'src="{script}"' not in site["index.html"].decode()


def hashed(site: dict[str, bytes]) -> set[str]:
    """Files that the tags of the page name with their hash; each is the right one."""
    found = set()
    for tag in re.findall(r"<(?:script|link) [^>]*integrity[^>]*>", site["index.html"].decode()):
        given = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        path = (given.get("src") or given["href"]).partition("?")[0]
        assert given["integrity"] == integrity(hashlib.sha256(site[path]).hexdigest())
        found.add(path)
    return found


def test_every_script_and_style_sheet_of_a_site_has_its_hash(build: Any) -> None:
    def get(url: str) -> Fetched:
        return Fetched(url, b"p {}", "text/css")

    files = boxes("boxes = {}")
    files["app.py"] = str(files["app.py"]).replace("boxes.Box()", "[boxes.Box(), dcc.Graph()]")
    files["app.py"] = files["app.py"].replace("import Dash, html", "import Dash, dcc, html")
    files["boxes/__init__.py"] = LIBRARY.replace(
        "_css_dist", '_js_dist += [{"relative_package_path": "part.js", "async": True}]\n_css_dist'
    )
    files["boxes/part.js"] = "part"
    site = build(files, fetch_external=get)
    [script] = config(site)["components"]["boxes"]
    folder = script.rpartition("/")[0]
    code = {name for name in site if name.endswith((".js", ".css"))}
    alone = {name for name in code if "worker" in name or "embed" in name or "devtools" in name}
    in_page = hashed(site)
    late = {name for name in code if name.startswith("_pyrt/9.9.9/") and name not in in_page}
    assert in_page | late | {f"{folder}/part.js"} | alone == code
    assert {"assets/own.js", "assets/own.css", script, f"{folder}/boxes.css"} <= in_page
    assert "_pyrt/external/x.example/a.css" in in_page
    # Those that no tag of the page names, and those of libraries, which may be asked for again.
    told = config(site)["hashes"]
    for name in (f"{folder}/part.js", script, "_pyrt/9.9.9/plotly/plotly.min.js"):
        assert told[name] == hashlib.sha256(site[name]).hexdigest()
    parts = {name for name in late if "/components/" in name or "/plotly/" in name}
    assert parts and parts <= set(told)


def test_what_changes_under_pyrt_run_has_no_hash(build: Any) -> None:
    site = build(boxes("boxes = {}"), dev=True)
    assert all(name.startswith("_pyrt/9.9.9/") for name in hashed(site))
    assert not [url for url in config(site)["hashes"] if "boxes" in url]


def test_a_layout_with_a_component_that_nothing_draws_is_refused(build: Any) -> None:
    raw = "html.Div({'namespace': 'nobodys', 'type': 'Box', 'props': {}})"
    with pytest.raises(PackageError, match="No component library has the namespace `nobodys`"):
        build({"app.py": HELLO.replace('html.Div("hello", id="greeting")', raw)})


def test_a_library_without_its_script_is_refused(build: Any) -> None:
    files = boxes("")
    del files["boxes/boxes.js"]
    with pytest.raises(PackageError, match=r"`boxes` lacks its file boxes\.js"):
        build(files)


def test_external_style_sheets_become_files_of_the_site(build: Any) -> None:
    def get(url: str) -> Fetched:
        assert url == "https://x.example/a.css"
        return Fetched(url, b"p {}", "text/css")

    site = build(boxes(""), fetch_external=get)
    assert site["_pyrt/external/x.example/a.css"] == b"p {}"
    assert b'href="_pyrt/external/x.example/a.css?v=' in site["index.html"]
    with pytest.raises(ExternalError, match="could not be run here"):
        build({"app.py": "import js\n" + HELLO}, fetch_external=get)


def test_the_first_paint_is_in_the_page_unless_nobody_wants_it(build: Any) -> None:
    painted = build({"app.py": HELLO})["index.html"]
    assert b'<script id="_pyrt-paint"' in painted
    assert b"<noscript>" in painted
    assert b"_pyrt-paint" not in build({"app.py": HELLO}, paint=False)["index.html"]
    assert b"_pyrt-paint" not in build({"app.py": HELLO}, dev=True)["index.html"]
