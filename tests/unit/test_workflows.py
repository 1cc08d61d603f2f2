"""The workflows in docs/ for hosts of code: their own scripts, run here, with a `gh` that writes
down what it is asked."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from pyrt.cli import _parser
from pyrt.share.link import read_link
from tests.unit.site_helpers import HELLO, write_files

DOCS = Path(__file__).resolve().parents[2] / "docs"
COMMIT = "0123456789abcdef"
GH = f"""#!{sys.executable}
import json, os, pathlib, sys
arguments = sys.argv[1:]
with open(os.environ["ASKED"], "a") as asked:
    body = pathlib.Path("comment.md").read_text() if "-F" in arguments else ""
    asked.write(json.dumps([*arguments, body]) + "\\n")
if arguments[1].endswith("/pulls/7"):
    print("{COMMIT}")
if arguments[1] == "--paginate":
    print(os.environ["EARLIER"])
"""


def workflow(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DOCS / name).read_text("utf-8"))
    return loaded


def scripts(name: str) -> list[str]:
    (job,) = workflow(name)["jobs"].values()
    return [step["run"] for step in job["steps"] if "run" in step]


def run(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """As a runner runs it with `shell: bash`."""
    path = os.pathsep.join(
        [str(folder / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]]
    )
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": path, **variables},
        text=True,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("name", ["github-pages.yml", "github-preview.yml"])
def test_the_commands_of_a_workflow_are_commands(name: str) -> None:
    commands = [shlex.split(script) for script in scripts(name) if script.startswith("pyrt ")]
    assert commands
    for _, *words in commands:
        before_output = words[: words.index(">")] if ">" in words else words
        assert _parser().parse_args(before_output).verb in ("build", "share")


def test_what_uses_the_branch_may_only_read() -> None:
    preview = workflow("github-preview.yml")
    # YAML 1.1 takes the key `on` for a truth value.
    assert list(preview[True]) == ["pull_request"]
    assert preview["permissions"] == {"contents": "read"}
    assert "${{ secrets." not in (DOCS / "github-preview.yml").read_text("utf-8")


def test_what_may_write_has_nothing_of_the_branch() -> None:
    comment = workflow("github-preview-comment.yml")
    assert list(comment[True]) == ["workflow_run"]
    assert comment[True]["workflow_run"]["workflows"] == [workflow("github-preview.yml")["name"]]
    (job,) = comment["jobs"].values()
    used = [step["uses"].partition("@")[0] for step in job["steps"] if "uses" in step]
    assert used == ["actions/download-artifact"]
    # What an event says goes into scripts as variables, never as text of the script.
    assert all("${{" not in script for script in scripts("github-preview-comment.yml"))


def test_a_branch_becomes_a_link_and_a_number(tmp_path: Path) -> None:
    write_files(tmp_path, {"app.py": HELLO})
    install, *rest = scripts("github-preview.yml")
    assert install.startswith("pip install wheels/pyrt_web-")
    for script in rest:
        done = run(script, tmp_path, APP="app.py", NUMBER="7")
        assert done.returncode == 0, done.stderr
    link = (tmp_path / "preview/link").read_text()
    assert read_link(link).files == {"app.py": HELLO.encode()}
    assert (tmp_path / "preview/number").read_text() == "7\n"


def comment(folder: Path, link: str, number: str, earlier: str = "") -> tuple[int, list[list[str]]]:
    """What becomes of an artifact: exit code, and what `gh` was asked to write."""
    write_files(folder, {"preview/link": link, "preview/number": number, "bin/gh": GH})
    (folder / "bin/gh").chmod(0o755)
    (script,) = scripts("github-preview-comment.yml")
    asked = folder / "asked"
    asked.touch()
    about = {"GITHUB_REPOSITORY": "us/app", "COMMIT": COMMIT, "PLAYER": "https://us.example/play/"}
    done = run(
        script, folder, **about, ASKED=str(asked), EARLIER=earlier, RUN="https://run.example"
    )
    calls = [json.loads(line) for line in asked.read_text().splitlines()]
    return done.returncode, [call for call in calls if "--method" in call]


def test_a_link_becomes_a_comment(tmp_path: Path) -> None:
    code, ((_, _, method, where, *_, body),) = comment(tmp_path, "#v1.abc-_9\n", "7\n")
    assert code == 0
    assert (method, where) == ("POST", "repos/us/app/issues/7/comments")
    assert "(https://us.example/play/#v1.abc-_9)" in body


def test_the_next_link_takes_the_place_of_the_last(tmp_path: Path) -> None:
    _, ((_, _, method, where, *_),) = comment(tmp_path, "#v1.abc", "7", earlier="41\n42")
    assert (method, where) == ("PATCH", "repos/us/app/issues/comments/41")


def test_a_link_that_no_comment_can_hold_is_only_named(tmp_path: Path) -> None:
    _, ((*_, body),) = comment(tmp_path, "#v1." + "a" * 70_000, "7")
    assert "https://run.example" in body
    assert len(body) < 1_000


@pytest.mark.parametrize(
    ("link", "number"),
    [
        ("#v1.abc)[click](https://evil.example", "7"),
        ("#v1.abc\n@everybody", "7"),
        ("https://evil.example/#v1.abc", "7"),
        ("", "7"),
        ("#v1.abc", "7/merge"),
        ("#v1.abc", "$(touch owned)"),
        ("#v1.abc", "7\n8"),
        ("#v1.$(touch owned)", "7"),
    ],
)
def test_what_is_no_link_or_no_number_is_refused(tmp_path: Path, link: str, number: str) -> None:
    code, written = comment(tmp_path, link, number)
    assert code == 1
    assert written == []
    assert not (tmp_path / "owned").exists()


def test_a_pull_request_with_another_commit_gets_no_comment(tmp_path: Path) -> None:
    assert comment(tmp_path, "#v1.abc", "8") == (0, [])
