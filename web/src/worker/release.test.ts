import assert from "node:assert/strict";
import { it } from "node:test";

import { release } from "./release";

it("a buffer that is given back holds nothing, whichever part of it was named", () => {
  const whole = new Uint8Array(1000);
  release(whole.subarray(10, 20));
  assert.equal(whole.length, 0);
  assert.equal(whole.buffer.byteLength, 0);
});
