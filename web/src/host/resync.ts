/**
 * What has to be done so that a page shows another layout, and no more than that: a component that
 * is the same in both stays where it is, with what the user has typed into it.
 *
 * Pure: two mirrors in, operations out.
 */

import { ROOT_NID, type LayoutOp, type Mount, type Slot } from "../protocol.gen";
import type { Mirror, MirrorNode, Nid } from "./mirror";
import { at, equal, type Props } from "./values";

export interface Resync {
  ops: LayoutOp[];
  /** Nodes that stay, with other props perhaps. */
  stays: ReadonlySet<Nid>;
  /** The nodes that leave, as they are. */
  gone: ReadonlyMap<Nid, MirrorNode>;
  /** Nodes of which another component has taken the number. */
  exchanged: ReadonlySet<Nid>;
}

export function resync(shown: Mirror, wanted: Mirror): Resync {
  const stays = new Set<Nid>();
  const gone = new Map<Nid, MirrorNode>();
  const exchanged = new Set<Nid>();
  for (const nid of shown.nids()) {
    // The root is no component; those of the page itself stay for their wrappers to replace.
    if (nid <= ROOT_NID) continue;
    const [from, to] = [shown.get(nid) as MirrorNode, wanted.get(nid)];
    if (to && staysAs(from, to)) stays.add(nid);
    else {
      gone.set(nid, from);
      if (to) exchanged.add(nid);
    }
  }
  const drops = [...gone.keys()].map((nid): LayoutOp => ({ op: "drop", nid }));
  const mountsAndSets = wanted.snapshot().flatMap((op): LayoutOp[] => {
    if (op.op === "mount" && !stays.has(op.nid)) return [op];
    return setOf(shown.get(op.nid) as MirrorNode, op, exchanged);
  });
  return { ops: [...drops, ...mountsAndSets], stays, gone, exchanged };
}

/** One whose values the browser keeps has compared them with those it entered with. */
function staysAs(from: MirrorNode, to: MirrorNode): boolean {
  if (from.namespace !== to.namespace || from.component !== to.component) return false;
  if (!equal(from.props["id"] ?? null, to.props["id"] ?? null)) return false;
  return !from.props["persistence"] || equal(from.props, to.props);
}

/** A prop that holds an exchanged node is set in any case: it is what makes it the node's parent. */
function setOf(from: MirrorNode, to: SetLike, exchanged: ReadonlySet<Nid>): LayoutOp[] {
  const { nid, slots } = to;
  const holders = new Set(
    slots.filter((slot) => exchanged.has(at(to.props, slot) as Nid)).map(([prop]) => prop),
  );
  const props: Props = {};
  for (const [name, value] of Object.entries(to.props)) {
    if (holders.has(name) || !equal(value, from.props[name])) props[name] = value;
  }
  for (const name of Object.keys(from.props)) {
    if (!(name in to.props)) props[name] = undefined;
  }
  if (Object.keys(props).length === 0) return [];
  return [{ op: "set", nid, props, slots: slotsOf(props, slots) }];
}

type SetLike = Pick<Mount, "nid" | "props" | "slots">;

export function slotsOf(props: Props, slots: readonly Slot[]): Slot[] {
  return slots.filter(([prop]) => (prop as string) in props);
}
