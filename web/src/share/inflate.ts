/**
 * Decompression with the browser's own stream, bounded.
 *
 * The stream takes no preset dictionary, and needs none: put in front as a *stored* block, the
 * dictionary is the text that everything after it refers to.  It is dropped from the output.
 */

import { DICTIONARY } from "./dictionary";
import { damaged, tooLarge } from "./errors";
import { BODY_BYTES } from "./limits";

/** What one slice becomes is held in memory whole, and may be a thousand times as much. */
const SLICE_BYTES = 4096;

/** Throws `ShareError`: no deflate stream, an unfinished one, or more than a body may have. */
export async function inflate(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const reader = slices(data).pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const parts: Uint8Array[] = [];
  let size = -DICTIONARY.length;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw damaged();
    });
    if (done) break;
    size += value.length;
    if (size > BODY_BYTES) {
      await reader.cancel().catch(() => undefined);
      throw tooLarge(`unpacked it has more than ${BODY_BYTES} bytes`);
    }
    parts.push(value);
  }
  const whole = new Uint8Array(size + DICTIONARY.length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.subarray(DICTIONARY.length);
}

function slices(data: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream(
    {
      start: (queue) => queue.enqueue(storedDictionary()),
      pull: (queue) => {
        if (at >= data.length) return queue.close();
        queue.enqueue(data.slice(at, at + SLICE_BYTES));
        at += SLICE_BYTES;
      },
    },
    { highWaterMark: 0 },
  );
}

/** `00`, length, its complement, the bytes: a block of deflate that is not the last. */
function storedDictionary(): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(5 + DICTIONARY.length);
  const view = new DataView(block.buffer);
  view.setUint16(1, DICTIONARY.length, true);
  view.setUint16(3, ~DICTIONARY.length & 0xffff, true);
  block.set(DICTIONARY, 5);
  return block;
}
