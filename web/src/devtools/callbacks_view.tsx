/** The callbacks: as a graph, or as a table that says where their time goes. */

import type { CallbackInfo } from "../protocol.gen";
import { GraphView } from "./graph_view";
import { Popup } from "./popup";
import { React, type ReactNode } from "./react";
import { duration, PART_NAMES, PARTS, sum, type Stats } from "./stats";

interface CallbacksViewProps {
  callbacks: readonly CallbackInfo[];
  stats: Stats;
  onClose: () => void;
}

export function CallbacksView({ callbacks, stats, onClose }: CallbacksViewProps): ReactNode {
  const [query, setQuery] = React.useState("");
  const [table, setTable] = React.useState(false);
  const tools = (
    <div className="pyrt-devtools-tools">
      <input
        type="search"
        aria-label="Search callbacks"
        placeholder="Search id.prop"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <button type="button" aria-pressed={table} onClick={() => setTable(!table)}>
        Table
      </button>
    </div>
  );
  return (
    <Popup title="Callbacks" wide tools={tools} onClose={onClose}>
      {callbacks.length === 0 && <p className="pyrt-devtools-none">The app has no callbacks.</p>}
      {callbacks.length > 0 &&
        (table ? (
          <TimesTable callbacks={callbacks.filter(matching(query))} stats={stats} />
        ) : (
          <GraphView callbacks={callbacks} stats={stats} query={query} />
        ))}
    </Popup>
  );
}

function matching(query: string): (callback: CallbackInfo) => boolean {
  const wanted = query.toLowerCase();
  return ({ inputs, outputs, states }) =>
    [...inputs, ...outputs, ...states].some((prop) => prop.toLowerCase().includes(wanted));
}

/** Those first that have taken most. */
function TimesTable({ callbacks, stats }: Pick<CallbacksViewProps, "callbacks" | "stats">) {
  const rows = callbacks
    .map((callback) => ({ callback, of: stats.of(callback.id) }))
    .sort((a, b) => sum(b.of.total) - sum(a.of.total));
  return (
    <table className="pyrt-devtools-times">
      <thead>
        <tr>
          <th scope="col">Callback</th>
          <th scope="col">Calls</th>
          {PARTS.map((part) => (
            <th scope="col" key={part}>
              {PART_NAMES[part]}
            </th>
          ))}
          <th scope="col">Total</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ callback, of }) => (
          <tr key={callback.id}>
            <th scope="row">
              <code>{callback.outputs.join(", ") || "no output"}</code>
            </th>
            <td>{of.calls}</td>
            {PARTS.map((part) => (
              <td key={part}>{duration(of.total[part])}</td>
            ))}
            <td>{duration(sum(of.total))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
