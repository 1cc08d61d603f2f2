/**
 * The files that a worker is given, in the place of a network.
 *
 * Whatever lies below the folder that they are from is waited for here; everything else goes to the real
 * `fetch`, where the frame's policy decides.
 */

import type { Given } from "../../worker/given";
import type { NoMore } from "../frame/workers";
import type { ToFrame } from "../messages";

type FileMessage = Extract<ToFrame, { type: "file" | "file-failed" }>;
type Fetch = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;

export class GivenFiles implements Given {
  readonly here: URL;
  readonly #folder: string;
  readonly #fetch: Fetch;
  readonly #messages = new Map<string, FileMessage>();
  readonly #waiting = new Map<string, (() => void)[]>();

  #complete = false;

  constructor({ here, folder, port }: typeof self.__pyrt_files, otherwise: Fetch) {
    this.here = new URL(here);
    this.#folder = folder;
    this.#fetch = otherwise;
    port.onmessage = ({ data }: MessageEvent<FileMessage | NoMore>) => {
      if (data.type === "no-more") this.#end();
      else this.#take(data);
    };
  }

  now(url: URL): Uint8Array {
    const message = this.#messages.get(this.#nameOf(url.href) ?? "");
    if (message?.type === "file") return new Uint8Array(message.bytes);
    throw new Error(
      message?.type === "file-failed"
        ? message.why
        : `${url.pathname} has not arrived yet. Import what needs it at the top of a file of the ` +
            "app, in plain words: then it is waited for.",
    );
  }

  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const url = input instanceof Request ? input.url : String(input);
    const name = this.#nameOf(url);
    return name === null ? this.#fetch.call(self, input, init) : this.#answer(name);
  }

  async #answer(name: string): Promise<Response> {
    const message = this.#messages.get(name) ?? (await this.#arrival(name));
    if (message.type === "file") return new Response(message.bytes);
    throw new TypeError(message.why);
  }

  #arrival(name: string): Promise<FileMessage> {
    if (this.#complete) return Promise.resolve(missing(name));
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(name) ?? [];
      this.#waiting.set(name, waiting);
      waiting.push(() => resolve(this.#messages.get(name) as FileMessage));
    });
  }

  #take(message: FileMessage): void {
    this.#messages.set(message.name, message);
    for (const arrived of this.#waiting.get(message.name) ?? []) arrived();
    this.#waiting.delete(message.name);
  }

  #end(): void {
    this.#complete = true;
    for (const name of this.#waiting.keys()) this.#take(missing(name));
  }

  /** Path below the folder, without the query that keeps caches apart. */
  #nameOf(url: string): string | null {
    if (!url.startsWith(this.#folder)) return null;
    return decodeURIComponent(url.slice(this.#folder.length).split(/[?#]/, 1)[0] as string);
  }
}

function missing(name: string): FileMessage {
  return { type: "file-failed", name, why: `There is no file ${name} in this page.` };
}
