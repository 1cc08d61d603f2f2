/** The selected node of the graph: what it reads and writes, and where its time went. */

import type { GraphEdge, GraphNode } from "./graph_model";
import { React, type ReactNode } from "./react";
import { duration, PART_NAMES, PARTS, type CallbackStats, type Stats } from "./stats";

interface CallbackDetailsProps {
  node: GraphNode;
  edges: readonly GraphEdge[];
  stats: Stats;
}

export function CallbackDetails({ node, edges, stats }: CallbackDetailsProps): ReactNode {
  const { callback } = node;
  if (!callback) {
    const readers = edges.filter(({ from }) => from === node.key).length;
    return (
      <aside
        className="pyrt-graph-details dash-callback-dag--info"
        aria-label={`Property ${node.label}`}
      >
        <strong>{node.label}</strong>
        <p>Set by the user or by the page; read by {readers} callbacks.</p>
      </aside>
    );
  }
  const of = stats.of(callback.id);
  return (
    <aside
      className="pyrt-graph-details dash-callback-dag--info"
      aria-label={`Callback ${callback.id}`}
    >
      <dl>
        <Props name="Input" ids={callback.inputs} />
        <Props name="State" ids={callback.states} />
        <Props name="Output" ids={callback.outputs} />
        <dt>Runs in</dt>
        <dd>{callback.clientside ? "the page" : "Python"}</dd>
        <dt>Calls</dt>
        <dd>
          {of.calls}
          {of.running > 0 && `, ${of.running} running`}
        </dd>
      </dl>
      {of.last && <Times of={of} clientside={callback.clientside} />}
    </aside>
  );
}

function Props({ name, ids }: { name: string; ids: readonly string[] }): ReactNode {
  if (ids.length === 0) return null;
  return (
    <>
      <dt>{name}</dt>
      {ids.map((id) => (
        <dd key={id}>
          <code>{id}</code>
        </dd>
      ))}
    </>
  );
}

function Times({ of, clientside }: { of: CallbackStats; clientside: boolean }): ReactNode {
  const ended = Math.max(1, of.calls - of.running);
  return (
    <table className="pyrt-devtools-times">
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Last</th>
          <th scope="col">Mean</th>
        </tr>
      </thead>
      <tbody>
        {PARTS.map((part) => (
          <tr key={part}>
            <th scope="row">{clientside && part === "called" ? "JavaScript" : PART_NAMES[part]}</th>
            <td>{of.last && duration(of.last[part])}</td>
            <td>{duration(of.total[part] / ended)}</td>
          </tr>
        ))}
        {Object.entries(of.recorded).map(([name, { dur, desc }]) => (
          <tr key={`recorded ${name}`} title={desc ?? undefined}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>{dur} ms</td>
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
