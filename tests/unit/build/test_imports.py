"""Along the imports: which files are the app's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyrt.build.errors import InputError
from pyrt.build.imports import LocalCode, follow_imports, page_scripts
from tests.unit.site_helpers import write_files


def follow(folder: Path, files: dict[str, str | bytes], script: str = "app.py") -> LocalCode:
    write_files(folder, files)
    return follow_imports(folder, [folder / script])


def outside(code: LocalCode) -> list[str]:
    return [found.name for found in code.external]


def test_local_modules_are_followed_and_the_rest_is_external(tmp_path: Path) -> None:
    code = follow(
        tmp_path,
        {
            "app.py": "import helpers, numpy, json",
            "helpers.py": "from lib.deep import thing",
            "lib/__init__.py": "",
            "lib/deep.py": "import scipy.stats",
            "lib/unused.py": "import torch",
        },
    )
    assert list(code.scans) == ["app.py", "helpers.py", "lib/__init__.py", "lib/deep.py"]
    assert outside(code) == ["numpy", "json", "scipy.stats"]
    assert code.external[-1].where == "lib/deep.py:1"


def test_a_submodule_imported_by_from_is_found(tmp_path: Path) -> None:
    code = follow(
        tmp_path,
        {"app.py": "from lib import deep", "lib/__init__.py": "", "lib/deep.py": "import a"},
    )
    assert outside(code) == ["a"]


def test_a_folder_without_init_is_a_package_too(tmp_path: Path) -> None:
    code = follow(tmp_path, {"app.py": "import lib.deep", "lib/deep.py": ""})
    assert list(code.scans) == ["app.py", "lib/deep.py"]
    assert outside(code) == []


def test_relative_imports_stay_below_the_root(tmp_path: Path) -> None:
    code = follow(
        tmp_path,
        {
            "pkg/__init__.py": "",
            "pkg/app.py": "from . import one\nfrom .two import x\nfrom ..three import y\n"
            "from ....far import z",
            "pkg/one.py": "",
            "pkg/two.py": "",
            "three.py": "",
        },
        "pkg/app.py",
    )
    assert set(code.scans) == {
        "pkg/app.py",
        "pkg/__init__.py",
        "pkg/one.py",
        "pkg/two.py",
        "three.py",
    } - {"pkg/__init__.py"}


def test_a_local_file_hides_a_module_of_the_standard_library(tmp_path: Path) -> None:
    code = follow(tmp_path, {"app.py": "import calendar", "calendar.py": ""})
    assert outside(code) == []


def test_a_plain_folder_does_not_hide_the_standard_library(tmp_path: Path) -> None:
    code = follow(tmp_path, {"app.py": "import json", "json/data.json": "{}"})
    assert outside(code) == ["json"]


def test_dash_is_never_local(tmp_path: Path) -> None:
    code = follow(tmp_path, {"app.py": "import dash", "dash/notes.txt": ""})
    assert outside(code) == ["dash"]


def test_imports_in_a_circle_end(tmp_path: Path) -> None:
    code = follow(tmp_path, {"app.py": "import a", "a.py": "import app"})
    assert list(code.scans) == ["app.py", "a.py"]


def test_a_syntax_error_in_a_local_module_names_that_module(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        follow(tmp_path, {"app.py": "import a", "a.py": "x ="})
    assert caught.value.where is not None
    assert caught.value.where.startswith("a.py:1")


def test_pages_are_found_when_the_app_uses_pages(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "app.py": "from dash import Dash\napp = Dash(use_pages=True)",
        "pages/home.py": "import dash\ndash.register_page(__name__)",
        "pages/helper.py": "x = 1",
        "pages/deep/other.py": "from dash import register_page",
    }
    code = follow(tmp_path, files)
    found = [path.relative_to(tmp_path).as_posix() for path in page_scripts(tmp_path, code)]
    assert found == ["pages/deep/other.py", "pages/home.py"]


def test_without_pages_a_pages_folder_is_nothing_special(tmp_path: Path) -> None:
    code = follow(tmp_path, {"app.py": "", "pages/home.py": "register_page"})
    assert page_scripts(tmp_path, code) == []


def test_another_pages_folder_is_found_by_its_name(tmp_path: Path) -> None:
    code = follow(
        tmp_path,
        {
            "app.py": "Dash(use_pages=True, pages_folder='views')",
            "views/home.py": "register_page(__name__)",
        },
    )
    assert page_scripts(tmp_path, code) == [tmp_path / "views/home.py"]


def test_the_path_of_a_page_is_no_folder_of_pages(tmp_path: Path) -> None:
    """`/` would be the whole disk, `..` what lies beside the app."""
    code = follow(
        tmp_path / "app",
        {
            "app.py": "from dash import Dash, register_page\n"
            "app = Dash(use_pages=True)\n"
            "register_page('home', path='/')\n"
            "register_page('up', path='../beside')\n",
            "../beside/page.py": "register_page(__name__)",
        },
    )
    assert page_scripts(tmp_path / "app", code) == []
