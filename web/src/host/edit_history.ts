/**
 * Undo and redo (rule E25): the edits of users to props that callbacks listen to.
 *
 * Going back and forth sets the props again like `set_props`, so the callbacks run, but is no edit
 * of its own.
 */

import type { CallbackInfo, ComponentId } from "../protocol.gen";
import { stringifyId } from "./ids";
import type { Props } from "./values";

interface Edit {
  id: ComponentId;
  before: Props;
  after: Props;
}

type SetProps = (id: ComponentId, props: Props) => void;

export class EditHistory {
  readonly #isInput: (id: ComponentId, prop: string) => boolean;
  readonly #setProps: SetProps;
  readonly #listeners = new Set<() => void>();
  #past: readonly Edit[] = [];
  #future: readonly Edit[] = [];

  constructor(callbacks: readonly CallbackInfo[], setProps: SetProps) {
    this.#isInput = inputsOf(callbacks);
    this.#setProps = setProps;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A user changed `props` of the component that had `before`. */
  record(id: ComponentId, before: Props, props: Props): void {
    const names = Object.keys(props).filter((name) => this.#isInput(id, name));
    if (names.length === 0) return;
    const edit = { id, before: pick(before, names), after: pick(props, names) };
    this.#move([...this.#past, edit], []);
  }

  undo(): void {
    const edit = this.#past.at(-1);
    if (!edit) return;
    this.#move(this.#past.slice(0, -1), [edit, ...this.#future]);
    this.#setProps(edit.id, edit.before);
  }

  redo(): void {
    const [edit, ...rest] = this.#future;
    if (!edit) return;
    this.#move([...this.#past, edit], rest);
    this.#setProps(edit.id, edit.after);
  }

  #move(past: readonly Edit[], future: readonly Edit[]): void {
    this.#past = past;
    this.#future = future;
    for (const listener of this.#listeners) listener();
  }
}

/** Whether some callback has the prop as an input.  Patterns match by their keys. */
function inputsOf(callbacks: readonly CallbackInfo[]): (id: ComponentId, prop: string) => boolean {
  const inputs = new Set(callbacks.flatMap((callback) => callback.inputs).map(withKeysOnly));
  return (id, prop) => inputs.has(withKeysOnly(`${stringifyId(id)}.${prop}`));
}

/** `{"index":["ALL"],"type":"row"}.value` -> `index,type.value`; other prop ids as they are. */
function withKeysOnly(propId: string): string {
  if (!propId.startsWith("{")) return propId;
  const end = propId.lastIndexOf("}") + 1;
  const keys = Object.keys(JSON.parse(propId.slice(0, end)) as object);
  return keys.sort().join(",") + propId.slice(end);
}

function pick(props: Props, names: string[]): Props {
  return Object.fromEntries(names.map((name) => [name, props[name]]));
}
