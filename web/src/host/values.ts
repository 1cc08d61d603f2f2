/**
 * Prop values: what counts as equal, as a component in JSON form, as a Patch.
 */

export type Props = Record<string, unknown>;

/** A component as Dash writes it into JSON ("dry"). */
export interface DryComponent {
  namespace: string;
  type: string;
  props: Props;
}

export function isDry(value: unknown): value is DryComponent {
  return isRecord(value) && "type" in value && "namespace" in value && "props" in value;
}

export function isPatch(value: unknown): boolean {
  return isRecord(value) && "__dash_patch_update" in value;
}

/** Whether only the engine can tell what this value looks like: it alone mounts and patches. */
export function needsEngine(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(needsEngine);
  if (!isRecord(value)) return false;
  return isPatch(value) || isDry(value) || Object.values(value).some(needsEngine);
}

/** Deep equality, as rule E1 compares: NaN equals NaN, dates by time. */
export function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i]));
  }
  if (a instanceof Date) return b instanceof Date && a.getTime() === b.getTime();
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]))
  );
}

/** Objects as JSON knows them.  Elements, files and other things of the page are compared by identity. */
function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The value at `path` inside `value`; undefined where the path leads nowhere. */
export function at(value: unknown, path: readonly (string | number)[]): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== "object" || here === null) return undefined;
    here = (here as Record<string | number, unknown>)[step];
  }
  return here;
}

/** A copy of `value` with `replacement(old)` at each path; what lies beside the paths is shared. */
export function replaceAt(
  value: unknown,
  paths: readonly (readonly (string | number)[])[],
  replacement: (old: unknown) => unknown,
): unknown {
  const copies = new Set<object>();
  let top = value;
  for (const path of paths) {
    if (path.length === 0) return replacement(value);
    top = ownCopy(top, copies);
    let here = top as Record<string | number, unknown>;
    for (const step of path.slice(0, -1)) {
      here[step] = ownCopy(here[step], copies);
      here = here[step] as Record<string | number, unknown>;
    }
    const last = path[path.length - 1] as string | number;
    here[last] = replacement(here[last]);
  }
  return top;
}

function ownCopy(value: unknown, copies: Set<object>): object {
  if (copies.has(value as object)) return value as object;
  const copy = Array.isArray(value) ? value.slice() : { ...(value as object) };
  copies.add(copy);
  return copy;
}

export function isJson(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}

/** A plain copy of the props that can travel. */
export function onlyJson(props: Props): Props {
  const plain = Object.fromEntries(Object.entries(props).filter(([, value]) => isJson(value)));
  return JSON.parse(JSON.stringify(plain)) as Props;
}
