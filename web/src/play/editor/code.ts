/** The text of one file at a time, in CodeMirror; each file keeps its cursor, undo and marks. */

import { autocompletion, closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { completionKeymap, type CompletionSource } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { globalCompletion, localCompletionSource, python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap } from "@codemirror/view";
import { highlightSpecialChars, lineNumbers } from "@codemirror/view";
import { HIGHLIGHTS, LOOKS } from "./looks";
import type { Problem } from "./marks";

export interface CodeEvents {
  changed(path: string, text: string): void;
  /** For Python; asked for before what the language itself knows. */
  complete: CompletionSource;
}

export class CodeView {
  readonly #view: EditorView;
  readonly #events: CodeEvents;
  readonly #states = new Map<string, EditorState>();
  #problems: readonly Problem[] = [];
  #path = "";

  constructor(parent: HTMLElement, events: CodeEvents) {
    this.#events = events;
    this.#view = new EditorView({ parent });
  }

  /** Shows a file; `text` is what it holds if it has not been shown before. */
  open(path: string, text: string): void {
    this.#keep();
    this.#path = path;
    this.#view.setState(this.#states.get(path) ?? this.#newState(path, text));
    if (this.#problems.some((problem) => problem.path === path)) this.#draw();
  }

  /** Forgets a file that is gone, or is called something else now. */
  forget(path: string): void {
    this.#states.delete(path);
    if (path === this.#path) this.#path = "";
  }

  /** In the place of all that has been marked before. */
  mark(problems: readonly Problem[]): void {
    this.#problems = problems;
    for (const [path, state] of this.#states) {
      this.#states.set(path, state.update(setDiagnostics(state, [])).state);
    }
    this.#draw();
  }

  focus(line?: number): void {
    if (line !== undefined) {
      const { doc } = this.#view.state;
      const { from } = doc.line(Math.min(Math.max(line, 1), doc.lines));
      const effects = EditorView.scrollIntoView(from, { y: "center" });
      this.#view.dispatch({ selection: { anchor: from }, effects });
    }
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }

  #keep(): void {
    if (this.#path) this.#states.set(this.#path, this.#view.state);
  }

  /** Marks move with the text that they stand in, so they are drawn once. */
  #draw(): void {
    const here = this.#problems.filter(({ path }) => path === this.#path);
    this.#problems = this.#problems.filter(({ path }) => path !== this.#path);
    const { doc } = this.#view.state;
    const diagnostics = here.map(({ line, message }) => {
      const { from, to, text } = doc.line(Math.min(line, doc.lines));
      const start = from + (/^\s*/.exec(text)?.[0].length ?? 0);
      return { from: Math.min(start, to), to, severity: "error" as const, message };
    });
    this.#view.dispatch(setDiagnostics(this.#view.state, diagnostics));
  }

  #newState(path: string, doc: string): EditorState {
    const isPython = path.endsWith(".py");
    return EditorState.create({
      doc,
      extensions: [
        BASE,
        isPython ? [python(), indentUnit.of("    ")] : [],
        autocompletion({
          override: isPython
            ? [this.#events.complete, localCompletionSource, globalCompletion]
            : [],
        }),
        EditorView.contentAttributes.of({
          "aria-label": `${path}, code`,
          "aria-describedby": "leave-hint",
          tabindex: "0",
        }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) this.#events.changed(this.#path, state.doc.toString());
        }),
      ],
    });
  }
}

/** Tab indents; Escape and then Tab leaves, which CodeMirror itself sees to. */
const BASE: Extension = [
  lineNumbers(),
  lintGutter(),
  highlightSpecialChars(),
  history(),
  drawSelection(),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  highlightActiveLine(),
  highlightSelectionMatches(),
  syntaxHighlighting(HIGHLIGHTS),
  LOOKS,
  keymap.of([
    ...closeBracketsKeymap,
    ...completionKeymap,
    ...searchKeymap,
    ...historyKeymap,
    ...lintKeymap,
    ...defaultKeymap,
    indentWithTab,
  ]),
];
