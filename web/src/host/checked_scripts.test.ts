import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { CheckedScripts } from "./checked_scripts";

const ZEROS = "00".repeat(32);
const IN_BASE64 = `sha256-${"A".repeat(43)}=`;

/** A class of script tags of its own for each test, and the order in which a tag is told things. */
function tags(hashes: Record<string, string>) {
  const told: string[] = [];
  class Tag {
    readonly baseURI = "https://host.example/site/page/";
    #integrity = "";
    #src = "";
    get integrity(): string {
      return this.#integrity;
    }
    set integrity(value: string) {
      this.#integrity = value;
      told.push("integrity");
    }
    get src(): string {
      return this.#src;
    }
    set src(url: string) {
      this.#src = url;
      told.push("src");
    }
  }
  const checks = new CheckedScripts();
  checks.watch(Tag as unknown as { prototype: HTMLScriptElement });
  checks.hashes = hashes;
  const tag = (src: string): Tag => Object.assign(new Tag(), { src });
  return { tag, told, Tag, checks };
}

describe("scripts that come late", () => {
  it("get the hash of their file before their address", () => {
    const { tag, told } = tags({ "https://host.example/site/a.js": ZEROS });
    const script = tag("../a.js?v=1#x");
    assert.equal(script.integrity, IN_BASE64);
    assert.equal(script.src, "../a.js?v=1#x");
    assert.deepEqual(told, ["integrity", "src"]);
  });

  it("are loaded unchecked where no hash is known", () => {
    const { tag } = tags({ "https://host.example/site/a.js": ZEROS });
    for (const url of ["https://other.example/site/a.js", "b.js", "", "http://["]) {
      assert.equal(tag(url).integrity, "", url);
    }
  });

  it("keep a hash of their own, and lose ours with another address", () => {
    const { tag, Tag } = tags({ "https://host.example/a.js": ZEROS });
    const own = Object.assign(new Tag(), { integrity: "sha384-own", src: "/a.js" });
    assert.equal(own.integrity, "sha384-own");
    const moved = tag("/a.js");
    moved.src = "/b.js";
    assert.equal(moved.integrity, "");
  });

  it("are compared with the hashes of another version of the app", () => {
    const { tag, checks } = tags({ "https://host.example/a.js": ZEROS });
    checks.hashes = {};
    assert.equal(tag("/a.js").integrity, "");
  });
});
