"""A start image with the packages of one app in it (`pyrt build --snapshot`).

Such packages cost a page nothing but their share of the download: they have been imported
already.  Chromium makes the image, because whatever makes it must be able to suspend WebAssembly
(`image.mjs` says why), and it is the browser that Playwright brings.  What is not pure Python
stays outside: compiled code is no part of the memory.
"""

from __future__ import annotations

import base64
import gzip
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .compiled import COMPILER
from .errors import ImageError
from .serve import SiteServer
from .static import StaticFiles

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

_MAKER = Path(__file__).with_name("image.mjs")
_RUNTIME = ("pyrt.zip", "pyodide/pyodide.asm.wasm", "pyodide/python_stdlib.zip")
_PAGE = """\
<!doctype html>
<script type="module">
  import { makeImage, standStill } from "./image.mjs";
  import { loadPyodide } from "./pyodide.mjs";
  import createPyodideModule from "./pyodide.asm.mjs";
  const bytes = async (name) => new Uint8Array(await (await fetch(name)).arrayBuffer());
  window.make = async (archives, imports, words) => {
    const files = [bytes("python_stdlib.zip"), bytes("pyrt.zip"), ...archives.map(bytes)];
    const [stdlib, pyrt, ...packages] = await Promise.all(files);
    standStill();
    // While Pyodide notes what Python takes of this global object, browsers' getters refuse it.
    Object.defineProperty(globalThis, "performance", { value: performance });
    const options = {
      indexURL: new URL(".", location).href,
      stdLibURL: new URL("python_stdlib.zip", location).href,
    };
    const pyodide = { loadPyodide, createPyodideModule };
    const { image, modules } = await makeImage({
      ...{ pyodide, options, stdlib, pyrt, packages, imports, words },
    });
    let text = "";
    for (let at = 0; at < image.length; at += 30_000) {
      text += btoa(String.fromCharCode(...image.subarray(at, at + 30_000)));
    }
    return { image: text, modules };
  };
</script>
"""
_TIMEOUT_MS = 300_000


@dataclass(frozen=True, slots=True)
class AppImage:
    content: bytes
    """The file."""
    modules: frozenset[str]
    """Names of the modules that lie in it."""


def make_app_image(
    imports: Iterable[str], words: Iterable[str], archives: Sequence[bytes], static: StaticFiles
) -> AppImage:
    """The image with the modules `imports` imported from zip `archives` of packages.  A module
    that cannot be imported there is left out.  `words`: the names in the app's code, for modules
    that load their parts when these are first asked for.

    Raises `ImageError`: no Playwright, no Chromium, or it fails.
    """
    with tempfile.TemporaryDirectory(prefix="pyrt-image-") as temporary:
        folder = Path(temporary)
        (folder / "index.html").write_text(_PAGE)
        shutil.copy(_MAKER, folder)
        for name in ("pyodide.mjs", "pyodide.asm.mjs"):
            shutil.copy(static.root / COMPILER / name, folder)
        for name in _RUNTIME:
            shutil.copy(static.root / "runtime" / name, folder)
        names = [f"packages-{number}.zip" for number in range(len(archives))]
        for name, archive in zip(names, archives, strict=True):
            (folder / name).write_bytes(archive)
        # Whoever builds in a test has a Playwright in this thread; there can be no second one.
        with ThreadPoolExecutor(1) as thread:
            made = thread.submit(
                _make, folder, names, sorted(set(imports)), sorted(set(words))
            ).result()
    image = base64.b64decode(made["image"])
    return AppImage(gzip.compress(image, 9, mtime=0), frozenset(made["modules"]))


def _make(folder: Path, *arguments: list[str]) -> dict[str, str]:
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise ImageError(
            "A start image of an app is made in Chromium, by way of Playwright, which is missing.",
            hint="pip install 'pyrt-web[testing]' && playwright install chromium, "
            "or build without --snapshot.",
        ) from None
    with SiteServer({"": folder}) as server, sync_playwright() as playwright:
        browser = _launch(playwright)
        try:
            page = browser.new_page()
            page.set_default_timeout(_TIMEOUT_MS)
            page.goto(server.url)
            made: dict[str, str] = page.evaluate("all => window.make(...all)", arguments)
            return made
        except Error as error:
            raise ImageError(
                "The start image could not be made.",
                where=error.message,
                hint="Build without --snapshot: the app then imports its packages at each start.",
            ) from None
        finally:
            browser.close()


def _launch(playwright: Playwright) -> Browser:
    from playwright.sync_api import Error

    from ..testing.chromium import NoBrowserError, launch_arguments

    try:
        return playwright.chromium.launch(**launch_arguments(playwright.chromium, {}))
    except (NoBrowserError, Error) as error:
        raise ImageError(
            "A start image of an app is made in Chromium, and there is none.",
            where=str(error).splitlines()[0],
            hint="playwright install chromium, or name one: PYRT_CHROMIUM=/path/to/chromium. "
            "Or build without --snapshot.",
        ) from None
