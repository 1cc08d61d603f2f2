"""Hooks by entry point: which a site loads, and that it does (S7)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyrt._hooks import Hooks
from pyrt.build.hook_packages import hook_entry_points
from pyrt.build.packages import Package
from tests.unit.site_helpers import write_files


def package(folder: Path, name: str, entry_points: str | None) -> Package:
    info = f"{name}-1.0.dist-info"
    write_files(folder, {f"{name}.py": "", f"{info}/METADATA": "Name: x\n"})
    if entry_points is not None:
        write_files(folder, {f"{info}/entry_points.txt": entry_points})
    files = {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*")) if p.is_file()}
    own = {name_: path for name_, path in files.items() if name_.startswith(name)}
    return Package(name, "1.0", tuple(own.items()))


def test_entry_points_of_the_group_are_found(tmp_path: Path) -> None:
    packages = [
        package(tmp_path, "plain", None),
        package(tmp_path, "other", "[console_scripts]\nrun = other:main\n"),
        package(
            tmp_path,
            "hooked",
            "[dash_hooks]\nsome_hook = hooked.plugin\nB = hooked:install [extra]\n"
            "[console_scripts]\nx = hooked:y\n",
        ),
    ]
    assert hook_entry_points(packages) == ["hooked.plugin", "hooked:install"]


def test_they_are_loaded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(
        tmp_path,
        {"a_hook_package.py": "import builtins\nclass Has:\n    part = 1\nprint('loaded')\n"},
    )
    monkeypatch.syspath_prepend(tmp_path)
    hooks = Hooks()
    hooks.expect_entry_points(["a_hook_package:Has.part"])
    hooks.load_entry_points()
    hooks.load_entry_points()
    hooks.expect_entry_points(["a_hook_package:missing"])
    with pytest.raises(AttributeError, match="missing"):
        hooks.load_entry_points()
    hooks.expect_entry_points(["no_such_hook_package"])
    with pytest.raises(ModuleNotFoundError):
        hooks.load_entry_points()
