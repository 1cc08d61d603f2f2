"""What the examples promise to their readers, and the gallery takes from them."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from example import Example, all_examples
from gallery_html import PAGES, example_page, index_page
from steps import BuildError

EXAMPLES = all_examples()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    for name in ("base.css", "style.css", "extra.js", "logo.png"):
        (tmp_path / "assets" / name).write_text("")
    (tmp_path / "app.py").write_text('"""Title\n\nThe `idea`\nin short.\n\nMore.\n"""\n')
    return tmp_path


@pytest.fixture(params=EXAMPLES, ids=lambda example: example.name)
def example(request: pytest.FixtureRequest) -> Example:
    found: Example = request.param
    return found


def test_title_and_idea_are_in_the_docstring(folder: Path) -> None:
    assert Example(folder).title == "Title"
    assert Example(folder).idea == "The `idea` in short."


def test_the_script_is_the_first_file_and_the_common_look_the_last(folder: Path) -> None:
    names = [path.name for path in Example(folder).sources]
    assert names == ["app.py", "extra.js", "style.css", "base.css"]


@pytest.mark.parametrize("text", ["x = 1\n", '"""Title"""\n', '"""Title\nstill title\n\nIdea."""'])
def test_a_script_without_title_and_idea_is_an_error(folder: Path, text: str) -> None:
    (folder / "app.py").write_text(text)
    with pytest.raises(BuildError, match="must open with a docstring"):
        _ = Example(folder).title


def test_markup_in_an_idea_is_text(folder: Path) -> None:
    (folder / "app.py").write_text('"""<b>\n\n`a<b` & c\n"""\n')
    page = index_page([Example(folder)])
    assert "&lt;b&gt;" in page
    assert "<code>a&lt;b</code> &amp; c" in page
    assert "&lt;b&gt;" in example_page([Example(folder)], 0)


def test_an_example_is_short(example: Example) -> None:
    assert len((example.folder / "app.py").read_text("utf-8").splitlines()) <= 80


LIBRARIES = {"dash_ag_grid", "dash_bootstrap_components"}
"""Of components, that examples show."""


def test_an_example_needs_nothing_but_dash(example: Example) -> None:
    imported = set()
    for node in ast.walk(ast.parse((example.folder / "app.py").read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(str(node.module))
    roots = {name.partition(".")[0] for name in imported}
    assert roots - sys.stdlib_module_names - LIBRARIES == {"dash"}


def test_an_example_has_its_drawing(example: Example) -> None:
    assert (PAGES / f"icons/{example.name}.svg").is_file()


def test_all_examples_look_alike(example: Example) -> None:
    assert (example.folder / "assets/base.css").read_bytes() == (
        EXAMPLES[0].folder / "assets/base.css"
    ).read_bytes()
