"""What a browser test can fail with.

    AssertionError
    ├── WaitTimeoutError      a state did not come in time
    ├── NoSuchElementError    nothing in the page fits the selector
    ├── AppNotReadyError      the app did not start in the browser
    └── UnexpectedPageError   the page had errors that the test did not announce

All are assertion errors: the app under test is wrong, not the test's machinery.
"""

from __future__ import annotations


class WaitTimeoutError(AssertionError):
    pass


class NoSuchElementError(AssertionError):
    pass


class AppNotReadyError(AssertionError):
    pass


class UnexpectedPageError(AssertionError):
    pass
