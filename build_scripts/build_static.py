"""Makes `pyrt/_static`: everything that is prebuilt and goes into the wheel.

    python build_scripts/build_static.py            bring everything up to date
    python build_scripts/build_static.py NAME...    only these steps, in order

A step runs only when its inputs have changed, so this is safe and quick to call at any time.
"""

from __future__ import annotations

import argparse
import sys

import build_web
import make_editor_data
import make_packages
import make_runtime
import manifest
import slim_pyodide
import start_image
import vendor
from paths import NODE_MODULES, PACKAGE, ROOT, RUNTIME, STATIC
from steps import BuildError, Step, call, call_python, files_below, only_one_build

SCRIPTS = ROOT / "build_scripts"


def install_npm() -> None:
    """The npm packages, exactly as the lock file has them."""
    call("npm", "ci", "--no-progress")


def make_metadata() -> None:
    """From the metadata of the vendored bundles: the component tables, stubs and docstrings."""
    out = STATIC / "metadata"
    call_python("gen_components.py", "--metadata", vendor.METADATA, "--out", out)
    call_python(
        *("gen_stubs.py", "--metadata", vendor.METADATA),
        *("--package", PACKAGE, "--docs", STATIC / "docs"),
    )


STEPS = (
    Step(
        "wheels",
        vendor.download_wheels,
        inputs=lambda: [SCRIPTS / "vendor.py"],
        outputs=[wheel.path for wheel in vendor.WHEELS],
    ),
    Step(
        "bundles",
        vendor.copy_bundles,
        inputs=lambda: [SCRIPTS / "vendor.py", vendor.DASH.path, vendor.PLOTLY.path],
        outputs=[RUNTIME / "react", STATIC / "components", STATIC / "plotly", vendor.METADATA],
    ),
    Step(
        "metadata",
        make_metadata,
        inputs=lambda: [
            SCRIPTS / "gen_components.py",
            SCRIPTS / "gen_stubs.py",
            vendor.METADATA,
        ],
        outputs=[STATIC / "metadata", STATIC / "docs", PACKAGE / "html/__init__.pyi"],
    ),
    Step(
        "npm",
        install_npm,
        inputs=lambda: [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"],
        outputs=[NODE_MODULES / ".package-lock.json"],
    ),
    Step(
        "pyodide",
        vendor.copy_pyodide,
        inputs=lambda: [
            SCRIPTS / "vendor.py",
            SCRIPTS / "slim_pyodide.py",
            SCRIPTS / "steady_calls.py",
            SCRIPTS / "zip_pyc.py",
            *(NODE_MODULES / f"pyodide/{name}" for name in vendor.PYODIDE_FILES),
        ],
        outputs=[
            slim_pyodide.SLIM,
            RUNTIME / "pyodide/pyodide.asm.wasm",
            vendor.PYODIDE_LOCK,
            vendor.COMPILER,
        ],
    ),
    Step(
        "micropip",
        vendor.copy_micropip,
        inputs=lambda: [SCRIPTS / "vendor.py", vendor.MICROPIP.path],
        outputs=[vendor.WHEEL_FOLDER],
    ),
    Step(
        "stdlib",
        make_runtime.make_stdlib,
        inputs=lambda: [
            SCRIPTS / "make_runtime.py",
            *sorted(SCRIPTS.glob("zip_pyc.*")),
            make_runtime.STDLIB_SOURCES,
        ],
        outputs=[make_runtime.STDLIB],
    ),
    Step(
        "package",
        make_runtime.make_pyrt,
        inputs=lambda: [
            SCRIPTS / "make_runtime.py",
            *sorted(SCRIPTS.glob("zip_pyc.*")),
            NODE_MODULES / "pyodide/package.json",
            *make_runtime.worker_sources(),
        ],
        outputs=[make_runtime.PYRT],
    ),
    Step(
        "packages",
        make_packages.make_packages,
        inputs=lambda: [
            SCRIPTS / "make_packages.py",
            *sorted(SCRIPTS.glob("zip_pyc.*")),
            make_runtime.STDLIB,
            *(source.wheel.path for source in make_packages.SOURCES),
        ],
        outputs=[make_packages.INDEX],
    ),
    Step(
        "image",
        start_image.make_image,
        inputs=lambda: [
            SCRIPTS / "start_image.py",
            SCRIPTS / "make_image.mjs",
            ROOT / "pyrt/build/image.mjs",
            ROOT / "package-lock.json",
            slim_pyodide.SLIM,
            make_runtime.STDLIB,
            make_runtime.PYRT,
        ],
        outputs=[start_image.IMAGE, start_image.MODULES],
    ),
    Step(
        "web",
        build_web.bundle_web,
        inputs=lambda: [
            SCRIPTS / "build_web.py",
            slim_pyodide.SLIM,
            ROOT / "pyproject.toml",
            ROOT / "package-lock.json",
            ROOT / "tsconfig.json",
            ROOT / "web/src",
        ],
        outputs=build_web.OUTPUTS,
    ),
    Step(
        "editor data",
        make_editor_data.make_all,
        inputs=lambda: [
            SCRIPTS / "make_editor_data.py",
            SCRIPTS / "example.py",
            make_editor_data.STARTER,
            make_packages.INDEX,
            STATIC / "metadata",
            ROOT / "examples",
            PACKAGE / "build/secrets.py",
        ],
        outputs=[
            make_editor_data.TEMPLATES,
            make_editor_data.COMPONENTS,
            make_editor_data.SECRETS,
        ],
    ),
    Step(
        "manifest",
        manifest.write_manifest,
        inputs=lambda: [
            SCRIPTS / "manifest.py",
            ROOT / "pyproject.toml",
            *(file for file in files_below(STATIC) if file != manifest.MANIFEST),
        ],
        outputs=[manifest.MANIFEST],
    ),
)


def main() -> int:
    """Run the named steps, or all of them."""
    parser = argparse.ArgumentParser(description="Make pyrt/_static.")
    names = [step.name for step in STEPS]
    parser.add_argument("steps", nargs="*", metavar="NAME", help=", ".join(names))
    wanted = set(parser.parse_args().steps or names)
    if unknown := wanted.difference(names):
        parser.error(f"no such step: {', '.join(sorted(unknown))}")
    try:
        with only_one_build():
            for step in STEPS:
                if step.name in wanted:
                    step.bring_up_to_date()
    except BuildError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
