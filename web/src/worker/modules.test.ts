import assert from "node:assert/strict";
import { it } from "node:test";

import { eachOnce } from "./modules";

const EMPTY = [0, 97, 115, 109, 1, 0, 0, 0];
/** The same with a custom section. */
const NAMED = [...EMPTY, 0, 2, 1, 120];

it("a module is compiled once for the same bytes, and is one to everybody", () => {
  let compiled = 0;
  class Counting extends WebAssembly.Module {
    constructor(bytes: BufferSource) {
      super(bytes);
      compiled++;
    }
  }
  const Once = eachOnce(Counting as typeof WebAssembly.Module);
  const first = new Once(Uint8Array.from(EMPTY));
  assert.equal(new Once(Uint8Array.from(EMPTY)), first);
  assert.notEqual(new Once(Uint8Array.from(NAMED)), first);
  assert.equal(compiled, 2);
  assert.ok(first instanceof Once);
  assert.ok(first instanceof WebAssembly.Module);
  assert.throws(() => new Once(Uint8Array.from([1, 2])), WebAssembly.CompileError);
});
