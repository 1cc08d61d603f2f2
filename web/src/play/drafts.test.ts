import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Drafts, newId, type Draft } from "./drafts";
import { MemoryStorage } from "./frame/stand_ins";

const utf8 = new TextEncoder();
const FILES = new Map([
  ["app.py", utf8.encode("\ufeffx = 1\r\n")],
  ["picture.png", Uint8Array.of(137, 80, 255, 0)],
]);

const draft = (changes: Partial<Draft> = {}): Draft => ({
  id: newId(),
  title: "One",
  source: "link 1 a",
  trusted: false,
  saved: 1,
  app: { files: FILES, entry: "app.py", target: ":app", requirements: ["plotly"], state: {} },
  ...changes,
});

describe("drafts", () => {
  it("come back as they were, byte for byte", () => {
    const storage = new MemoryStorage();
    const one = draft();
    new Drafts(storage, "/play/").save(one);
    assert.deepEqual(new Drafts(storage, "/play/").get(one.id), one);
  });

  it("are listed with the latest first, each playground's own", () => {
    const storage = new MemoryStorage();
    const here = new Drafts(storage, "/play/");
    here.save(draft({ title: "old", saved: 1 }));
    here.save(draft({ title: "new", saved: 2 }));
    new Drafts(storage, "/other/").save(draft({ title: "elsewhere", saved: 3 }));
    storage.setItem("pyrt-play /play/ draft broken", "{");
    storage.setItem("pyrt-play /play/ draft empty", '{"files": {}, "entry": "app.py"}');
    assert.deepEqual(
      here.list().map(({ title }) => title),
      ["new", "old"],
    );
  });

  it("are not written over each other, and go when they are deleted", () => {
    const drafts = new Drafts(new MemoryStorage(), "/");
    const [one, other] = [draft(), draft()];
    drafts.save(one);
    drafts.save(other);
    assert.equal(drafts.list().length, 2);
    drafts.remove(one.id);
    assert.deepEqual(drafts.list(), [other]);
  });

  it("say so where nothing is kept", () => {
    const drafts = new Drafts(null, "/");
    assert.deepEqual(drafts.list(), []);
    assert.throws(() => drafts.save(draft()), /keeps nothing/);
  });
});
