import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";

import { readPlace, writePlace } from "./page_address";

interface Written {
  fragment: string;
  path: string;
  link: string;
}
/** `pyrt share --page` writes the same. */
const FIXTURES = JSON.parse(readFileSync("tests/fixtures/places.json", "utf-8")) as Written[];

describe("the address of the player", () => {
  for (const [fragment, path, link] of [
    ["", "/", ""],
    ["v1.AAAA", "/", "v1.AAAA"],
    ["/orders#v1.AAAA", "/orders", "v1.AAAA"],
    ["/orders?id=1#part#v1.AAAA", "/orders?id=1#part", "v1.AAAA"],
    ["/orders#", "/orders", ""],
    ["/orders#part#", "/orders#part", ""],
    ["/orders#url=https://example.org/a.py", "/orders", "url=https://example.org/a.py"],
  ] as const) {
    it(`has app and path: #${fragment}`, () => {
      assert.deepEqual(readPlace(fragment), { path, link });
      assert.equal(writePlace({ path, link }), fragment);
    });
  }

  for (const { fragment, path, link } of FIXTURES) {
    it(`is what pyrt share makes it: #${fragment}`, () => {
      assert.deepEqual(readPlace(fragment), { path, link });
      assert.equal(writePlace({ path, link }), fragment);
    });
  }

  it("may be written by hand, for one's own work", () => {
    assert.deepEqual(readPlace("/orders"), { path: "/orders", link: "" });
  });

  it("takes no part of the app's path for the link", () => {
    const written = writePlace({ path: "/x#v1.BBBB", link: "v1.AAAA" });
    assert.equal(readPlace(written).link, "v1.AAAA");
    const address = writePlace({ path: "/x", link: "url=https://example.org/a.py#top" });
    assert.equal(readPlace(address).link, "url=https://example.org/a.py%23top");
  });
});
