/** The files of the app: tabs, what can be done to a file, and the one that is open. */

import type { CompletionSource } from "@codemirror/autocomplete";
import { bytes, h } from "../page/dom";
import { CodeView } from "./code";
import { ask, openDialog } from "./dialog";
import type { Problem } from "./marks";
import type { Project } from "./project";
import { FileTabs, PACKAGES } from "./tabs";

export class FilePane {
  readonly element: HTMLElement;
  /** For what has to be said about the app as a whole. */
  readonly notice = h("div", { class: "notices" });
  readonly #tabs = new FileTabs((path) => this.open(path));
  readonly #code: CodeView;
  readonly #text = h("div", { class: "text" });
  readonly #other = h("div", { class: "other" });
  readonly #panel: HTMLElement;
  readonly #actions: Record<"start" | "rename" | "remove", HTMLButtonElement>;
  readonly #known: string;
  #project!: Project;
  #open = "";

  /** `known`: the packages that the host has, in words. */
  constructor(known: string, completions: CompletionSource) {
    this.#known = known;
    const action = (name: string, onclick: () => void): HTMLButtonElement =>
      h("button", { type: "button", onclick }, name);
    this.#actions = {
      start: action("Start with this file", () => this.#start()),
      rename: action("Rename", () => this.#rename()),
      remove: action("Delete", () => this.#remove()),
    };
    const { start, rename, remove } = this.#actions;
    const add = action("New file", () => this.#add());
    this.#panel = h(
      "div",
      { role: "tabpanel", id: "file-panel", "aria-labelledby": "open-tab" },
      this.#text,
      this.#other,
    );
    this.element = h(
      "section",
      { class: "files-pane", "aria-label": "Files" },
      this.notice,
      this.#tabs.element,
      h("div", { class: "file-actions" }, add, rename, remove, start),
      this.#panel,
      h(
        "p",
        { id: "leave-hint", class: "hint" },
        "Tab indents. To leave the code with the keyboard: Esc, then Tab. Ctrl+S runs the app.",
      ),
    );
    this.#code = new CodeView(this.#text, {
      changed: (path, text) => this.#project.write(path, text),
      complete: completions,
    });
  }

  /** Another app. */
  show(project: Project): void {
    for (const path of this.#project?.paths ?? []) this.#code.forget(path);
    this.#code.forget(this.#open);
    this.#project = project;
    this.#code.mark([]);
    this.open(project.entry);
  }

  open(path: string): void {
    this.#open = path;
    const text = path === PACKAGES ? null : this.#project.text(path);
    this.#text.hidden = text === null;
    this.#other.replaceChildren();
    if (text !== null) this.#code.open(path, text);
    else if (path === PACKAGES) this.#other.append(...this.#packages());
    else this.#other.append(`${bytes(this.#project.size(path))} that are no text.`);
    this.#drawTabs();
  }

  mark(problems: readonly Problem[]): void {
    this.#code.mark(problems);
  }

  /** Opens the file at that line, with the cursor in it. */
  jump(path: string, line: number): void {
    this.open(path);
    this.#code.focus(line);
  }

  #drawTabs(): void {
    const { paths, entry } = this.#project;
    this.#tabs.show(paths, this.#open, entry);
    const isFile = this.#open !== PACKAGES;
    const starts = this.#open === entry;
    this.#actions.rename.disabled = !isFile;
    this.#actions.remove.disabled = !isFile || starts;
    this.#actions.start.disabled = starts || !this.#open.endsWith(".py");
  }

  #packages(): HTMLElement[] {
    const field = h("textarea", { id: "packages", rows: "6", "aria-describedby": "packages-hint" });
    field.spellcheck = false;
    field.value = this.#project.requirements.join("\n");
    field.addEventListener("input", () => {
      const lines = field.value.split("\n").map((line) => line.trim());
      this.#project.require(lines.filter((line) => line && !line.startsWith("#")));
    });
    return [
      h("label", { for: "packages" }, "Packages that the app needs, one a line"),
      field,
      h("p", { id: "packages-hint", class: "quiet" }, this.#known),
    ];
  }

  #add(): void {
    const chosen = h("input", { type: "file", multiple: true, id: "chosen" });
    const dialog = ask("New file", "Path, such as pages/home.py", "", "Add", (path) => {
      this.#project.add(path);
      this.open(path);
      // By then the focus has gone back to the button.
      dialog.addEventListener("close", () => this.#code.focus());
    });
    chosen.addEventListener("change", () => {
      void this.#take([...(chosen.files ?? [])]).then(() => dialog.close());
    });
    dialog.append(h("p", {}, h("label", { for: "chosen" }, "or files of this computer "), chosen));
  }

  async #take(files: readonly File[]): Promise<void> {
    for (const file of files) {
      const content = new Uint8Array(await file.arrayBuffer());
      const path = file.name.normalize("NFC");
      if (this.#project.has(path)) this.#project.write(path, content);
      else this.#project.add(path, content);
      this.#code.forget(path);
      this.open(path);
    }
  }

  #rename(): void {
    const from = this.#open;
    ask("Rename the file", "New path", from, "Rename", (to) => {
      this.#project.rename(from, to);
      this.#code.forget(from);
      this.open(to);
    });
  }

  #remove(): void {
    const path = this.#open;
    const remove = (): void => {
      this.#project.remove(path);
      this.#code.forget(path);
      dialog.close();
      this.open(this.#project.entry);
    };
    const button = h("button", { type: "button", class: "primary", onclick: remove }, "Delete");
    const dialog = openDialog(`Delete ${path}?`, h("div", { class: "actions" }, button));
    button.focus();
  }

  #start(): void {
    this.#project.start(this.#open);
    this.#drawTabs();
  }
}
