"""What a page downloads, as the build tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyrt.build import report
from pyrt.build.compress import precompress
from pyrt.build.report import report_site
from pyrt.build.site import build_site
from tests.unit.site_helpers import HELLO, write_files

GRAPH = """\
from dash import Dash, dcc, html

app = Dash(__name__, external_scripts=["https://example.org/a.js"])
app.layout = html.Div(dcc.Graph(id="graph"))
"""


@pytest.fixture
def site(tmp_path: Path, static: Path) -> Path:
    app = write_files(
        tmp_path / "app",
        {"app.py": GRAPH, "assets/style.css": "p { color: red; }\n" * 100, "data.csv": "1,2\n"},
    )
    build_site(app, tmp_path / "site", static=static)
    return tmp_path / "site"


def test_every_file_of_the_start_is_in_one_part(site: Path) -> None:
    found = {part.name: sorted(part.files) for part in report_site(site).parts}
    runtime = "_pyrt/9.9.9/"
    assert found == {
        "page": ["index.html"],
        "host": [
            *(runtime + name for name in ("boot.js", "host.js", "react/prop-types.min.js")),
            *(runtime + name for name in ("react/react-dom.min.js", "react/react.min.js")),
            runtime + "start.js",
        ],
        "components": [
            runtime + "components/dash_core_components/dash_core_components-shared.js",
            runtime + "components/dash_core_components/dash_core_components.js",
            runtime + "components/dash_html_components/dash_html_components.min.js",
        ],
        # The stand-in for the prebuilt files has no start image.
        "runtime": [runtime + "pyodide/pyodide.asm.wasm", runtime + "worker.js"],
        "packages": [],
        "app": ["_pyrt/app.zip", "assets/style.css"],
    }


def test_what_is_needed_later_and_what_others_serve_stands_apart(site: Path) -> None:
    found = report_site(site)
    later = {name.removeprefix("_pyrt/9.9.9/") for name in found.later.files}
    assert {"plotly/plotly.min.js", "pyrt.zip", "pyodide/python_stdlib.zip"} <= later
    assert not set(found.later.files) & {name for part in found.parts for name in part.files}
    assert found.elsewhere == ("https://example.org/a.js",)


def test_sizes_add_up(site: Path) -> None:
    found = report_site(site)
    for part in found.parts:
        assert part.size.raw == sum((site / name).stat().st_size for name in part.files)
    assert found.total.raw == sum(part.size.raw for part in found.parts)
    assert found.total.gzip == sum(part.size.gzip for part in found.parts) < found.total.raw
    (style,) = [part.files["assets/style.css"] for part in found.parts if part.name == "app"]
    assert style.raw == 1800 and style.brotli is not None and style.brotli < style.gzip < 100


def test_copies_beside_the_files_are_what_is_measured(site: Path) -> None:
    precompress(site, ["assets/style.css"], brotli_level=11)
    (site / "assets/style.css.br").write_bytes(b"x" * 17)
    app = report_site(site).parts[-1]
    assert app.files["assets/style.css"].brotli == 17
    assert app.files["assets/style.css"].gzip == (site / "assets/style.css.gz").stat().st_size


def test_without_brotli_its_sizes_are_unknown(
    tmp_path: Path, static: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "HAS_BROTLI", False)
    write_files(tmp_path, {"app.py": HELLO})
    build_site(tmp_path / "app.py", tmp_path / "site", static=static)
    found = report_site(tmp_path / "site")
    assert found.total.brotli is None and found.total.gzip > 0
