import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { cleanUrl } from "./clean_url";

describe("clean_url", () => {
  it("keeps ordinary addresses as they are", () => {
    for (const url of ["", "/page", "https://example.org/?a=1&b=2", "mailto:a@b.c", "data:,x"]) {
      assert.equal(cleanUrl(url), url);
    }
  });

  it("keeps scripts out, however they are disguised", () => {
    for (const url of [
      "javascript:alert(1)",
      " JavaScript:alert(1)",
      "java\tscript:alert(1)",
      "\u0001javascript:alert(1)",
      "java&Tab;script:alert(1)",
      "&#106;avascript:alert(1)",
      "&#x6a;avascript:alert(1)",
      "vbscript:msgbox",
    ]) {
      assert.equal(cleanUrl(url), "about:blank", url);
    }
  });

  it("puts the given address in their place", () => {
    assert.equal(cleanUrl("javascript:1", "#"), "#");
  });
});
