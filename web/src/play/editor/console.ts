/** What the app prints, and its tracebacks; a place in its own files is a button that goes there. */

import type { ConsoleLevel } from "../messages";
import { h } from "../page/dom";
import { PLACE } from "./marks";

/** More than anybody reads; the oldest go. */
const LINES = 1000;

export class ConsolePane {
  readonly element: HTMLElement;
  readonly #lines = h("div", {
    role: "log",
    class: "lines",
    tabindex: "0",
    "aria-label": "Output",
  });
  readonly #count = h("span", { class: "quiet" });
  readonly #isOwn: (path: string) => boolean;
  readonly #jump: (path: string, line: number) => void;

  constructor(isOwn: (path: string) => boolean, jump: (path: string, line: number) => void) {
    this.#isOwn = isOwn;
    this.#jump = jump;
    const clear = h("button", { type: "button", onclick: () => this.clear() }, "Clear");
    const fold = h("button", { type: "button", "aria-expanded": "true" }, "Hide");
    fold.addEventListener("click", () => {
      const folded = this.element.classList.toggle("folded");
      fold.setAttribute("aria-expanded", String(!folded));
      fold.textContent = folded ? "Show" : "Hide";
    });
    this.element = h(
      "section",
      { class: "console", "aria-label": "Console" },
      h("header", {}, h("h2", {}, "Console"), this.#count, clear, fold),
      this.#lines,
    );
  }

  clear(): void {
    this.#lines.replaceChildren();
    this.#count.textContent = "";
  }

  add(level: ConsoleLevel, text: string): void {
    const followed =
      this.#lines.scrollTop + this.#lines.clientHeight >= this.#lines.scrollHeight - 4;
    this.#lines.append(h("pre", { class: level }, ...this.#withPlaces(text)));
    while (this.#lines.childElementCount > LINES) this.#lines.firstElementChild?.remove();
    this.#count.textContent = String(this.#lines.childElementCount);
    if (followed) this.#lines.scrollTop = this.#lines.scrollHeight;
  }

  #withPlaces(text: string): (Node | string)[] {
    const parts: (Node | string)[] = [];
    let end = 0;
    for (const match of text.matchAll(PLACE)) {
      const [whole, path = "", line = ""] = match;
      if (!this.#isOwn(path)) continue;
      parts.push(text.slice(end, match.index));
      const go = (): void => this.#jump(path, Number(line));
      parts.push(h("button", { type: "button", class: "place", onclick: go }, whole));
      end = match.index + whole.length;
    }
    return [...parts, text.slice(end)];
  }
}
