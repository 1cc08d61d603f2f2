"""A link in the player beside the exported site, and how soon an edit is seen."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser

from pyrt.build.playground import build_playground
from pyrt.build.site import build_site
from pyrt.share.body import SharedApp
from pyrt.share.link import make_fragment

from .hosts import static_host
from .results import Result
from .targets import APPS, PYRT, Target
from .visit import MEASURE, TIMEOUT_MS

APP_FRAME = "iframe.app"


class Sharing:
    """Like `Scenario`, for pyrt alone."""

    key = "link"
    targets = (PYRT,)

    def run(self, browser: Browser, targets: Sequence[Target], rounds: int) -> Iterator[Result]:
        (target,) = targets
        script = APPS / "start.py"
        fragment = make_fragment(SharedApp({"app.py": script.read_bytes()}, "app.py", "", (), {}))
        site: list[float] = []
        link: list[float] = []
        edit: list[float] = []
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            build_site(str(script), folder / "site")
            build_playground(folder / "play", trust=True)
            at = [stack.enter_context(static_host(folder / name)) for name in ("site", "play")]
            for _ in range(rounds):
                site.append(_opened(browser, f"http://localhost:{at[0]}/", ""))
                url = f"http://localhost:{at[1]}/?mode=view#{fragment}"
                link.append(_opened(browser, url, APP_FRAME))
                edit.append(_edited(browser, url.replace("mode=view", "mode=split")))
        for key, title, values in (
            ("site", "open the exported site: a click that came then is answered", site),
            ("open", "open a link to the same app: a click that came then is answered", link),
            ("edit", "edit in the playground: run again, and seen", edit),
        ):
            yield Result(f"link.{key}", title, "ms", {target.name: values})


def _opened(browser: Browser, url: str, frame: str) -> float:
    """Milliseconds from a cold start to the answer to a click that came when the app was shown.

    `frame`: where the app is; empty for the page itself.
    """
    with browser.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(TIMEOUT_MS)
        page.add_init_script(MEASURE + "\nbench.start();")
        page.goto(url, wait_until="commit")
        app = page.frame_locator(frame) if frame else page
        app.get_by_text("clicks: 1").wait_for()
        answered = app.locator("html").evaluate(
            "() => performance.timeOrigin + bench.marks.answered"
        )
        return float(answered - page.evaluate("() => performance.timeOrigin"))


def _edited(browser: Browser, url: str) -> float:
    """Milliseconds from Ctrl+S to what the changed script shows."""
    with browser.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(TIMEOUT_MS)
        page.goto(url)
        app = page.frame_locator(APP_FRAME)
        app.locator("html[data-pyrt=ready]").wait_for()
        code = page.locator(".cm-content")
        code.press("ControlOrMeta+End")
        page.keyboard.insert_text('\napp.layout.children.append(html.P("edited"))\n')
        began = time.perf_counter()
        code.press("ControlOrMeta+s")
        app.get_by_text("edited").wait_for()
        return 1000 * (time.perf_counter() - began)
