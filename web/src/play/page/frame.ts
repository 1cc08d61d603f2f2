/**
 * One frame with an app, seen from outside.
 *
 * `allow-same-origin` is what the sandbox must never have: with it the app would be a page of this
 * host.  Nor may it have `allow-top-navigation` or `allow-popups`.  Downloads are left out too,
 * because a link that is downloaded reaches other hosts and no policy asks about it.
 */

import { readFromFrame, type AppInFrame, type FromFrame, type ToFrame } from "../messages";
import type { RuntimeFile, RuntimeFiles } from "./runtime_files";

/** `allow-forms`: without it forms have no `submit` event; the policy keeps them from being sent. */
const SANDBOX = "allow-scripts allow-forms allow-modals";

/** `left`: the app has navigated its frame to somewhere else, and is gone. */
export type Said = FromFrame | { type: "left" };
export type Listener = (message: Said) => void;

export class AppFrame {
  readonly element: HTMLIFrameElement;
  readonly #files: RuntimeFiles;
  readonly #hello: Promise<void>;
  #listener: Listener | null = null;
  #said: Said[] = [];
  #loads = 0;
  /** Another one is another document's: the app has loaded the frame anew. */
  #hellos = 0;
  readonly #asked: ((json: string) => void)[] = [];
  readonly #hear = (event: MessageEvent<unknown>): void => this.#take(event);
  #greeted!: () => void;

  /** Begins at once to start Python in it; `url` is that of `frame.html`. */
  constructor(url: URL, files: RuntimeFiles) {
    this.#files = files;
    this.#hello = new Promise((resolve) => (this.#greeted = resolve));
    this.element = document.createElement("iframe");
    this.element.setAttribute("sandbox", SANDBOX);
    this.element.title = "The app";
    this.element.allow = "clipboard-write";
    this.element.referrerPolicy = "no-referrer";
    this.element.src = url.href;
    this.element.addEventListener("load", () => {
      this.#loads += 1;
      if (this.#loads > 1) void this.#whetherLeft();
    });
    window.addEventListener("message", this.#hear);
    for (const file of files.forStart()) void this.#pass(file);
  }

  listen(listener: Listener): void {
    this.#listener = listener;
    for (const message of this.#said.splice(0)) listener(message);
  }

  /** Gives it the app, which runs from then on. */
  async start(app: AppInFrame, made: ReadonlyMap<string, Uint8Array>, needed: string[]) {
    const given = needed.map((name) => this.#pass(this.#files.get(name)));
    await this.#hello;
    for (const [name, bytes] of made) {
      this.#post({ type: "file", name, bytes: bytes.slice().buffer as ArrayBuffer });
    }
    this.#post({ type: "start", app });
    await Promise.all(given);
  }

  /** The browser's buttons have led to `path`. */
  moveTo(path: string): void {
    this.#post({ type: "at", path });
  }

  /** The view as it is now, as JSON; `{}` from an app that does not answer. */
  async view(): Promise<string> {
    return (await this.#answer()) ?? "{}";
  }

  /** What nobody waits for now. */
  giveLater(): void {
    void this.#pass(this.#files.later());
  }

  /** Ends the app and whatever it has started. */
  remove(): void {
    window.removeEventListener("message", this.#hear);
    this.element.remove();
  }

  /** WebKit also says that it has loaded where only the fragment is another one. */
  async #whetherLeft(): Promise<void> {
    if (this.#hellos > 1 || (await this.#answer()) === null) this.#say({ type: "left" });
  }

  /** Null from an app that does not answer, as one that is gone. */
  #answer(): Promise<string | null> {
    return new Promise((resolve) => {
      this.#asked.push(resolve);
      this.#post({ type: "view" });
      window.setTimeout(() => resolve(null), ANSWER_MS);
    });
  }

  async #pass(file: Promise<RuntimeFile>): Promise<void> {
    const arrived = await file;
    await this.#hello;
    const { name } = arrived;
    if (arrived.bytes) this.#post({ type: "file", name, bytes: arrived.bytes });
    else this.#post({ type: "file-failed", name, why: arrived.why });
  }

  #post(message: ToFrame): void {
    // It has no origin that could be named; only what this page has put into it can hear this.
    this.element.contentWindow?.postMessage(message, "*");
  }

  #take({ source, data }: MessageEvent<unknown>): void {
    if (source === null || source !== this.element.contentWindow) return;
    const message = readFromFrame(data);
    if (message?.type === "hello") this.#greet();
    else if (message?.type === "view") this.#asked.shift()?.(message.json);
    else if (message) this.#say(message);
  }

  #greet(): void {
    this.#hellos += 1;
    this.#greeted();
  }

  #say(message: Said): void {
    if (this.#listener) this.#listener(message);
    else if (this.#said.length < SAID) this.#said.push(message);
  }
}

/** An app that keeps its page busy is not waited for. */
const ANSWER_MS = 2000;
/** Messages that are kept until somebody listens. */
const SAID = 1000;
