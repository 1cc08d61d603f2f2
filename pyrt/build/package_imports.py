"""What a package that builds on Dash needs in the browser: what it imports, not what it says.

Component libraries require what their server side, their command line or one rarely used
helper needs: databases, caches, compiled validators.  Taken at their word they would fill a
site with it, or could not be shipped at all; their components import Dash and nothing else.
So for these packages the imports are followed, from the modules that the app imports, as for
the app's own code (`imports`).
"""

from __future__ import annotations

import ast
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from .imports import ExternalImport, module_files
from .scan import Import, scan_tree
from .stand_in_packages import stand_in_is_enough


def imported_by(
    name: str, distribution: metadata.Distribution, found: ExternalImport
) -> tuple[ExternalImport, ...]:
    """What the package imports when the app does the import `found` of one of its modules;
    `name` is the package's.  What a stand-in is enough for is left out.

    The places of the result lead from the app's line into the package.
    """
    root = Path(str(distribution.locate_file("")))
    outside = _outside(root, found.name)
    names: dict[str, set[str]] = {}
    for _, one in outside:
        top, _, rest = one.name.partition(".")
        names.setdefault(top, set()).add(rest)
    return tuple(
        ExternalImport(f"{found.where}, {file}", one.line, one.name, one.optional or found.optional)
        for file, one in outside
        if one.certain and not stand_in_is_enough(name, one.name, names)
    )


@lru_cache(maxsize=64)
def _outside(root: Path, module: str) -> tuple[tuple[str, Import], ...]:
    """Imports of other packages, reached from `module`, with their files; in order."""
    # An installed package does not change under a running `pyrt run`.
    top = module.partition(".")[0]
    queue = module_files(root, module.split("."))
    seen: set[Path] = set()
    outside: list[tuple[str, Import]] = []
    while queue:
        path = queue.pop(0)
        if path in seen:
            continue
        seen.add(path)
        for one in _imports(path):
            if one.level or one.name.partition(".")[0] == top:
                queue += _own_files(root, path, one)
            else:
                outside.append((path.relative_to(root).as_posix(), one))
    return tuple(outside)


class _WithoutFunctions(ast.NodeTransformer):
    """Leaves what runs when a module is imported.

    What stands inside a function is for those who call it: `Table.from_dataframe` imports
    pandas, say, and whoever has a data frame has imported pandas too.
    """

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:  # ast's name
        return None

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        return None


def _imports(path: Path) -> tuple[Import, ...]:
    tree = _WithoutFunctions().visit(ast.parse(path.read_bytes()))
    return scan_tree(tree).imports


def _own_files(root: Path, importer: Path, one: Import) -> list[Path]:
    folder = root
    if one.level:
        folder = importer.parent
        for _ in range(one.level - 1):
            folder = folder.parent
    return module_files(folder, one.name.split("."))
