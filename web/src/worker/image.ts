/**
 * The start image: Python's memory as it is once pyrt has been imported, made by
 * `build_scripts/make_image.mjs`.  Putting it into a fresh Python takes the place of starting
 * Python and importing anything.
 *
 *     "PYRTIMG1" │ length of the header, 4 bytes │ header, JSON │ the stretches, one after another
 *
 * Only stretches that differ from a fresh memory are in it: what the WebAssembly module itself
 * brings (a quarter of what is not zero) would be downloaded twice otherwise.
 *
 * Engines differ in two places that lie in the image, and are repaired here: see `repairTable` and
 * `keepTrampoline`.
 */

import type createPyodideModule from "pyodide/pyodide.asm.mjs";
import type { Format } from "./download";
import { release } from "./release";

interface Header {
  /** Bytes of memory. */
  memory: number;
  /**
   * Entries of the function table before the trampoline, which is the last where there is one:
   * function pointers in the image are indices into it.
   */
  table: number;
  /** Bytes of the archives that Python had on its path. */
  stdlib: number;
  pyrt: number;
  /** Pyodide's own words about the image, Base64: magic number, build, JavaScript objects. */
  head: string;
  /** Offset and length of each stretch, in turn. */
  runs: number[];
}

export interface StartImage {
  header: Header;
  /** Empty once they are in Python's memory. */
  stretches: Uint8Array;
}

const MAGIC = Array.from("PYRTIMG1", (letter) => letter.charCodeAt(0));
export const IMAGE: Format = { name: "a start image", magic: MAGIC };

type CreateModule = typeof createPyodideModule;

/** The parts of Pyodide's Emscripten module that are of concern here. */
interface Emscripten {
  HEAPU8: Uint8Array;
  HEAP32: Int32Array;
  HEAPU32: Uint32Array;
  API: { restoreSnapshot(bytes: Uint8Array): unknown };
  wasmTable: WebAssembly.Table;
  _malloc(bytes: number): number;
  _sbrk(bytes: number): number;
  __PyRuntime: number;
  __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: number;
  _timezone: number;
  _daylight: number;
  _tzname: number;
  __tzset_js(timezone: number, daylight: number, standard: number, summer: number): void;
}

/** Throws when `file` is something else. */
export function parseImage(file: Uint8Array): StartImage {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const start = MAGIC.length + 4;
  if (MAGIC.some((byte, i) => file[i] !== byte)) throw new Error("it is no start image");
  const end = start + view.getUint32(MAGIC.length, true);
  const header = JSON.parse(new TextDecoder().decode(file.subarray(start, end))) as Header;
  const stretches = file.subarray(end);
  const length = header.runs.reduce((sum, n, i) => (i % 2 ? sum + n : sum), 0);
  if (length !== stretches.byteLength) throw new Error("it is not complete");
  return { header, stretches };
}

/** What `loadPyodide` is given as `_loadSnapshot`. */
export function snapshotHead({ header }: StartImage): Uint8Array {
  return Uint8Array.from(atob(header.head), (letter) => letter.charCodeAt(0));
}

/** `create`, with a module that restores itself from the image. */
export function restoring(create: CreateModule, image: StartImage): CreateModule {
  return async (settings) => {
    const module: unknown = await create(settings);
    const python = module as Emscripten;
    const restore = python.API.restoreSnapshot;
    python.API.restoreSnapshot = (head) => {
      grow(python, image.header.memory);
      fits(python, image.header);
      const objects = restore(head);
      keepTrampoline(python, () => fill(python.HEAPU8, image));
      // Pyodide holds on to this function for good, and so to the image.
      release(image.stretches);
      image.stretches = new Uint8Array(0);
      setTimeZone(python);
      return objects;
    };
    return module as Awaited<ReturnType<CreateModule>>;
  };
}

/** To be asked for as C code does: Emscripten keeps count of it. */
function grow(python: Emscripten, memory: number): void {
  if (python.HEAPU8.length < memory) python._malloc(memory - python._sbrk(0));
}

function fits(python: Emscripten, { memory, table }: Header): void {
  if (python.HEAPU8.length < memory) throw new Error("its memory has another size");
  const trampoline = python.HEAP32[placeOfTrampoline(python)];
  const before = python.wasmTable.length - (trampoline === 0 ? 0 : 1);
  if (before !== table) throw new Error("its functions are others");
}

function fill(memory: Uint8Array, { header: { runs }, stretches }: StartImage): void {
  let from = 0;
  for (let i = 0; i < runs.length; i += 2) {
    const length = runs[i + 1] as number;
    memory.set(stretches.subarray(from, from + length), runs[i] as number);
    from += length;
  }
}

/**
 * Python calls C functions with odd signatures through a trampoline whose place in the table
 * depends on the engine (and is 0 where there is none), so each keeps its own.
 */
function keepTrampoline(python: Emscripten, restore: () => void): void {
  const own = python.HEAP32[placeOfTrampoline(python)] as number;
  restore();
  python.HEAP32[placeOfTrampoline(python)] = own;
}

function placeOfTrampoline(python: Emscripten): number {
  const offset = python.HEAP32[python.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >> 2] as number;
  return (python.__PyRuntime + offset) >> 2;
}

/** The C library has looked at the clock on the machine where the image was made. */
function setTimeZone(python: Emscripten): void {
  const [standard, summer] = python.HEAPU32.subarray(python._tzname >> 2) as Iterable<number>;
  python.__tzset_js(python._timezone, python._daylight, standard as number, summer as number);
}

/** A function, and a table that holds it: exported as `f` and `t`. */
const ONE_FUNCTION = Uint8Array.from([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 4, 1, 0x60, 0, 0],
  ...[3, 2, 1, 0],
  ...[4, 4, 1, 0x70, 0, 1],
  ...[7, 9, 2, 1, 0x66, 0, 0, 1, 0x74, 1, 0],
  ...[9, 7, 1, 0, 0x41, 0, 0x0b, 1, 0],
  ...[10, 4, 1, 2, 0, 0x0b],
]);

/**
 * In WebKit `table.get(i)` is another object than the export for the same function, against the
 * specification.  Emscripten finds functions by identity, so it would give those that a package's
 * modules ask for a second place, and pointers to one function would differ.
 */
export function repairTable(instance: WebAssembly.Instance): void {
  const { f, t } = new WebAssembly.Instance(new WebAssembly.Module(ONE_FUNCTION)).exports;
  if ((t as WebAssembly.Table).get(0) === f) return;
  const exports = Object.values(instance.exports);
  const table = exports.find((value) => value instanceof WebAssembly.Table);
  if (!table) return;
  // The name of an exported function is its index in the module.
  const isIndex = (name: string): boolean => /^[0-9]+$/.test(name);
  const known = new Map<string, unknown>();
  for (const value of exports) {
    if (typeof value === "function" && isIndex(value.name)) known.set(value.name, value);
  }
  const { length } = table;
  table.get = (index: number): unknown => {
    const entry: unknown = WebAssembly.Table.prototype.get.call(table, index);
    if (index >= length || typeof entry !== "function" || !isIndex(entry.name)) return entry;
    if (!known.has(entry.name)) known.set(entry.name, entry);
    return known.get(entry.name);
  };
  table.set = (index: number, value?: unknown): void => {
    // A place that is used anew holds what was put there.
    if (index < length) Reflect.deleteProperty(table, "get");
    WebAssembly.Table.prototype.set.call(table, index, value);
  };
}

/**
 * iOS has no trampoline, and a Python without one cannot be suspended: Pyodide would try, since
 * the image says so, and die.
 */
export function withoutSwitchingOnIos(): void {
  if (!/iPhone|iPad|iPod/.test(navigator.userAgent)) return;
  Reflect.deleteProperty(WebAssembly, "Suspending");
  Reflect.deleteProperty(WebAssembly, "promising");
}
