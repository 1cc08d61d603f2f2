"""Takes plotly's place in a site whose app does not import plotly itself.

Some component libraries import it for one function that most apps never call.  Importing
works; using anything of it says how to get the real one.
"""

from __future__ import annotations

from typing import NoReturn


def __getattr__(name: str) -> NoReturn:
    if name.startswith("__"):
        raise AttributeError(f"module 'plotly' has no attribute {name!r}")
    raise ImportError(
        f"plotly.{name} is needed here, and this site was built without plotly. "
        "Add `import plotly.graph_objects` to the app, and build again.",
        name="plotly",
    )
