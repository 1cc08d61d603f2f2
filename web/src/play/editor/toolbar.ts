/** The bar over code and app. */

import { h } from "../page/dom";

/** What is shown beside the bar: the code, the app, or both. */
export type Layout = "edit" | "split" | "view";

export interface Commands {
  open(): void;
  run(): void;
  stop(): void;
  share(): void;
  layout(layout: Layout): void;
  tools(on: boolean): void;
}

const LAYOUTS: readonly [Layout, string][] = [
  ["edit", "Code"],
  ["split", "Both"],
  ["view", "App"],
];

export class Toolbar {
  readonly element: HTMLElement;
  readonly #status = h("span", { role: "status", class: "status" });
  readonly #saved = h("span", { class: "status saved" });
  readonly #layouts: Record<Layout, HTMLButtonElement>;

  constructor(commands: Commands) {
    const button = (name: string, onclick: () => void, more: Record<string, string> = {}) =>
      h("button", { type: "button", onclick, ...more }, name);
    const layouts = LAYOUTS.map(
      ([layout, name]) =>
        [layout, button(name, () => commands.layout(layout), { "data-layout": layout })] as const,
    );
    this.#layouts = Object.fromEntries(layouts) as Record<Layout, HTMLButtonElement>;
    const tools = button("Dev tools", () => {
      const on = tools.getAttribute("aria-pressed") !== "true";
      tools.setAttribute("aria-pressed", String(on));
      commands.tools(on);
    });
    tools.setAttribute("aria-pressed", "false");
    this.element = h(
      "header",
      { class: "toolbar" },
      h("h1", {}, "pyrt"),
      button("Open", commands.open, { class: "only-full" }),
      button("Run", commands.run, { class: "primary", id: "run", title: "Ctrl+S" }),
      button("Stop", commands.stop),
      this.#status,
      this.#saved,
      h(
        "div",
        { role: "group", "aria-label": "What is shown", class: "layouts" },
        ...layouts.map(([, it]) => it),
      ),
      tools,
      button("Theme", switchTheme, { class: "only-full" }),
      button("Share", commands.share, { class: "only-full" }),
    );
  }

  show(layout: Layout): void {
    for (const [name, button] of Object.entries(this.#layouts)) {
      button.setAttribute("aria-pressed", String(name === layout));
    }
  }

  /** Where the app stands. */
  say(status: string): void {
    this.#status.textContent = status;
  }

  /** Where the draft stands. */
  saved(status: string): void {
    this.#saved.textContent = status;
  }
}

/** From what is seen now to the other. */
function switchTheme(): void {
  const root = document.documentElement;
  const isDark =
    (root.dataset["theme"] ??
      (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "")) === "dark";
  root.dataset["theme"] = isDark ? "light" : "dark";
}
