/**
 * What the user has typed: kept over a rebuild (`pyrt run`), with or without a reload of the page, and
 * in links to the present view.
 *
 * Typed is what a component declares as worth persisting (`persisted_props`): the text of an
 * input, the choice in a dropdown, but not how often a button was clicked.
 */

import type { ComponentId } from "../protocol.gen";
import { stringifyId } from "./ids";
import type { MirrorNode } from "./mirror";
import type { Registry } from "./registry";
import type { Props } from "./values";

const STORAGE_KEY = "pyrt-typed";

/** Id -> props. */
export type Kept = Record<string, Props>;

export class TypedValues {
  readonly #registry: Registry;
  /** What there was before, and what has been typed since. */
  readonly #kept: Kept;

  constructor(registry: Registry, kept: Kept) {
    this.#registry = registry;
    this.#kept = kept;
  }

  /** Of all, or of those `id.prop` that are named. */
  values(named: readonly string[] | null): Kept {
    const found: Kept = {};
    for (const [id, props] of Object.entries(this.#kept)) {
      for (const [name, value] of Object.entries(props)) {
        if (named && !named.includes(`${id}.${name}`)) continue;
        (found[id] ??= {})[name] = value;
      }
    }
    return found;
  }

  /** A component has been edited. */
  note(node: MirrorNode, props: Props): void {
    const id = node.props["id"];
    if (id === undefined || id === null) return;
    for (const name of this.#typedProps(node)) {
      if (!(name in props)) continue;
      const kept = (this.#kept[stringifyId(id as ComponentId)] ??= {});
      kept[name] = props[name];
    }
  }

  save(): void {
    try {
      sessionStorage.setItem(STORAGE_KEY, JSON.stringify(this.#kept));
    } catch {
      // Full or forbidden: the reload still works, without the values.
    }
  }

  /** Gives the components that are still there what was typed. */
  restore(
    find: (id: string) => MirrorNode | undefined,
    give: (node: MirrorNode, props: Props) => void,
  ): void {
    for (const [id, props] of Object.entries(this.#kept)) {
      const node = find(id);
      if (node) give(node, props);
    }
  }

  #typedProps({ namespace, component }: MirrorNode): string[] {
    const type = this.#registry.lookup(namespace, component);
    const { persisted_props = [] } = type?.dashPersistence ?? type?.defaultProps ?? {};
    // `columns.name` means a part of `columns`; the whole is kept here.
    return persisted_props.map((name) => name.split(".")[0] as string);
  }
}

/** What the last page has saved.  Once: a reload by hand is a fresh start. */
export function takeKept(): Kept {
  const text = sessionStorage.getItem(STORAGE_KEY);
  sessionStorage.removeItem(STORAGE_KEY);
  return text ? (JSON.parse(text) as Kept) : {};
}
