"""Where an app's persistent folder is named, and what it may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyrt.build.errors import InputError
from pyrt.build.settings import persistent_dir
from tests.unit.site_helpers import write_files

BLOCK = '# /// script\n# [tool.pyrt]\n# persistent_dir = "from_block"\n# ///\n'
PROJECT = '[tool.pyrt]\npersistent_dir = "from_project"\n'
CALL = 'app = Dash(__name__, persistent_dir="from_call")\n'


@pytest.mark.parametrize(
    ("script", "project", "from_run", "chosen"),
    [
        ("", "", None, None),
        ("", "", "from_run", "from_run"),
        (CALL, "", None, "from_call"),
        (CALL, PROJECT, "from_call", "from_project"),
        (BLOCK + CALL, PROJECT, "from_call", "from_block"),
        (BLOCK, "", None, "from_block"),
        ("", '[tool.pyrt]\npersistent_dir = "./a/b/"\n', None, "a/b"),
        ("", "[tool.other]\nx = 1\n", "from_run", "from_run"),
    ],
)
def test_a_setting_wins_over_the_argument(
    tmp_path: Path, script: str, project: str, from_run: str | None, chosen: str | None
) -> None:
    write_files(tmp_path, {"app.py": script, **({"pyproject.toml": project} if project else {})})
    assert persistent_dir(tmp_path, tmp_path / "app.py", from_run) == chosen


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ('persistent_dir = "/data"', "no folder inside"),
        ('persistent_dir = "../data"', "no folder inside"),
        ('persistent_dir = "."', "no folder inside"),
        ('persistent_dir = "C:\\\\data"', "no folder inside"),
        ("persistent_dir = 1", "must be a text"),
        ('persistant_dir = "data"', "no setting persistant_dir"),
    ],
)
def test_a_wrong_setting_is_refused_with_its_place(tmp_path: Path, setting: str, says: str) -> None:
    write_files(tmp_path, {"app.py": "", "pyproject.toml": f"[tool.pyrt]\n{setting}\n"})
    with pytest.raises(InputError, match=says) as raised:
        persistent_dir(tmp_path, tmp_path / "app.py", None)
    assert raised.value.where == "pyproject.toml"
