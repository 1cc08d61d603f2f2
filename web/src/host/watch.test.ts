import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Watch } from "./watch";

function makeWatch() {
  const timers: (() => void)[] = [];
  const seen: string[] = [];
  const state = { rest: false };
  const watch = new Watch(
    { after: (_ms, action) => timers.push(action) },
    {
      atRest: () => state.rest,
      ping: () => seen.push("ping"),
      blocked: (blocked) => seen.push(blocked ? "blocked" : "free"),
    },
  );
  return { watch, seen, state, tick: () => timers.shift()?.(), timers };
}

describe("the watch over the worker", () => {
  it("asks nothing when the work is soon done", () => {
    const { watch, seen, state, tick, timers } = makeWatch();
    watch.begin();
    watch.begin();
    assert.equal(timers.length, 1);
    state.rest = true;
    tick();
    assert.deepEqual(seen, []);
    assert.equal(timers.length, 0);
  });

  it("tells when the worker does not answer, and when it does again", () => {
    const { watch, seen, tick } = makeWatch();
    watch.begin();
    tick();
    tick();
    tick();
    assert.deepEqual(seen, ["ping", "blocked"]);
    watch.heard();
    assert.deepEqual(seen, ["ping", "blocked", "free"]);
  });

  it("leaves a callback alone that only waits: the worker answers", () => {
    const { watch, seen, tick } = makeWatch();
    watch.begin();
    for (let round = 0; round < 3; round++) {
      tick();
      watch.heard();
    }
    assert.deepEqual(seen, ["ping", "ping", "ping"]);
  });

  it("expects nothing of a worker that is being started again", () => {
    const { watch, seen, tick } = makeWatch();
    watch.begin();
    tick();
    tick();
    watch.pause();
    tick();
    tick();
    assert.deepEqual(seen, ["ping", "blocked", "free"]);
    watch.resume();
    tick();
    tick();
    assert.deepEqual(seen.slice(3), ["ping", "blocked"]);
  });
});
