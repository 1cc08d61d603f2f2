"""Share links are read by the browser's own decompression and cryptography."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
ESBUILD = ROOT / "node_modules/.bin/esbuild"
READ_ALL = """
async (fixtures) => {
  const outcomes = {};
  for (const [name, { link, passphrase }] of Object.entries(fixtures)) {
    try {
      const app = await share.readLink(link, passphrase);
      const again = await share.readLink(await share.makeFragment(app));
      outcomes[name] = again.files.size === app.files.size ? [...app.files.keys()] : "lost files";
    } catch (error) {
      outcomes[name] = error.kind ?? String(error);
    }
  }
  return outcomes;
}
"""


def test_every_link_fixture_is_read_or_refused_as_elsewhere(
    page: Page, static_url: str, tmp_path: Path
) -> None:
    bundle = tmp_path / "share.js"
    options = ["--bundle", "--global-name=share", "--log-level=warning", f"--outfile={bundle}"]
    subprocess.run([ESBUILD, ROOT / "web/src/share/link.ts", *options], check=True)
    fixtures = {
        path.stem: json.loads(path.read_text("utf-8"))
        for path in (ROOT / "tests/fixtures/share").iterdir()
    }
    page.route(static_url, lambda route: route.fulfill(body="", content_type="text/html"))
    page.goto(static_url)
    page.add_script_tag(path=bundle)
    links = {
        name: {key: wire[key] for key in ("link", "passphrase") if key in wire}
        for name, wire in fixtures.items()
    }
    assert page.evaluate(READ_ALL, links) == {
        name: wire["error"] if "error" in wire else list(wire["app"]["files"])
        for name, wire in fixtures.items()
    }
