"""Hearing what goes wrong in a page of WebKit, whose driver does not tell.

A script, first in the head of each page under test, keeps what the console is told and every
error.  The pages are the same in all browsers; the drivers of the others listen by themselves.
"""

from __future__ import annotations

import re
from pathlib import Path

_EAR = """<script>
window.heard = [];
for (const level of ["log", "info", "warn", "error"]) {
  const original = console[level];
  console[level] = (...values) => {
    heard.push([level, values.map((value) => value?.stack ?? String(value)).join(" ")]);
    original.apply(console, values);
  };
}
addEventListener("error", ({message, target}) => {
  heard.push(["error", message ?? `${target.src ?? target.href} could not be loaded`]);
}, true);
addEventListener("unhandledrejection", ({reason}) => {
  heard.push(["error", String(reason?.message ?? reason)]);
});
</script>"""

_ELSEWHERE = re.compile(r'https://(codepen\.io|cdn\.jsdelivr\.net)/[^"]*')


def prepare(site: Path) -> None:
    """Give each page of a site an ear, and no style sheets from other hosts: no test asks those."""
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        html = _ELSEWHERE.sub("data:text/css,", html)
        page.write_text(html.replace("<head>", f"<head>{_EAR}", 1), encoding="utf-8")
