/**
 * The layout on the page: the mirror, what is read from it, and who has to be drawn when it changes.
 */

import {
  ROOT_NID,
  type ComponentId,
  type LayoutOp,
  type LayoutUpdate,
  type Mount,
  type PropRef,
} from "../protocol.gen";
import { Externals } from "./externals";
import { stringifyId } from "./ids";
import { Layout, type Path } from "./layout";
import { Loading } from "./loading";
import { Mirror, type Changes, type MirrorNode, type Nid } from "./mirror";
import type { Registry } from "./registry";
import { Store, type DrawSynchronously, type RenderType } from "./store";

export class Page {
  readonly mirror = new Mirror();
  readonly layout = new Layout(this.mirror);
  readonly externals = new Externals(this.mirror, this.layout);
  readonly loading = new Loading(
    (nid) => this.layout.pathOf(nid),
    (nid) => this.store.touch(nid),
  );
  readonly #lives = new Map<Nid, number>();
  readonly store: Store;
  readonly registry: Registry;

  constructor(registry: Registry, draw: DrawSynchronously) {
    this.registry = registry;
    this.store = new Store(draw);
  }

  /** Takes over an update of the engine; drawing is left to `store.flush`. */
  apply(update: LayoutUpdate): Changes {
    for (const op of update.ops) {
      if (op.op === "drop") this.#forget(op.nid);
    }
    const changes = this.mirror.apply(update);
    for (const nid of changes.keys()) {
      const node = this.mirror.get(nid);
      if (node) this.changed(node, "callback");
    }
    return changes;
  }

  /** Puts a whole layout in the place of this one.  Nodes of this page's own, which the engine may
   * know, stay for their wrappers to replace. */
  replace(ops: readonly LayoutOp[]): Changes {
    const gone = [...this.mirror.nids()].filter((nid) => nid > ROOT_NID);
    const drops = gone.map((nid): LayoutOp => ({ op: "drop", nid }));
    const update = { type: "LayoutUpdate", update: 0, ack: 0, confirm: false } as const;
    const changes = this.apply({ ...update, ops: [...drops, ...ops] });
    for (const { op, nid } of ops) if (op === "mount") this.store.touch(nid, "callback");
    return changes;
  }

  /** Other components have taken the numbers of these nodes: they are drawn anew, as new ones. */
  exchange(nids: Iterable<Nid>): void {
    for (const nid of nids) {
      this.#lives.set(nid, this.life(nid) + 1);
      this.store.touch(nid, "callback");
    }
  }

  /** How often another component has taken the number of the node. */
  life(nid: Nid): number {
    return this.#lives.get(nid) ?? 0;
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
   * The components that an update mounted and whose code is still on its way (E11), with what
   * settles when it is there.  One that is not drawn (in a hidden tab, say) is not waited for.
   */
  lateCode({ ops }: LayoutUpdate): { nid: Nid; code: Promise<unknown> }[] {
    return ops.flatMap((op) => {
      if (op.op !== "mount") return [];
      // Nobody can tell whether it is on the page before its library is.
      const library = this.registry.lateLibrary(op.namespace);
      const code = library ? library.then(() => this.#lateCode(op)) : this.#lateCode(op);
      return code ? [{ nid: op.nid, code }] : [];
    });
  }

  #lateCode({ namespace, component, props: { id } }: Mount): Promise<unknown> | undefined {
    const code = this.registry.lateCode(namespace, component);
    return code && id && document.getElementById(stringifyId(id as ComponentId)) ? code : undefined;
  }

  /** Draws nodes whose code has come.  The module system and React's lazy components take the
   * code up in a task or two; what effects say is said when this is over. */
  async drawAgain(nids: Iterable<Nid>): Promise<void> {
    await nextTask();
    for (const nid of nids) this.store.touch(nid);
    this.store.flush();
    await nextTask();
  }

  /** Components such as dcc.Tabs draw from the props of their children. */
  #readsChildren({ namespace, component }: MirrorNode): boolean {
    const type = this.registry.lookup(namespace, component);
    return type !== undefined && "dashChildrenUpdate" in type;
  }

  #forget(nid: number): void {
    this.layout.forget(nid);
    this.loading.forget(nid);
    if (nid < 0) this.externals.forget(nid);
  }
}

function nextTask(): Promise<void> {
  return new Promise((done) => setTimeout(done));
}

function isPath(pathOrId: Path | ComponentId): pathOrId is Path {
  return Array.isArray(pathOrId);
}
