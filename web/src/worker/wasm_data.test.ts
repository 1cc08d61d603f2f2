import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { DataApart, writeData, type InitialData } from "./wasm_data";

/** A module whose function gives a byte of its memory, which begins with `hello` at 70,000. */
const HELLO = [..."hello"].map((letter) => letter.charCodeAt(0));
const MODULE = Uint8Array.from([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 6, 1, 0x60, 1, 0x7f, 1, 0x7f], // i32 -> i32
  ...[3, 2, 1, 0],
  ...[5, 3, 1, 0, 2], // two pages
  ...[7, 11, 2, 1, 0x6d, 2, 0, 3, 0x67, 0x65, 0x74, 0, 0], // exports: m, get
  ...[12, 1, 2], // how many segments there are
  ...[10, 9, 1, 7, 0, 0x20, 0, 0x2d, 0, 0, 0x0b],
  ...[11, 22, 2, 0, 0x41, 0xf0, 0xa2, 4, 0x0b, HELLO.length, ...HELLO],
  ...[0, 0x41, 0xc0, 0, 0x0b, 3, 1, 2, 3],
  ...[0, 2, 1, 0x78], // a section with a name of its own, and nothing in it
]);

function split(pieces: Uint8Array[]): { code: Uint8Array<ArrayBuffer>; data: InitialData } {
  const apart = new DataApart();
  const code = pieces.flatMap((piece) => [...apart.without(piece)].flatMap((part) => [...part]));
  return { code: Uint8Array.from(code), data: apart.data() };
}

describe("a module without its data", () => {
  it("is the same wherever it was cut on its way", () => {
    const whole = split([MODULE]);
    assert.equal(whole.code.length, MODULE.length - 24 - 3);
    for (const size of [1, 2, 7, 50]) {
      const pieces = Array.from({ length: Math.ceil(MODULE.length / size) }, (_, i) =>
        MODULE.subarray(size * i, size * (i + 1)),
      );
      assert.deepEqual(split(pieces), whole);
    }
  });

  it("computes with them once they have been written", () => {
    const memoryOf = (instance: WebAssembly.Instance) =>
      new Uint8Array((instance.exports["m"] as WebAssembly.Memory).buffer);
    const { code, data } = split([MODULE]);
    const instance = new WebAssembly.Instance(new WebAssembly.Module(code));
    assert.ok(memoryOf(instance).every((byte) => byte === 0));
    writeData(instance, data);
    const usual = new WebAssembly.Instance(new WebAssembly.Module(MODULE));
    assert.deepEqual(memoryOf(instance), memoryOf(usual));
    assert.equal((instance.exports["get"] as (at: number) => number)(70_000), HELLO[0]);
  });

  it("must be there to its end", () => {
    for (const length of [4, 45, 60, MODULE.length - 1]) {
      assert.throws(() => split([MODULE.subarray(0, length)]), /not complete/);
    }
  });

  it("that has none is passed on as it is", () => {
    const none = MODULE.subarray(0, 8);
    const { code, data } = split([none]);
    assert.deepEqual(code, none.slice());
    assert.equal(data.bytes.length, 0);
    writeData({ exports: {} }, data);
  });
});
