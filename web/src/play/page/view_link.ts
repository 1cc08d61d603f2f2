/** Links that are made here. */

import { h } from "./dom";

/** The address of this page with another query and fragment. */
export function linkTo(query: string, fragment: string): string {
  const url = new URL(window.location.href);
  url.search = query;
  url.hash = fragment;
  return url.href;
}

/** A button that copies a link to what is seen now; `make` makes it. */
export function viewLink(make: () => Promise<string>): HTMLElement {
  const status = h("span", { role: "status" });
  const copy = async (): Promise<void> => {
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(await make());
      status.textContent = "Copied";
    } catch (error) {
      status.textContent = `Not copied: ${error instanceof Error ? error.message : String(error)}`;
    }
  };
  const button = { type: "button", onclick: () => void copy() };
  return h("span", { class: "view-link" }, h("button", button, "Copy link to this view"), status);
}
