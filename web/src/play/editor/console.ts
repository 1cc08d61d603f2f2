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
  #waiting: [level: ConsoleLevel, text: string][] = [];
  #said = 0;
  #frame = 0;
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
    this.#waiting = [];
    this.#said = 0;
    this.#lines.replaceChildren();
    this.#count.textContent = "";
  }

  /** Drawn with the next frame: an app may print faster than anything can be drawn. */
  add(level: ConsoleLevel, text: string): void {
    this.#said += 1;
    this.#waiting.push([level, text]);
    if (this.#waiting.length > 2 * LINES) this.#waiting.splice(0, LINES);
    this.#frame ||= window.requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    this.#frame = 0;
    const { scrollTop, clientHeight, scrollHeight } = this.#lines;
    const lines = this.#waiting
      .splice(0)
      .slice(-LINES)
      .map(([level, text]) => h("pre", { class: level }, ...this.#withPlaces(text)));
    this.#lines.append(...lines);
    while (this.#lines.childElementCount > LINES) this.#lines.firstElementChild?.remove();
    this.#count.textContent = this.#said ? this.#said.toLocaleString("en") : "";
    // Whoever has scrolled back stays there.
    if (scrollTop + clientHeight >= scrollHeight - 4) {
      this.#lines.scrollTop = this.#lines.scrollHeight;
    }
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
