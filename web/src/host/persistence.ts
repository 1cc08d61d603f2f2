/**
 * What users change stays changed: the `persistence` props of components (rules R4 to R6).
 *
 * Each change of a persisted prop, whoever makes it, is noted as `[new, original]`.  A component
 * that enters with the original value gets the new one; one that enters with another value has
 * moved on, and the note is removed.
 *
 * The page does this and not the engine, because only the page has what it takes: the storage,
 * which must be read at once, and the component classes, which say what is persisted by default
 * and how a part of a prop is taken out (`columns.name`).  The engine hears of restored values
 * before it starts any callback (`PropsRestored` comes before `Rendered`).
 */

import type { ComponentId, LayoutUpdate } from "../protocol.gen";
import { stringifyId } from "./ids";
import type { Changes, Mirror, MirrorNode, Nid } from "./mirror";
import type { PersistenceStores } from "./persistence_stores";
import type { DashComponentType, PersistenceTransform, Registry } from "./registry";
import { equal, type Props } from "./values";

/** How a component is persisted; made of its props and what its class says. */
interface Settings {
  id: string;
  persistence: unknown;
  /** `value`, or `columns.name` for a part of a prop. */
  props: readonly string[];
  storage: string;
}

/** What `Edits` does with values that come out of the storage. */
export interface RestoredValues {
  /** The component has only just entered: nobody is triggered. */
  restore(node: MirrorNode, props: Props): void;
  /** Its `persistence` has changed: watchers run. */
  change(node: MirrorNode, props: Props): void;
}

const WHOLE: PersistenceTransform = {
  extract: (value) => value,
  apply: (stored) => stored,
};

export class Persistence {
  readonly #mirror: Mirror;
  readonly #registry: Registry;
  readonly #stores: PersistenceStores;

  constructor(mirror: Mirror, registry: Registry, stores: PersistenceStores) {
    this.#mirror = mirror;
    this.#registry = registry;
    this.#stores = stores;
  }

  /** Does what an update means for what is stored.  `apply` writes it into the mirror. */
  follow(update: LayoutUpdate, apply: () => Changes, values: RestoredValues): void {
    const before = this.#persistent(update);
    const changes = apply();
    for (const op of update.ops) {
      if (op.op !== "mount" || !op.props["persistence"]) continue;
      const node = this.#mirror.get(op.nid);
      if (node) this.#enter(node, values);
    }
    for (const [nid, props] of before) {
      const node = this.#mirror.get(nid);
      const changed = changes.get(nid);
      if (!node || !changed) continue;
      const written = Object.fromEntries([...changed].map((name) => [name, node.props[name]]));
      const moved = this.#switch(node, props, written);
      if (Object.keys(moved).length > 0) values.change(node, moved);
      else this.record(node, props, written);
    }
  }

  /** Some props of a component change; it had `before`. */
  record(node: MirrorNode, before: Props, changed: Props): void {
    if (!before["persistence"]) return;
    const persistence = changed["persistence"];
    if (persistence !== undefined && persistence !== before["persistence"]) return;
    const settings = this.#settings(node, before);
    if (!settings) return;
    for (const [persisted, prop, transform] of this.#parts(node, settings.props)) {
      if (changed[prop] === undefined) continue;
      const from = transform.extract(before[prop]);
      const to = transform.extract(changed[prop]);
      if (from === to) continue;
      const store = this.#stores.get(settings.storage);
      const key = keyOf(settings, persisted);
      const stored = store.get(key);
      const original = stored ? stored[1] : from;
      store.set(key, original === undefined ? [to] : [to, original]);
    }
  }

  #persistent(update: LayoutUpdate): Map<Nid, Props> {
    const found = new Map<Nid, Props>();
    for (const op of update.ops) {
      if (op.op !== "set") continue;
      const node = this.#mirror.get(op.nid);
      if (node && (node.props["persistence"] || op.props["persistence"])) {
        found.set(op.nid, node.props);
      }
    }
    return found;
  }

  #enter(node: MirrorNode, values: RestoredValues): void {
    const restore = (): void => {
      const there = this.#mirror.get(node.nid);
      const props = there && this.#stored(there);
      if (props && Object.keys(props).length > 0) values.restore(there, props);
    };
    // Only the class of the component knows what is persisted.  Callbacks wait for it, too (E11).
    this.#registry.loadAhead([node.namespace]);
    const late = this.#registry.lateLibrary(node.namespace);
    if (late) void late.then(restore);
    else restore();
  }

  #stored(node: MirrorNode): Props {
    const settings = this.#settings(node, node.props);
    return settings ? this.#exchange(node, settings, settings.props, node.props, 1) : {};
  }

  /** What other props become when a callback changes how a component is persisted (R5). */
  #switch(node: MirrorNode, before: Props, written: Props): Props {
    const names = ["persistence", "persistence_type", "persisted_props"];
    if (!names.some((name) => name in written && written[name] !== before[name])) return {};
    const untouched = ({ props }: Settings): string[] =>
      props.filter((persisted) => !(split(persisted)[0] in written));
    let moved: Props = {};
    const left = before["persistence"] ? this.#settings(node, before) : null;
    if (left) moved = this.#exchange(node, left, untouched(left), before, 0);
    const entered = node.props["persistence"] ? this.#settings(node, node.props) : null;
    if (entered) {
      const start = { ...before, ...moved };
      moved = { ...moved, ...this.#exchange(node, entered, untouched(entered), start, 1) };
    }
    return moved;
  }

  /** The stored values for `persisted`, where `props` have what stands at `from` in the notes:
   * 1 is the original, and the new value applies; 0 is the new one, which is taken back. */
  #exchange(
    node: MirrorNode,
    settings: Settings,
    persisted: readonly string[],
    props: Props,
    from: 0 | 1,
  ): Props {
    const result: Props = {};
    for (const [name, prop, transform] of this.#parts(node, persisted)) {
      const store = this.#stores.get(settings.storage);
      const key = keyOf(settings, name);
      const stored = store.get(key);
      if (!stored) continue;
      if (equal(stored[from], transform.extract(props[prop]))) {
        const base = prop in result ? result[prop] : props[prop];
        result[prop] = transform.apply(stored[1 - from], base);
      } else {
        store.remove(key);
      }
    }
    return result;
  }

  #settings(node: MirrorNode, props: Props): Settings | null {
    const type = this.#type(node);
    const defaults = (type?.defaultProps ?? type?.dashPersistence ?? {}) as Props;
    const persisted = (props["persisted_props"] || defaults["persisted_props"]) as string[];
    const storage = (props["persistence_type"] || defaults["persistence_type"]) as string;
    const id = props["id"];
    if (!id || !persisted || !storage) return null;
    return {
      id: stringifyId(id as ComponentId),
      persistence: props["persistence"],
      props: persisted,
      storage,
    };
  }

  #parts(
    node: MirrorNode,
    persisted: readonly string[],
  ): [name: string, prop: string, transform: PersistenceTransform][] {
    const transforms = this.#type(node)?.persistenceTransforms;
    return persisted.map((name) => {
      const [prop, part] = split(name);
      const found = transforms?.[prop] as PersistenceTransform | undefined;
      const inPart = found as Record<string, PersistenceTransform> | undefined;
      return [name, prop, (part === undefined ? found : inPart?.[part]) ?? WHOLE];
    });
  }

  #type({ namespace, component }: MirrorNode): DashComponentType | undefined {
    return this.#registry.lookup(namespace, component);
  }
}

function keyOf({ id, persistence }: Settings, persisted: string): string {
  return `${id}.${persisted}.${JSON.stringify(persistence)}`;
}

function split(persisted: string): [prop: string, part: string | undefined] {
  const [prop, part] = persisted.split(".");
  return [prop as string, part];
}
