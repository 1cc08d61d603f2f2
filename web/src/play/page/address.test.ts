import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { apiUrl, isAddress } from "./address";

const from = (url: string): string => apiUrl(new URL(url)).href;

describe("an address that people copy", () => {
  it("leads to the file on GitHub", () => {
    assert.equal(
      from("https://github.com/someone/apps/blob/main/one/app.py"),
      "https://raw.githubusercontent.com/someone/apps/main/one/app.py",
    );
  });

  it("leads to the folder on GitHub", () => {
    const contents = "https://api.github.com/repos/someone/apps/contents/";
    assert.equal(from("https://github.com/someone/apps"), contents);
    assert.equal(from("https://github.com/someone/apps/tree/v1"), `${contents}?ref=v1`);
    assert.equal(from("https://github.com/someone/apps/tree/v1/a/b/"), `${contents}a/b?ref=v1`);
  });

  it("leads to the gist", () => {
    assert.equal(from("https://gist.github.com/someone/ab12"), "https://api.github.com/gists/ab12");
  });

  it("is itself on any other host", () => {
    assert.equal(from("https://example.org/blob/app.py"), "https://example.org/blob/app.py");
  });

  it("is told from a link", () => {
    assert.ok(isAddress("url=https%3A%2F%2Fexample.org"));
    assert.ok(isAddress("gist=ab12"));
    assert.ok(!isAddress("v1.AAAA"));
    assert.ok(!isAddress("url="));
  });
});
