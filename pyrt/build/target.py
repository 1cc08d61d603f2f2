"""What is already there in the browser: Python's version, its standard library, and the
packages that pyrt stands in for.

Facts about the pinned Pyodide, in one place; the standard library was listed by importing
every name inside it.
"""

from __future__ import annotations

import sys

PYTHON_VERSION = "3.14"
PYTHON_FULL_VERSION = "3.14.2"
PYODIDE_VERSION = "314.0.7"
PYODIDE_ABI = "2026_0"
PLATFORM_TAG = f"pyemscripten_{PYODIDE_ABI}_wasm32"
"""The platform of wheels that are built for this Pyodide."""

MARKER_ENVIRONMENT = {
    "implementation_name": "cpython",
    "implementation_version": PYTHON_FULL_VERSION,
    "os_name": "posix",
    "platform_machine": "wasm32",
    "platform_python_implementation": "CPython",
    "platform_release": "",
    "platform_system": "Emscripten",
    "platform_version": "",
    "python_full_version": PYTHON_FULL_VERSION,
    "python_version": PYTHON_VERSION,
    "sys_platform": "emscripten",
}
"""For requirement markers (PEP 508): what a package needs *there*, not here."""


def words(text: str) -> frozenset[str]:
    """The words of a text: the readable way to write a long set of names."""
    return frozenset(text.split())


_GONE_SINCE_3_11 = words(
    "aifc asynchat asyncore audioop cgi cgitb chunk crypt distutils imghdr imp lib2to3 mailcap "
    "msilib nis nntplib ossaudiodev pipes smtpd sndhdr spwd sunau telnetlib uu xdrlib"
)
_NEW_SINCE_3_11 = frozenset({"annotationlib", "compression"})
_NO_SUCH_THING_IN_A_BROWSER = words(
    "curses dbm ensurepip grp idlelib msvcrt nt pwd pydoc_data readline resource syslog tkinter "
    "turtle turtledemo venv winreg winsound"
)

STDLIB = (
    frozenset(sys.stdlib_module_names) - _GONE_SINCE_3_11 - _NO_SUCH_THING_IN_A_BROWSER
) | _NEW_SINCE_3_11
"""Top-level modules of the standard library that can be imported in the browser.  Private
modules are taken from the Python that builds: nobody imports those on purpose."""

MISSING_STDLIB = _GONE_SINCE_3_11 | _NO_SUCH_THING_IN_A_BROWSER
"""Modules people know from a desktop Python that are not there, for the error message."""

RUNTIME_MODULES = frozenset({"js", "pyodide", "pyodide_js", "_pyodide", "_pyodide_core"})
"""Only the browser has these: an app that imports them cannot run on the build machine."""

PROVIDED_MODULES = frozenset(
    {"pyrt", "dash", "dash_html_components", "dash_core_components", "dash_table"}
)
"""What pyrt itself answers to (`pyrt.alias`)."""

PROVIDED_DISTRIBUTIONS = frozenset(
    {
        "pyrt-web",
        "dash",
        "dash-core-components",
        "dash-html-components",
        "dash-table",
        # Dash needs these for its server, and so do component packages through it.
        "flask",
        "werkzeug",
    }
)
"""Requirements of other packages that are met, or have no meaning, without a server."""

SERVER_DISTRIBUTIONS = frozenset(
    {"gunicorn", "uvicorn", "waitress", "hypercorn", "uwsgi", "gevent", "fastapi", "quart"}
)
"""What a declaration may name for the app's other life, on a server."""

DASH_BRINGS = {
    "plotly": "plotly",
    "requests": "requests",
    "typing_extensions": "typing-extensions",
    "retrying": "retrying",
    "nest_asyncio": "nest-asyncio",
}
"""Import name -> distribution that an installed Dash would have brought along."""

SERVER_MODULES = frozenset({"flask", "werkzeug", "fastapi", "quart", "uvicorn", "gunicorn"})

JOB_SERVERS = frozenset({"celery", "redis"})
"""What Dash's own examples import only where a server for background jobs has been set up
(`if "REDIS_URL" in os.environ:`): not shipped, and not missed, unless installed."""
