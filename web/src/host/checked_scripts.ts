/**
 * Scripts that come late, whoever asks for them: component libraries, plotly.js, and the chunks that
 * libraries load from beside themselves, by tags of their own making.  A tag that gets the address
 * of a file whose hash is known gets the hash with it, and the browser refuses another file.
 */

import { integrity } from "../boot/integrity";

export class CheckedScripts {
  /** Absolute URL, without a query -> sha256 in hex. */
  hashes: Readonly<Record<string, string>> = {};
  /** Tags whose `integrity` is from here: it goes when they get another address. */
  readonly #ours = new WeakSet<HTMLScriptElement>();

  /** For all tags that are given an address from now on. */
  watch(tag: { prototype: HTMLScriptElement } = HTMLScriptElement): void {
    const check = (script: HTMLScriptElement, url: string): void => this.#check(script, url);
    const { get, set } = Object.getOwnPropertyDescriptor(tag.prototype, "src") as {
      get: (this: HTMLScriptElement) => string;
      set: (this: HTMLScriptElement, url: string) => void;
    };
    Object.defineProperty(tag.prototype, "src", {
      configurable: true,
      enumerable: true,
      get,
      set(this: HTMLScriptElement, url: string) {
        // Before the address: a tag that is in the page already is loaded as soon as it has one.
        check(this, url);
        set.call(this, url);
      },
    });
  }

  #check(script: HTMLScriptElement, url: string): void {
    if (script.integrity && !this.#ours.has(script)) return;
    const sha256 = this.hashes[plain(url, script.baseURI)];
    if (sha256) this.#ours.add(script);
    script.integrity = sha256 ? integrity(sha256) : "";
  }
}

function plain(url: string, base: string): string {
  try {
    const { origin, pathname } = new URL(url, base);
    return origin + pathname;
  } catch {
    return "";
  }
}
