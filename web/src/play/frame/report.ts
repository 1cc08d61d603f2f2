/** What the frame tells the page around it: where the app stands, and what it prints. */

import { isSave } from "../keys";
import type { FromFrame, FrameState } from "../messages";

type Tell = (message: FromFrame) => void;

/** Longer lines are cut: the page keeps them. */
const LINE = 10_000;

/** The frame's own console keeps everything as well. */
export function forwardConsole(tell: Tell): void {
  for (const level of ["log", "info", "warn", "error"] as const) {
    const original = console[level].bind(console);
    console[level] = (...values: unknown[]) => {
      original(...values);
      const text = values.map(inWords).join(" ").slice(0, LINE);
      tell({ type: "console", level: level === "info" ? "log" : level, text });
    };
  }
  window.addEventListener("error", ({ message }) => {
    if (message) tell({ type: "console", level: "error", text: message.slice(0, LINE) });
  });
}

/** Ctrl+S means the same wherever the focus is; an app may take it for itself. */
export function forwardSave(tell: Tell): void {
  window.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || !isSave(event)) return;
    event.preventDefault();
    if (event.isTrusted) tell({ type: "save" });
  });
}

/** From now on. */
export function reportTitle(tell: Tell): void {
  let last = document.title;
  // The element may be another one by then.
  new MutationObserver(() => {
    if (document.title === last) return;
    last = document.title;
    tell({ type: "title", title: last.slice(0, LINE) });
  }).observe(document.head, { childList: true, subtree: true, characterData: true });
}

/** From now on. */
export function reportState(tell: Tell): void {
  const root = document.documentElement;
  let shown = false;
  new MutationObserver(() => {
    const state = root.dataset["pyrt"] as FrameState | undefined;
    if (state) tell({ type: "state", state });
  }).observe(root, { attributeFilter: ["data-pyrt"] });
  // The screen of the start stands in the entry point until the layout takes its place.
  const entry = document.getElementById("react-entry-point") as HTMLElement;
  const observer = new MutationObserver(() => {
    if (shown || entry.querySelector("._dash-loading")) return;
    shown = true;
    observer.disconnect();
    tell({ type: "shown" });
  });
  observer.observe(entry, { childList: true, subtree: true });
}

function inWords(value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof Error) return value.stack ?? value.message;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
