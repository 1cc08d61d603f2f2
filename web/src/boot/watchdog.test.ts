import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { STAGES } from "./stages";
import { Watchdog } from "./watchdog";

class TestClock {
  #now = 0;
  #timers = new Map<number, { at: number; action: () => void }>();
  #last = 0;

  after(seconds: number, action: () => void): number {
    this.#timers.set(++this.#last, { at: this.#now + seconds, action });
    return this.#last;
  }

  cancel(timer: number): void {
    this.#timers.delete(timer);
  }

  pass(seconds: number): void {
    this.#now += seconds;
    for (const [timer, { at, action }] of this.#timers) {
      if (at > this.#now) continue;
      this.#timers.delete(timer);
      action();
    }
  }
}

function watched(): { clock: TestClock; watchdog: Watchdog; heard: string[] } {
  const clock = new TestClock();
  const heard: string[] = [];
  const watchdog = new Watchdog(clock, {
    hint: (text) => heard.push(text),
    silent: (stage) => heard.push(`silent: ${stage}`),
  });
  return { clock, watchdog, heard };
}

describe("the watchdog", () => {
  it("hints at a silent stage, then calls it failed", () => {
    const { clock, watchdog, heard } = watched();
    watchdog.alive("python");
    clock.pass(16);
    assert.deepEqual(heard, [STAGES.python.hint]);
    clock.pass(60);
    assert.deepEqual(heard, [STAGES.python.hint, "silent: python"]);
  });

  it("is content with every sign of life", () => {
    const { clock, watchdog, heard } = watched();
    for (let i = 0; i < 30; i++) {
      watchdog.alive("runtime");
      clock.pass(9);
    }
    assert.deepEqual(heard, []);
  });

  it("never calls the app's own code failed", () => {
    const { clock, watchdog, heard } = watched();
    watchdog.alive("app");
    clock.pass(3600);
    assert.deepEqual(heard, [STAGES.app.hint]);
  });

  it("rests when the start is over", () => {
    const { clock, watchdog, heard } = watched();
    watchdog.alive("python");
    watchdog.stop();
    clock.pass(3600);
    assert.deepEqual(heard, []);
  });
});
