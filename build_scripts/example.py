"""One example: a folder in `examples/`, and what can be read from it without running it.

The docstring of its `app.py` is the text of the gallery: the first line is the title, the
paragraph after it says the idea.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from paths import ROOT
from steps import BuildError, files_below

EXAMPLES = ROOT / "examples"

SHOWN = (".py", ".js", ".css")
"""Kinds of files whose source is shown, in this order."""


@dataclass(frozen=True)
class Example:
    folder: Path

    @property
    def name(self) -> str:
        """The folder's name, `NN_name`, also in the URL."""
        return self.folder.name

    @property
    def title(self) -> str:
        return self._text[0]

    @property
    def idea(self) -> str:
        return self._text[1]

    @property
    def sources(self) -> list[Path]:
        """The files worth reading, app.py first; the look that all examples share is the last."""
        files = [path for path in files_below(self.folder) if path.suffix in SHOWN]
        return sorted(
            files, key=lambda path: (path.name == "base.css", SHOWN.index(path.suffix), path)
        )

    @cached_property
    def _text(self) -> tuple[str, str]:
        script = ast.parse((self.folder / "app.py").read_bytes())
        title, _, rest = (ast.get_docstring(script) or "").partition("\n\n")
        idea = " ".join(rest.partition("\n\n")[0].split())
        if not title or not idea or "\n" in title:
            raise BuildError(
                f"examples/{self.name}/app.py must open with a docstring: "
                "a line with the title, an empty line, a paragraph with the idea."
            )
        return title, idea


def all_examples() -> list[Example]:
    """In the order of their numbers."""
    return [Example(path.parent) for path in sorted(EXAMPLES.glob("*/app.py"))]
