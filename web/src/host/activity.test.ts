import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { Activity } from "./activity";

/** Frames that come when the test says so. */
let frames: (() => void)[] = [];

before(() => {
  Object.assign(globalThis, {
    window: globalThis,
    requestAnimationFrame: (frame: () => void) => frames.push(frame),
    cancelAnimationFrame: () => (frames = []),
  });
});

async function settled(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  void promise.then(() => (done = true));
  await new Promise((resolve) => setImmediate(resolve));
  return done;
}

describe("the app is at rest", () => {
  it("when the engine is idle and has seen every edit", async () => {
    const activity = new Activity(() => undefined);
    activity.edited(activity.nextSeq);
    const rest = activity.whenAtRest();
    activity.idle(0);
    assert.equal(await settled(rest), false);
    activity.idle(1);
    assert.equal(await settled(rest), true);
  });

  it("at once, when nothing is going on", async () => {
    const activity = new Activity(() => undefined);
    activity.idle(0);
    assert.equal(await settled(activity.whenAtRest()), true);
  });

  it("not while an update has come and no word of rest after it", async () => {
    const activity = new Activity(() => undefined);
    activity.idle(0);
    activity.working();
    assert.equal(await settled(activity.whenAtRest()), false);
  });

  it("not while a clientside callback runs", async () => {
    const activity = new Activity(() => undefined);
    activity.pageStarted();
    activity.idle(0);
    const rest = activity.whenAtRest();
    assert.equal(await settled(rest), false);
    activity.pageEnded();
    activity.idle(0);
    assert.equal(await settled(rest), true);
  });
});

describe("the signs of activity", () => {
  it("do not flicker for a callback that is faster than a frame", () => {
    const shown: boolean[] = [];
    const activity = new Activity((busy) => shown.push(busy));
    activity.busy();
    activity.idle(0);
    assert.deepEqual(shown, [false]);
  });

  it("show in the next frame, and are taken away at rest", () => {
    const shown: boolean[] = [];
    const activity = new Activity((busy) => shown.push(busy));
    activity.busy();
    for (const frame of frames.splice(0)) frame();
    assert.deepEqual(shown, [true]);
    activity.idle(0);
    assert.deepEqual(shown, [true, false]);
  });
});
