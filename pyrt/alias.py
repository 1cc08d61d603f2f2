"""`import dash` finds pyrt: one rule, `dash.X` is `pyrt.X`, and the exceptions to it.

The modules are the same objects under both names, so a component library that imports
`dash.development.base_component` gets the `Component` that pyrt's layouts are made of.  The
rule goes before all others: it also holds where the real Dash is installed.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

ALIAS = "dash"

_own = __name__.partition(".")[0]

_ELSEWHERE = {
    "dash_core_components": f"{_own}.dcc",
    "dash_html_components": f"{_own}.html",
    "dash_table": f"{_own}.dash_table",
    "dash._callback": f"{_own}.registry",
    "dash._callback_context": f"{_own}.ctx",
    "dash._get_app": f"{_own}.current_app",
    "dash._get_paths": f"{_own}.paths",
    "dash._grouping": f"{_own}.engine.grouping",
    "dash._jupyter": f"{_own}.jupyter",
    "dash._no_update": f"{_own}.engine.no_update",
    "dash._pages": f"{_own}.pages",
    "dash._patch": f"{_own}.engine.patch",
    "dash._utils": f"{_own}.utils",
}
"""Names that are not `dash.X` for `pyrt.X`; Dash's private ones because libraries use them."""

_NEEDS_SERVER = ("dash.backends", "dash.fingerprint", "dash.mcp", "dash.testing")


class _AliasLoader:
    """Gives the module that exists under pyrt's name."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._spec: ModuleSpec | None = None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        try:
            module = importlib.import_module(self._target)
        except ModuleNotFoundError as error:
            if error.name != self._target:
                raise
            # The user knows it under the name that was asked for.
            raise ModuleNotFoundError(f"No module named {spec.name!r}", name=spec.name) from None
        self._spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        # The import system has just written the alias into the module's spec; with that,
        # its relative imports would look for `dash`.
        module.__spec__ = self._spec


class AliasFinder:
    """The rule, on `sys.meta_path`."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """A spec for the names that are ours; `path` does not matter."""
        own_name = target_of(fullname)
        if own_name is None:
            return None
        if f"{fullname}.".startswith(tuple(f"{name}." for name in _NEEDS_SERVER)):
            raise ModuleNotFoundError(
                f"{fullname} belongs to Dash's server, and there is none: "
                "the app runs in the browser",
                name=fullname,
            )
        return ModuleSpec(fullname, _AliasLoader(own_name))  # type: ignore[arg-type]  # has what the import system calls


def target_of(name: str) -> str | None:
    """The module of pyrt that `name` stands for; None for names that are not ours."""
    top, _, rest = name.partition(".")
    if name in _ELSEWHERE:
        return _ELSEWHERE[name]
    if top in _ELSEWHERE:  # a module of dash_table
        return f"{_ELSEWHERE[top]}.{rest}"
    if top != ALIAS:
        return None
    return f"{_own}.{rest}" if rest else _own


_finder = AliasFinder()


def is_installed() -> bool:
    """Whether `import dash` means pyrt."""
    return _finder in sys.meta_path


def install() -> None:
    """From now on `import dash` means pyrt.  Calling it again changes nothing.

    Raises `RuntimeError` when the real Dash has been imported already: its objects would
    not be ours, and the app would be made of both.
    """
    if is_installed():
        return
    for name, module in list(sys.modules.items()):
        if target_of(name) is not None and module.__name__.partition(".")[0] != _own:
            raise RuntimeError(
                f"{name} is already imported from {getattr(module, '__file__', 'elsewhere')}. "
                "Call pyrt.alias.install() before anything imports dash."
            )
    sys.meta_path.insert(0, _finder)
