"""Takes the picture in the README: the gallery, and in front of it an example that runs.

    python build_scripts/make_screenshots.py      writes docs/gallery.png

Not a part of the build: the picture is in git, and depends on the fonts of the machine.
"""

from __future__ import annotations

import base64
import sys
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from find_chromium import find_or_install
from gallery import SITE, build_gallery
from gallery_html import fill
from paths import ROOT
from pyrt.build.serve import SiteServer
from pyrt.testing.chromium import launch_arguments

PICTURE = ROOT / "docs/gallery.png"
LARGEST_BYTES = 250_000

LONGEST_MS = 120_000
"""An upper limit of every wait: a busy machine takes its time to start Python."""

SUBJECT = "15_graph"
CONTROLS = {"across": 2}
"""The example in front, and how often a slider of it is moved to the right."""


def main() -> int:
    build_gallery()
    with SiteServer({"": SITE}) as server, sync_playwright() as playwright:
        chromium = playwright.chromium
        arguments = launch_arguments(chromium, {"executable_path": find_or_install()})
        browser = chromium.launch(**arguments)
        picture = _compose(browser, _index(browser, server.url), _running(browser, server.url))
        browser.close()
    if len(picture) > LARGEST_BYTES:
        print(f"The picture has {len(picture):,} bytes, more than {LARGEST_BYTES:,}.")
        return 1
    PICTURE.write_bytes(picture)
    print(f"{PICTURE.relative_to(ROOT)}: {len(picture):,} bytes")
    return 0


def _index(browser: Browser, url: str) -> bytes:
    page = _page(browser, 1280, 800, "light")
    page.goto(url)
    return page.screenshot()


def _running(browser: Browser, url: str) -> bytes:
    page = _page(browser, 1200, 790, "dark")
    page.goto(f"{url}{SUBJECT}/")
    app = page.frame_locator("iframe")
    app.locator(".js-plotly-plot .scatterlayer path").first.wait_for()
    for name, times in CONTROLS.items():
        for _ in range(times):
            app.locator(f"#{name}").get_by_role("slider").press("ArrowRight")
    frame = page.frames[-1]
    frame.evaluate("() => { document.activeElement.blur(); return window.pyrt.idle(); }")
    return page.screenshot()


def _compose(browser: Browser, back: bytes, front: bytes) -> bytes:
    page = _page(browser, 1600, 1160, "light")
    pictures = {"back": back, "front": front}
    encoded = {name: base64.b64encode(data).decode() for name, data in pictures.items()}
    page.set_content(fill("picture.html", **encoded), wait_until="load")
    return page.screenshot()


def _page(browser: Browser, width: int, height: int, scheme: Literal["light", "dark"]) -> Page:
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.set_default_timeout(LONGEST_MS)
    return page


if __name__ == "__main__":
    sys.exit(main())
