"""Which files and requirements of an app go into its link."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyrt.build.environment import Environment
from pyrt.build.errors import InputError, SecretError
from pyrt.share.make import Collection, collect_app
from tests.unit.site_helpers import HELLO, distribution, make_wheel, write_files

TOKEN = 'KEY = "ghp_' + "a8Kd93jfLq0ZmXn27BvCtYwRe15UiOpAsDfG" + '"\n'


@pytest.fixture
def installed(tmp_path: Path) -> Environment:
    folder = tmp_path / "installed"
    distribution(folder, "pure-one", {"pure_one.py": ""}, version="1.2")
    distribution(folder, "compiled", {"compiled/__init__.py": "", "compiled/x.so": ""})
    distribution(folder, "flask", {"flask.py": ""})
    return Environment([str(folder)])


def collect(
    tmp_path: Path, files: dict[str, str | bytes], environment: Environment, app: str = "app.py"
) -> Collection:
    write_files(tmp_path / "work", files)
    return collect_app(app, cwd=tmp_path / "work", environment=environment)


def test_a_script_brings_what_it_uses_and_a_folder_everything(
    tmp_path: Path, installed: Environment
) -> None:
    files: dict[str, str | bytes] = {
        "app.py": "import helper\n" + HELLO,
        "helper.py": "",
        "assets/logo.png": b"\0\xff",
        "other.py": "",
        ".env": "",
    }
    script = collect(tmp_path, files, installed)
    assert list(script.app.files) == ["app.py", "assets/logo.png", "helper.py"]
    assert script.app.files["assets/logo.png"] == b"\0\xff"
    folder = collect(tmp_path, files, installed, ".")
    assert list(folder.app.files) == ["app.py", "assets/logo.png", "helper.py", "other.py"]
    assert any("left out .env" in warning for warning in folder.warnings)


@pytest.mark.parametrize(
    ("named", "entry", "target"),
    [
        ("sub/app.py", "app.py", ""),
        ("sub/app.py:other", "app.py", ":other"),
        ("sub.app:other", "sub/app.py", "sub.app:other"),
        ("pack:app", "pack/__init__.py", "pack:app"),
    ],
)
def test_the_entry_point_is_the_one_that_was_named(
    tmp_path: Path, installed: Environment, named: str, entry: str, target: str
) -> None:
    files: dict[str, str | bytes] = {"sub/app.py": HELLO, "pack/__init__.py": HELLO}
    app = collect(tmp_path, files, installed, named).app
    assert (app.entry, app.target) == (entry, target)


def test_an_app_that_declares_nothing_needs_what_is_installed_here(
    tmp_path: Path, installed: Environment
) -> None:
    code = "import math, pure_one, compiled, nowhere, flask\ntry:\n  import maybe\n"
    code += "except ImportError: pass\n"
    made = collect(tmp_path, {"app.py": code + HELLO}, installed)
    assert made.app.requirements == ("compiled", "pure-one==1.2")
    assert [text for text in made.warnings if "no package" in text] == [
        "app.py:1: no package provides `nowhere` here, so the link names none. Declare it "
        "(docs/packages.md), or put the module beside the app."
    ]


def test_what_is_declared_goes_into_the_link_but_no_address_of_an_index(
    tmp_path: Path, installed: Environment
) -> None:
    lines = "--index-url https://user:password@example.org/simple\ndash\ngunicorn\nlib>=2 # why\n"
    made = collect(
        tmp_path, {"app.py": "import plotly\n" + HELLO, "requirements.txt": lines}, installed
    )
    assert made.app.requirements == ("lib>=2", "plotly")
    assert made.warnings == ("not in the link: --index-url (requirements.txt)",)


def test_a_wheel_is_named_by_its_path_among_the_files(
    tmp_path: Path, installed: Environment
) -> None:
    wheel = make_wheel(tmp_path / "work/wheels", "own", {"own.py": ""})
    made = collect(tmp_path, {"app.py": HELLO}, installed, ".")
    assert made.app.requirements == (f"./wheels/{wheel.name}",)
    assert made.app.files[f"wheels/{wheel.name}"] == wheel.read_bytes()
    with pytest.raises(InputError, match="not among the app's files"):
        collect(tmp_path, {}, installed)


def test_secrets_are_refused_as_in_a_build(tmp_path: Path, installed: Environment) -> None:
    with pytest.raises(SecretError, match=r"The link would publish a GitHub token.*\napp.py:1"):
        collect(tmp_path, {"app.py": TOKEN + HELLO}, installed)
    made = collect_app(
        "app.py", cwd=tmp_path / "work", environment=installed, allow_secrets=["app.py"]
    )
    assert list(made.app.files) == ["app.py"]


def test_names_from_macos_are_composed(tmp_path: Path, installed: Environment) -> None:
    made = collect(tmp_path, {"app.py": HELLO, "e\u0301.csv": ""}, installed, ".")
    assert list(made.app.files) == ["app.py", "\u00e9.csv"]


@pytest.mark.parametrize("text", ["{", "[]", '{"a": 1}', "[" * 100_000])
def test_a_file_without_a_state_says_what_one_looks_like(tmp_path: Path, text: str) -> None:
    write_files(tmp_path, {"app.py": HELLO, "state.json": text})
    with pytest.raises(InputError, match="JSON of ids and props"):
        collect_app("app.py", cwd=tmp_path, state=tmp_path / "state.json")
