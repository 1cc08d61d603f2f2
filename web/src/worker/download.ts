/**
 * Files of the site, fetched side by side, counted, and looked at before anybody uses them.
 *
 * A server that answers a missing file with a friendly page and status 200 would otherwise fail
 * deep inside Pyodide, some of it without a word.
 */

/** The message names the file, its URL, what came instead and what to do. */
export class DownloadError extends Error {
  readonly file: string;

  constructor(file: string, problem: string, remedy: string) {
    super(`${problem} ${remedy}`);
    this.file = file;
  }
}

interface Format {
  name: string;
  magic: readonly number[];
}

const WASM: Format = { name: "a WebAssembly module", magic: [0x00, 0x61, 0x73, 0x6d] };
const ZIP: Format = { name: "a zip archive", magic: [0x50, 0x4b] };

const PUBLISH = "Publish the whole folder that the build made, and reload the page.";
const CONNECTION = "Check the connection and reload the page.";

/** Fetches files and tells how much of them all has arrived. */
export class Downloads {
  readonly #tell: (fraction: number) => void;
  readonly #query: string;
  #expected = 0;
  #received = 0;

  /** `query` keeps the runtime files of one build apart from another's in every cache. */
  constructor(query: string, tell: (fraction: number) => void) {
    this.#query = query;
    this.#tell = tell;
  }

  /** Compiled while it arrives. */
  wasm(url: URL, expectedBytes: number): Promise<WebAssembly.Module> {
    return this.#handled(async () => {
      let failure: unknown;
      const body = await this.#body(
        this.#versioned(url),
        WASM,
        expectedBytes,
        "default",
        (error) => {
          failure = error;
        },
      );
      // The type a server gives is no matter of ours, so the module gets the right one here.
      const response = new Response(body, { headers: { "Content-Type": "application/wasm" } });
      try {
        return await WebAssembly.compileStreaming(response);
      } catch (error) {
        if (failure) throw failure;
        const problem = `${url.href} could not be compiled: ${(error as Error).message}`;
        throw new DownloadError(fileName(url), problem, PUBLISH);
      }
    });
  }

  /** A file of the runtime. */
  zip(url: URL, expectedBytes: number): Promise<Uint8Array> {
    return this.#handled(() => this.#bytes(this.#versioned(url), expectedBytes, "default"));
  }

  /** A file of the app: always asked for anew, because its name does not change with its contents. */
  freshZip(url: URL): Promise<Uint8Array> {
    return this.#handled(() => this.#bytes(url, 0, "no-cache"));
  }

  async #bytes(url: URL, expectedBytes: number, cache: RequestCache): Promise<Uint8Array> {
    let failure: unknown;
    const body = await this.#body(url, ZIP, expectedBytes, cache, (error) => {
      failure = error;
    });
    try {
      return new Uint8Array(await new Response(body).arrayBuffer());
    } catch {
      throw failure ?? broken(url);
    }
  }

  /** Others may fail first; then nobody asks for this one any more, and that is no second failure. */
  #handled<T>(work: () => Promise<T>): Promise<T> {
    const promise = work();
    promise.catch(() => undefined);
    return promise;
  }

  async #body(
    url: URL,
    format: Format,
    expectedBytes: number,
    cache: RequestCache,
    onFailure: (error: DownloadError) => void,
  ): Promise<ReadableStream<Uint8Array>> {
    const response = await request(url, cache);
    const length = this.#expect(response, expectedBytes);
    let received = 0;
    const counter = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        if (received === 0 && !fits(chunk, format)) {
          const error = notA(url, format, response);
          onFailure(error);
          controller.error(error);
          return;
        }
        received += chunk.byteLength;
        this.#count(chunk.byteLength);
        controller.enqueue(chunk);
      },
      flush: () => this.#count(length - received),
    });
    return (response.body as ReadableStream<Uint8Array>).pipeThrough(counter);
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

  #versioned(url: URL): URL {
    const versioned = new URL(url);
    versioned.search = this.#query;
    return versioned;
  }
}

async function request(url: URL, cache: RequestCache): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { cache });
  } catch {
    throw new DownloadError(fileName(url), `${url.href} could not be reached.`, CONNECTION);
  }
  if (response.ok) return response;
  const problem = `${url.href} answered ${response.status} ${response.statusText}`.trim() + ".";
  throw new DownloadError(fileName(url), problem, PUBLISH);
}

function fits(chunk: Uint8Array, { magic }: Format): boolean {
  return magic.every((byte, i) => i >= chunk.byteLength || chunk[i] === byte);
}

function notA(url: URL, format: Format, response: Response): DownloadError {
  const type = response.headers.get("Content-Type") ?? "no type";
  const problem = `${url.href} answered ${response.status}, but not with ${format.name} (${type}).`;
  return new DownloadError(fileName(url), problem, PUBLISH);
}

function broken(url: URL): DownloadError {
  const problem = `${url.href} broke off before its end.`;
  return new DownloadError(fileName(url), problem, CONNECTION);
}

function fileName(url: URL): string {
  return url.pathname.split("/").pop() ?? url.href;
}
