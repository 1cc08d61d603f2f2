/** The look of graph, log, session and replay, and the colours of dark pages. */

export const TOOLS_CSS = `
@media (prefers-color-scheme: dark) {
  .dash-debug-menu__outer {
    --pyrt-ground: #1b212b;
    --pyrt-text: #e8ecf2;
    --pyrt-quiet: #a9b3c1;
    --pyrt-line: #3a4454;
    --pyrt-soft: #262e3a;
    --pyrt-chosen: #2f3d63;
    --pyrt-accent: #9db3ff;
    --pyrt-javascript: #f0c060;
    color-scheme: dark;
  }
}
.dash-error-card--container.pyrt-devtools-wide {
  width: calc(100vw - 32px);
  height: calc(100vh - 76px);
  max-height: none;
}
.pyrt-devtools-wide .dash-error-card__list { display: flex; flex: 1; flex-direction: column; min-height: 0; }
.pyrt-devtools-tools { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; }
.dash-error-card__topbar .pyrt-devtools-tools { margin: 0 8px 0 auto; }
.dash-debug-menu__outer .pyrt-devtools-tools button, .dash-debug-menu__outer .pyrt-graph-zoom button,
.dash-debug-menu__outer .pyrt-replay-leave, .dash-debug-menu__outer input[type="search"] {
  padding: 3px 10px;
  border: 1px solid var(--pyrt-line);
  border-radius: 5px;
  background: var(--pyrt-ground);
  color: inherit;
  font: inherit;
}
.dash-debug-menu__outer input[type="search"] { width: 220px; height: auto; margin: 0; }
@media (max-width: 480px) { .dash-debug-menu__outer input[type="search"] { width: 120px; } }
.dash-debug-menu__outer .pyrt-devtools-tools button[aria-pressed="true"] { background: var(--pyrt-chosen); }
.dash-debug-menu__outer .pyrt-devtools-tools button:disabled { opacity: .45; cursor: default; }
.dash-debug-menu__outer input:focus-visible, .dash-debug-menu__outer [tabindex="0"]:focus-visible {
  outline: 2px solid var(--pyrt-accent);
  outline-offset: -2px;
}
.pyrt-devtools-quiet { color: var(--pyrt-quiet); }
.dash-debug-menu__outer code { background: none; color: inherit; font: 12px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.pyrt-graph { display: flex; flex: 1; min-height: 0; }
.pyrt-graph-frame { position: relative; flex: 1; overflow: hidden; cursor: grab; touch-action: none; }
.pyrt-graph-world { position: absolute; top: 0; left: 0; transform-origin: 0 0; }
.pyrt-graph-world svg { position: absolute; top: 0; left: 0; overflow: visible; }
.dash-debug-menu__outer .pyrt-graph-node {
  position: absolute;
  display: flex;
  flex-direction: column;
  justify-content: center;
  padding: 0 8px;
  border: 1.5px solid var(--pyrt-accent);
  border-radius: 6px;
  background: var(--pyrt-ground);
  font: 14px/1.2 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  text-align: left;
}
.pyrt-graph-node span, .pyrt-graph-node small { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.pyrt-graph-node small { color: var(--pyrt-quiet); font-size: 12.5px; }
.dash-debug-menu__outer .pyrt-graph-clientside { border-color: var(--pyrt-javascript); }
.dash-debug-menu__outer .pyrt-graph-prop { border: 1px dashed var(--pyrt-quiet); border-radius: 18px; background: var(--pyrt-soft); }
.dash-debug-menu__outer .pyrt-graph-node[aria-pressed="true"] { background: var(--pyrt-chosen); }
.dash-debug-menu__outer .pyrt-graph-running { box-shadow: 0 0 0 3px var(--pyrt-chosen); }
.dash-debug-menu__outer .pyrt-graph-node.pyrt-graph-dim { border-color: var(--pyrt-line); background: none; color: var(--pyrt-quiet); }
.pyrt-graph-edge.pyrt-graph-dim { opacity: .2; }
.pyrt-graph-edge path { fill: none; stroke: var(--pyrt-quiet); stroke-width: 1.2; }
.pyrt-graph-edge .pyrt-graph-hit { stroke: transparent; stroke-width: 12; }
.pyrt-graph-edge.pyrt-graph-state path { stroke-dasharray: 3 3; }
.pyrt-graph-edge.pyrt-graph-strong path:not(.pyrt-graph-hit) { stroke: var(--pyrt-accent); stroke-width: 2; }
.pyrt-graph-world .pyrt-graph-labels { pointer-events: none; }
.pyrt-graph-labels text {
  fill: var(--pyrt-text);
  stroke: var(--pyrt-ground);
  stroke-width: 5px;
  paint-order: stroke;
  font-size: 12px;
}
.pyrt-graph-zoom { position: absolute; right: 10px; bottom: 10px; display: flex; gap: 4px; }
.pyrt-graph-details { flex: none; width: 280px; padding: 12px; overflow: auto; border-left: 1px solid var(--pyrt-line); }
.pyrt-graph-details dl { display: grid; grid-template-columns: 64px 1fr; gap: 2px 8px; margin: 0 0 12px; }
.pyrt-graph-details dt { grid-column: 1; color: var(--pyrt-quiet); }
.pyrt-graph-details dd { grid-column: 2; margin: 0; overflow-wrap: anywhere; }
.dash-debug-menu__outer .pyrt-devtools-times { width: 100%; margin: 0; border-collapse: collapse; font-variant-numeric: tabular-nums; }
.dash-debug-menu__outer .pyrt-devtools-times th, .dash-debug-menu__outer .pyrt-devtools-times td {
  padding: 4px 10px;
  border: 0;
  border-bottom: 1px solid var(--pyrt-line);
  font-weight: 400;
  text-align: right;
}
.dash-debug-menu__outer .pyrt-devtools-times th:first-child { text-align: left; }
.dash-debug-menu__outer .pyrt-devtools-times thead th { color: var(--pyrt-quiet); }
.dash-debug-menu__outer .pyrt-devtools-log { margin: 0; padding: 0; list-style: none; }
.pyrt-devtools-log li { display: flex; gap: 14px; margin: 0; padding: 6px 16px; }
.pyrt-devtools-log li + li { border-top: 1px solid var(--pyrt-line); }
.pyrt-devtools-log time { flex: none; color: var(--pyrt-quiet); font-variant-numeric: tabular-nums; }
.pyrt-devtools-log div { overflow-wrap: anywhere; }
.pyrt-devtools-session { padding: 12px 16px 16px; }
.pyrt-devtools-session p { margin: 0 0 12px; }
.pyrt-devtools-session [role="alert"] { margin: 12px 0 0; }
.pyrt-replay {
  position: fixed;
  top: 12px;
  right: 16px;
  left: 16px;
  display: flex;
  flex-wrap: wrap;
  gap: 6px 14px;
  align-items: center;
  width: fit-content;
  max-width: calc(100vw - 32px);
  margin: 0 auto;
  padding: 8px 14px;
  border: 2px solid var(--pyrt-accent);
  border-radius: 8px;
  background: var(--pyrt-ground);
  box-shadow: 0 6px 28px rgb(20 30 50 / 18%);
}
.dash-debug-menu__outer input[type="range"] { width: 160px; margin: 0; }
`;
