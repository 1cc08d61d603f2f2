"""What an app declares, and where: the order of precedence, the browser's markers, bad lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyrt.build.declared import Declaration, read_declaration, with_imports_of_dash
from pyrt.build.errors import InputError
from tests.unit.site_helpers import make_wheel, write_files

BLOCK = '# /// script\n# dependencies = [\n#   "from-script>=1",\n# ]\n# ///\n'
PROJECT = '[project]\nname = "x"\ndependencies = ["from-project"]\n'


def declared(folder: Path, files: dict[str, str | bytes]) -> Declaration:
    write_files(folder, {"app.py": "", **files})
    return read_declaration(folder, folder / "app.py")


def names(declaration: Declaration) -> list[str | None]:
    return [requested.name for requested in declaration.requested]


def test_a_script_block_goes_before_requirements_and_these_before_the_project(
    tmp_path: Path,
) -> None:
    files: dict[str, str | bytes] = {
        "app.py": BLOCK,
        "requirements.txt": "from-requirements",
        "pyproject.toml": PROJECT,
    }
    found = declared(tmp_path / "all", files)
    assert (found.origin, names(found)) == ("app.py (PEP 723 block)", ["from-script"])
    found = declared(tmp_path / "two", files | {"app.py": ""})
    assert (found.origin, names(found)) == ("requirements.txt", ["from-requirements"])
    found = declared(tmp_path / "one", {"pyproject.toml": PROJECT})
    assert (found.origin, names(found)) == ("pyproject.toml", ["from-project"])


def test_a_project_without_dependencies_declares_nothing(tmp_path: Path) -> None:
    found = declared(tmp_path, {"pyproject.toml": '[project]\nname = "x"\n[tool.x]\ny = 1\n'})
    assert not found.needs_resolving


def test_an_empty_declaration_is_one(tmp_path: Path) -> None:
    assert declared(tmp_path, {"requirements.txt": "# nothing\n"}).needs_resolving


def test_markers_are_for_the_browser(tmp_path: Path) -> None:
    text = """\
there; sys_platform == "emscripten"
here; sys_platform != "emscripten"
old; python_version < "3.14"
"""
    assert names(declared(tmp_path, {"requirements.txt": text})) == ["there"]


def test_dash_and_what_only_a_server_needs_are_not_asked_for(tmp_path: Path) -> None:
    text = "dash[dev]==2.9.3\nFlask==2.0\ngunicorn==20.1.0\nWerkzeug<3\nother\n"
    found = declared(tmp_path, {"requirements.txt": text})
    assert names(found) == ["other"]
    assert found.has_dash


def test_an_app_with_dash_may_import_plotly_without_naming_it(tmp_path: Path) -> None:
    found = declared(tmp_path, {"requirements.txt": "dash\n"})
    assert names(with_imports_of_dash(found, ["plotly", "json"])) == ["plotly"]
    found = declared(tmp_path, {"requirements.txt": "dash\nplotly==6\n"})
    assert [one.text for one in with_imports_of_dash(found, ["plotly"]).requested] == ["plotly==6"]
    found = declared(tmp_path, {"requirements.txt": "other\n"})
    assert names(with_imports_of_dash(found, ["plotly"])) == ["other"]


def test_requirements_as_pip_reads_them(tmp_path: Path) -> None:
    digest = "a" * 64
    found = declared(
        tmp_path,
        {
            "requirements.txt": "\ufeff# a comment\n--extra-index-url=https://index.example/simple\n"
            "-r more/others.txt  # nested\n-c limits.txt\n--no-cache-dir\nlong[extra] \\\n"
            f"  >= 1  \\\n  --hash=sha256:{digest}\n--find-links stock\n",
            "more/others.txt": "nested\n-r ../requirements.txt\n",
            "limits.txt": "long<9\n",
        },
    )
    assert [one.text for one in found.requested] == ["nested", "long[extra]    >= 1"]
    assert found.requested[0].where == "more/others.txt:1"
    assert found.requested[1].where == "requirements.txt:6"
    assert found.requested[1].hashes == {digest}
    assert found.options == (
        "--extra-index-url https://index.example/simple",
        f"--find-links {tmp_path / 'stock'}",
    )
    assert found.constraints == ("long<9",)


def test_wheels_in_their_folder_and_by_path(tmp_path: Path) -> None:
    make_wheel(tmp_path / "wheels", "a", {"a.py": ""})
    make_wheel(tmp_path / "other", "b", {"b.py": ""})
    found = declared(tmp_path, {"requirements.txt": "./other/b-1.0-py3-none-any.whl\n"})
    assert [one.shown for one in found.requested] == [
        "./other/b-1.0-py3-none-any.whl",
        "wheels/a-1.0-py3-none-any.whl",
    ]
    assert all(one.wheel is not None and one.wheel.is_file() for one in found.requested)


@pytest.mark.parametrize(
    ("files", "message", "where"),
    [
        ({"requirements.txt": "\nx y\n"}, "`x y` is not a requirement", "requirements.txt:2"),
        ({"requirements.txt": "-r gone.txt"}, "There is no file gone.txt", "requirements.txt:1"),
        ({"requirements.txt": "-e ."}, "`-e .` is a source folder", "requirements.txt:1"),
        ({"requirements.txt": "./pkg"}, "`./pkg` is a source folder", "requirements.txt:1"),
        ({"requirements.txt": "./x.whl"}, "There is no wheel ./x.whl", "requirements.txt:1"),
        ({"pyproject.toml": "[project"}, "pyproject.toml is not valid TOML", "pyproject.toml"),
        ({"pyproject.toml": "[project]\ndependencies = 'x'"}, "must be a list of texts", ""),
        ({"app.py": BLOCK + "\n" + BLOCK}, "has 2 `# /// script` blocks", "app.py"),
    ],
)
def test_what_cannot_be_read_names_the_place(
    tmp_path: Path, files: dict[str, str | bytes], message: str, where: str
) -> None:
    with pytest.raises(InputError) as caught:
        declared(tmp_path, files)
    assert message in caught.value.what
    assert where in (caught.value.where or "")
