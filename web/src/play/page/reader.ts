/** The files of an app, to be read before it runs. */

import type { SharedApp } from "../../share/body";
import { bytes, h } from "./dom";

export interface Choices {
  run(): void;
  back(): void;
}

export function reader(app: SharedApp, choices: Choices): HTMLElement {
  const text = h("pre", { class: "code", tabindex: "0", "aria-label": "Code" });
  const tabs = [...app.files.keys()].map((path) =>
    h("button", { role: "tab", "aria-selected": "false", onclick: () => show(path) }, path),
  );
  const show = (path: string): void => {
    const content = app.files.get(path) as Uint8Array;
    text.textContent = isText(content)
      ? new TextDecoder().decode(content)
      : `${bytes(content.length)} that are no text.`;
    for (const tab of tabs) {
      tab.setAttribute("aria-selected", String(tab.textContent === path));
    }
  };
  show(app.entry);
  return h(
    "section",
    { class: "card reader", "aria-label": "The code of the app" },
    h("div", { role: "tablist", class: "tabs" }, ...tabs),
    text,
    h(
      "div",
      { class: "actions" },
      h("button", { class: "primary", id: "run", onclick: choices.run }, "Run the app"),
      h("button", { onclick: choices.back }, "Back"),
    ),
  );
}

export function isText(content: Uint8Array): boolean {
  try {
    return !new TextDecoder("utf-8", { fatal: true }).decode(content).includes("\0");
  } catch {
    return false;
  }
}
