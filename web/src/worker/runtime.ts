/**
 * Python with pyrt in it, from the files of the runtime folder: out of the start image if that is
 * possible, else step by step, which takes longer.
 */

import type { PyodideAPI } from "pyodide";
import type { Downloads } from "./download";
import { IMAGE, parseImage, type StartImage } from "./image";
import { addLateFile, readNow } from "./late_file";
import { startPython, type Distribution, type Output } from "./python";
import { release } from "./release";
import type { WasmFile } from "./wasm_data";

/** A zip archive of modules: in the runtime folder, and where Python has it on its path. */
interface Archive {
  file: string;
  mounted: string;
  /** For the progress bar where a server compresses and does not tell. */
  bytes: number;
}

const STDLIB: Archive = {
  file: "pyodide/python_stdlib.zip",
  mounted: "/lib/python314.zip",
  bytes: 10_600_000,
};
const PYRT: Archive = { file: "pyrt.zip", mounted: "/lib/pyrt.zip", bytes: 800_000 };
const WASM_BYTES = 9_600_000;
const IMAGE_FILE = "pyodide/start_image.gz";
const IMAGE_BYTES = 3_800_000;

export class Runtime {
  readonly #worker: URL;
  readonly #downloads: Downloads;
  readonly #output: Output;
  readonly #wasm: Promise<WasmFile>;
  readonly #image: Promise<StartImage>;
  #stdlib: Promise<Uint8Array> | null = null;

  /**
   * `worker` is the address of `worker.js`; the other files lie beside it, but for the image where
   * the app has its own, whose address stands behind a `#`.  `hashes` are the
   * site's (`SiteConfig.hashes`), which arrive while the files are on their way.
   */
  constructor(
    worker: URL,
    downloads: Downloads,
    output: Output,
    hashes: Promise<Record<string, string>>,
  ) {
    this.#worker = worker;
    this.#downloads = downloads;
    this.#output = output;
    this.#wasm = downloads.wasm(this.url("pyodide/pyodide.asm.wasm"), WASM_BYTES);
    const own = decodeURIComponent(worker.hash.slice(1));
    const imageUrl = own ? new URL(own) : this.url(IMAGE_FILE);
    // An image of another build would be yesterday's Python under today's page.
    const known = own || new URL(IMAGE_FILE, worker).href;
    const sha256 = hashes.then((all) => all[known] ?? "");
    const image = downloads.gzip(imageUrl, IMAGE, IMAGE_BYTES, sha256);
    this.#image = image.then(parseImage);
    // It may fail before anybody waits for it, and Python starts without it as well.
    this.#image.catch(() => undefined);
  }

  /** For an app that imports what the image does not hold: better now than in the middle. */
  fetchStdlib(): Promise<Uint8Array> {
    return (this.#stdlib ??= this.#fetch(STDLIB));
  }

  /** `starting` is called when the files are there and Python's part begins. */
  async start(starting: () => void, distribution: Distribution | null = null): Promise<PyodideAPI> {
    const wasm = await this.#wasm;
    const python = await this.#started(wasm, starting, distribution);
    release(wasm.data.bytes);
    return python;
  }

  async #started(
    wasm: WasmFile,
    starting: () => void,
    distribution: Distribution | null,
  ): Promise<PyodideAPI> {
    try {
      const image = await this.#image;
      starting();
      return await this.#fromImage(wasm, image, distribution);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#output.stderr(`pyrt starts without its start image, which takes longer: ${why}`);
    }
    return this.#stepByStep(wasm, starting, distribution);
  }

  async #fromImage(
    wasm: WasmFile,
    image: StartImage,
    distribution: Distribution | null,
  ): Promise<PyodideAPI> {
    const python = await startPython({ wasm, image, stdlib: null }, this.#output, distribution);
    const { stdlib, pyrt } = image.header;
    if (this.#stdlib) python.FS.writeFile(STDLIB.mounted, await this.#stdlib);
    else this.#addLate(python, STDLIB, stdlib);
    this.#addLate(python, PYRT, pyrt);
    const language = JSON.stringify(navigator.language || "C");
    python.runPython(`from pyrt.runtime.wake import wake_up; wake_up(${language})`);
    return python;
  }

  async #stepByStep(
    wasm: WasmFile,
    starting: () => void,
    distribution: Distribution | null,
  ): Promise<PyodideAPI> {
    const [stdlib, pyrt] = await Promise.all([this.fetchStdlib(), this.#fetch(PYRT)]);
    starting();
    const python = await startPython({ wasm, image: null, stdlib }, this.#output, distribution);
    python.FS.writeFile(PYRT.mounted, pyrt);
    python.runPython(`import sys; sys.path.append("${PYRT.mounted}")`);
    return python;
  }

  #addLate(python: PyodideAPI, archive: Archive, length: number): void {
    const url = this.url(archive.file);
    addLateFile(python.FS, archive.mounted, length, () => readNow(url));
  }

  #fetch({ file, bytes }: Archive): Promise<Uint8Array> {
    return this.#downloads.zip(this.url(file), { expectedBytes: bytes });
  }

  /** The query keeps the files of one build apart from another's in every cache. */
  url(file: string): URL {
    return new URL(file + this.#worker.search, this.#worker);
  }
}
