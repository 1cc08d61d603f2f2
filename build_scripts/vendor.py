"""Brings in what pyrt does not write itself: pinned versions, checked hashes, copied files.

Pyodide comes from npm (package-lock.json holds its hash), everything else from wheels: React
and the component bundles from `dash`, plotly.js from `plotly`, and micropip as it is, for the apps
that import it.  Only files a page can load are copied: no source maps, no test or demo bundles, no
other versions of React.  The Python of plotly and of what it needs is for `make_packages`.

To update a wheel: change version and hash here, and the `dev` extra in pyproject.toml.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from paths import CACHE, NODE_MODULES, ROOT, RUNTIME, STATIC
from slim_pyodide import SLIM, slim_pyodide
from steady_calls import steady_calls
from steps import BuildError, call, empty_folder


@dataclass(frozen=True, slots=True)
class Wheel:
    """One exact wheel."""

    project: str
    version: str
    sha256: str

    @property
    def path(self) -> Path:
        """Where the downloaded file is kept."""
        return CACHE / "wheels" / f"{self.project}-{self.version}-py3-none-any.whl"


DASH = Wheel("dash", "4.4.1", "72120a91b10ee4d73f9446efd5d6a4ec218086feed7b1b479d2259844d1f658f")
PLOTLY = Wheel(
    "plotly", "7.1.0", "dbb7fa18afce40d0a8e80d1bf162eceb3faa0ce5a77fe741ad09a74cf78f53f3"
)
MICROPIP = Wheel(
    "micropip", "0.11.1", "768de165adb8e66906039d8fec4127a57f522dfdf8e6fbff877a4616941ecfd3"
)
"""The version in the lock of the pinned Pyodide; that distribution builds its own file of it."""
NARWHALS = Wheel(
    "narwhals", "2.29.0", "1c69b3dc30240f6e848c5a673cafc86affa44184ecce721e25b7194663ad10dc"
)
PACKAGING = Wheel(
    "packaging", "26.4", "81383611a09c1bc0b08b76e0fd5829d7c6824c65b27a6aee339da133f4233ea2"
)
WHEELS = (DASH, PLOTLY, NARWHALS, PACKAGING, MICROPIP)

REACT: Mapping[str, str] = {
    "dash/deps/react@18.3.1.min.js": "react.min.js",
    "dash/deps/react-dom@18.3.1.min.js": "react-dom.min.js",
    "dash/deps/prop-types@15.8.1.min.js": "prop-types.min.js",
}

SUITES: Mapping[str, str] = {
    "dash/dcc/": "dash_core_components",
    "dash/html/": "dash_html_components",
    "dash/dash_table/": "dash_table",
}
"""Folder in the wheel -> namespace.  A suite's files stay side by side: a bundle looks for its
chunks in the folder it was loaded from."""

BUNDLES = re.compile(
    r"""(async-[a-z]+ | dash_core_components(-shared)? | dash_html_components\.min | bundle)\.js
        (\.LICENSE\.txt)?""",
    re.VERBOSE,
)
"""The scripts of a suite that a page can ask for, and the licences of what is bundled in them."""

PYODIDE_LOCK = STATIC / "pyodide" / "pyodide-lock.json"
WHEEL_FOLDER = STATIC / "wheels"
METADATA = CACHE / "vendor" / "metadata"
"""`<namespace>.metadata.json` of each suite, for gen_components.py."""


def download_wheels() -> None:
    """Have the wheels in the cache, with the bytes we know."""
    for wheel in WHEELS:
        if not wheel.path.is_file():
            wheel.path.parent.mkdir(parents=True, exist_ok=True)
            call(
                *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"),
                *("--only-binary=:all:", "--dest", wheel.path.parent),
                # The Python of the browser, not the one that builds.
                *("--python-version", "3.14"),
                f"{wheel.project}=={wheel.version}",
            )
        found = hashlib.sha256(wheel.path.read_bytes()).hexdigest()
        if found != wheel.sha256:
            wheel.path.unlink()
            raise BuildError(
                f"{wheel.path.name} has sha256 {found}, expected {wheel.sha256}.\n"
                "The download was broken (try again), or the index serves another file."
            )


def copy_bundles() -> None:
    """React, the component bundles and their metadata, and plotly.js, out of the wheels."""
    with zipfile.ZipFile(DASH.path) as wheel:
        react = empty_folder(RUNTIME / "react")
        for source, name in REACT.items():
            (react / name).write_bytes(wheel.read(source))
        components = empty_folder(STATIC / "components")
        metadata = empty_folder(METADATA)
        for folder, namespace in SUITES.items():
            (components / namespace).mkdir()
            for source in sorted(wheel.namelist()):
                name = source.removeprefix(folder)
                if source.startswith(folder) and BUNDLES.fullmatch(
                    name.removesuffix(".LICENSE.txt")
                ):
                    (components / namespace / name).write_bytes(wheel.read(source))
            (metadata / f"{namespace}.metadata.json").write_bytes(
                wheel.read(f"{folder}metadata.json")
            )
    with zipfile.ZipFile(PLOTLY.path) as wheel:
        plotly = empty_folder(STATIC / "plotly")
        (plotly / "plotly.min.js").write_bytes(wheel.read("plotly/package_data/plotly.min.js"))


COMPILER = STATIC / "compiler"
PYODIDE_FILES = ("pyodide.asm.wasm", "pyodide-lock.json", "pyodide.mjs", "pyodide.asm.mjs")


def copy_pyodide() -> None:
    """What of Pyodide is used nearly as it is: its module (`steady_calls`), its Emscripten part
    (`slim_pyodide`), the lock of its public distribution, from which `pyrt build` knows the
    packages there, and the loader with which it compiles the app's packages under Node.  The rest
    is bundled or compiled."""
    folder = RUNTIME / "pyodide"
    folder.mkdir(parents=True, exist_ok=True)
    module = (NODE_MODULES / "pyodide/pyodide.asm.wasm").read_bytes()
    (folder / "pyodide.asm.wasm").write_bytes(steady_calls(module))
    lock = empty_folder(PYODIDE_LOCK.parent) / PYODIDE_LOCK.name
    shutil.copyfile(NODE_MODULES / "pyodide/pyodide-lock.json", lock)
    compiler = empty_folder(COMPILER)
    slim_pyodide()
    shutil.copyfile(SLIM, compiler / SLIM.name)
    shutil.copyfile(NODE_MODULES / "pyodide/pyodide.mjs", compiler / "pyodide.mjs")
    shutil.copyfile(ROOT / "build_scripts/zip_pyc.py", compiler / "zip_pyc.py")


def copy_micropip() -> None:
    """The wheel, whole: a site carries it when the app imports micropip."""
    shutil.copyfile(MICROPIP.path, empty_folder(WHEEL_FOLDER) / MICROPIP.path.name)
