/**
 * Files of the site, fetched side by side, counted, and looked at before anybody uses them.
 *
 * A server that answers a missing file with a friendly page and status 200 would otherwise fail
 * deep inside Pyodide, some of it without a word.
 */

import { integrity } from "../boot/integrity";
import { joined } from "./joined";
import { release } from "./release";
import { DataApart, type InitialData, type WasmFile } from "./wasm_data";

/** The message names the file, its URL, what came instead and what to do. */
export class DownloadError extends Error {
  readonly file: string;

  constructor(url: URL, problem: string, remedy: string) {
    super(`${problem} ${remedy}`);
    this.file = url.pathname.split("/").pop() ?? url.href;
  }
}

interface Download {
  body: ReadableStream<Uint8Array>;
  failure: DownloadError | undefined;
}

export interface Format {
  name: string;
  magic: readonly number[];
}

const WASM: Format = { name: "a WebAssembly module", magic: [0x00, 0x61, 0x73, 0x6d] };
const ZIP: Format = { name: "a zip archive", magic: [0x50, 0x4b] };
const GZIP: Format = { name: "a gzip file", magic: [0x1f, 0x8b] };
const JSON_OBJECT: Format = { name: "JSON", magic: [0x7b] };

const PUBLISH = "Publish the whole folder that the build made, and reload the page.";
const EXCHANGED =
  "The file was changed, or is from another build. Build again, publish the whole folder, and " +
  "reload the page without its cache (Ctrl+Shift+R).";
const CONNECTION = "Check the connection and reload the page.";

/** Fetches files and tells how much of them all has arrived. */
export class Downloads {
  readonly #tell: (fraction: number) => void;
  #expected = 0;
  #received = 0;

  constructor(tell: (fraction: number) => void) {
    this.#tell = tell;
  }

  /** Compiled while it arrives, without its data. */
  wasm(url: URL, expectedBytes: number): Promise<WasmFile> {
    return handled(this.#compile(url, expectedBytes));
  }

  /** With a `sha256`, these bytes or none. */
  zip(url: URL, { expectedBytes = 0, sha256 = "" } = {}): Promise<Uint8Array> {
    return handled(this.#bytes(url, [ZIP], expectedBytes, sha256));
  }

  async json(url: URL, { sha256 = "" } = {}): Promise<string> {
    return new TextDecoder().decode(await handled(this.#bytes(url, [JSON_OBJECT], 0, sha256)));
  }

  /** What a gzip file holds.  `sha256` is the file's, and may become known while it arrives. */
  gzip(
    url: URL,
    held: Format,
    expectedBytes: number,
    sha256: Promise<string> = Promise.resolve(""),
  ): Promise<Uint8Array> {
    return handled(this.#unpacked(url, held, expectedBytes, sha256));
  }

  /** The same for a zip archive.  `sha256` has that of the gzip file and that of the archive. */
  gzippedZip(url: URL, sha256: string): Promise<Uint8Array> {
    const file = this.#bytes(url, [GZIP, ZIP], 0, sha256);
    return handled(file.then((content) => (fits(content, GZIP) ? unpack(content) : content)));
  }

  async #compile(url: URL, expectedBytes: number): Promise<WasmFile> {
    const download = await this.#fetch(url, [WASM], expectedBytes);
    const apart = new DataApart();
    let data: InitialData | undefined;
    const splitter = new TransformStream<Uint8Array, Uint8Array<ArrayBuffer>>({
      transform: (chunk, controller) => {
        for (const part of apart.without(chunk)) {
          controller.enqueue(part as Uint8Array<ArrayBuffer>);
        }
      },
      flush: () => void (data = apart.data()),
    });
    // The type a server gives is no matter of ours, so the module gets the right one here.
    const headers = { "Content-Type": "application/wasm" };
    try {
      const code = new Response(download.body.pipeThrough(splitter), { headers });
      const module = await WebAssembly.compileStreaming(code);
      return { module, data: data as InitialData };
    } catch (error) {
      if (download.failure) throw download.failure;
      if (!(error instanceof WebAssembly.CompileError)) throw broken(url);
      const problem = `${url.href} could not be compiled: ${(error as Error).message}`;
      throw new DownloadError(url, problem, PUBLISH);
    }
  }

  async #unpacked(
    url: URL,
    held: Format,
    expectedBytes: number,
    sha256: Promise<string>,
  ): Promise<Uint8Array> {
    const download = await this.#fetch(url, [GZIP, held], expectedBytes);
    const file: Uint8Array[] = [];
    let unpacking: Unpacking | undefined;
    try {
      for await (const chunk of chunks(download.body)) {
        // Some servers take the ending for an encoding, and the browser has unpacked the file then:
        // there is nothing left that the hash belongs to.
        if (file.length === 0 && fits(chunk, GZIP)) unpacking = new Unpacking();
        unpacking?.add(chunk);
        file.push(chunk);
      }
    } catch {
      throw download.failure ?? broken(url);
    }
    const whole = joined(file);
    if (!unpacking) return whole;
    const hash = await sha256;
    if (hash) await check(url, whole, hash);
    release(whole);
    return unpacking.end();
  }

  async #bytes(
    url: URL,
    formats: Format[],
    expectedBytes: number,
    sha256 = "",
  ): Promise<Uint8Array> {
    const download = await this.#fetch(url, formats, expectedBytes, sha256);
    let content: ArrayBuffer;
    try {
      content = await new Response(download.body).arrayBuffer();
    } catch {
      throw download.failure ?? broken(url);
    }
    if (sha256) await check(url, content, sha256);
    return new Uint8Array(content);
  }

  /** The file as it arrives.  `failure` says afterwards what was wrong with it. */
  async #fetch(url: URL, formats: Format[], expectedBytes: number, sha256 = ""): Promise<Download> {
    const response = await request(url, sha256);
    const length = this.#expect(response, expectedBytes);
    let received = 0;
    const counter = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        if (received === 0 && !formats.some((format) => fits(chunk, format))) {
          download.failure = notA(url, formats, response);
          controller.error(download.failure);
          return;
        }
        received += chunk.byteLength;
        this.#count(chunk.byteLength);
        controller.enqueue(chunk);
      },
      flush: (controller) => {
        if (received === 0) controller.error((download.failure = notA(url, formats, response)));
        this.#count(length - received);
      },
    });
    const body = (response.body as ReadableStream<Uint8Array>).pipeThrough(counter);
    const download: Download = { body, failure: undefined };
    return download;
  }

  /** How many bytes to count on.  With a Content-Encoding the length is not the file's. */
  #expect(response: Response, expectedBytes: number): number {
    const encoded = response.headers.has("Content-Encoding");
    const length = Number(response.headers.get("Content-Length"));
    const expected = length > 0 && !encoded ? length : expectedBytes;
    this.#expected += expected;
    return expected;
  }

  #count(bytes: number): void {
    this.#received += bytes;
    if (this.#expected > 0) this.#tell(Math.min(1, this.#received / this.#expected));
  }
}

/** A gzip file that is unpacked while it arrives: when its end is there, little is left to do. */
class Unpacking {
  readonly #content: Promise<ArrayBuffer>;
  readonly #packed: WritableStreamDefaultWriter<BufferSource>;

  constructor() {
    const { readable, writable } = new DecompressionStream("gzip");
    this.#packed = writable.getWriter();
    this.#content = handled(new Response(readable).arrayBuffer());
  }

  add(chunk: Uint8Array): void {
    // What is wrong with it, `end` says.
    this.#packed.write(chunk as Uint8Array<ArrayBuffer>).catch(() => undefined);
  }

  async end(): Promise<Uint8Array> {
    this.#packed.close().catch(() => undefined);
    return new Uint8Array(await this.#content);
  }
}

async function unpack(file: Uint8Array): Promise<Uint8Array> {
  const unpacking = new Unpacking();
  unpacking.add(file);
  return unpacking.end();
}

async function* chunks(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/** Others may fail first; then nobody asks for this one any more, and that is no second failure. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

async function request(url: URL, sha256: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, sha256 && !canHash() ? { integrity: integrity(sha256) } : {});
  } catch {
    throw new DownloadError(url, `${url.href} could not be reached.`, CONNECTION);
  }
  if (response.ok) return response;
  const problem = `${url.href} answered ${response.status} ${response.statusText}`.trim() + ".";
  throw new DownloadError(url, problem, PUBLISH);
}

function fits(chunk: Uint8Array, { magic }: Format): boolean {
  return magic.every((byte, i) => i >= chunk.byteLength || chunk[i] === byte);
}

function notA(url: URL, [format]: Format[], response: Response): DownloadError {
  const type = response.headers.get("Content-Type") ?? "no type";
  const problem = `${url.href} answered ${response.status}, but not with ${format?.name} (${type}).`;
  return new DownloadError(url, problem, PUBLISH);
}

/** Without HTTPS (an intranet's plain host) a page may not hash; the browser itself still can. */
function canHash(): boolean {
  return (crypto as Partial<Crypto>).subtle !== undefined;
}

async function check(url: URL, content: BufferSource, sha256: string): Promise<void> {
  if (!canHash()) return;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (sha256.split(" ").includes(found)) return;
  const problem =
    `${url.href} is not the file that this page was built with: its hash is another one ` +
    `(sha256 ${found}, expected ${sha256}).`;
  throw new DownloadError(url, problem, EXCHANGED);
}

function broken(url: URL): DownloadError {
  const problem = `${url.href} broke off before its end.`;
  return new DownloadError(url, problem, CONNECTION);
}
