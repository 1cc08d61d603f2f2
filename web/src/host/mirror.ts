/**
 * The page's copy of the layout, and the rule that keeps it equal to the engine's.
 *
 * The engine owns the layout; it sends `LayoutUpdate`s.  Components edit their own props; an edit
 * shows at once and travels to the engine with a growing number, `seq`.  Each update carries
 * `ack`, the last `seq` the engine had seen when it wrote the update.  The rule (D3):
 *
 *     an update does not overwrite a prop that has an unacknowledged local edit,
 *
 * because the engine is still going to see that edit, after whatever it has just sent, and the
 * edit wins there.  Without the rule a letter typed while a callback runs would flicker away.
 *
 * Pure: no React, no DOM, no transport.  Nodes with a negative nid began their life on this page
 * (components inside plain props, see ExternalWrapper); the engine is told of them.
 */

import type {
  ComponentId,
  LayoutOp,
  LayoutUpdate,
  Mount,
  Set as SetOp,
  Slot,
} from "../protocol.gen";
import { ROOT_NID } from "../protocol.gen";
import { stringifyId } from "./ids";
import { at, equal, isDry, onlyJson, type DryComponent, type Props } from "./values";

export type Nid = number;

export interface MirrorNode {
  readonly nid: Nid;
  readonly namespace: string;
  readonly component: string;
  /** Replaced, never changed in place: whoever kept the old object can tell that it is old. */
  props: Props;
  /** Where child components stand, grouped by the prop they are in. */
  slots: ReadonlyMap<string, readonly Slot[]>;
  /** The node in whose props this one stands; null for the root and for unattached nodes. */
  parent: Nid | null;
}

/** The number of an edit that has none yet (early.ts): no update settles it. */
export const HELD = 0;

/** Which props of which nodes have new values.  Dropped nodes are not listed. */
export type Changes = Map<Nid, Set<string>>;

const NO_SLOTS: ReadonlyMap<string, readonly Slot[]> = new Map();

export class Mirror {
  readonly #nodes = new Map<Nid, MirrorNode>();
  readonly #ids = new Map<string, Nid>();
  /** nid -> prop -> seq of its last unacknowledged edit. */
  readonly #edited = new Map<Nid, Map<string, number>>();
  /** The same edits in order of their seq, so that an ack costs no more than what it settles. */
  readonly #unsettled: { seq: number; nid: Nid; prop: string }[] = [];
  #lastExternalNid = 0;

  constructor() {
    this.#nodes.set(ROOT_NID, {
      nid: ROOT_NID,
      namespace: "",
      component: "",
      props: {},
      slots: NO_SLOTS,
      parent: null,
    });
  }

  get(nid: Nid): MirrorNode | undefined {
    return this.#nodes.get(nid);
  }

  /** The node with this id; the last one when several have it. */
  find(id: ComponentId): MirrorNode | undefined {
    const nid = this.#ids.get(stringifyId(id));
    return nid === undefined ? undefined : this.#nodes.get(nid);
  }

  nids(): IterableIterator<Nid> {
    return this.#nodes.keys();
  }

  ids(): IterableIterator<string> {
    return this.#ids.keys();
  }

  /** The layout as operations on an empty page, children before their parents.  What JSON cannot
   * hold is of this page only and left out. */
  snapshot(): (Mount | SetOp)[] {
    const root = this.#nodes.get(ROOT_NID) as MirrorNode;
    const [props, slots] = [onlyJson(root.props), [...root.slots.values()].flat()];
    return [...this.#below(root).reverse(), { op: "set", nid: ROOT_NID, props, slots }];
  }

  /** A node and those below it as operations, it last. */
  mountsOf(nid: Nid): Mount[] {
    const node = this.#nodes.get(nid);
    return node ? [mountOf(node), ...this.#below(node)].reverse() : [];
  }

  #below(top: MirrorNode): Mount[] {
    const family = [top];
    for (const node of family) {
      for (const slot of [...node.slots.values()].flat()) {
        const child = this.#nodes.get(at(node.props, slot) as Nid);
        if (child) family.push(child);
      }
    }
    return family.slice(1).map(mountOf);
  }

  /** All of the update, or nothing when it does not fit. */
  apply(update: LayoutUpdate): Changes {
    this.#check(update.ops);
    this.acknowledge(update.ack);
    const changes: Changes = new Map();
    for (const op of update.ops) this.#applyOp(op, changes);
    return changes;
  }

  /** The engine has seen every edit up to `ack`; its values for those props count again. */
  acknowledge(ack: number): void {
    let settled = 0;
    for (const { seq, nid, prop } of this.#unsettled) {
      if (seq > ack) break;
      settled += 1;
      const props = this.#edited.get(nid);
      if (props?.get(prop) !== seq) continue;
      props.delete(prop);
      if (props.size === 0) this.#edited.delete(nid);
    }
    if (settled > 0) this.#unsettled.splice(0, settled);
  }

  /** The part of `props` that differs from what the node has (E1). */
  differing(node: MirrorNode, props: Props): Props {
    const different: Props = {};
    for (const [name, value] of Object.entries(props)) {
      if (!equal(value, node.props[name])) different[name] = value;
    }
    return different;
  }

  /** Shows `props` now; the engine will hear of them as edit number `seq`. */
  edit(node: MirrorNode, props: Props, seq: number): void {
    this.show(node, props);
    for (const prop of Object.keys(props)) {
      const edited = this.#edited.get(node.nid) ?? new Map<string, number>();
      this.#edited.set(node.nid, edited.set(prop, seq));
      if (seq !== HELD) this.#unsettled.push({ seq, nid: node.nid, prop });
    }
  }

  /** An edit of these props that was held gets its number. */
  renumber(nid: Nid, props: readonly string[], seq: number): void {
    const edited = this.#edited.get(nid);
    for (const prop of props) {
      if (!edited?.has(prop)) continue;
      edited.set(prop, seq);
      this.#unsettled.push({ seq, nid, prop });
    }
  }

  /** Held edits no longer stand against updates. */
  settleHeld(): void {
    for (const [nid, props] of this.#edited) {
      for (const [prop, seq] of props) if (seq === HELD) props.delete(prop);
      if (props.size === 0) this.#edited.delete(nid);
    }
  }

  /** New values that concern this page only. */
  show(node: MirrorNode, props: Props): void {
    this.#setProps(node, props, []);
  }

  /**
   * Mounts a component that is drawn outside the layout tree, and those in its `children`.  What
   * the engine has to be told of it goes to `mounts`.
   */
  mountExternal(dry: DryComponent, mounts: Mount[]): Nid {
    const slots: Slot[] = [];
    const children = this.#externalChildren(dry.props["children"], slots, mounts);
    const props = slots.length > 0 ? { ...dry.props, children } : dry.props;
    const nid = --this.#lastExternalNid;
    this.#mount(nid, dry.namespace, dry.type, props, slots);
    const { namespace, type: component } = dry;
    mounts.push({ op: "mount", nid, namespace, component, props, slots });
    return nid;
  }

  #externalChildren(children: unknown, slots: Slot[], mounts: Mount[]): unknown {
    if (isDry(children)) {
      slots.push(["children"]);
      return this.mountExternal(children, mounts);
    }
    if (!Array.isArray(children)) return children;
    return children.map((child: unknown, index) => {
      if (!isDry(child)) return child;
      slots.push(["children", index]);
      return this.mountExternal(child, mounts);
    });
  }

  #check(ops: readonly LayoutOp[]): void {
    const mounted = new Set(ops.flatMap((op) => (op.op === "mount" ? [op.nid] : [])));
    for (const op of ops) {
      if (op.op !== "set" || this.#nodes.has(op.nid) || mounted.has(op.nid)) continue;
      throw new Error(`LayoutUpdate sets props of node ${op.nid}, which is not there`);
    }
  }

  #applyOp(op: LayoutOp, changes: Changes): void {
    switch (op.op) {
      case "mount":
        this.#mount(op.nid, op.namespace, op.component, op.props, op.slots);
        break;
      case "drop":
        this.#drop(op.nid);
        changes.delete(op.nid);
        break;
      case "set": {
        const node = this.#nodes.get(op.nid) as MirrorNode;
        const props = this.#withoutEdited(op.nid, op.props);
        this.#setProps(node, props, op.slots);
        const changed = changes.get(op.nid) ?? new Set();
        changes.set(op.nid, changed);
        for (const prop of Object.keys(props)) changed.add(prop);
      }
    }
  }

  /** The acknowledgement rule. */
  #withoutEdited(nid: Nid, props: Props): Props {
    const edited = this.#edited.get(nid);
    if (!edited) return props;
    return Object.fromEntries(Object.entries(props).filter(([prop]) => !edited.has(prop)));
  }

  #mount(
    nid: Nid,
    namespace: string,
    component: string,
    props: Props,
    slots: readonly Slot[],
  ): MirrorNode {
    const node: MirrorNode = { nid, namespace, component, props, slots: NO_SLOTS, parent: null };
    this.#nodes.set(nid, node);
    this.#attach(node, slots);
    this.#index(node);
    return node;
  }

  #setProps(node: MirrorNode, props: Props, slots: readonly Slot[]): void {
    if ("id" in props) this.#unindex(node);
    node.props = { ...node.props, ...props };
    const kept = [...node.slots].filter(([prop]) => !(prop in props));
    if (kept.length < node.slots.size) node.slots = new Map(kept);
    this.#attach(
      node,
      slots.filter(([prop]) => (prop as string) in props),
    );
    if ("id" in props) this.#index(node);
  }

  #attach(node: MirrorNode, slots: readonly Slot[]): void {
    if (slots.length === 0) return;
    const byProp = new Map<string, Slot[]>(node.slots as Map<string, Slot[]>);
    for (const slot of slots) {
      const prop = String(slot[0]);
      const group = byProp.get(prop);
      if (group) group.push(slot);
      else byProp.set(prop, [slot]);
      const child = this.#nodes.get(at(node.props, slot) as Nid);
      if (child) child.parent = node.nid;
    }
    node.slots = byProp;
  }

  #drop(nid: Nid): void {
    const node = this.#nodes.get(nid);
    if (!node) return;
    this.#unindex(node);
    this.#nodes.delete(nid);
    this.#edited.delete(nid);
  }

  #index(node: MirrorNode): void {
    const id = node.props["id"];
    if (id !== undefined && id !== null) this.#ids.set(stringifyId(id as ComponentId), node.nid);
  }

  #unindex(node: MirrorNode): void {
    const id = node.props["id"];
    if (id === undefined || id === null) return;
    const key = stringifyId(id as ComponentId);
    if (this.#ids.get(key) === node.nid) this.#ids.delete(key);
  }
}

function mountOf({ nid, namespace, component, props, slots }: MirrorNode): Mount {
  const places = [...slots.values()].flat();
  return { op: "mount", nid, namespace, component, props: onlyJson(props), slots: places };
}
