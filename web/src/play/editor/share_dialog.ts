/** The app as a link, with what it costs, and as files. */

import { zipSync } from "fflate";

import type { SharedApp, State } from "../../share/body";
import type { makeFragment } from "../../share/link";
import { h } from "../page/dom";
import { writePlace } from "../page/page_address";
import { linkTo } from "../page/view_link";
import { openDialog } from "./dialog";
import { nextStep, PLACES } from "./meter";
import { findSecrets, type Secret, type Secrets } from "./secrets";

/** How whoever opens the link sees it: the query of its address. */
const MODES: readonly [query: string, name: string][] = [
  ["", "the app"],
  ["?mode=split", "code and app"],
  ["?mode=edit", "the code"],
  ["?embed", "the app inside another page"],
];

export function shareDialog(
  app: SharedApp,
  title: string,
  make: typeof makeFragment,
  secrets: () => Promise<Secrets>,
  currentView: () => Promise<{ state: State; path: string }>,
): void {
  const link = h("textarea", { id: "link", readonly: true, rows: "4" });
  const mode = h(
    "select",
    { id: "link-mode" },
    ...MODES.map(([value, name]) => h("option", { value }, name)),
  );
  const view = h("input", { id: "link-view", type: "checkbox" });
  const passphrase = h("input", { id: "link-passphrase", type: "password", autocomplete: "off" });
  const problem = h("p", { role: "alert", class: "problem" });
  const meter = h("div", { role: "status", class: "meter" });
  const copied = h("span", { role: "status" });
  const copy = h("button", { type: "button", class: "primary" }, "Copy link");
  const action = (name: string, onclick: () => void): HTMLElement =>
    h("button", { type: "button", onclick }, name);
  const anyway = action("It is no secret: make the link", () => {
    anyway.hidden = isAllowed = true;
    drawn = draw();
  });
  anyway.hidden = true;
  let isAllowed = false;
  const files = Array.from(app.files, ([path, content]) =>
    action(path, () => download(content, path.slice(path.lastIndexOf("/") + 1))),
  );
  const name = app.entry.replace(/^.*\/|\.py$/g, "");
  const zip = action("All files (zip)", () =>
    download(zipSync(Object.fromEntries(app.files)) as Uint8Array<ArrayBuffer>, `${name}.zip`),
  );
  openDialog(
    `Share “${title}”`,
    h("label", { for: "link-mode" }, "Whoever opens it sees"),
    mode,
    h(
      "label",
      { class: "choice" },
      view,
      "This view: with what was typed and chosen in the app that runs",
    ),
    h("label", { for: "link-passphrase" }, "Passphrase (it is not in the link; empty: none)"),
    passphrase,
    h("label", { for: "link" }, "Link"),
    link,
    problem,
    anyway,
    h("div", { class: "actions" }, copy, copied),
    meter,
    h("h3", {}, "Download"),
    h("div", { class: "downloads" }, zip, ...files),
  ).classList.add("share");
  let asked = 0;
  const draw = async (): Promise<void> => {
    const mine = (asked += 1);
    copied.textContent = "";
    try {
      const found = isAllowed ? [] : findSecrets(app.files, await secrets());
      anyway.hidden = found.length === 0;
      if (found.length > 0) throw new Error(refusal(found));
      const { state, path } = view.checked ? await currentView() : { state: app.state, path: "/" };
      const made = await make({ ...app, state }, passphrase.value || undefined);
      // Sealing takes a moment, and another key may have been typed meanwhile.
      if (mine !== asked) return;
      link.value = linkTo(mode.value, writePlace({ path, link: made }));
      problem.textContent = "";
      meter.replaceChildren(...measured(link.value.length, app));
    } catch (error) {
      if (mine !== asked) return;
      link.value = "";
      problem.textContent = error instanceof Error ? error.message : String(error);
      meter.replaceChildren();
    }
  };
  let drawn = draw();
  void drawn.then(() => copy.focus());
  mode.addEventListener("change", () => (drawn = draw()));
  view.addEventListener("change", () => (drawn = draw()));
  passphrase.addEventListener("change", () => (drawn = draw()));
  copy.addEventListener("click", () => void copyLink());
  const copyLink = async (): Promise<void> => {
    await drawn;
    if (!link.value) return;
    try {
      await navigator.clipboard.writeText(link.value);
      copied.textContent = "Copied";
    } catch {
      link.select();
      copied.textContent = "Press Ctrl+C: the browser does not let the page copy.";
    }
  };
}

function refusal(found: readonly Secret[]): string {
  const places = found.map(({ path, line, what }) => `${path}, line ${line}: ${what}`).join("; ");
  return (
    `${places}. Everything in a link can be read by everybody who has it. Take it out, and revoke ` +
    "it if it was ever published."
  );
}

function measured(length: number, app: SharedApp): HTMLElement[] {
  const rows = PLACES.map(({ characters, name }) => {
    const fits = length <= characters;
    return h(
      "li",
      { class: fits ? "fits" : "too-long" },
      h("strong", {}, fits ? "fits" : "too long"),
      ` ${characters.toLocaleString("en")}: ${name}`,
    );
  });
  const step = nextStep(length, app.files);
  return [
    h("p", {}, `${length.toLocaleString("en")} characters`),
    h("ul", {}, ...rows),
    ...(step ? [h("p", { class: "next-step" }, step)] : []),
  ];
}

function download(content: Uint8Array, name: string): void {
  const url = URL.createObjectURL(new Blob([content as Uint8Array<ArrayBuffer>]));
  h("a", { href: url, download: name }).click();
  // The browser has read it when this task is over.
  window.setTimeout(() => URL.revokeObjectURL(url));
}
