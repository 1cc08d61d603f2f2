"""Compiles the sources in a zip archive.  Runs inside Pyodide, called by zip_pyc.mjs.

Byte code belongs to one Python version, so Pyodide's own Python has to make it.  With it the
browser starts about three times faster than from sources.

- Stored, not deflated: Python reads it faster, and web servers compress better than zip does.
- "Unchecked hash" byte code: there is no source beside it to compare with, and it holds no time,
  so the same sources give the same bytes.
- Code objects carry the path that the module will have in the worker, so tracebacks name files.
- Docstrings and asserts stay: asserts guard the engine, and libraries read docstrings.  Generated
  code may be most of all docstring; such files are named, and lose both.
"""

from __future__ import annotations

import marshal
import zipfile
from collections.abc import Iterable
from importlib.util import MAGIC_NUMBER, source_hash

UNCHECKED_HASH = (1).to_bytes(4, "little")


def compile_zip(
    source: str, target: str, mounted_as: str, without_docs: Iterable[str] = ()
) -> None:
    """Write `target`: as `source`, with a `.pyc` for every `.py`.  The worker mounts it there.

    `without_docs`: beginnings of the names of files that lose their docstrings and asserts.
    """
    bare = tuple(without_docs)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as new:
        for name in sorted(old.namelist()):
            if name.endswith("/"):
                continue
            data = old.read(name)
            if name.endswith(".py"):
                path, optimize = f"{mounted_as}/{name}", 2 if name.startswith(bare) else 0
                code = compile(data, path, "exec", dont_inherit=True, optimize=optimize)
                data = MAGIC_NUMBER + UNCHECKED_HASH + source_hash(data) + marshal.dumps(code)
                name += "c"
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            new.writestr(entry, data)
