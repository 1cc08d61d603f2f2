import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { parseImage, restoring, type StartImage } from "./image";

const PLACE = 4; // of the trampoline, in 32-bit words
const OWN_TRAMPOLINE = 77;

/** An image file for a memory of 64 bytes, of which it holds these stretches. */
function file(runs: [at: number, bytes: number[]][]): Uint8Array {
  const header = JSON.stringify({
    memory: 64,
    table: 9,
    stdlib: 0,
    pyrt: 0,
    head: "",
    runs: runs.flatMap(([at, bytes]) => [at, bytes.length]),
  });
  const length = new Uint8Array(new Uint32Array([header.length]).buffer);
  const words = new TextEncoder().encode(`PYRTIMG1${"    "}${header}`);
  words.set(length, 8);
  return new Uint8Array([...words, ...runs.flatMap(([, bytes]) => bytes)]);
}

/** What Emscripten's module shows of itself, with a table of `table` functions. */
function python(table = 10): { HEAPU8: Uint8Array } & Record<string, unknown> {
  const { buffer } = new Uint8Array(64);
  const HEAP32 = new Int32Array(buffer);
  HEAP32[PLACE] = OWN_TRAMPOLINE;
  return {
    HEAPU8: new Uint8Array(buffer),
    HEAP32,
    HEAPU32: new Uint32Array(buffer),
    API: { restoreSnapshot: () => "objects" },
    wasmTable: { length: table },
    __PyRuntime: 4 * PLACE,
    __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: 0,
    _tzname: 0,
    __tzset_js: () => undefined,
  };
}

async function restored(image: StartImage, module: unknown): Promise<unknown> {
  await restoring(() => Promise.resolve(module as never), image)({} as never);
  return (module as { API: { restoreSnapshot(head: Uint8Array): unknown } }).API.restoreSnapshot(
    new Uint8Array(),
  );
}

describe("a start image", () => {
  it("comes in stretches to their places, and the engine's own trampoline stays", async () => {
    const image = parseImage(
      file([
        [4 * PLACE - 1, [1, 2, 2, 2, 2, 3]],
        [40, [9]],
      ]),
    );
    const module = python();
    assert.equal(await restored(image, module), "objects");
    assert.deepEqual([...module.HEAPU8.subarray(15, 21)], [1, OWN_TRAMPOLINE, 0, 0, 0, 3]);
    assert.equal(module.HEAPU8[40], 9);
  });

  it("is not kept: Pyodide never lets go of what restores it", async () => {
    const image = parseImage(file([[40, [9, 9, 9]]]));
    await restored(image, python());
    assert.equal(image.stretches.byteLength, 0);
  });

  it("with other functions is refused, and the memory stays as it was", async () => {
    const module = python(11);
    await assert.rejects(
      restored(parseImage(file([[40, [9]]])), module),
      /its functions are others/,
    );
    assert.equal(module.HEAPU8[40], 0);
  });

  it("that broke off is none", () => {
    const whole = file([[40, [9, 9, 9]]]);
    assert.throws(() => parseImage(whole.subarray(0, -1)), /not complete/);
    assert.throws(() => parseImage(new Uint8Array(20)), /no start image/);
  });
});
