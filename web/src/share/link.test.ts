import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";

import type { SharedApp } from "./body";
import { ShareError } from "./errors";
import { makeFragment, readLink } from "./link";

const FOLDER = "tests/fixtures/share";

interface Fixture {
  link: string;
  passphrase?: string;
  error?: string;
  app?: {
    files: Record<string, string>;
    entry: string;
    target: string;
    requirements: string[];
    state: SharedApp["state"];
  };
}

const app = (files: Record<string, string>): SharedApp => ({
  files: new Map(
    Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)]),
  ),
  entry: "app.py",
  target: "",
  requirements: [],
  state: {},
});

const refuses = (kind: string) => (error: unknown) => {
  assert.ok(error instanceof ShareError, String(error));
  assert.equal(error.kind, kind, error.message);
  return true;
};

describe("a link fixture, which the Python tests read too,", () => {
  for (const file of readdirSync(FOLDER).sort()) {
    const fixture = JSON.parse(readFileSync(`${FOLDER}/${file}`, "utf-8")) as Fixture;
    const { link, passphrase, error } = fixture;
    it(`${error === undefined ? "opens" : "is refused"}: ${file}`, async () => {
      if (error !== undefined) {
        await assert.rejects(readLink(link, passphrase), refuses(error));
        return;
      }
      const { files, entry, target, requirements, state } = await readLink(link, passphrase);
      const read = Array.from(files, ([name, data]) => [
        name,
        Buffer.from(data).toString("base64"),
      ]);
      const parsed = { files: Object.fromEntries(read), entry, target, requirements, state };
      assert.deepEqual(parsed, fixture.app);
      const again = await readLink(`#${await makeFragment({ ...parsed, files })}`);
      assert.deepEqual(again, { ...parsed, files });
    });
  }
});

describe("making a link", () => {
  it("refuses what no reader would take", async () => {
    await assert.rejects(makeFragment(app({})), refuses("no-app"));
    await assert.rejects(makeFragment(app({ "app.py": "", "../x": "" })), refuses("bad-path"));
    await assert.rejects(makeFragment(app({ "app.py": "", "x\ud800": "" })), refuses("bad-path"));
    const large = app({ "app.py": "x".repeat(16 * 1024 * 1024) });
    await assert.rejects(makeFragment(large), refuses("too-large"));
    const noise = crypto.getRandomValues(new Uint8Array(65536));
    const files = Array.from({ length: 25 }, (_, at) => [`${at}.bin`, noise.map((x) => x ^ at)]);
    const dense = new Map([["app.py", noise], ...(files as [string, Uint8Array][])]);
    await assert.rejects(makeFragment({ ...app({}), files: dense }), refuses("too-large"));
  });

  it("seals differently each time, and says so where WebCrypto is missing", async () => {
    const shared = app({ "app.py": "x" });
    const [one, other] = await Promise.all([makeFragment(shared, "x"), makeFragment(shared, "x")]);
    assert.notEqual(one, other);
    assert.deepEqual((await readLink(other, "x")).files, shared.files);
    await assert.rejects(makeFragment(shared, ""), refuses("bad-passphrase"));
    const own = Object.getOwnPropertyDescriptor(globalThis, "crypto")!;
    Object.defineProperty(globalThis, "crypto", { value: {}, configurable: true });
    try {
      await assert.rejects(readLink(one, "x"), refuses("unsupported"));
      assert.deepEqual((await readLink(await makeFragment(shared))).files, shared.files);
    } finally {
      Object.defineProperty(globalThis, "crypto", own);
    }
  });
});
