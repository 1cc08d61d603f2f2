"""What a Python that came out of the start image must learn about here and now.

The image holds Python's memory of the moment when it was made: on another machine, in another
language and time zone, with random numbers that every page would share.  The seed of `hash()`
stays the image's: every string and dict in it was made with that seed.
"""

from __future__ import annotations

import os
import random
import sys
import time


def wake_up(language: str) -> None:
    """Called once, before anything of the app runs; `language` is the browser's (`de-CH`)."""
    random.seed()
    os.environ.pop("PYTHONHASHSEED", None)
    # As Emscripten sets it when Python starts in a browser.
    os.environ["LANG"] = f"{language.replace('-', '_', 1)}.UTF-8"
    # Pyodide adds its own entries once more when it has restored the image.
    sys.path[:] = dict.fromkeys(sys.path)
    _set_time_zone()


def _set_time_zone() -> None:
    """`time.timezone` and its neighbours, which Python computes once, when `time` is imported."""
    year = time.localtime().tm_year
    january, july = (
        time.localtime(time.mktime((year, month, 1, 0, 0, 0, 0, 0, -1))) for month in (1, 7)
    )
    # Summer time is on where the clock is ahead: in January, south of the equator.
    standard, summer = (january, july) if january.tm_gmtoff <= july.tm_gmtoff else (july, january)
    time.timezone = -standard.tm_gmtoff
    time.altzone = -summer.tm_gmtoff
    time.daylight = int(standard.tm_gmtoff != summer.tm_gmtoff)
    time.tzname = (standard.tm_zone, summer.tm_zone)
