/**
 * The tags of a page whose files stand in it.
 *
 * The build has left scripts and style sheets in their places, with `data-pyrt-src` or
 * `data-pyrt-href` for the address and a type that no browser runs.  Component libraries find their
 * further scripts beside themselves: they ask their tag for its address, and make tags of their own.
 */

import type { AssetUrl } from "../play/frame/assets";

export function showStyles(urlOf: AssetUrl, base: string): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>("link[data-pyrt-href]")) {
    const url = new URL(link.dataset["pyrtHref"] as string, base).href;
    link.href = urlOf(url) ?? url;
  }
}

export function runScripts(urlOf: AssetUrl, base: string): void {
  giveAddresses(urlOf);
  for (const waiting of document.querySelectorAll<HTMLScriptElement>("script[data-pyrt-type]")) {
    const script = document.createElement("script");
    const { pyrtType: type = "", pyrtSrc: src } = waiting.dataset;
    for (const { name, value } of waiting.attributes) {
      if (name !== "type" && !name.startsWith("data-pyrt-")) script.setAttribute(name, value);
    }
    if (type) script.type = type;
    // Those that were written into the HTML take their turn, too: as files they can.
    script.src = src === undefined ? ofText(waiting) : new URL(src, base).href;
    script.async = false;
    waiting.replaceWith(script);
  }
}

function ofText({ textContent }: HTMLScriptElement): string {
  return URL.createObjectURL(new Blob([textContent ?? ""], { type: "text/javascript" }));
}

/** A tag with the address of a file in the page loads this file, and goes on naming the address. */
function giveAddresses(urlOf: AssetUrl): void {
  const named = new WeakMap<HTMLScriptElement, string>();
  const original = Object.getOwnPropertyDescriptor(HTMLScriptElement.prototype, "src") as {
    get: (this: HTMLScriptElement) => string;
    set: (this: HTMLScriptElement, url: string) => void;
  };
  Object.defineProperty(HTMLScriptElement.prototype, "src", {
    configurable: true,
    enumerable: true,
    get(this: HTMLScriptElement) {
      return named.get(this) ?? original.get.call(this);
    },
    set(this: HTMLScriptElement, url: string) {
      const found = urlOf(url);
      if (found !== undefined) named.set(this, url);
      original.set.call(this, found ?? url);
    },
  });
}
