"""What these tests need: that no event loop is running."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def no_loop_is_running() -> Iterator[None]:
    """Where a test with a browser ran before, Playwright's own loop is left in the thread."""
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)
