/**
 * The callback graph: drag or arrow keys move it, the wheel or + and - change its size, 0 shows all.
 * A selected node shows its neighbours, the properties on its edges and where its time went.
 */

import type { CallbackInfo } from "../protocol.gen";
import { CallbackDetails } from "./callback_details";
import { layOut, NODE_HEIGHT, NODE_WIDTH, type Place } from "./graph_layout";
import { callbackGraph, telling, type GraphEdge, type GraphNode } from "./graph_model";
import { React, type ReactNode } from "./react";
import { duration, sum, type Stats } from "./stats";
import { useViewport } from "./viewport";

interface GraphViewProps {
  callbacks: readonly CallbackInfo[];
  stats: Stats;
  query: string;
}

/** With more edges to label than that, only those of the selected node are. */
const MAX_LABELS = 24;

export function GraphView({ callbacks, stats, query }: GraphViewProps): ReactNode {
  const { graph, layout, named } = React.useMemo(() => {
    const graph = callbackGraph(callbacks);
    const keys = graph.nodes.map(({ key }) => key);
    // What is only read leads to no call: it says nothing about the order.
    const calls = graph.edges.filter(({ state }) => !state);
    const parts = calls.length < graph.edges.length ? [...calls, ...graph.edges] : calls;
    const named = telling(graph);
    return {
      graph,
      layout: layOut(keys, parts),
      named: named.size <= MAX_LABELS ? named : new Set(),
    };
  }, [callbacks]);
  const [selected, setSelected] = React.useState<string | null>(null);
  const [hovered, setHovered] = React.useState<GraphEdge | null>(null);
  const { frame, transform, handlers, zoom, fit } = useViewport(layout, () => setSelected(null));

  const wanted = query.trim().toLowerCase();
  const lit = litNodes(graph, selected, wanted);
  const node = graph.nodes.find(({ key }) => key === selected);
  const labelled = (edge: GraphEdge): boolean =>
    edge === hovered ||
    (selected ? edge.from === selected || edge.to === selected : named.has(edge));
  const className = (key: string): string => (lit && !lit.has(key) ? " pyrt-graph-dim" : "");
  return (
    <div className="pyrt-graph dash-callback-dag--container">
      <div
        className="pyrt-graph-frame"
        ref={frame}
        role="group"
        aria-label="Callback graph"
        tabIndex={0}
        {...handlers}
      >
        <div className="pyrt-graph-world" style={{ transform }}>
          <svg width={layout.width} height={layout.height} aria-hidden="true">
            {graph.edges.map((edge) => (
              <EdgeView
                key={`${edge.from} ${edge.to} ${edge.state}`}
                edge={edge}
                from={layout.places.get(edge.from) as Place}
                to={layout.places.get(edge.to) as Place}
                dim={lit !== null && !(lit.has(edge.from) && lit.has(edge.to))}
                strong={selected === edge.from || selected === edge.to}
                onHover={setHovered}
              />
            ))}
          </svg>
          {graph.nodes.map((entry) => (
            <NodeView
              key={entry.key}
              node={entry}
              place={layout.places.get(entry.key) as Place}
              stats={stats}
              selected={entry.key === selected}
              className={className(entry.key)}
              onSelect={() => setSelected(entry.key === selected ? null : entry.key)}
            />
          ))}
          <svg className="pyrt-graph-labels" width={layout.width} height={layout.height}>
            {graph.edges.filter(labelled).map((edge) => (
              <EdgeLabel
                key={`${edge.from} ${edge.to} ${edge.state}`}
                edge={edge}
                from={layout.places.get(edge.from) as Place}
                to={layout.places.get(edge.to) as Place}
              />
            ))}
          </svg>
        </div>
        <div className="pyrt-graph-zoom">
          <button type="button" aria-label="Larger" onClick={() => zoom(1.25)}>
            +
          </button>
          <button type="button" aria-label="Smaller" onClick={() => zoom(0.8)}>
            −
          </button>
          <button type="button" onClick={fit}>
            Fit
          </button>
        </div>
      </div>
      {node && <CallbackDetails node={node} edges={graph.edges} stats={stats} />}
    </div>
  );
}

/** null when nothing stands out. */
function litNodes(
  { nodes, edges }: ReturnType<typeof callbackGraph>,
  selected: string | null,
  query: string,
): Set<string> | null {
  if (selected) {
    const lit = new Set([selected]);
    for (const { from, to } of edges) {
      if (from === selected) lit.add(to);
      if (to === selected) lit.add(from);
    }
    return lit;
  }
  if (!query) return null;
  const matches = ({ label, callback }: GraphNode): boolean =>
    [label, ...(callback?.inputs ?? []), ...(callback?.states ?? [])].some((text) =>
      text.toLowerCase().includes(query),
    );
  return new Set(nodes.filter(matches).map(({ key }) => key));
}

interface NodeViewProps {
  node: GraphNode;
  place: Place;
  stats: Stats;
  selected: boolean;
  className: string;
  onSelect: () => void;
}

function NodeView({ node, place, stats, selected, className, onSelect }: NodeViewProps): ReactNode {
  const { callback, label } = node;
  const of = callback && stats.of(callback.id);
  const mean = of && of.calls > 0 ? sum(of.total) / of.calls : 0;
  const kind = callback ? (callback.clientside ? "clientside" : "python") : "prop";
  const running = of && of.running > 0 ? " pyrt-graph-running" : "";
  return (
    <button
      type="button"
      className={`pyrt-graph-node pyrt-graph-${kind}${running}${className}`}
      style={{ left: place.x, top: place.y, width: NODE_WIDTH, height: NODE_HEIGHT }}
      title={label}
      aria-pressed={selected}
      onClick={onSelect}
    >
      <span>{label.replaceAll("\n", ", ")}</span>
      {of && (
        <small>
          {of.calls} × {of.calls > 0 ? duration(mean) : ""}
          {callback?.clientside ? " JS" : ""}
        </small>
      )}
    </button>
  );
}

interface EdgeViewProps {
  edge: GraphEdge;
  from: Place;
  to: Place;
  dim: boolean;
  strong: boolean;
  onHover: (edge: GraphEdge | null) => void;
}

function EdgeView({ edge, from, to, dim, strong, onHover }: EdgeViewProps): ReactNode {
  const [x1, y1] = [from.x + NODE_WIDTH, from.y + NODE_HEIGHT / 2];
  const [x2, y2] = [to.x, to.y + NODE_HEIGHT / 2];
  const bend = Math.max(24, Math.abs(x2 - x1) / 2);
  const path = `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  const classes = [
    "pyrt-graph-edge",
    edge.state && "pyrt-graph-state",
    dim && "pyrt-graph-dim",
    strong && "pyrt-graph-strong",
  ];
  return (
    <g
      className={classes.filter(Boolean).join(" ")}
      onPointerEnter={() => onHover(edge)}
      onPointerLeave={() => onHover(null)}
    >
      <path d={path} className="pyrt-graph-hit" />
      <path d={path} />
      <path d={`M${x2 - 6} ${y2 - 3.5}L${x2} ${y2}L${x2 - 6} ${y2 + 3.5}`} />
    </g>
  );
}

/** Drawn over the nodes; a gap between two layers is narrow. */
function EdgeLabel({ edge, from, to }: Pick<EdgeViewProps, "edge" | "from" | "to">): ReactNode {
  const x = (from.x + NODE_WIDTH + to.x) / 2;
  const y = (from.y + to.y + NODE_HEIGHT) / 2 - 4;
  return (
    <text x={x} y={y} textAnchor="middle">
      {edge.props.join(", ")}
    </text>
  );
}
