/** The files of the app as a row of tabs, and the one that is open. */

import { h } from "../page/dom";

/** In the place of a path: the tab that is no file. */
export const PACKAGES = "";

export class FileTabs {
  readonly element = h("div", { role: "tablist", class: "file-tabs", "aria-label": "Files" });
  readonly #choose: (path: string) => void;

  constructor(choose: (path: string) => void) {
    this.#choose = choose;
    this.element.addEventListener("keydown", (event) => this.#move(event));
  }

  show(paths: readonly string[], open: string, entry: string): void {
    const tabs = [...paths, PACKAGES].map((path) => {
      const chosen = path === open;
      return h(
        "button",
        {
          role: "tab",
          type: "button",
          id: chosen ? "open-tab" : false,
          "aria-selected": String(chosen),
          "aria-controls": "file-panel",
          tabindex: chosen ? "0" : "-1",
          "data-path": path,
          onclick: () => this.#choose(path),
        },
        path === PACKAGES ? "Packages" : path,
        ...(path === entry ? [" ", h("span", { class: "badge" }, "starts")] : []),
      );
    });
    const hadFocus = this.element.contains(document.activeElement);
    this.element.replaceChildren(...tabs);
    const chosen = tabs.find((tab) => tab.tabIndex === 0);
    if (hadFocus) chosen?.focus();
    chosen?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  }

  /** Arrow keys, Home and End, as in every row of tabs. */
  #move(event: KeyboardEvent): void {
    const tabs = [...this.element.children] as HTMLElement[];
    const at = tabs.findIndex((tab) => tab === event.target);
    const next = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      Home: 0,
      End: tabs.length - 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.#choose(tabs.at(next % tabs.length)?.dataset["path"] ?? "");
  }
}
