/**
 * The editor around the app: which app is worked on, what is shown of it, and when it runs.
 *
 * Its parts are put around the stage, which itself never moves: a frame that is taken out of the
 * document and put back starts again from nothing.
 */

import type { makeFragment } from "../../share/link";
import { newId, type Draft, type Drafts } from "../drafts";
import { isSave } from "../keys";
import type { Facts } from "../facts";
import { h } from "../page/dom";
import type { Said } from "../page/frame";
import { message, type Front } from "../page/front";
import type { PageAddress } from "../page/page_address";
import type { Runner } from "../page/runner";
import { complete, type Components } from "./completion";
import { ConsolePane } from "./console";
import { FilePane } from "./file_pane";
import { problemIn, type Problem } from "./marks";
import { openDialog } from "./open_dialog";
import { Project } from "./project";
import type { Secrets } from "./secrets";
import { shareDialog } from "./share_dialog";
import { Toolbar, type Layout } from "./toolbar";

export interface Surroundings {
  main: HTMLElement;
  stage: HTMLElement;
  front: Front;
  runner: Runner;
  address: PageAddress;
  facts: Facts;
  drafts: Drafts;
  layout: Layout;
  /** A JSON file that the playground has beside its scripts. */
  data<T>(name: string): Promise<T>;
  makeFragment: typeof makeFragment;
}

/** What is opened: a draft, or what may become one. */
export type Work = Omit<Draft, "id" | "saved"> & { id?: string };

/** Typing pauses that long before the draft is written. */
const SAVE_MS = 300;
/** As in `editor.css`. */
const NARROW = "(max-width: 45rem)";

export class Workbench {
  readonly #at: Surroundings;
  readonly #files: FilePane;
  readonly #console: ConsolePane;
  readonly #toolbar: Toolbar;
  #work!: Work;
  #project!: Project;
  #problems: Problem[] = [];
  #tools = false;
  #unsaved = 0;

  constructor(at: Surroundings) {
    this.#at = at;
    const known = Object.keys(at.facts.packages).sort().join(", ");
    let components: Promise<Components> | undefined;
    this.#files = new FilePane(
      `This playground has ${known}. Other packages: as a wheel among the files, named here as ` +
        "./name.whl.",
      (context) => complete(context, () => (components ??= at.data<Components>("components.json"))),
    );
    this.#console = new ConsolePane(
      (path) => this.#project.has(path),
      (path, line) => {
        if (this.#isNarrow || at.main.dataset["layout"] === "view") this.#lay("edit");
        this.#files.jump(path, line);
      },
    );
    this.#toolbar = new Toolbar({
      open: () => this.#choose(),
      run: () => this.#run(),
      stop: () => this.#stop(),
      share: () => this.#share(),
      layout: (layout) => this.#lay(layout),
      tools: (on) => {
        this.#tools = on;
        // Of somebody else's code nothing runs by the way.
        if (this.#work.trusted) this.#run();
      },
    });
    at.stage.before(this.#toolbar.element, this.#files.element);
    at.main.append(this.#console.element);
    this.#lay(at.layout);
    matchMedia(NARROW).addEventListener("change", () =>
      this.#lay(at.main.dataset["layout"] as Layout),
    );
    at.runner.listen((said) => this.#hear(said));
    window.addEventListener("keydown", (event) => this.#key(event));
    window.addEventListener("pagehide", () => this.#save());
    window.addEventListener("storage", ({ key }) => {
      const { id } = this.#work;
      // Two tabs with one draft would write over each other: this one goes on with its own.
      if (id && at.drafts.concerns(key, id)) delete this.#work.id;
    });
  }

  /** `running`: the app is on the stage already. */
  open(work: Work, { running = false } = {}): void {
    this.#save();
    this.#work = work;
    this.#project = new Project(work.app, () => this.#changed());
    this.#files.notice.replaceChildren();
    this.#files.show(this.#project);
    this.#toolbar.say("");
    this.#toolbar.saved("");
    if (running) return;
    this.#console.clear();
    if (work.trusted) this.#run();
    else this.#ask();
  }

  /** About the app that is open. */
  notice(text: string, action: string, act: () => void): void {
    const box = h(
      "div",
      { class: "notice" },
      h("span", {}, text),
      h("button", { type: "button", onclick: act }, action),
      h("button", { type: "button", onclick: () => box.remove() }, "Dismiss"),
    );
    this.#files.notice.append(box);
  }

  get #isNarrow(): boolean {
    return matchMedia(NARROW).matches;
  }

  #lay(asked: Layout): void {
    const layout = asked === "split" && this.#isNarrow ? "edit" : asked;
    this.#at.main.dataset["layout"] = layout;
    this.#toolbar.show(layout);
  }

  #ask(): void {
    this.#at.runner.stop();
    this.#at.front.show(
      message(
        "Nothing runs yet",
        "This code is somebody else's. Read it first; it runs in a sandbox when you say so.",
        ["Run the app", () => this.#run()],
      ),
    );
  }

  #run(): void {
    if (this.#isNarrow) this.#lay("view");
    this.#console.clear();
    this.#problems = [];
    this.#files.mark([]);
    this.#work.trusted = true;
    if (this.#work.id) this.#save(true);
    try {
      this.#at.runner.run(this.#project.app(), { debug: this.#tools });
      this.#at.front.clear();
      this.#toolbar.say("Starting");
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.#at.front.alarm("The app cannot run here", text);
      this.#console.add("error", text);
    }
  }

  #stop(): void {
    this.#at.runner.stop();
    this.#toolbar.say("Stopped");
    this.#at.front.show(
      message("Stopped", "What the app has computed is gone.", ["Run the app", () => this.#run()]),
    );
  }

  #hear(said: Said): void {
    if (said.type === "console") {
      this.#console.add(said.level, said.text);
      if (said.level === "error") this.#mark(said.text);
    } else if (said.type === "title") {
      document.title = said.title;
      if (said.title) this.#work.title = said.title;
    } else if (said.type === "save") {
      this.#saveAndRun();
    } else if (said.type === "left") {
      this.#at.runner.stop();
      this.#at.front.left();
    } else if (said.type === "state" && said.state !== "loading") {
      this.#toolbar.say(SAID[said.state]);
      // The next run begins with Python there.
      if (said.state !== "busy") this.#at.runner.prepare();
    }
  }

  #mark(text: string): void {
    const problem = problemIn(text, (path) => this.#project.has(path));
    if (!problem || this.#problems.some(({ path, line }) => isAt(problem, path, line))) return;
    this.#problems.push(problem);
    this.#files.mark(this.#problems);
  }

  #changed(): void {
    window.clearTimeout(this.#unsaved);
    this.#unsaved = window.setTimeout(() => this.#save(), SAVE_MS);
    this.#toolbar.saved("Not saved yet");
  }

  /** What has not been saved; `anyway`: also when only something about the draft has changed. */
  #save(anyway = false): void {
    if (!this.#unsaved && !anyway) return;
    window.clearTimeout(this.#unsaved);
    this.#unsaved = 0;
    const id = (this.#work.id ??= newId());
    try {
      const app = this.#project.app();
      this.#at.drafts.save({ ...this.#work, id, app, saved: Date.now() });
      this.#toolbar.saved("Saved in this browser");
    } catch (error) {
      this.#toolbar.saved("Not saved");
      const text = error instanceof Error ? error.message : String(error);
      this.#console.add("error", `Your work is not kept when the page is closed: ${text}`);
    }
  }

  #key(event: KeyboardEvent): void {
    if (!isSave(event)) return;
    event.preventDefault();
    this.#saveAndRun();
  }

  #saveAndRun(): void {
    if (document.querySelector("dialog[open]")) return;
    this.#save();
    this.#run();
  }

  #choose(): void {
    this.#save();
    openDialog(this.#at, (work) => {
      // A reload must not open what the address still says.
      this.#at.address.forget();
      this.open(work);
    });
  }

  #share(): void {
    const { makeFragment, data } = this.#at;
    shareDialog(
      this.#project.app(),
      this.#work.title,
      makeFragment,
      () => data<Secrets>("secrets.json"),
      async () => ({ state: await this.#at.runner.view(), path: this.#at.address.path }),
    );
  }
}

const SAID = { ready: "Running", busy: "Busy", failed: "Failed" } as const;

const isAt = (problem: Problem, path: string, line: number): boolean =>
  problem.path === path && problem.line === line;
