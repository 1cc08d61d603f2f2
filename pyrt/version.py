"""Two versions: which Dash this behaves like, and which pyrt it is.

`__version__` is Dash's, because component libraries read `dash.__version__` and `dash` is an
alias of this package.  `importlib.metadata.version("pyrt-web")` gives the same as
`PYRT_VERSION`.
"""

from __future__ import annotations

DASH_VERSION = "4.4.1"
"""The version of Dash whose behaviour and component bundles these are."""

PYRT_VERSION = "0.1.0"
"""Our own version; `pyproject.toml` has the same (a test compares them)."""

__version__ = DASH_VERSION
