/**
 * Places for the nodes of a graph, from left to right.
 *
 * Layered drawing in small: cycles are cut, a node stands one layer to the right of those that lead
 * to it, and the order in each layer follows the neighbours (barycentres, a few sweeps).  Parts that
 * have nothing to do with each other are laid out apart and set side by side like lines of text,
 * so that a hundred small callbacks fill a page and not a column.
 */

export interface Edge {
  readonly from: string;
  readonly to: string;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly places: ReadonlyMap<string, Place>;
  readonly width: number;
  readonly height: number;
}

export const NODE_WIDTH = 156;
export const NODE_HEIGHT = 36;
const LAYER_GAP = 56;
const ROW_GAP = 9;
const PART_GAP = 24;
const SWEEPS = 6;
/** A layer with more nodes goes on in a second column. */
const MAX_ROWS = 24;
/** Width to height, of the whole drawing. */
const ASPECT = 1.7;

export function layOut(nodes: readonly string[], edges: readonly Edge[]): Layout {
  const parts = connectedParts(nodes, edges).map((part) => layOutPart(part, edges));
  const area = parts.reduce(
    (sum, { width, height }) => sum + (width + PART_GAP) * (height + PART_GAP),
    0,
  );
  const widest = Math.max(0, ...parts.map(({ width }) => width));
  return pack(parts, Math.max(widest, Math.sqrt(area * ASPECT)));
}

/** Large parts first; equal ones in the order of their nodes. */
function connectedParts(nodes: readonly string[], edges: readonly Edge[]): string[][] {
  const neighbours = new Map<string, string[]>(nodes.map((node) => [node, []]));
  for (const { from, to } of edges) {
    neighbours.get(from)?.push(to);
    neighbours.get(to)?.push(from);
  }
  const seen = new Set<string>();
  const parts: string[][] = [];
  for (const node of nodes) {
    if (seen.has(node)) continue;
    seen.add(node);
    const part = [node];
    for (const member of part) {
      for (const next of neighbours.get(member) ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        part.push(next);
      }
    }
    parts.push(part);
  }
  return parts.sort((a, b) => b.length - a.length);
}

function layOutPart(part: readonly string[], all: readonly Edge[]): Layout {
  const members = new Set(part);
  const edges = withoutCycles(
    part,
    all.filter(({ from, to }) => members.has(from) && from !== to),
  );
  const layers = intoLayers(part, edges);
  arrange(layers, edges);
  const columns = layers.flatMap((layer) => chunks(layer));
  const tallest = Math.max(...columns.map((column) => column.length));
  const step = NODE_HEIGHT + ROW_GAP;
  const places = new Map<string, Place>();
  columns.forEach((column, index) => {
    const top = ((tallest - column.length) * step) / 2;
    column.forEach((node, row) => {
      places.set(node, { x: index * (NODE_WIDTH + LAYER_GAP), y: top + row * step });
    });
  });
  return {
    places,
    width: columns.length * (NODE_WIDTH + LAYER_GAP) - LAYER_GAP,
    height: tallest * step - ROW_GAP,
  };
}

function chunks(layer: readonly string[]): string[][] {
  const count = Math.ceil(layer.length / MAX_ROWS);
  const size = Math.ceil(layer.length / count);
  return Array.from({ length: count }, (_, index) => layer.slice(index * size, (index + 1) * size));
}

/** The edges but those that lead back to where a walk has come from. */
function withoutCycles(nodes: readonly string[], edges: readonly Edge[]): Edge[] {
  const outgoing = grouped(edges, ({ from }) => from);
  const done = new Set<string>();
  const kept: Edge[] = [];
  for (const start of nodes) {
    if (done.has(start)) continue;
    // A stack of its own: a chain of callbacks may be longer than JavaScript's.
    const walk = [{ node: start, next: 0 }];
    const onWalk = new Set([start]);
    for (let step = walk[0]; step; step = walk[walk.length - 1]) {
      const edge = outgoing.get(step.node)?.[step.next++];
      if (!edge) {
        done.add(step.node);
        onWalk.delete(step.node);
        walk.pop();
      } else if (!onWalk.has(edge.to)) {
        kept.push(edge);
        if (done.has(edge.to)) continue;
        onWalk.add(edge.to);
        walk.push({ node: edge.to, next: 0 });
      }
    }
  }
  return kept;
}

function intoLayers(nodes: readonly string[], edges: readonly Edge[]): string[][] {
  const incoming = new Map<string, number>(nodes.map((node) => [node, 0]));
  for (const { to } of edges) incoming.set(to, (incoming.get(to) ?? 0) + 1);
  const outgoing = grouped(edges, ({ from }) => from);
  const depth = new Map<string, number>(nodes.map((node) => [node, 0]));
  const ready = nodes.filter((node) => incoming.get(node) === 0);
  for (const node of ready) {
    for (const { to } of outgoing.get(node) ?? []) {
      depth.set(to, Math.max(depth.get(to) ?? 0, (depth.get(node) ?? 0) + 1));
      const left = (incoming.get(to) ?? 0) - 1;
      incoming.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  // Where nothing leads to, it stands right before its first reader.
  for (const node of nodes) {
    const readers = outgoing.get(node) ?? [];
    if (depth.get(node) !== 0 || readers.length === 0) continue;
    depth.set(node, Math.min(...readers.map(({ to }) => depth.get(to) ?? 0)) - 1);
  }
  const layers: string[][] = [];
  for (const node of nodes) (layers[depth.get(node) ?? 0] ??= []).push(node);
  return Array.from(layers, (layer) => layer ?? []).filter((layer) => layer.length > 0);
}

/** Orders each layer by the mean place of the neighbours in the layers beside it. */
function arrange(layers: string[][], edges: readonly Edge[]): void {
  const [into, out] = [grouped(edges, ({ to }) => to), grouped(edges, ({ from }) => from)];
  const row = new Map<string, number>();
  const number = (layer: readonly string[]): void =>
    layer.forEach((node, index) => row.set(node, index - layer.length / 2));
  for (const layer of layers) number(layer);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forward = sweep % 2 === 0;
    for (const layer of forward ? layers : [...layers].reverse()) {
      const centre = new Map(
        layer.map((node) => {
          const ends = forward
            ? (into.get(node) ?? []).map(({ from }) => from)
            : (out.get(node) ?? []).map(({ to }) => to);
          const rows = ends.map((end) => row.get(end) ?? 0);
          const mean = rows.reduce((sum, value) => sum + value, 0) / rows.length;
          return [node, rows.length > 0 ? mean : (row.get(node) ?? 0)];
        }),
      );
      layer.sort((a, b) => (centre.get(a) ?? 0) - (centre.get(b) ?? 0));
      number(layer);
    }
  }
}

/** Sets parts side by side, in lines of at most this width. */
function pack(parts: readonly Layout[], maxWidth: number): Layout {
  const places = new Map<string, Place>();
  let [x, y, lineHeight, width] = [0, 0, 0, 0];
  for (const part of parts) {
    if (x > 0 && x + part.width > maxWidth) {
      [x, y, lineHeight] = [0, y + lineHeight + PART_GAP, 0];
    }
    for (const [node, place] of part.places) places.set(node, { x: x + place.x, y: y + place.y });
    lineHeight = Math.max(lineHeight, part.height);
    width = Math.max(width, x + part.width);
    x += part.width + PART_GAP;
  }
  return { places, width, height: y + lineHeight };
}

function grouped(edges: readonly Edge[], by: (edge: Edge) => string): Map<string, Edge[]> {
  const groups = new Map<string, Edge[]>();
  for (const edge of edges) {
    const group = groups.get(by(edge));
    if (group) group.push(edge);
    else groups.set(by(edge), [edge]);
  }
  return groups;
}
