"""The command line: exit codes, messages, and nothing left behind."""

from __future__ import annotations

import io
import json
import signal
import threading
import zipfile
from pathlib import Path

import pytest

from pyrt import cli
from pyrt.version import PYRT_VERSION
from tests.unit.site_helpers import HELLO, tree, write_files, write_static


class Shell:
    """Runs `pyrt` in a folder of its own and looks at what it prints."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capture = capture

    def run(self, *arguments: str) -> int:
        try:
            code = cli.main(arguments)
        except SystemExit as ended:  # argparse's own way
            code = int(ended.code or 0)
        self.out, self.err = self._capture.readouterr()
        return code


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    monkeypatch.setattr("pyrt.build.static.PACKAGED", write_static(tmp_path / "static"))
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Shell(folder, capsys)


def test_version(shell: Shell) -> None:
    assert shell.run("--version") == 0
    assert shell.out == f"pyrt {PYRT_VERSION}\n"


def test_a_build_names_its_steps_and_says_how_to_look_at_the_result(shell: Shell) -> None:
    write_files(shell.folder, {"app.py": HELLO})
    assert shell.run("build", "app.py", "-o", "public") == 0
    lines = shell.out.rstrip().splitlines()
    assert [line.split("  ")[1][2:].strip() for line in lines[:5]] == [
        "Reading the app",
        "Finding packages",
        "Running it once",
        "Packing",
        "Writing the site",
    ]
    assert lines[-1] == "To look at it: python3 -m http.server -d public"
    assert shell.err == ""
    assert (shell.folder / "public/index.html").is_file()


def test_a_report_lists_what_the_page_downloads(shell: Shell) -> None:
    write_files(shell.folder, {"app.py": HELLO})
    assert shell.run("build", "app.py", "--report") == 0
    table = [line.split() for line in shell.out.splitlines()]
    assert ["Downloaded", "files", "raw", "gzip", "brotli"] in table
    rows = [line[0] for line in table if line and line[0] in ("page", "host", "runtime", "later,")]
    assert rows == ["page", "host", "runtime", "later,"]


def test_a_report_for_tools_is_json_and_nothing_else(shell: Shell) -> None:
    write_files(shell.folder, {"app.py": HELLO})
    assert shell.run("build", "app.py", "--json") == 0
    found = json.loads(shell.out)
    (app,) = [part for part in found["parts"] if part["name"] == "app"]
    assert app["files"]["_pyrt/app.zip"]["raw"] == app["size"]["raw"]
    assert found["total"]["raw"] == sum(part["size"]["raw"] for part in found["parts"])


def test_precompressed_copies_are_in_the_lock(shell: Shell) -> None:
    write_files(shell.folder, {"app.py": HELLO, "assets/a.css": "p { color: red; }\n" * 100})
    assert shell.run("build", "app.py", "--precompress") == 0
    files = json.loads((shell.folder / "site/pyrt-lock.json").read_text())["files"]
    assert {"assets/a.css", "assets/a.css.br", "assets/a.css.gz", "index.html.gz"} <= files.keys()
    assert "Compressing" in shell.out
    # What is in the lock may be replaced.
    assert shell.run("build", "app.py") == 0
    assert not (shell.folder / "site/index.html.gz").exists()


def test_the_site_goes_to_site_unless_said_otherwise(shell: Shell) -> None:
    write_files(shell.folder, {"app.py": HELLO})
    assert shell.run("build", ".") == 0
    assert (shell.folder / "site/index.html").is_file()


def test_warnings_stand_apart_from_the_result(shell: Shell) -> None:
    write_files(shell.folder, {"app.py": "import js\n" + HELLO, ".env": ""})
    assert shell.run("build", ".") == 0
    assert "could not run the app here" in shell.err
    assert "left out .env" in shell.err


def test_a_terminal_that_lacks_characters_gets_others(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    bytes_out = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(bytes_out, encoding="ascii"))
    write_files(shell.folder, {"app.py": HELLO.replace('"Hello"', '"Grüße"')})
    assert shell.run("build", "app.py") == 0
    assert b"* Running it once   ?Gr??e?" in bytes_out.getvalue()


TWO = HELLO + "other = Dash(__name__)\n"


@pytest.mark.parametrize(
    ("files", "arguments", "what", "where"),
    [
        ({}, ["nothing.py"], "No such file: nothing.py", "looked in "),
        ({"a.txt": ""}, ["a.txt"], "a.txt is not a Python script.", "a.txt"),
        ({"sub/main.py": ""}, ["sub"], "The folder sub has no app.py.", "sub"),
        ({}, ["no.module:app"], "No module no.module here.", ""),
        ({"app.py": "x = 1"}, ["app.py"], "app.py defines no Dash object.", "app.py"),
        ({"app.py": TWO}, ["app.py"], "app.py defines 2 Dash objects: app, other.", "app.py"),
        ({"app.py": "x = 1\ny = (\n"}, ["app.py"], "SyntaxError: '(' was never closed", "app.py:2"),
        (
            {"app.py": HELLO, "site/thesis.txt": ""},
            ["app.py"],
            "The output folder is not empty",
            "",
        ),
        ({"app.py": HELLO, "site": ""}, ["app.py"], "The output folder is a file.", "site"),
        ({"app.py": HELLO, "f": ""}, ["app.py", "-o", "f/site"], "Cannot write the site", "f/site"),
        ({"app.py": "import qwerty\n"}, ["app.py"], "No package provides `qwerty`.", "app.py:1"),
        (
            {"app.py": HELLO + "import tkinter\n"},
            ["app.py"],
            "The standard library's `tkinter`",
            "",
        ),
    ],
)
def test_bad_input_is_one_message_and_exit_code_2(
    shell: Shell, files: dict[str, str | bytes], arguments: list[str], what: str, where: str
) -> None:
    write_files(shell.folder, files)
    before = tree(shell.folder)
    assert shell.run("build", *arguments) == 2
    lines = shell.err.splitlines()
    assert lines[0].startswith(f"error: {what}")
    assert where in shell.err
    assert len([line for line in lines if line.startswith("error")]) == 1
    assert "Traceback" not in shell.err + shell.out
    assert tree(shell.folder) == before


def test_markup_in_a_message_is_shown_as_it_is(shell: Shell) -> None:
    assert shell.run("build", "[red]x[/]") == 2
    assert "[red]x[/]" in shell.err


@pytest.mark.parametrize(
    "arguments",
    [[], ["build"], ["publish"], ["run", "app.py", "--port", "0"], ["run", "--port", "x"]],
)
def test_a_wrong_command_line_shows_the_usage(shell: Shell, arguments: list[str]) -> None:
    assert shell.run(*arguments) == 2
    assert shell.err.startswith("usage: pyrt")


def test_an_unknown_option_shows_the_usage_of_its_command(shell: Shell) -> None:
    assert shell.run("build", "app.py", "--hots", "netlify") == 2
    assert shell.err.startswith("usage: pyrt build")
    assert "unrecognized arguments: --hots netlify" in shell.err


def test_check_finds_what_cannot_work_and_writes_nothing(shell: Shell) -> None:
    code = "import threading\n" + HELLO + "threading.Thread(target=print).start()\n"
    write_files(shell.folder, {"app.py": code, "tests/test_app.py": "import subprocess\n"})
    before = tree(shell.folder)
    assert shell.run("check", "app.py") == 1
    assert f"app.py:{code.count(chr(10))}  threading.Thread" in shell.out
    assert shell.out.endswith("1 found.\n")
    assert shell.run("check", ".", "--json") == 1
    (finding,) = json.loads(shell.out)["findings"]
    assert (finding["file"], finding["kind"], finding["what"]) == (
        "app.py",
        "thread",
        "threading.Thread",
    )
    assert {"line", "why", "hint"} <= finding.keys()
    assert tree(shell.folder) == before


def test_check_of_a_clean_app_and_of_none(shell: Shell) -> None:
    write_files(shell.folder, {"app.py": HELLO})
    assert shell.run("check", "app.py") == 0
    assert "nothing found" in shell.out
    assert shell.run("check", "app.py", "--json") == 0
    assert json.loads(shell.out)["findings"] == []
    assert shell.run("check", "nothing.py") == 2
    assert shell.err.startswith("error: No such file: nothing.py")


def test_a_build_warns_of_what_check_finds(shell: Shell) -> None:
    write_files(
        shell.folder,
        {
            "app.py": HELLO + "def f():\n    __import__('os')\nimport os\n"
            "def g():\n    os.system('ls')\n"
        },
    )
    assert shell.run("build", "app.py") == 0
    assert "os.system: starts a program" in shell.err


def test_a_secret_is_refused_unless_its_file_is_named(shell: Shell) -> None:
    token = "ghp_" + "".join(reversed("Zq3Xv9Lm2Rk7Wd5Tn8Bc4Hj6Yf1Gs0PaQeUi"))
    write_files(shell.folder, {"app.py": HELLO, "data/keys.txt": f"\n{token}\n", "ca.pem": "x"})
    before = tree(shell.folder)
    assert shell.run("build", ".") == 2
    assert "The site would publish a GitHub token" in shell.err
    assert "data/keys.txt:2" in shell.err
    assert token not in shell.err
    assert tree(shell.folder) == before
    assert shell.run("check", ".") == 1
    assert shell.run("build", ".", "--allow-secrets", "data/keys.txt") == 0
    assert "GitHub" not in shell.err
    assert "left out ca.pem" in shell.err
    assert shell.run("build", ".", "--allow-secrets", "data/none.txt") == 2
    assert "not there: data/none.txt" in shell.err
    named = ["--allow-secrets", "data/keys.txt", "--allow-secrets", "ca.pem"]
    assert shell.run("build", ".", *named) == 0
    assert shell.err == ""
    with zipfile.ZipFile(shell.folder / "site/_pyrt/app.zip") as files:
        assert files.namelist() == ["app.py", "ca.pem", "data/keys.txt"]


def test_run_refuses_bad_input_as_build_does(shell: Shell) -> None:
    assert shell.run("run", "nothing.py", "--no-open") == 2
    assert shell.err.startswith("error: No such file: nothing.py")


def test_run_serves_until_it_is_interrupted(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(shell.folder, {"app.py": HELLO})
    opened: list[str] = []

    def interrupted(_: object, stop: threading.Event) -> None:
        signal.raise_signal(signal.SIGINT)
        assert stop.is_set()
        signal.raise_signal(signal.SIGINT)  # who does not want to wait

    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr("pyrt.build.dev.DevServer.watch", interrupted)
    assert shell.run("run", "app.py", "--port", "18050") == 0
    assert opened == ["http://localhost:18050/"]
    assert "Running at http://localhost:18050/" in shell.out
    assert shell.run("run", "app.py", "--no-open") == 0
    assert len(opened) == 1


def test_run_says_when_its_port_is_taken(shell: Shell) -> None:
    from pyrt.build.serve import SiteServer

    write_files(shell.folder, {"app.py": HELLO})
    with SiteServer({"": shell.folder}) as other:
        assert shell.run("run", "app.py", "--no-open", "--port", str(other.port)) == 2
    assert shell.err.startswith(f"error: Cannot listen on 127.0.0.1:{other.port}")


def test_a_lock_is_written_beside_the_app_and_obeyed_by_a_build(shell: Shell) -> None:
    write_files(shell.folder, {"app.py": HELLO})
    assert shell.run("lock", "app.py") == 0
    lock = shell.folder / "pyrt-lock.json"
    assert shell.out.startswith(f"Written to {lock}")
    assert shell.run("build", "app.py", "-o", "public") == 0
    lock.write_text("{")
    assert shell.run("build", "app.py", "-o", "public") == 2
    assert "pyrt-lock.json cannot be used" in shell.err
    assert "Lock again: pyrt lock APP" in shell.err
    lock.unlink()


def test_a_distribution_that_is_not_there_is_named(shell: Shell) -> None:
    write_files(shell.folder, {"app.py": HELLO})
    assert shell.run("build", "app.py", "--cdn", "--pyodide-dist", "nowhere") == 2
    assert "No pyodide-lock.json in the Pyodide distribution." in shell.err
