/**
 * The layout on the page: the mirror, what is read from it, and who has to be drawn when it changes.
 */

import type { ComponentId, LayoutUpdate, PropRef } from "../protocol.gen";
import { stringifyId } from "./ids";
import { Layout, type Path } from "./layout";
import { Loading } from "./loading";
import { Mirror, type MirrorNode } from "./mirror";
import type { Registry } from "./registry";
import { Store, type DrawSynchronously, type RenderType } from "./store";

export class Page {
  readonly mirror = new Mirror();
  readonly layout = new Layout(this.mirror);
  readonly loading = new Loading(
    (nid) => this.layout.pathOf(nid),
    (nid) => this.store.touch(nid),
  );
  readonly store: Store;
  readonly registry: Registry;

  constructor(registry: Registry, draw: DrawSynchronously) {
    this.registry = registry;
    this.store = new Store(draw);
  }

  /** Takes over an update of the engine; drawing is left to `store.flush`. */
  apply(update: LayoutUpdate): void {
    for (const op of update.ops) {
      if (op.op === "drop") this.#forget(op.nid);
    }
    for (const nid of this.mirror.apply(update).keys()) {
      const node = this.mirror.get(nid);
      if (node) this.changed(node, "callback");
    }
  }

  /** The node has new props. */
  changed(node: MirrorNode, by: RenderType): void {
    this.layout.forget(node.nid);
    this.store.touch(node.nid, by);
    const parent = node.parent === null ? undefined : this.mirror.get(node.parent);
    if (parent && this.#readsChildren(parent)) this.store.touch(parent.nid);
  }

  /** The node that a component or a script means. */
  find(pathOrId: Path | ComponentId): MirrorNode | undefined {
    if (!isPath(pathOrId)) return this.mirror.find(pathOrId);
    const found = this.layout.locate(pathOrId);
    return found?.rest.length === 0 ? found.node : undefined;
  }

  /** The current value of a dependency; null where there is no such component. */
  value({ nid, property }: PropRef): unknown {
    const node = nid === null ? undefined : this.mirror.get(nid);
    return node ? this.layout.dryProp(node, property) : null;
  }

  /** The current value of a prop; undefined where there is no such component. */
  getProp(id: ComponentId, prop: string): unknown {
    const node = this.mirror.find(id);
    return node && this.layout.dryProp(node, prop);
  }

  /** `dash_component_api.getLayout`. */
  getLayout(pathOrId: Path | ComponentId): unknown {
    if (isPath(pathOrId)) return this.layout.read(pathOrId);
    const node = this.mirror.find(pathOrId);
    return node && this.layout.dry(node);
  }

  /**
   * Settles when the inputs that are on the page have all their code (E11); undefined when they
   * have.  A component that is not drawn (in a hidden tab, say) is not waited for, and one whose
   * code cannot be loaded shows that itself: the callback runs all the same.
   */
  lateCode(inputs: readonly PropRef[]): Promise<unknown> | undefined {
    const late = inputs.flatMap(({ id, nid }) => {
      const node = nid === null ? undefined : this.mirror.get(nid);
      if (!node) return [];
      // Nobody can tell whether it is on the page before its library is.
      const library = this.registry.lateLibrary(node.namespace);
      if (library) return [library.then(() => this.lateCode([{ id, nid, property: "" }]))];
      const code = this.registry.lateCode(node.namespace, node.component);
      return code && document.getElementById(stringifyId(id)) ? [code] : [];
    });
    return late.length > 0 ? Promise.allSettled(late) : undefined;
  }

  /** Components such as dcc.Tabs draw from the props of their children. */
  #readsChildren({ namespace, component }: MirrorNode): boolean {
    const type = this.registry.lookup(namespace, component);
    return type !== undefined && "dashChildrenUpdate" in type;
  }

  #forget(nid: number): void {
    this.layout.forget(nid);
    this.loading.forget(nid);
  }
}

function isPath(pathOrId: Path | ComponentId): pathOrId is Path {
  return Array.isArray(pathOrId);
}
