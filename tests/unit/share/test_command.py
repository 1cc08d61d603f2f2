"""`pyrt share` and `pyrt open`: what is printed where, and nothing left behind."""

from __future__ import annotations

import io
import json
from pathlib import Path
from random import Random

import pytest

from pyrt import cli
from pyrt.share.body import SharedApp
from pyrt.share.link import make_fragment, read_link
from tests.unit.site_helpers import HELLO, tree, write_files


class TerminalInput(io.StringIO):
    def isatty(self) -> bool:
        return True


class Shell:
    """Runs `pyrt` in a folder of its own and looks at what it prints."""

    def __init__(
        self, folder: Path, capture: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.folder = folder
        self._capture = capture
        self._monkeypatch = monkeypatch

    def run(self, *arguments: str, stdin: str = "") -> int:
        self._monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        code = cli.main(arguments)
        self.out, self.err = self._capture.readouterr()
        return code

    def share(self, *arguments: str, stdin: str = "") -> str:
        assert self.run("share", *arguments, stdin=stdin) == 0, self.err
        assert self.out.endswith("\n") and self.out.count("\n") == 1
        return self.out.strip()


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"app.py": HELLO})
    return Shell(tmp_path, capsys, monkeypatch)


def test_only_the_link_goes_to_standard_output(shell: Shell) -> None:
    link = shell.share("app.py", "--base-url", "https://example.org")
    assert link.startswith("https://example.org/#v1.")
    assert read_link(link).files == {"app.py": HELLO.encode()}
    assert f"{len(link)} characters (1 file, {len(HELLO)} bytes)" in shell.err
    assert shell.err.count("fits") == 3 and "TOO LONG" not in shell.err


def test_without_an_address_it_says_that_this_is_a_part_of_a_link(shell: Shell) -> None:
    assert shell.share("app.py").startswith("#v1.")
    assert "Without --base-url" in shell.err


@pytest.mark.parametrize(
    ("base", "link"),
    [
        ("http://localhost:8050", "http://localhost:8050/#"),
        ("https://a.org/b/", "https://a.org/b/#"),
        ("https://a.org/?theme=dark", "https://a.org/?theme=dark#"),
    ],
)
def test_the_address_stays_as_it_was_given(shell: Shell, base: str, link: str) -> None:
    assert shell.share("app.py", "--base-url", base).startswith(f"{link}v1.")


@pytest.mark.parametrize(
    "base", ["example.org", "javascript:alert(1)", "https://a.org/#x", "https:///x", "http://a b/"]
)
def test_an_address_that_is_none_is_refused(shell: Shell, base: str) -> None:
    assert shell.run("share", "app.py", "--base-url", base) == 2
    assert "--base-url is no address" in shell.err and shell.out == ""


PLACES = json.loads((Path(__file__).parents[2] / "fixtures/places.json").read_text("utf-8"))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: str(place["path"]))
def test_a_link_opens_a_page_of_the_app(shell: Shell, place: dict[str, str]) -> None:
    link = shell.share("app.py", "--page", place["path"])
    payload = link.rpartition("#")[2]
    assert link == "#" + place["fragment"].replace(place["link"], payload)
    assert read_link(link).files == {"app.py": HELLO.encode()}


def test_the_path_of_a_page_is_written_as_in_an_address(shell: Shell) -> None:
    assert shell.run("share", "app.py", "--page", "/café?a=%20", "--json") == 0
    data = json.loads(shell.out)
    assert data["page"] == "/caf%C3%A9?a=%20"
    assert data["link"].startswith("#/caf%C3%A9?a=%20#v1.")


@pytest.mark.parametrize("path", ["orders", "", "/a b", "https://a.org/", "/" + "x" * 2001])
def test_a_page_that_has_no_path_is_refused(shell: Shell, path: str) -> None:
    assert shell.run("share", "app.py", "--page", path) == 2
    assert "--page is no path of a page" in shell.err and shell.out == ""


def test_json_has_everything(shell: Shell) -> None:
    assert shell.run("share", "app.py", "--json") == 0
    data = json.loads(shell.out)
    assert data["characters"] == len(data["link"])
    assert data["fits"] == {"2000": True, "8000": True, "32000": True}
    assert data["files"] == {"app.py": len(HELLO)}
    assert (data["entry"], data["requirements"], data["sealed"]) == ("app.py", [], False)
    assert data["page"] == "/"
    assert data["warnings"] == [] and shell.err == ""


def noise(count: int) -> str:
    """A literal that hardly compresses."""
    return f'"""{Random(1).randbytes(count).hex()}"""\n'


def test_a_long_link_comes_with_the_next_step(shell: Shell) -> None:
    write_files(shell.folder, {"app.py": noise(3_000) + HELLO})
    shell.share("app.py")
    assert shell.err.count("TOO LONG") == 1 and "To fit everywhere" in shell.err
    write_files(shell.folder, {"app.py": noise(40_000) + HELLO})
    shell.share("app.py")
    assert shell.err.count("TOO LONG") == 3 and "`pyrt build`" in shell.err
    assert "The largest files: app.py (80," in shell.err


def test_a_secret_stops_it(shell: Shell) -> None:
    token = "ghp_" + "a8Kd93jfLq0ZmXn27BvCtYwRe15UiOpAsDfG"
    write_files(shell.folder, {"app.py": f'KEY = "{token}"\n' + HELLO})
    assert shell.run("share", "app.py") == 2
    assert "The link would publish a GitHub token" in shell.err
    assert "--allow-secrets app.py" in shell.err and token not in shell.err and shell.out == ""
    shell.share("app.py", "--allow-secrets", "app.py")


def test_open_turns_it_back_into_files(shell: Shell) -> None:
    write_files(shell.folder, {"app.py": "import x\n" + HELLO, "x.py": "", "assets/a": b"\0\r\n"})
    write_files(shell.folder, {"state.json": '{"greeting": {"children": "moin"}}'})
    link = shell.share(".", "--state", "state.json", "--base-url", "https://example.org")
    assert shell.run("open", link, "-o", "copy", "--state", "saved.json") == 0
    assert "The app is in copy; it starts with app.py" in shell.out
    original = {name: data for name, data in tree(shell.folder).items() if "/" not in name}
    del original["saved.json"]
    copy = tree(shell.folder / "copy")
    assert copy == {**original, "assets/a": b"\0\r\n"}
    assert json.loads((shell.folder / "saved.json").read_text()) == {
        "greeting": {"children": "moin"}
    }
    assert shell.run("open", link, "-o", "again", "--state", "saved.json") == 2
    assert not (shell.folder / "again").exists()
    assert shell.run("open", link, "-o", "copy") == 2
    assert tree(shell.folder / "copy") == copy


def test_a_link_may_come_on_standard_input_in_several_lines(shell: Shell) -> None:
    link = shell.share("app.py")
    assert shell.run("open", "-", "-o", "copy", stdin=f"{link[:70]}\r\n{link[70:]}\n") == 0
    assert tree(shell.folder / "copy") == {"app.py": HELLO.encode()}


def test_a_passphrase_is_asked_for_on_both_sides(shell: Shell) -> None:
    link = shell.share("app.py", "--passphrase", stdin="open sesame\n")
    assert "sesame" not in link + shell.err
    assert shell.run("open", link, "-o", "copy", stdin="Open sesame\n") == 2
    assert "does not open this link" in shell.err and not (shell.folder / "copy").exists()
    assert shell.run("open", link, "-o", "copy", stdin="") == 2
    assert "at least one character" in shell.err
    assert shell.run("open", link, "-o", "copy", stdin="open sesame\n") == 0
    assert tree(shell.folder / "copy") == {"app.py": HELLO.encode()}


def test_on_a_terminal_a_new_passphrase_is_typed_twice(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(["one", "other", "one", "one"])
    monkeypatch.setattr("io.StringIO", TerminalInput)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
    assert shell.run("share", "app.py", "--passphrase") == 2
    assert "differ" in shell.err and shell.out == ""
    assert read_link(shell.share("app.py", "--passphrase"), passphrase="one").entry == "app.py"


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("https://example.org/", "There is no app in this link."),
        ("#v1.AAAA", "The link is damaged"),
        ("#v7.AAAA", "this link has version 7 of the format"),
    ],
)
def test_a_bad_link_writes_nothing(shell: Shell, link: str, message: str) -> None:
    assert shell.run("open", link, "-o", "copy/deep") == 2
    assert message in shell.err and "hint" not in shell.out
    assert tree(shell.folder) == {"app.py": HELLO.encode()}
    assert not (shell.folder / "copy").exists()


def test_names_of_a_link_cannot_draw_on_the_terminal(shell: Shell) -> None:
    link = make_fragment(SharedApp({"app.py": b"", "[red]x": b""}, "app.py"))
    assert shell.run("open", link, "-o", "copy") == 0
    assert "[red]x" in shell.err
