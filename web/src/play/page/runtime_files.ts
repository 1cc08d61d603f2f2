/**
 * The files of the runtime, fetched once by the page and handed to every frame.
 *
 * A frame without an origin could fetch them only from hosts that send CORS headers, which most
 * static hosts do not.
 */

import { WORKER_CODE } from "../messages";

/** What every app needs, the largest first. */
const ALWAYS = ["pyodide/pyodide.asm.wasm", "pyodide/start_image.gz", WORKER_CODE, "pyrt.zip"];
/** For imports that nobody could foresee. */
const LATER = "pyodide/python_stdlib.zip";

export type RuntimeFile =
  { name: string; bytes: ArrayBuffer } | { name: string; bytes: null; why: string };

export class RuntimeFiles {
  readonly #folder: URL;
  readonly #build: string;
  readonly #files = new Map<string, Promise<RuntimeFile>>();

  constructor(folder: URL, build: string) {
    this.#folder = folder;
    this.#build = build;
  }

  /** Every file that a frame needs to start Python, each as soon as it is here. */
  forStart(): Promise<RuntimeFile>[] {
    return ALWAYS.map((name) => this.get(name));
  }

  /** For when nothing else is on its way. */
  later(): Promise<RuntimeFile> {
    return this.get(LATER);
  }

  /** Never rejects.  A file that could not be fetched is asked for again the next time. */
  get(name: string): Promise<RuntimeFile> {
    let file = this.#files.get(name);
    if (!file) {
      file = this.#fetch(name);
      this.#files.set(name, file);
      void file.then(({ bytes }) => bytes ?? this.#files.delete(name));
    }
    return file;
  }

  async #fetch(name: string): Promise<RuntimeFile> {
    const url = new URL(`${name}?v=${this.#build}`, this.#folder);
    try {
      const response = await fetch(url);
      if (response.ok) return { name, bytes: await response.arrayBuffer() };
      const why = `${url.href} answered ${response.status} ${response.statusText}`.trim();
      return { name, bytes: null, why: `${why}. Publish the whole folder of the playground.` };
    } catch {
      const why = `${url.href} could not be reached. Check the connection and reload the page.`;
      return { name, bytes: null, why };
    }
  }
}
