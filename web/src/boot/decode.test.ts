import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { LayoutUpdate } from "../protocol.gen";
import { decode } from "./decode";

/** As `TypedArray.to_wire` in Python writes it. */
function packed(dtype: string, numbers: ArrayLike<number> & ArrayBufferView): unknown {
  const data = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return { __pyrt_typed_array: dtype, data: data.toString("base64") };
}

function update(props: Record<string, unknown>): string {
  const ops = [{ op: "set", nid: 1, props, slots: [] }];
  return JSON.stringify([{ type: "LayoutUpdate", update: 1, ack: 0, ops, confirm: false }]);
}

function decoded(props: Record<string, unknown>): unknown {
  const [message] = decode(update(props)) as [LayoutUpdate];
  const [op] = message.ops;
  assert.equal(op?.op, "set");
  return (op as { props: unknown }).props;
}

describe("a message of the worker", () => {
  it("has the arrays beside its text in their places", () => {
    const mark = (number: number): unknown => ({ __pyrt_typed_array: number });
    const text = update({ figure: { data: [{ x: mark(1), y: mark(0) }] }, data: [mark(0)] });
    const arrays = [new Float64Array([1.5, NaN]), new Int32Array([1, -2])];
    const [message] = decode({ text, arrays }) as [LayoutUpdate];
    assert.deepEqual((message.ops[0] as { props: unknown }).props, {
      figure: { data: [{ x: [1, -2], y: [1.5, null] }] },
      data: [[1.5, null]],
    });
  });

  it("is plain JSON where nothing is packed", () => {
    const props = { figure: { data: [{ y: [1, 2.5, null] }] } };
    assert.deepEqual(decoded(props), props);
  });

  it("has its packed numbers as arrays, wherever they stand", () => {
    const y = packed("f8", new Float64Array([1.5, -0.25]));
    const x = packed("i4", new Int32Array([1, -2]));
    assert.deepEqual(decoded({ figure: { data: [{ x, y, name: "a" }] }, data: x, children: [5] }), {
      figure: { data: [{ x: [1, -2], y: [1.5, -0.25], name: "a" }] },
      data: [1, -2],
      children: [5],
    });
  });

  it("reads every kind of number", () => {
    const kinds = {
      i1: new Int8Array([-1]),
      u1: new Uint8Array([255]),
      i2: new Int16Array([-300]),
      u2: new Uint16Array([65535]),
      i4: new Int32Array([-70000]),
      u4: new Uint32Array([4294967295]),
      f4: new Float32Array([0.5]),
      f8: new Float64Array([0.1]),
    };
    for (const [dtype, numbers] of Object.entries(kinds)) {
      assert.deepEqual(decoded({ a: packed(dtype, numbers) }), { a: [...numbers] }, dtype);
    }
  });

  it("has null for what is no number in JSON", () => {
    assert.deepEqual(
      decoded({ a: packed("f8", new Float64Array([NaN, Infinity, -Infinity, 1])) }),
      {
        a: [null, null, null, 1],
      },
    );
  });

  it("does not mistake the mark in a text for a packed list", () => {
    const props = { children: "__pyrt_typed_array", data: { __pyrt_typed_array: 1 } };
    assert.deepEqual(decoded(props), props);
  });
});
