"""Which files go into a site, and which never do."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyrt.build.collect import Collected, collect_files, collect_folder, is_own_file
from pyrt.build.imports import follow_imports
from pyrt.build.source import find_source
from tests.unit.site_helpers import write_files


def collect(folder: Path, app: str, **options: object) -> Collected:
    source = find_source(app, cwd=folder)
    code = follow_imports(source.root, [source.script])
    return collect_files(source, code, **options)  # type: ignore[arg-type]  # passed through


HOME: dict[str, str | bytes] = {
    "app.py": "import helper\nfrom dash import html\nx = open('numbers.csv')\n"
    "layout = html.H1('Documents')\nlogo = 'logo.png'\n",
    "helper.py": "from pathlib import Path\nDATA = Path(__file__).parent / 'data'\n",
    "numbers.csv": "1",
    "logo.png": "",
    "data/a.csv": "2",
    "data/deep/b.csv": "3",
    "assets/style.css": "",
    "Documents/diary.txt": "private",
    "thesis.py": "raise SystemExit",
    "photo.jpg": "",
}


def test_a_script_brings_only_what_its_code_reaches(tmp_path: Path) -> None:
    write_files(tmp_path, HOME)
    assert list(collect(tmp_path, "app.py").files) == [
        "app.py",
        "assets/style.css",
        "data/a.csv",
        "data/deep/b.csv",
        "helper.py",
        "logo.png",
        "numbers.csv",
    ]


def test_a_folder_is_the_app(tmp_path: Path) -> None:
    write_files(tmp_path, HOME)
    assert set(collect(tmp_path, ".").files) == set(HOME)


@pytest.mark.parametrize(
    "name",
    [
        ".git/config",
        ".venv/lib/python3.12/site-packages/x.py",
        "env/pyvenv.cfg",
        "env/lib/x.py",
        "node_modules/x/index.js",
        "pkg/__pycache__/x.cpython-312.pyc",
        "x.pyc",
        ".DS_Store",
        ".vscode/settings.json",
        "old_site/pyrt-lock.json",
        "old_site/index.html",
        "site/index.html",
        "thing.egg-info/PKG-INFO",
    ],
)
def test_what_is_no_part_of_an_app_is_left_out_silently(tmp_path: Path, name: str) -> None:
    old_site = {"old_site/pyrt-lock.json": '{"files": {}}'}
    write_files(tmp_path, {"app.py": "", "env/pyvenv.cfg": "", **old_site})
    write_files(tmp_path, {name: "x"})
    collected = collect(tmp_path, ".", out=tmp_path / "site")
    assert list(collected.files) == ["app.py"]
    assert collected.warnings == ()


@pytest.mark.parametrize(
    "name", [".env", ".env.local", "prod.env", "cert.pem", "tls.key", "id_rsa", "conf/secrets.toml"]
)
def test_secrets_are_left_out_with_a_warning(tmp_path: Path, name: str) -> None:
    write_files(tmp_path, {"app.py": f"open({name!r})", name: "password"})
    for app in (".", "app.py"):
        collected = collect(tmp_path, app)
        assert list(collected.files) == ["app.py"]
        assert len(collected.warnings) == 1
        assert name in collected.warnings[0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("glob.glob('data/*.csv')", ["data/a.csv"]),
        ("glob.glob('*.txt')", ["notes.txt"]),
        ("glob.glob('**/*')", []),
        ("open('../outside.txt')", []),
        ("open('/etc/hostname')", []),
        ("open('data')", ["data/a.csv"]),
        ("open('.')", []),
        ("x = 'data'", []),
        ("x = 'data/a.csv'", ["data/a.csv"]),
        ("open('./data/../data/a.csv')", ["data/a.csv"]),
        ("open(f'data/{x}.csv')", ["data/a.csv"]),
        (f"x = {'a' * 5000!r}", []),
        ("x = 'a\\0b'", []),
        ("Dash(assets_folder='data')", ["data/a.csv"]),
    ],
)
def test_what_a_literal_brings(tmp_path: Path, text: str, found: list[str]) -> None:
    write_files(tmp_path, {"outside.txt": ""})
    app = write_files(tmp_path / "app", {"app.py": text, "data/a.csv": "", "notes.txt": ""})
    assert [name for name in collect(app, "app.py").files if name != "app.py"] == found


def test_what_the_app_was_seen_to_read_comes_along(tmp_path: Path) -> None:
    write_files(tmp_path, {"app.py": "", "a.csv": "", ".venv/x.py": ""})
    collected = collect(tmp_path, "app.py", read=["a.csv", "gone.csv", ".venv/x.py"])
    assert list(collected.files) == ["a.csv", "app.py"]


def test_an_assets_folder_of_another_name_comes_along(tmp_path: Path) -> None:
    write_files(tmp_path, {"app.py": "", "static/a.css": ""})
    collected = collect(tmp_path, "app.py", assets=tmp_path / "static")
    assert "static/a.css" in collected.files


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    write_files(tmp_path, {"app/app.py": "", "elsewhere/x.txt": ""})
    (tmp_path / "app/link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "app/loop").symlink_to(tmp_path / "app")
    (tmp_path / "app/broken").symlink_to(tmp_path / "nothing")
    assert list(collect(tmp_path, "app").files) == ["app.py"]


def test_assets_are_walked_as_dash_walks_them(tmp_path: Path) -> None:
    """S1: folder by folder in the order of their paths, files by name."""
    write_files(tmp_path, {"b.css": "", "a/z.css": "", "a/b/c.css": "", "c.js": "", ".x.css": ""})
    assert list(collect_folder(tmp_path)) == ["b.css", "c.js", "a/z.css", "a/b/c.css"]


def test_no_assets_folder_means_no_assets(tmp_path: Path) -> None:
    assert collect_folder(tmp_path / "assets") == {}


def test_a_file_of_a_virtual_environment_is_not_the_apps_own(tmp_path: Path) -> None:
    write_files(tmp_path, {"lib/a.py": "", ".venv/lib/b.py": ""})
    assert is_own_file(tmp_path, "lib/a.py")
    assert not is_own_file(tmp_path, ".venv/lib/b.py")
