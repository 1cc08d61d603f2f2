"""`dash.jupyter_dash`: settings for notebooks, which have no effect in the browser."""

from __future__ import annotations

from typing import Literal, NoReturn

from pyrt.engine.errors import UnsupportedFeatureError

JupyterDisplayMode = Literal["inline", "external", "jupyterlab", "tab", "_none"]


class JupyterDash:
    """No notebook is running the app, and that is what this object says."""

    default_mode: JupyterDisplayMode = "inline"
    alive_token = ""
    inline_exceptions = True
    in_ipython = False
    in_colab = False

    @property
    def active(self) -> bool:
        """Whether a notebook shows the app."""
        return False

    def infer_jupyter_proxy_config(self) -> NoReturn:
        """Needs a notebook server."""
        raise UnsupportedFeatureError(
            "jupyter_dash.infer_jupyter_proxy_config() asks a notebook server for its address, "
            "and there is none: the app runs in the browser."
        )


jupyter_dash = JupyterDash()
