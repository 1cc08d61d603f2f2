"""What an app is told about waiting where nothing can wait."""

from __future__ import annotations

import time

import pytest

from pyrt.runtime.cooperative import tell_of_sleep


def test_the_first_sleep_says_that_it_holds_up_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(time, "sleep", told.append)
    tell_of_sleep(lambda text: told.append(text[:30]))
    # The app may have taken it out of its module.
    from time import sleep

    for seconds in (1, 2.5):
        sleep(seconds)
    time.sleep(3)
    assert told == ["time.sleep holds up all other ", 1, 2.5, 3]
