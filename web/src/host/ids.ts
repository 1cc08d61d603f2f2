/**
 * Component ids: a string, or a dict whose string form has sorted keys and no spaces (rule G2).
 * The string form is the `id` of the DOM element and the first part of a `prop_id`.
 */

import type { ComponentId } from "../protocol.gen";

export function stringifyId(id: ComponentId): string {
  if (typeof id !== "object" || id === null) return id;
  const entries = Object.keys(id)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${stringifyValue(id[key])}`);
  return `{${entries.join(",")}}`;
}

/** Wildcards of component libraries come as `{wild: "ALL"}`. */
function stringifyValue(value: unknown): string {
  const wild = (value as { wild?: string } | null)?.wild;
  return wild ?? JSON.stringify(value);
}

export function propId(id: ComponentId, property: string): string {
  return `${stringifyId(id)}.${property}`;
}
