import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { BURST, LEFT_OUT, paced, PER_SECOND } from "./pace";

describe("what an app prints", () => {
  it("all arrives, unless it never ends", () => {
    const said: string[] = [];
    const say = paced(
      (text) => said.push(text),
      () => 0,
    );
    for (let n = 0; n < BURST / 2; n += 1) say(`${n}`);
    assert.equal(said.length, BURST / 2);
    assert.ok(!said.includes(LEFT_OUT));
    for (let n = 0; n < 2 * BURST; n += 1) say("more");
    assert.ok(said.length <= BURST + 1);
    assert.equal(said.at(-1), LEFT_OUT);
    assert.equal(said.indexOf(LEFT_OUT), said.length - 1);
  });

  it("goes on at the pace of a page", () => {
    const said: string[] = [];
    let now = 0;
    const say = paced(
      (text) => said.push(text),
      () => now,
    );
    for (let n = 0; n < 2 * BURST; n += 1) say("");
    said.length = 0;
    // Ten lines in each millisecond, for ten seconds.
    for (let n = 0; n < 100_000; n += 1) {
      now += 0.1;
      say("");
    }
    const lines = said.filter((text) => text !== LEFT_OUT).length;
    assert.ok(lines > 9 * PER_SECOND && lines <= 10 * PER_SECOND, `${lines} lines`);
    assert.ok(said.length - lines <= lines / 50);
  });

  it("counts long lines as several", () => {
    const said: string[] = [];
    const say = paced(
      (text) => said.push(text),
      () => 0,
    );
    for (let n = 0; n < BURST; n += 1) say("x".repeat(2000));
    assert.ok(said.length < BURST / 10);
  });
});
