/**
 * How an update of the worker differs from the painted one.  Pure.
 */

import type { LayoutOp, LayoutUpdate, Set as SetOp } from "../protocol.gen";
import { slotsOf } from "./resync";
import { equal, type Props } from "./values";

export interface Difference {
  /** What makes the painted values the worker's; none when the updates are the same. */
  sets: SetOp[];
}

/**
 * Null where the updates do not concern the same components.  `later`: `nid prop` of what further
 * painted updates have set; their turn to be compared comes.
 */
export function difference(
  painted: LayoutUpdate,
  real: LayoutUpdate,
  later: ReadonlySet<string>,
): Difference | null {
  if (painted.ops.length !== real.ops.length) return null;
  const sets: SetOp[] = [];
  for (const [index, op] of real.ops.entries()) {
    const props = differingProps(painted.ops[index] as LayoutOp, op);
    if (props === null) return null;
    if (op.op === "drop") continue;
    for (const name of Object.keys(props)) if (later.has(`${op.nid} ${name}`)) delete props[name];
    if (Object.keys(props).length === 0) continue;
    sets.push({ op: "set", nid: op.nid, props, slots: slotsOf(props, op.slots) });
  }
  return { sets };
}

function differingProps(painted: LayoutOp, real: LayoutOp): Props | null {
  if (painted.op === "drop" || real.op === "drop") {
    return painted.op === real.op && painted.nid === real.nid ? {} : null;
  }
  if (painted.op !== real.op || painted.nid !== real.nid) return null;
  if (painted.op === "mount" && real.op === "mount") {
    if (painted.namespace !== real.namespace || painted.component !== real.component) return null;
  }
  if (!equal(painted.slots, real.slots)) return null;
  if (Object.keys(painted.props).some((name) => !(name in real.props))) return null;
  const props: Props = {};
  for (const [name, value] of Object.entries(real.props)) {
    if (!equal(value, painted.props[name])) props[name] = value;
  }
  return "id" in props ? null : props;
}
