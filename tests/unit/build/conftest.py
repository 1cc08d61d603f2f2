"""Fixtures of the build's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.site_helpers import write_static


@pytest.fixture(scope="session")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stand-in for the prebuilt files."""
    return write_static(tmp_path_factory.mktemp("static"))
