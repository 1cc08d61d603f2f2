"""A build step runs when it must, and only then."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import steps
from steps import Step


class Project:
    """A folder with one source, and a step that copies it."""

    def __init__(self, root: Path) -> None:
        self.source = root / "source.txt"
        self.target = root / "target.txt"
        self.source.write_text("first")
        self.runs = 0
        self.step = Step("copy", self._copy, lambda: [self.source], [self.target])

    def _copy(self) -> None:
        self.runs += 1
        if not self.source.read_text():
            raise steps.BuildError("nothing to copy")
        self.target.write_text(self.source.read_text())


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    monkeypatch.setattr(steps, "STAMPS", tmp_path / "stamps")
    return Project(tmp_path)


def test_a_second_call_does_nothing(project: Project) -> None:
    assert project.step.bring_up_to_date()
    assert not project.step.bring_up_to_date()
    assert project.runs == 1


def test_a_changed_input_makes_it_run_again(project: Project) -> None:
    project.step.bring_up_to_date()
    project.source.write_text("second")
    assert project.step.bring_up_to_date()
    assert project.target.read_text() == "second"


def test_a_new_time_alone_does_not(project: Project) -> None:
    project.step.bring_up_to_date()
    os.utime(project.source, (0, 0))
    assert not project.step.bring_up_to_date()


def test_a_missing_output_makes_it_run_again(project: Project) -> None:
    project.step.bring_up_to_date()
    project.target.unlink()
    assert project.step.bring_up_to_date()


def test_a_step_that_failed_runs_again_even_when_its_input_is_back(project: Project) -> None:
    project.step.bring_up_to_date()
    project.source.write_text("")
    with pytest.raises(steps.BuildError):
        project.step.bring_up_to_date()
    project.source.write_text("first")
    assert project.step.bring_up_to_date()


def test_a_renamed_file_is_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a").write_text("same")
    before = steps.digest_of([folder])
    (folder / "a").rename(folder / "b")
    assert steps.digest_of([folder]) != before
