import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";

import { FIELDS, type LayoutUpdate } from "./protocol.gen";

const FOLDER = "tests/fixtures/protocol";

type Wire = Record<string, unknown>;

function fixture(name: string): Wire {
  return JSON.parse(readFileSync(`${FOLDER}/${name}.json`, "utf-8")) as Wire;
}

const NAMES = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ""));

describe("a message fixture, which the Python tests read too,", () => {
  for (const name of NAMES) {
    it(`has the fields that the page expects: ${name}`, () => {
      assert.deepEqual(Object.keys(fixture(name)), FIELDS[name]);
    });
  }

  it("exists for every message", () => {
    const messages = Object.keys(FIELDS).filter((name) => FIELDS[name]?.[0] === "type");
    assert.deepEqual([...messages, "SiteConfig"].sort(), NAMES.sort());
  });

  it("of an update holds one operation of each kind", () => {
    const { ops } = fixture("LayoutUpdate") as unknown as LayoutUpdate;
    const names = { mount: "Mount", set: "Set", drop: "Drop" };
    for (const op of ops) assert.deepEqual(Object.keys(op), FIELDS[names[op.op]]);
    assert.deepEqual(new Set(ops.map(({ op }) => op)), new Set(Object.keys(names)));
  });
});
