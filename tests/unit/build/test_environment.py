"""Which packages go into a site, and the messages for those that cannot."""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
from pathlib import Path

import pytest

from pyrt.build.environment import Environment
from pyrt.build.errors import PackageError
from pyrt.build.imports import ExternalImport
from pyrt.build.packages import pack_packages
from pyrt.build.resolve import PackageSources, resolve_packages
from tests.unit.site_helpers import distribution


def wants(*names: str, optional: bool = False) -> list[ExternalImport]:
    return [ExternalImport("app.py", line, name, optional) for line, name in enumerate(names, 1)]


def installed_in(folder: Path) -> PackageSources:
    return PackageSources(environment=Environment([str(folder)]))


def resolve(folder: Path, *names: str, optional: bool = False) -> list[str]:
    packages = resolve_packages(wants(*names, optional=optional), installed_in(folder))
    return [package.name for package in packages]


def refusal(folder: Path, *names: str) -> PackageError:
    with pytest.raises(PackageError) as caught:
        resolve(folder, *names)
    return caught.value


@pytest.mark.parametrize(
    "name",
    [
        *("json", "asyncio", "annotationlib", "compression.zstd", "sqlite3"),
        *("dash", "dash.dcc", "pyrt", "dash_html_components", "js", "pyodide.ffi", "pyodide_js"),
    ],
)
def test_what_is_there_already_needs_no_package(tmp_path: Path, name: str) -> None:
    assert resolve(tmp_path, name) == []


def test_a_package_comes_with_what_it_requires(tmp_path: Path) -> None:
    distribution(tmp_path, "Big-Lib", {"biglib/__init__.py": ""}, requires="small>=1")
    distribution(tmp_path, "small", {"small.py": ""})
    distribution(tmp_path, "unrelated", {"unrelated.py": ""})
    assert resolve(tmp_path, "biglib.part") == ["Big-Lib", "small"]


def test_requirements_are_those_of_the_browsers_python(tmp_path: Path) -> None:
    requires = """\
only-there; sys_platform == "emscripten"
only-here; sys_platform != "emscripten"
for-old; python_version < "3.14"
for-new; python_version >= "3.14"
for-extra; extra == "fancy"
other[fancy]
"""
    distribution(tmp_path, "lib", {"lib.py": ""}, requires=requires)
    for name in ("only-there", "for-new", "for-extra-of-other"):
        distribution(tmp_path, name, {f"{name.replace('-', '_')}.py": ""})
    distribution(
        tmp_path,
        "other",
        {"other.py": ""},
        requires="for-extra-of-other; extra == 'fancy'\nnever; extra == 'plain'",
    )
    assert resolve(tmp_path, "lib") == [
        "for-extra-of-other",
        "for-new",
        "lib",
        "only-there",
        "other",
    ]


def test_dash_and_its_server_are_met_requirements(tmp_path: Path) -> None:
    distribution(tmp_path, "suite", {"suite/__init__.py": ""}, requires="dash>=2\nFlask\nWerkzeug")
    distribution(tmp_path, "dash", {"dash/__init__.py": ""}, requires="compiled-thing")
    assert resolve(tmp_path, "suite") == ["suite"]


def test_a_package_that_builds_on_dash_needs_what_it_imports(tmp_path: Path) -> None:
    requires = "dash>=3\nunused\nused\nfar\nof-a-function"
    files: dict[str, str | bytes] = {
        "suite/__init__.py": "import dash, json\nfrom .parts import one\n"
        "from suite.parts import two",
        "suite/parts/__init__.py": "",
        "suite/parts/one.py": "import used\ntry:\n import nowhere\nexcept ImportError: ...",
        "suite/parts/two.py": "import suite\ndef f():\n    import of_a_function",
        "suite/server.py": "import flask\nimport far",
    }
    distribution(tmp_path, "suite", files, requires=requires)
    distribution(tmp_path, "used", {"used.py": ""}, requires="follows")
    for name in ("unused", "far", "of-a-function", "follows"):
        distribution(tmp_path, name, {f"{name.replace('-', '_')}.py": ""})
    assert resolve(tmp_path, "suite") == ["follows", "suite", "used"]
    error = refusal(tmp_path, "suite.server")
    assert error.what == "`flask` is for a server, and a page has none."
    assert error.where == "imported at app.py:1, suite/server.py:1"


def test_libraries_that_import_each_other_end(tmp_path: Path) -> None:
    for one, other in (("maps", "graphs"), ("graphs", "maps")):
        source = f"import {other}"
        distribution(tmp_path, one, {f"{one}/__init__.py": source}, requires="dash")
    assert resolve(tmp_path, "maps") == ["graphs", "maps"]


def test_a_stand_in_gives_way_to_the_real_package(tmp_path: Path) -> None:
    name = "dash-mantine-components"
    files: dict[str, str | bytes] = {
        "dash_mantine_components/__init__.py": "import plotly.io\n_js_dist = []"
    }
    distribution(tmp_path, name, files, requires="dash")
    distribution(tmp_path, "plotly", {"plotly/__init__.py": ""}, version="7")
    environment = installed_in(tmp_path)
    stood_in = resolve_packages(wants("dash_mantine_components"), environment)
    assert [package.version for package in stood_in] == ["1.0", "stand-in", "stand-in"]
    assert "plotly/graph_objects.py" in dict(stood_in[1].files)
    real = resolve_packages(wants("plotly", "dash_mantine_components"), environment)
    assert [package.version for package in real] == ["1.0", "7", "stand-in"]


def test_requirements_in_a_circle_end(tmp_path: Path) -> None:
    distribution(tmp_path, "a", {"a.py": ""}, requires="b")
    distribution(tmp_path, "b", {"b.py": ""}, requires="a")
    assert resolve(tmp_path, "a") == ["a", "b"]


def test_an_import_that_no_package_provides(tmp_path: Path) -> None:
    error = refusal(tmp_path, "json", "nowhere.sub")
    assert error.what == "No package provides `nowhere`."
    assert error.where == "imported at app.py:2"
    assert error.hint is not None
    assert "nowhere.py" in error.hint


def test_a_requirement_that_is_not_installed_names_the_way_to_it(tmp_path: Path) -> None:
    distribution(tmp_path, "a", {"a.py": ""}, requires="b")
    distribution(tmp_path, "b", {"b.py": ""}, requires="gone")
    error = refusal(tmp_path, "a")
    assert error.what == "The package gone is needed but not installed."
    assert error.where == "imported at app.py:1: a -> b -> gone"


def test_a_compiled_package_names_the_file(tmp_path: Path) -> None:
    distribution(tmp_path, "fast", {"fast/__init__.py": "", "fast/core.cpython-312-x.so": b""})
    error = refusal(tmp_path, "fast")
    assert error.what.startswith("The package fast has compiled code")
    assert error.where is not None
    assert "fast/core.cpython-312-x.so" in error.where


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("tkinter", "The standard library's `tkinter` does not exist in the browser."),
        ("distutils", "The standard library's `distutils` does not exist in the browser."),
        ("flask", "`flask` is for a server, and a page has none."),
    ],
)
def test_imports_with_a_message_of_their_own(tmp_path: Path, name: str, message: str) -> None:
    assert refusal(tmp_path, name).what == message


@pytest.mark.parametrize("name", ["nowhere", "tkinter", "fast", "a"])
def test_an_optional_import_may_stay_without_package(tmp_path: Path, name: str) -> None:
    distribution(tmp_path, "fast", {"fast/core.so": b""})
    distribution(tmp_path, "a", {"a.py": ""}, requires="gone")
    assert resolve(tmp_path, name, optional=True) == []


def test_an_optional_import_gets_its_package_when_there_is_one(tmp_path: Path) -> None:
    distribution(tmp_path, "a", {"a.py": ""})
    assert resolve(tmp_path, "a", optional=True) == ["a"]


def test_distributions_that_share_a_name_are_told_apart_by_the_module(tmp_path: Path) -> None:
    distribution(tmp_path, "shared-one", {"shared/one.py": ""})
    distribution(tmp_path, "shared-two", {"shared/two/__init__.py": ""})
    assert resolve(tmp_path, "shared.one") == ["shared-one"]
    assert resolve(tmp_path, "shared.two") == ["shared-two"]
    assert resolve(tmp_path, "shared") == ["shared-one", "shared-two"]


def test_the_archive_holds_what_python_can_use(tmp_path: Path) -> None:
    distribution(
        tmp_path,
        "lib",
        {
            "lib/__init__.py": "",
            "lib/data.json": "{}",
            "lib/__pycache__/x.pyc": b"",
            "lib/lib.min.js": "",
            "lib/x.pyi": "",
            "../../bin/lib": "",
            "lib.pth": "",
        },
    )
    archive = pack_packages(resolve_packages(wants("lib"), installed_in(tmp_path)))
    assert archive is not None
    assert zipfile.ZipFile(io.BytesIO(gzip.decompress(archive.content))).namelist() == [
        "lib-1.0.dist-info/METADATA",
        "lib/__init__.py",
        "lib/data.json",
    ]


def test_no_packages_no_archive() -> None:
    assert pack_packages(()) is None


def test_the_environment_is_the_one_that_builds() -> None:
    """pytest is installed where this test runs, and pure Python."""
    names = [package.name for package in resolve_packages(wants("pytest"))]
    assert "pytest" in names
    assert "pluggy" in names
    assert sys.path
