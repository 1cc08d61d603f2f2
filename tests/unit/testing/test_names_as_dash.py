"""`pyrt_app` has the names of `dash_duo`, compared with the dash.testing that is installed.

Its source is read, not imported: that would need Selenium.
"""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path
from unittest.mock import MagicMock

from pyrt.testing.app import PyrtApp

NOT_HERE = {
    "dash_innerhtml_dom": "a tree of Beautiful Soup, which pyrt does not need; the text is "
    "`find_element(dash_entry_locator).get_attribute('innerHTML')`",
    "dash_outerhtml_dom": "the same, with `outerHTML`",
    "download_path": "Playwright hands over each download: `page.expect_download()`",
    "get_webdriver": "there is no Selenium; `driver` has WebDriver's usual names",
    "session_id": "of a session of Selenium",
}
"""What tests written for dash.testing have to do without."""

FILES = {"browser.py": "Browser", "dash_page.py": "DashPageMixin", "composite.py": "DashComposite"}
"""`dash_duo` is a `DashComposite`, which is made of the other two."""


def names_of_dash_duo() -> set[str]:
    """Public methods and properties."""
    dash = importlib.util.find_spec("dash")
    assert dash is not None and dash.origin is not None
    found: set[str] = set()
    for file, name in FILES.items():
        tree = ast.parse((Path(dash.origin).parent / "testing" / file).read_text("utf-8"))
        (cls,) = [
            node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name
        ]
        found |= {
            node.name
            for node in cls.body
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        }
    return found


def test_what_dash_duo_has_is_there_or_explained() -> None:
    names = names_of_dash_duo()
    assert {"find_element", "start_server", "redux_state_rqs", "percy_snapshot"} <= names
    app = PyrtApp(MagicMock(), MagicMock(), Path())
    assert names - set(dir(app)) == NOT_HERE.keys()
