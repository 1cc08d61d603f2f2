import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Store } from "./store";

function view(name: string, log: string[], then?: () => unknown) {
  return {
    refresh: () => {
      log.push(name);
      then?.();
    },
  };
}

describe("the store", () => {
  it("draws the views of touched nodes, once, in one batch per task", async () => {
    const log: string[] = [];
    const store = new Store((work) => {
      log.push("[");
      work();
      log.push("]");
    });
    for (const nid of [1, 2, 3]) store.subscribe(nid, view(`view${nid}`, log));
    store.touch(1);
    store.touch(3);
    store.touch(1);
    assert.deepEqual(log, []);
    await Promise.resolve();
    assert.deepEqual(log, ["[", "view1", "view3", "]"]);
  });

  it("draws at once when asked to, and not again later", async () => {
    const log: string[] = [];
    const store = new Store((work) => work());
    store.subscribe(1, view("a", log));
    store.touch(1);
    store.flush();
    await Promise.resolve();
    assert.deepEqual(log, ["a"]);
  });

  it("goes on with what drawing has put out of date", () => {
    const log: string[] = [];
    const store = new Store((work) => work());
    store.subscribe(
      1,
      view("first", log, () => store.touch(2)),
    );
    store.subscribe(2, view("second", log));
    store.touch(1);
    store.flush();
    assert.deepEqual(log, ["first", "second"]);
  });

  it("lets the page breathe when views answer each other for ever", async () => {
    const log: string[] = [];
    const store = new Store((work) => work());
    store.subscribe(
      1,
      view("again", log, () => log.length < 70 && store.touch(1)),
    );
    store.touch(1);
    store.flush();
    assert.equal(log.length, 50);
    await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(log.length, 70);
  });

  it("does not draw a view that has left meanwhile", () => {
    const log: string[] = [];
    const store = new Store((work) => work());
    const leaving = view("leaving", log);
    store.subscribe(1, leaving);
    store.touch(1);
    store.unsubscribe(1, leaving);
    store.flush();
    assert.deepEqual(log, []);
  });

  it("remembers who set the props last, as dashRenderType has it", () => {
    const store = new Store((work) => work());
    const shown = view("shown", []);
    store.subscribe(1, shown);
    assert.equal(store.renderType(1), "parent");
    store.touch(1, "internal");
    assert.equal(store.renderType(1), "internal");
    store.touch(1);
    assert.equal(store.renderType(1), "internal");
    store.unsubscribe(1, shown);
    assert.equal(store.renderType(1), "parent");
  });
});
