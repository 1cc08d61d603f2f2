"""Files and URLs of component libraries, by Dash's rules for `_js_dist` and `_css_dist`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pyrt.build.errors import PackageError
from pyrt.build.suites import DEFAULT_SERVING, LARGE_BYTES, Serving, Suite, make_suites
from tests.unit.site_helpers import write_files


def suite_of(
    folder: Path,
    scripts: list[dict[str, Any]],
    styles: list[dict[str, Any]] | None = None,
    *,
    words: set[str] | None = None,
    serving: Serving = DEFAULT_SERVING,
    package: str = "maps",
) -> Suite:
    """The library of these lists; the files of `folder` are its own."""
    told = {
        "package": package,
        "folder": str(folder),
        "namespaces": [package],
        "scripts": [{"namespace": package, **entry} for entry in scripts],
        "styles": [{"namespace": package, **entry} for entry in styles or []],
        "folders": {package: str(folder)},
    }
    [suite] = make_suites([told], words or set(), serving)
    return suite


def names(suite: Suite) -> list[str]:
    """The files below the library's own folder in the site."""
    return sorted(path.split("/", 3)[3] for path in suite.files)


MAIN = {"relative_package_path": "maps.min.js", "external_url": "https://cdn.example/maps.js"}


def test_scripts_go_into_the_page_and_chunks_beside_them_but_no_maps(tmp_path: Path) -> None:
    write_files(
        tmp_path, {"maps.min.js": "m", "maps.min.js.map": "{}", "async-tile.js": "t", "more.js": ""}
    )
    suite = suite_of(
        tmp_path,
        [
            {"relative_package_path": "async-tile.js", "async": True},
            {"relative_package_path": "gone.js", "async": "lazy"},
            {"relative_package_path": "more.js", "dynamic": True},
            {"relative_package_path": "maps.min.js.map", "dynamic": True},
            {**MAIN, "async": False, "dev_package_path": "maps.dev.js"},
        ],
    )
    [script] = suite.scripts
    assert isinstance(script, str)
    assert script.startswith("_pyrt/components/maps-")
    assert script.endswith("/maps.min.js")
    assert names(suite) == ["async-tile.js", "maps.min.js", "more.js"]
    assert {path.rpartition("/")[0] for path in suite.files} == {script.rpartition("/")[0]}
    assert not suite.late


def test_another_content_has_another_url(tmp_path: Path) -> None:
    write_files(tmp_path, {"maps.min.js": "one"})
    before = suite_of(tmp_path, [MAIN])
    assert suite_of(tmp_path, [MAIN]) == before
    write_files(tmp_path, {"maps.min.js": "two"})
    assert suite_of(tmp_path, [MAIN]).scripts != before.scripts


@pytest.mark.parametrize(
    ("entry", "eagerly", "in_page"),
    [
        ({"async": True}, False, False),
        ({"async": True}, True, True),
        ({"async": "eager"}, False, False),
        ({"async": "eager"}, True, True),
        ({"async": "lazy"}, True, False),
        ({"async": False}, False, True),
        ({"dynamic": False}, False, True),
        ({"dynamic": True}, True, False),
    ],
)
def test_async_and_dynamic_as_dash_reads_them(
    tmp_path: Path, entry: dict[str, Any], eagerly: bool, in_page: bool
) -> None:
    write_files(tmp_path, {"maps.min.js": "m", "always.js": "a"})
    always = {"relative_package_path": "always.js"}
    suite = suite_of(tmp_path, [always, {**MAIN, **entry}], serving=Serving(True, eagerly))
    assert len(suite.scripts) == (2 if in_page else 1)
    assert names(suite) == ["always.js", "maps.min.js"]


def test_large_scripts_wait_for_their_first_component(tmp_path: Path) -> None:
    write_files(tmp_path, {"maps.min.js": "m" * (LARGE_BYTES + 1)})
    assert suite_of(tmp_path, [MAIN]).late
    # As a module or from elsewhere it cannot be loaded the same way.
    assert not suite_of(tmp_path, [{**MAIN, "attributes": {"type": "module"}}]).late


def test_attributes_go_into_the_tag(tmp_path: Path) -> None:
    write_files(tmp_path, {"maps.min.js": "m"})
    [script] = suite_of(tmp_path, [{**MAIN, "attributes": {"type": "module"}}]).scripts
    assert isinstance(script, dict)
    assert script["type"] == "module"
    assert script["src"].endswith("/maps.min.js")


def test_from_their_own_host_when_the_app_says_so(tmp_path: Path) -> None:
    write_files(tmp_path, {"maps.min.js": "m", "x.css": ""})
    away = suite_of(tmp_path, [MAIN], serving=Serving(locally=False))
    assert away.scripts == ("https://cdn.example/maps.js",)
    assert away.files == {}
    only = {"external_url": ["https://a.example/1.js", "https://a.example/2.js"]}
    suite = suite_of(tmp_path, [{**only, "external_only": True}, MAIN])
    assert suite.scripts[:2] == ("https://a.example/1.js", "https://a.example/2.js")
    assert len(suite.scripts) == 3


def test_style_sheets_go_into_the_page(tmp_path: Path) -> None:
    write_files(tmp_path, {"maps.css": "p {}"})
    suite = suite_of(tmp_path, [], [{"relative_package_path": "maps.css", "async": True}])
    [style] = suite.styles
    assert isinstance(style, str)
    assert style.endswith("/maps.css")


def test_a_script_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=r"`maps` lacks its file maps\.min\.js") as caught:
        suite_of(tmp_path, [MAIN])
    assert caught.value.where == str(tmp_path)
    with pytest.raises(PackageError, match="lacks its file"):
        suite_of(tmp_path / "sub", [{"relative_package_path": "../x.js"}])


def test_async_and_dynamic_at_once_is_refused_as_by_dash(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="both `async` and `dynamic`"):
        suite_of(tmp_path, [{**MAIN, "async": True, "dynamic": True}])


def test_the_enterprise_chunk_of_ag_grid_comes_only_if_it_can_be_used(tmp_path: Path) -> None:
    write_files(tmp_path, {"grid.js": "g", "async-enterprise.js": "e", "async-community.js": "c"})
    lists = [
        {"relative_package_path": "grid.js"},
        {"relative_package_path": "async-enterprise.js", "async": True},
        {"relative_package_path": "async-community.js", "async": True},
    ]
    plain = suite_of(tmp_path, lists, package="dash_ag_grid")
    assert names(plain) == ["async-community.js", "grid.js"]
    licensed = suite_of(tmp_path, lists, package="dash_ag_grid", words={"enableEnterpriseModules"})
    assert names(licensed) == ["async-community.js", "async-enterprise.js", "grid.js"]


def test_scripts_of_hooks_stand_in_the_page_however_large(tmp_path: Path) -> None:  # S7
    write_files(tmp_path, {"big.js": "x" * (LARGE_BYTES + 1)})
    entry = {"namespace": "pack", "relative_package_path": "big.js"}
    told = {
        "package": "dash.hooks",
        "folder": str(tmp_path),
        "namespaces": [],
        "scripts": [entry],
        "styles": [],
        "folders": {"pack": str(tmp_path)},
        "hooked": True,
    }
    [suite] = make_suites([told], set(), DEFAULT_SERVING)
    assert suite.hooked and not suite.late
    assert [str(script).rpartition("/")[2] for script in suite.scripts] == ["big.js"]
