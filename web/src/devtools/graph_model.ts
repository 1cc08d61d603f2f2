/**
 * The callbacks as a graph: which property leads from which callback to which.
 *
 * Properties that no callback writes are where the user comes in; they are nodes as well.
 */

import type { CallbackInfo } from "../protocol.gen";

export interface GraphNode {
  readonly key: string;
  readonly label: string;
  /** null for a property of the user's. */
  readonly callback: CallbackInfo | null;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** `id.prop`. */
  readonly props: readonly string[];
  /** Read only: the callback is not called for it. */
  readonly state: boolean;
}

export interface CallbackGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export function callbackGraph(callbacks: readonly CallbackInfo[]): CallbackGraph {
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, { from: string; to: string; props: string[]; state: boolean }>();
  const writers = callbacks.flatMap((callback) =>
    callback.outputs.map((output) => ({ key: keyOf(callback), prop: parse(output) })),
  );
  // Most ids are plain text: those need no search through all writers.
  const plain = new Map<string, Set<string>>();
  for (const { key, prop } of writers) {
    if (!prop.pattern) plain.set(prop.text, (plain.get(prop.text) ?? new Set()).add(key));
  }
  const patterns = writers.filter(({ prop }) => prop.pattern !== null);

  const connect = (from: string, to: string, prop: string, state: boolean): void => {
    const key = JSON.stringify([from, to, state]);
    const edge = edges.get(key) ?? { from, to, props: [], state };
    edges.set(key, edge);
    if (!edge.props.includes(prop)) edge.props.push(prop);
  };
  for (const callback of callbacks) {
    const key = keyOf(callback);
    nodes.set(key, { key, label: callback.outputs.map(clean).join("\n") || "no output", callback });
    for (const [props, state] of [
      [callback.inputs, false],
      [callback.states, true],
    ] as const) {
      for (const text of props) {
        const prop = parse(text);
        const from = new Set(plain.get(prop.text));
        for (const writer of patterns) if (meet(writer.prop, prop)) from.add(writer.key);
        if (from.size === 0) {
          const source = `prop:${text}`;
          nodes.set(source, { key: source, label: text, callback: null });
          from.add(source);
        }
        for (const writer of from) connect(writer, key, text, state);
      }
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

/** The edges that carry a part of what their source says; the others would repeat its name. */
export function telling({ nodes, edges }: CallbackGraph): ReadonlySet<GraphEdge> {
  const labels = new Map(nodes.map(({ key, label }) => [key, label]));
  return new Set(edges.filter(({ from, props }) => labels.get(from) !== props.join("\n")));
}

export function keyOf({ id }: CallbackInfo): string {
  return `callback:${id}`;
}

interface Prop {
  text: string;
  name: string;
  pattern: Record<string, unknown> | null;
}

/** Without the mark of outputs that allow duplicates. */
function clean(text: string): string {
  const dot = text.lastIndexOf(".");
  return text.slice(0, dot) + text.slice(dot).replace(/@.*$/, "");
}

function parse(given: string): Prop {
  const text = clean(given);
  const dot = text.lastIndexOf(".");
  const [id, name] = [text.slice(0, dot), text.slice(dot + 1)];
  return { text, name, pattern: id.startsWith("{") ? asPattern(id) : null };
}

function asPattern(id: string): Record<string, unknown> | null {
  try {
    return JSON.parse(id) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** Whether some component can be meant by both; a wildcard is a list with its name. */
function meet(one: Prop, other: Prop): boolean {
  const [a, b] = [one.pattern, other.pattern];
  if (!a || !b || one.name !== other.name) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) => key in b && (isWild(a[key]) || isWild(b[key]) || equal(a[key], b[key])),
  );
}

function isWild(value: unknown): boolean {
  return Array.isArray(value);
}

function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
