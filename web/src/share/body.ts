/**
 * What a link holds, and its bytes before compression: the twin of `pyrt/share/body.py`.
 *
 *     body = count (path size)* entry target count requirement* state content*
 */

import { malformed, noApp, tooLarge } from "./errors";
import { BODY_BYTES, FILES, REQUIREMENT_BYTES, REQUIREMENTS, STATE_DEPTH } from "./limits";
import { checkPaths } from "./paths";

/** Id of a component, as text -> the props that the user changed. */
export type State = Record<string, Record<string, unknown>>;

export interface SharedApp {
  /** Path, with slashes -> content, byte for byte. */
  files: ReadonlyMap<string, Uint8Array>;
  /** The script that defines the app: one of `files`. */
  entry: string;
  /** Empty, `:name` of one of several Dash objects, or `package.module:name` to be imported. */
  target: string;
  /** What the app needs besides pyrt, as pip would read it. */
  requirements: readonly string[];
  state: State;
}

/** Throws `ShareError`: a path, an entry point or a size that no reader would take. */
export function encodeBody(app: SharedApp): Uint8Array {
  const paths = sorted([...app.files.keys()]);
  checkPaths(paths);
  checkEntry(app.entry, app.target, paths);
  checkCounts(paths.length, app.requirements.length);
  const writer = new Writer();
  writer.varint(paths.length);
  for (const path of paths) {
    writer.text(path);
    writer.varint(app.files.get(path)!.length);
  }
  writer.varint(paths.indexOf(app.entry));
  writer.text(app.target);
  writer.varint(app.requirements.length);
  for (const requirement of app.requirements) {
    checkRequirement(requirement);
    writer.text(requirement);
  }
  writer.text(stateText(app.state));
  for (const path of paths) writer.bytes(app.files.get(path)!);
  return writer.whole();
}

/** Throws `ShareError`; every number in `data` is checked before it is believed. */
export function decodeBody(data: Uint8Array): SharedApp {
  const reader = new Reader(data);
  const count = reader.varint();
  checkCounts(count, 0);
  const table = Array.from({ length: count }, () => [reader.text(), reader.varint()] as const);
  const paths = table.map(([path]) => path);
  checkPaths(paths);
  if (sorted([...paths]).some((path, at) => path !== paths[at])) {
    throw malformed("its files are not sorted");
  }
  const entry = paths[reader.varint()] ?? "";
  const target = reader.text();
  checkEntry(entry, target, paths);
  const needs = reader.varint();
  checkCounts(0, needs);
  const requirements = Array.from({ length: needs }, () => reader.text());
  requirements.forEach(checkRequirement);
  const state = readState(reader.text());
  const files = new Map(table.map(([path, size]) => [path, reader.take(size)]));
  if (!reader.atEnd) throw malformed("there are bytes after its last file");
  return { files, entry, target, requirements, state };
}

const utf8 = new TextEncoder();
// A byte order mark is a part of the text like any other: Python keeps it too.
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** By their UTF-8, which is by code point; JavaScript's own order is another one. */
function sorted(paths: string[]): string[] {
  const order = (path: string) => Array.from(path, (letter) => letter.codePointAt(0)!);
  const keys = new Map(paths.map((path) => [path, order(path)]));
  return paths.sort((one, other) => {
    const [a, b] = [keys.get(one)!, keys.get(other)!];
    const at = a.findIndex((point, place) => point !== b[place]);
    return at < 0 ? a.length - b.length : a[at]! - (b[at] ?? -1);
  });
}

const TARGET = /^([^\x00-\x20\x7f:/]*):[^\x00-\x20\x7f:/.]+$/u;

function checkEntry(entry: string, target: string, paths: readonly string[]): void {
  if (!paths.includes(entry) || !entry.endsWith(".py")) throw noApp();
  if (target === "") return;
  const match = TARGET.exec(target);
  if (match === null) throw malformed("the name of its Dash object is none");
  const stem = match[1]!.replaceAll(".", "/");
  if (stem !== "" && entry !== `${stem}.py` && entry !== `${stem}/__init__.py`) {
    throw malformed("the module to import is not its script");
  }
}

function checkCounts(files: number, requirements: number): void {
  if (files > FILES) throw tooLarge(`${files} files; a link takes ${FILES}`);
  if (requirements > REQUIREMENTS) {
    throw tooLarge(`${requirements} requirements; a link takes ${REQUIREMENTS}`);
  }
}

function checkRequirement(text: string): void {
  if (text === "" || utf8.encode(text).length > REQUIREMENT_BYTES || /[\x00-\x1f\x7f]/.test(text)) {
    throw malformed("a requirement is empty, too long, or more than one line");
  }
}

// --- state -------------------------------------------------------------------------------------

function stateText(state: State): string {
  if (Object.keys(state).length === 0) return "";
  checkState(state);
  return JSON.stringify(state);
}

/** Props by component ids, of their JSON.  Throws a `ShareError` for everything else. */
export function readState(text: string): State {
  if (text === "") return {};
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch {
    throw malformed("its state is not JSON");
  }
  if (!isObject(state) || Object.keys(state).length === 0) {
    throw malformed("its state is not an object with an id in it");
  }
  checkState(state);
  return state as State;
}

function checkState(state: Record<string, unknown>): void {
  for (const [id, props] of Object.entries(state)) {
    if (id === "" || !isObject(props)) {
      throw malformed("its state is not an object of ids, each with an object of props");
    }
    checkValue(props, STATE_DEPTH);
  }
}

/** A JSON value, not too deep; `1e999` is JSON, but no number. */
function checkValue(value: unknown, depth: number): void {
  if (value === null || typeof value === "string" || typeof value === "boolean") return;
  if (typeof value === "number") {
    if (Number.isFinite(value)) return;
    throw malformed("its state has a number that JavaScript has not");
  }
  if (typeof value !== "object" || depth === 0) {
    throw malformed("its state has a value that is no JSON, or too many levels");
  }
  for (const child of Object.values(value)) checkValue(child, depth - 1);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

// --- numbers and texts -------------------------------------------------------------------------

class Writer {
  private readonly parts: Uint8Array[] = [];
  private size = 0;

  bytes(part: Uint8Array): void {
    this.size += part.length;
    if (this.size > BODY_BYTES) throw tooLarge(`the app has more than ${BODY_BYTES} bytes`);
    this.parts.push(part);
  }

  varint(number: number): void {
    const out: number[] = [];
    for (; number > 0x7f; number >>= 7) out.push((number & 0x7f) | 0x80);
    this.bytes(Uint8Array.of(...out, number));
  }

  text(text: string): void {
    if (/\p{Surrogate}/u.test(text)) throw malformed("a text in it has half a character");
    const data = utf8.encode(text);
    this.varint(data.length);
    this.bytes(data);
  }

  whole(): Uint8Array {
    const whole = new Uint8Array(this.size);
    let at = 0;
    for (const part of this.parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
}

class Reader {
  private at = 0;

  constructor(private readonly data: Uint8Array) {}

  get atEnd(): boolean {
    return this.at === this.data.length;
  }

  take(size: number): Uint8Array {
    if (size > this.data.length - this.at) throw malformed("it ends too early");
    this.at += size;
    return this.data.subarray(this.at - size, this.at);
  }

  varint(): number {
    let number = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.take(1)[0]!;
      number |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        // One way to write each number: two readers cannot disagree about the longer ones.
        if (shift > 0 && byte === 0) break;
        return number;
      }
    }
    throw malformed("a number in it is written in a wrong way");
  }

  text(): string {
    const data = this.take(this.varint());
    try {
      return strict.decode(data);
    } catch {
      throw malformed("a text in it is not UTF-8");
    }
  }
}
