"""The files that examples take from a CDN."""

from __future__ import annotations

import dash_bootstrap_components as dbc
import pytest

from npm_files import npm_file


def test_the_theme_of_the_bootstrap_components_is_there() -> None:
    found = npm_file(dbc.themes.BOOTSTRAP)
    assert b"Bootstrap" in found.content[:200]
    assert found.kind == "text/css"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("https://cdn.jsdelivr.net/npm/bootstrap@1.0.0/x.css", "does not have bootstrap@1.0.0"),
        ("https://cdn.jsdelivr.net/npm/nothing@1.0.0/x.css", "npm install -DE nothing@1.0.0"),
        ("https://elsewhere.example/x.css", "from cdn.jsdelivr.net/npm"),
    ],
)
def test_what_is_not_there_says_how_to_get_it(url: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        npm_file(url)
