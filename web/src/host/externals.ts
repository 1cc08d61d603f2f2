/**
 * The components that other components draw outside the layout tree: which node stands at which
 * path, and what the engine must be told of it.
 *
 * Several wrappers may draw the same path (an option in the list, and as the chosen one): they
 * share the node.  The engine alone drops nodes; here they are only forgotten.
 */

import {
  ROOT_NID,
  type ComponentId,
  type External,
  type ExternalMounted,
  type Mount,
} from "../protocol.gen";
import { CUSTOM_TOOLS } from "./devtools/contract";
import type { Layout, Path } from "./layout";
import type { Mirror, Nid } from "./mirror";
import { equal, needsEngine, type DryComponent, type Props } from "./values";

/** How `Edits` passes these things on. */
export interface ExternalsTold {
  mounted(message: Pick<ExternalMounted, "parent" | "mounts" | "replaces">): void;
  /** New props, which count as changed even when they are equal. */
  given(nid: Nid, id: ComponentId | undefined, props: Props): void;
}

interface Drawn {
  nid: Nid;
  path: Path;
  component: DryComponent;
  /** How many wrappers show it; null before the first has entered the page. */
  shown: number | null;
}

export class Externals {
  readonly #mirror: Mirror;
  readonly #layout: Layout;
  readonly #byPath = new Map<string, Drawn>();
  readonly #byNid = new Map<Nid, Drawn>();
  tell: ExternalsTold | undefined;

  constructor(mirror: Mirror, layout: Layout) {
    this.#mirror = mirror;
    this.#layout = layout;
  }

  /** The node for a wrapper that is about to be drawn. */
  draw(path: Path, component: DryComponent): Nid {
    const known = this.#byPath.get(JSON.stringify(path));
    const shared = known && known.shown !== 0 && equal(known.component, component);
    return shared ? known.nid : this.#mount(path, component);
  }

  enter(nid: Nid): void {
    const drawn = this.#byNid.get(nid);
    if (drawn) drawn.shown = (drawn.shown ?? 0) + 1;
  }

  leave(nid: Nid): void {
    const drawn = this.#byNid.get(nid);
    if (drawn?.shown) drawn.shown -= 1;
  }

  /** The drawing component gives other props; returns the node that shows them. */
  give(nid: Nid, component: DryComponent): Nid {
    const drawn = this.#byNid.get(nid);
    if (!drawn) return nid;
    // Another wrapper of the same path has brought them.
    if (drawn.component.props === component.props) return nid;
    const current = this.#byPath.get(JSON.stringify(drawn.path));
    if (current && current !== drawn && current.component.props === component.props) {
      return current.nid;
    }
    const id = component.props["id"];
    const sameId = id === this.#mirror.get(nid)?.props["id"];
    if (!sameId || needsEngine(drawn.component.props) || needsEngine(component.props)) {
      return this.#mount(drawn.path, component);
    }
    drawn.component = component;
    this.tell?.given(nid, (id as ComponentId | null | undefined) ?? undefined, component.props);
    return nid;
  }

  /** All that is drawn now, each after what draws it, for another engine. */
  snapshot(): External[] {
    const externals: External[] = [];
    for (const { nid, path } of this.#byPath.values()) {
      // At the path stands the node itself; the one that draws it is above.
      const parent = this.#drawnBy(path, path.slice(0, -1));
      if (parent !== undefined) externals.push({ parent, mounts: this.#mirror.mountsOf(nid) });
    }
    return externals;
  }

  /** The engine has dropped the node. */
  forget(nid: Nid): void {
    const drawn = this.#byNid.get(nid);
    if (!drawn) return;
    this.#byNid.delete(nid);
    this.#layout.unanchor(nid);
    const key = JSON.stringify(drawn.path);
    if (this.#byPath.get(key) === drawn) this.#byPath.delete(key);
  }

  #drawnBy(path: Path, place: Path): Nid | undefined {
    return path[0] === CUSTOM_TOOLS ? ROOT_NID : this.#layout.locate(place)?.node.nid;
  }

  #mount(path: Path, component: DryComponent): Nid {
    const key = JSON.stringify(path);
    const replaces = this.#byPath.get(key)?.nid ?? null;
    if (replaces !== null) this.#layout.unanchor(replaces);
    const parent = this.#drawnBy(path, path);
    const mounts: Mount[] = [];
    const nid = this.#mirror.mountExternal(component, mounts);
    const drawn: Drawn = { nid, path, component, shown: null };
    this.#byPath.set(key, drawn);
    this.#byNid.set(nid, drawn);
    this.#layout.anchor(nid, path);
    if (parent !== undefined) this.tell?.mounted({ parent, mounts, replaces });
    return nid;
  }
}
