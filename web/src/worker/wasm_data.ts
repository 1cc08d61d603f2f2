/**
 * A WebAssembly module without its data.
 *
 * Engines keep the bytes of a module for as long as it lives.  A third of Pyodide's are what its
 * memory begins with, which is needed once.  So they are taken out of the module while it arrives,
 * and written into its memory when it has been instantiated.
 */

import { joined } from "./joined";

export interface WasmFile {
  module: WebAssembly.Module;
  data: InitialData;
}

/** What the memory of a module begins with: `bytes`, from `start` on. */
export interface InitialData {
  start: number;
  bytes: Uint8Array;
}

/** A byte that says what a section holds. */
const DATA = 11;
const DATA_COUNT = 12;
/** What stands before the first section: magic number and version. */
const PREAMBLE = 8;

const I32_CONST = 0x41;
const END = 0x0b;
const UNKNOWN = "the data of the WebAssembly module are of an unknown kind";

/** Passes a module on without its data, and keeps these. */
export class DataApart {
  readonly #kept: Uint8Array[] = [];
  /** The beginning of a section: its kind and its length, as far as they have come. */
  #head: number[] = [];
  #section = 0;
  /** Bytes that are still to come of this section. */
  #left = PREAMBLE;

  /** The parts of `chunk`, the next piece of the file, that are not data. */
  *without(chunk: Uint8Array): Generator<Uint8Array> {
    for (let at = 0; at < chunk.length;) {
      if (this.#left === 0) {
        this.#head.push(chunk[at++] as number);
        if (this.#head.length > 1 && (this.#head.at(-1) as number) < 0x80) yield* this.#begin();
        continue;
      }
      const part = chunk.subarray(at, at + this.#left);
      at += part.length;
      this.#left -= part.length;
      if (this.#section === DATA) this.#kept.push(part);
      else if (this.#section !== DATA_COUNT) yield part;
    }
  }

  *#begin(): Generator<Uint8Array> {
    const head = Uint8Array.from(this.#head);
    this.#head = [];
    this.#section = head[0] as number;
    this.#left = new Reader(head, 1).unsigned();
    if (this.#section !== DATA && this.#section !== DATA_COUNT) yield head;
  }

  /**
   * As they will lie in memory: the many segments are small, and one copy is quicker then.
   * Throws when the file has not come to its end: without data even half a module would compile.
   */
  data(): InitialData {
    if (this.#left > 0 || this.#head.length > 0) throw new Error("the module is not complete");
    const section = joined(this.#kept.splice(0));
    const segments = section.length === 0 ? [] : [...segmentsOf(section)];
    const start = segments.reduce((least, { start }) => Math.min(least, start), 2 ** 32);
    const end = segments.reduce(
      (most, { start, bytes }) => Math.max(most, start + bytes.length),
      0,
    );
    const bytes = new Uint8Array(Math.max(0, end - start));
    for (const segment of segments) bytes.set(segment.bytes, segment.start - start);
    return { start, bytes };
  }
}

/** Writes `data` into the memory of a module that came without. */
export function writeData(instance: WebAssembly.Instance, { start, bytes }: InitialData): void {
  if (bytes.length === 0) return;
  const exported = Object.values(instance.exports);
  const memory = exported.find((value) => value instanceof WebAssembly.Memory);
  if (!memory) throw new Error("the WebAssembly module does not export its memory");
  new Uint8Array(memory.buffer).set(bytes, start);
}

function* segmentsOf(section: Uint8Array): Generator<InitialData> {
  const reader = new Reader(section);
  for (let left = reader.unsigned(); left > 0; left--) {
    // Others are written by the code itself, which then would not compile.
    if (reader.byte() !== 0 || reader.byte() !== I32_CONST) throw new Error(UNKNOWN);
    const start = reader.unsigned();
    if (reader.byte() !== END) throw new Error(UNKNOWN);
    yield { start, bytes: reader.bytes(reader.unsigned()) };
  }
}

/** Numbers in WebAssembly are LEB128. */
class Reader {
  readonly #from: Uint8Array;
  #at: number;

  constructor(from: Uint8Array, at = 0) {
    this.#from = from;
    this.#at = at;
  }

  byte(): number {
    return this.#from[this.#at++] as number;
  }

  bytes(length: number): Uint8Array {
    return this.#from.subarray(this.#at, (this.#at += length));
  }

  /** Of places too: those of what a module brings lie far below where a sign would count. */
  unsigned(): number {
    let number = 0;
    for (let bits = 0; ; bits += 7) {
      const byte = this.byte();
      number |= (byte & 0x7f) << bits;
      if (byte < 0x80) return number >>> 0;
    }
  }
}
