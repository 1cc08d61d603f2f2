/**
 * The layout as components ask for it: by path, and as nested JSON.
 *
 * A path is the list of node ids from the top component down to the node.  It grows downwards, so
 * `JSON.stringify(path)` of a parent, without its `]`, is a prefix of its descendants' (dcc.Loading
 * relies on that), and unlike Dash's positions it never goes stale.  Where a component builds a
 * path itself it appends prop names to its own (`[...path, "props", "label"]`); `locate` follows
 * those through the slots.
 */

import { ROOT_NID, type Slot } from "../protocol.gen";
import type { Mirror, MirrorNode, Nid } from "./mirror";
import { at, replaceAt, type DryComponent } from "./values";

export type Path = readonly (string | number)[];

export class Layout {
  readonly #mirror: Mirror;
  /** Where components outside the tree were hung up (see ExternalWrapper). */
  readonly #anchors = new Map<string, Nid>();
  readonly #anchorOf = new Map<Nid, Path>();
  /** Nested forms already made.  A node has one only if all nodes below it have one. */
  readonly #dry = new Map<Nid, DryComponent>();

  constructor(mirror: Mirror) {
    this.#mirror = mirror;
  }

  pathOf(nid: Nid): Path {
    const anchor = this.#anchorOf.get(nid);
    if (anchor) return anchor;
    const parent = this.#mirror.get(nid)?.parent ?? ROOT_NID;
    return parent === ROOT_NID ? [nid] : [...this.pathOf(parent), nid];
  }

  anchor(nid: Nid, path: Path): void {
    this.#anchors.set(JSON.stringify(path), nid);
    this.#anchorOf.set(nid, path);
  }

  unanchor(nid: Nid): void {
    const key = JSON.stringify(this.#anchorOf.get(nid));
    if (this.#anchors.get(key) === nid) this.#anchors.delete(key);
    this.#anchorOf.delete(nid);
  }

  /** The deepest node on `path`, and what is left of the path below it. */
  locate(path: Path): { node: MirrorNode; rest: Path } | undefined {
    const start = this.#anchoredStart(path);
    let node = this.#mirror.get(start.nid);
    let position = start.length;
    while (node) {
      const step = this.#stepDown(node, path, position);
      if (!step) break;
      node = this.#mirror.get(step.nid);
      position += step.length;
    }
    return node && node.nid !== ROOT_NID ? { node, rest: path.slice(position) } : undefined;
  }

  /** What stands at `path`: a component, its props, or something inside them; at the empty
   * path the whole layout. */
  read(path: Path): unknown {
    const root = this.#mirror.get(ROOT_NID);
    if (path.length === 0) return root && this.dryProp(root, "children");
    const found = this.locate(path);
    return found && at(this.dry(found.node), found.rest);
  }

  /** The node as nested JSON, with the current props of everything below it. */
  dry(node: MirrorNode): DryComponent {
    const known = this.#dry.get(node.nid);
    if (known) return known;
    let props = node.props;
    for (const [prop, slots] of node.slots) {
      props = { ...props, [prop]: this.dryProp(node, prop, slots) };
    }
    const dry = { props, type: node.component, namespace: node.namespace };
    this.#dry.set(node.nid, dry);
    return dry;
  }

  /** One prop as JSON; components inside it come out nested. */
  dryProp(
    node: MirrorNode,
    prop: string,
    slots: readonly Slot[] | undefined = node.slots.get(prop),
  ): unknown {
    if (!slots) return node.props[prop];
    return replaceAt(
      node.props[prop],
      slots.map((slot) => slot.slice(1)),
      (child) => {
        const below = this.#mirror.get(child as Nid);
        return below ? this.dry(below) : null;
      },
    );
  }

  /** The node has new props: nested forms that contain it are out of date. */
  forget(nid: Nid): void {
    let here: Nid | null | undefined = nid;
    while (here !== null && here !== undefined && this.#dry.delete(here)) {
      here = this.#mirror.get(here)?.parent;
    }
  }

  #anchoredStart(path: Path): { nid: Nid; length: number } {
    if (this.#anchors.size > 0) {
      for (let length = path.length; length > 0; length--) {
        const nid = this.#anchors.get(JSON.stringify(path.slice(0, length)));
        if (nid !== undefined) return { nid, length };
      }
    }
    return { nid: ROOT_NID, length: 0 };
  }

  #stepDown(
    node: MirrorNode,
    path: Path,
    position: number,
  ): { nid: Nid; length: number } | undefined {
    const step = path[position];
    if (typeof step === "number") {
      const child = this.#mirror.get(step);
      return child?.parent === node.nid ? { nid: step, length: 1 } : undefined;
    }
    if (step !== "props") return undefined;
    const slot = node.slots
      .get(String(path[position + 1]))
      ?.find((candidate) => candidate.every((key, i) => key === path[position + 1 + i]));
    return slot && { nid: at(node.props, slot) as Nid, length: 1 + slot.length };
  }
}
