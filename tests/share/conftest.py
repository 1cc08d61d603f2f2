"""The format in TypeScript, in one Node process for all tests."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from paths import NODE_MODULES, ROOT
from pyrt.build.secrets import as_data
from pyrt.share.body import SharedApp
from start_image import find_node


class Twin:
    """`web/src/share`, asked one question after the other.

    Answers that are errors are their kind, as text.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def read(self, link: str, passphrase: str | None = None) -> SharedApp | str:
        answer = self._ask(ask="read", link=link, passphrase=passphrase)
        return answer["error"] if "error" in answer else _from_wire(answer["app"])

    def make(self, app: SharedApp, passphrase: str | None = None) -> str:
        answer = self._ask(ask="make", app=_to_wire(app), passphrase=passphrase)
        link: str = answer["link"]
        return link

    def lz_string(self, text: str) -> str:
        """What others in this field use, as they use it."""
        link: str = self._ask(ask="lz-string", text=text)["link"]
        return link

    def secrets(self, files: dict[str, bytes]) -> list[tuple[str, int, str]]:
        """File, line and what it is, for each that is found."""
        contents = {name: base64.b64encode(data).decode() for name, data in files.items()}
        found = self._ask(ask="secrets", known=as_data(), files=contents)["found"]
        return [(one["path"], one["line"], one["what"]) for one in found]

    def _ask(self, **question: Any) -> dict[str, Any]:
        given = {name: value for name, value in question.items() if value is not None}
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(given) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "Node has died: its message is on standard error"
        # JavaScript writes large doubles as integers.
        answer: dict[str, Any] = json.loads(line, parse_int=_integer)
        return answer


@pytest.fixture(scope="session")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twin]:
    bundle = tmp_path_factory.mktemp("share") / "twin.mjs"
    esbuild = NODE_MODULES / ".bin/esbuild"
    options = ["--bundle", "--platform=node", "--format=esm", "--log-level=warning"]
    source = ROOT / "web/src/share/twin.ts"
    subprocess.run([esbuild, source, *options, f"--outfile={bundle}"], check=True)
    # As browsers do, and Node 20 does not, this one notices bytes after the end of a stream.
    command: list[str | Path] = [find_node(), bundle]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        yield Twin(process)
        assert process.stdin
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def _integer(text: str) -> float:
    number = int(text)
    return number if abs(number) <= 2**53 else float(number)


def _to_wire(app: SharedApp) -> dict[str, Any]:
    return {
        "files": {path: base64.b64encode(data).decode() for path, data in app.files.items()},
        "entry": app.entry,
        "target": app.target,
        "requirements": app.requirements,
        "state": app.state,
    }


def _from_wire(wire: dict[str, Any]) -> SharedApp:
    files = {path: base64.b64decode(data) for path, data in wire.pop("files").items()}
    return SharedApp(files, requirements=tuple(wire.pop("requirements")), **wire)
