/** What is shown of an app that came in a link, before any of it runs. */

import type { SharedApp } from "../../share/body";
import { bytes, h } from "./dom";

export interface Choices {
  run(): void;
  read(): void;
  edit?(): void;
  /** To what somebody has made of this app before. */
  mine?(): void;
}

/** `from`: where it came from, in words; `allowed`: what the host lets apps reach. */
export function linkCard(
  app: SharedApp,
  from: string,
  allowed: readonly string[],
  choices: Choices,
): HTMLElement {
  const size = [...app.files.values()].reduce((sum, content) => sum + content.length, 0);
  const number = app.files.size === 1 ? "1 file" : `${app.files.size} files`;
  const network = allowed.length
    ? `It may reach ${allowed.join(", ")}, and nothing else on the network.`
    : "It cannot reach the network.";
  return h(
    "section",
    { class: "card", "aria-labelledby": "card-title" },
    h("h1", { id: "card-title" }, "This link holds an app"),
    h(
      "p",
      {},
      `Its code came from ${from}: this site has not seen it before, and does not know who made ` +
        "it. It runs in a sandbox, apart from this site's data and from your other pages. " +
        network,
    ),
    h(
      "div",
      { class: "actions" },
      h("button", { class: "primary", id: "run", onclick: choices.run }, "Run the app"),
      h("button", { id: "read", onclick: choices.read }, "Read the code first"),
      ...(choices.edit ? [h("button", { onclick: choices.edit }, "Open in the editor")] : []),
      ...(choices.mine ? [h("button", { onclick: choices.mine }, "Go on with my changes")] : []),
    ),
    h("h2", {}, `${number}, ${bytes(size)}`),
    fileList(app),
    ...requirements(app),
    ...(Object.keys(app.state).length > 0 ? [h("p", {}, "It starts from a saved view.")] : []),
  );
}

function fileList({ files, entry }: SharedApp): HTMLElement {
  const rows = Array.from(files, ([path, content]) =>
    h(
      "li",
      {},
      h("span", { class: "path" }, path),
      ...(path === entry ? [h("span", { class: "badge" }, "starts")] : []),
      h("span", { class: "size" }, bytes(content.length)),
    ),
  );
  return h("ul", { class: "files" }, ...rows);
}

function requirements({ requirements: needs }: SharedApp): HTMLElement[] {
  if (needs.length === 0) return [];
  const items = needs.map((need) => h("li", {}, h("span", { class: "path" }, need)));
  return [h("h2", {}, "Packages"), h("ul", { class: "files" }, ...items)];
}
