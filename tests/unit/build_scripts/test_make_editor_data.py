"""The templates of the playground and what its editor completes, as they are built."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import make_editor_data
from example import all_examples


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """All files."""
    index = tmp_path / "index.json"
    index.write_text(json.dumps({"plotly": {"modules": ["plotly"]}}))
    metadata = tmp_path / "metadata"
    metadata.mkdir()
    for library in make_editor_data.MODULES.values():
        table = {"Thing": {"props": ["children", "data-*", "id"], "doc": "A thing."}}
        (metadata / f"{library}.json").write_text(json.dumps(table))
    monkeypatch.setattr(make_editor_data.make_packages, "INDEX", index)
    monkeypatch.setattr(make_editor_data, "STATIC", tmp_path)
    for name in ("TEMPLATES", "COMPONENTS", "SECRETS"):
        monkeypatch.setattr(make_editor_data, name, tmp_path / f"play/{name}.json")
    make_editor_data.make_all()
    return {path.stem: json.loads(path.read_text()) for path in (tmp_path / "play").iterdir()}


def test_templates_are_the_examples_that_need_nothing_else(made: dict[str, Any]) -> None:
    names = [template["name"] for template in made["TEMPLATES"]]
    assert names[0] == "starter"
    # It needs components that the player does not have.
    others = [example.name for example in all_examples() if example.name != "19_grid"]
    assert names[1:] == others
    assert all(template["title"] and template["idea"] for template in made["TEMPLATES"])
    pages = next(it for it in made["TEMPLATES"] if it["name"] == "17_pages")
    assert {"app.py", "clouds.py", "assets/base.css"} <= pages["files"].keys()


def test_a_secret_is_known_by_the_same_patterns(made: dict[str, Any]) -> None:
    assert "a GitHub token" in [pattern["name"] for pattern in made["SECRETS"]["patterns"]]


def test_props_that_python_can_name_are_completed(made: dict[str, Any]) -> None:
    thing = {"doc": "A thing.", "props": ["children", "id"]}
    assert made["COMPONENTS"] == {
        module: {"Thing": thing} for module in ("html", "dcc", "dash_table")
    }
