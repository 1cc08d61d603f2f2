/**
 * Text from the worker -> messages.
 *
 * Long lists of numbers travel as typed arrays beside the text, or as their bytes in it
 * (`pyrt/engine/typed_array.py`): to write and to read 100,000 floats as text takes longer than to
 * draw them.  Here they become arrays again, the ones that `JSON.parse` would have made, because
 * components and clientside callbacks expect arrays.
 */

import type { WorkerMessage } from "../protocol.gen";
import type { TextWithArrays } from "./contract";

const MARK = "__pyrt_typed_array";

/** Where the array is among those beside the text, or what it is and its bytes. */
type Packed = { [MARK]: number } | { [MARK]: keyof typeof READERS; data: string };

type Arrays = TextWithArrays["arrays"];

const READERS = {
  i1: Int8Array,
  u1: Uint8Array,
  i2: Int16Array,
  u2: Uint16Array,
  i4: Int32Array,
  u4: Uint32Array,
  f4: Float32Array,
  f8: Float64Array,
} as const;

export function decode(said: string | TextWithArrays): WorkerMessage[] {
  const { text, arrays } = typeof said === "string" ? { text: said, arrays: [] } : said;
  const messages = JSON.parse(text) as WorkerMessage[];
  // Looking for the mark costs far less than a walk through everything that came.
  return text.includes(MARK) ? (unpack(messages, arrays) as WorkerMessage[]) : messages;
}

/** `value` with its packed lists unpacked, in place. */
function unpack(value: unknown, arrays: Arrays): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isPacked(value, arrays)) return numbers(value, arrays);
  const holder = value as Record<string, unknown>;
  for (const key of Object.keys(holder)) {
    const item = holder[key];
    if (typeof item === "object" && item !== null) holder[key] = unpack(item, arrays);
  }
  return value;
}

function isPacked(value: object, arrays: Arrays): value is Packed {
  const mark = (value as Partial<Packed>)[MARK];
  return typeof mark === "string" || (typeof mark === "number" && mark in arrays);
}

/** What is no number in JSON is null, as Dash has it (C6). */
function numbers(packed: Packed, arrays: Arrays): (number | null)[] {
  const read = "data" in packed ? typed(packed) : (arrays[packed[MARK]] ?? []);
  const list = new Array<number | null>(read.length);
  for (let i = 0; i < read.length; i++) {
    const number = read[i] as number;
    list[i] = Number.isFinite(number) ? number : null;
  }
  return list;
}

function typed({ [MARK]: dtype, data }: Extract<Packed, { data: string }>): ArrayLike<number> {
  return new READERS[dtype](bytes(data).buffer);
}

/** Newer browsers read base64 themselves, several times faster. */
const own = Uint8Array as { fromBase64?(base64: string): Uint8Array<ArrayBuffer> };

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  if (own.fromBase64) return own.fromBase64(base64);
  const binary = atob(base64);
  const found = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) found[i] = binary.charCodeAt(i);
  return found;
}
