/**
 * The look of the dev tools.  Apps bring their own style sheets, often for bare `button` or `pre`,
 * so what matters is said here for every element, under the panel's own class.
 */

export const PANEL_CSS = `
.dash-debug-menu__outer, .dash-debug-menu__outer * { box-sizing: border-box; }
.dash-debug-menu__outer {
  --pyrt-ground: #fff;
  --pyrt-text: #1f2733;
  --pyrt-quiet: #55606e;
  --pyrt-line: #d5dae2;
  --pyrt-soft: #f3f5f8;
  --pyrt-chosen: #e2e8f9;
  --pyrt-accent: #3554c4;
  --pyrt-javascript: #8a5a00;
  color-scheme: light;
  position: fixed;
  right: 16px;
  bottom: 16px;
  z-index: 10000;
  display: flex;
  padding: 3px;
  border: 1px solid var(--pyrt-line);
  border-radius: 8px;
  background: var(--pyrt-ground);
  box-shadow: 0 2px 10px rgb(20 30 50 / 12%);
  color: var(--pyrt-text);
  font: 13px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  text-align: left;
}
.dash-debug-menu__outer button:where(:not(.pyrt-devtools-custom *)) {
  width: auto;
  height: auto;
  margin: 0;
  border: 0;
  background: none;
  box-shadow: none;
  color: inherit;
  font: inherit;
  letter-spacing: normal;
  text-transform: none;
  cursor: pointer;
}
.dash-debug-menu__outer button:focus-visible, .dash-debug-menu__outer pre:focus-visible {
  outline: 2px solid var(--pyrt-accent);
  outline-offset: -1px;
}
.dash-debug-menu__outer .dash-debug-menu__button {
  display: flex;
  gap: 6px;
  align-items: center;
  padding: 5px 10px;
  border-radius: 5px;
  line-height: 18px;
}
.dash-debug-menu__outer .dash-debug-menu__button:hover { background: var(--pyrt-soft); }
.dash-debug-menu__outer .dash-debug-menu__button--selected { background: var(--pyrt-chosen); }
.dash-debug-menu__outer .dash-debug-menu__button:disabled { opacity: .4; cursor: default; }
.dash-debug-menu__error-count {
  min-width: 18px;
  padding: 0 5px;
  border-radius: 9px;
  background: #c0392b;
  color: #fff;
  font-size: 11px;
  font-weight: 600;
  text-align: center;
}
.dash-debug-menu__content { display: flex; gap: 2px; }
.dash-debug-menu__outer .dash-debug-menu__toggle { position: relative; padding: 0 8px; color: var(--pyrt-quiet); font-size: 18px; line-height: 1; }
.dash-debug-menu__outer .dash-debug-menu__toggle--collapsed { padding: 5px 10px; line-height: 18px; }
.dash-debug-menu__error-indicator {
  position: absolute;
  top: 1px;
  right: 1px;
  width: 8px;
  height: 8px;
  border-radius: 50%;
  background: #c0392b;
}
.pyrt-devtools-custom { display: flex; gap: 6px; align-items: center; padding: 0 5px; }
.dash-debug-menu__popup { position: absolute; right: -1px; bottom: calc(100% + 8px); }
.dash-error-card--container {
  display: flex;
  flex-direction: column;
  width: min(720px, calc(100vw - 32px));
  max-height: calc(100vh - 96px);
  border: 1px solid var(--pyrt-line);
  border-radius: 8px;
  background: var(--pyrt-ground);
  box-shadow: 0 6px 28px rgb(20 30 50 / 18%);
}
.dash-error-card__topbar {
  display: flex;
  flex: none;
  align-items: center;
  justify-content: space-between;
  padding: 6px 8px 6px 16px;
  border-bottom: 1px solid var(--pyrt-line);
}
.dash-error-card__message { font-weight: 600; }
.dash-debug-menu__outer .dash-fe-error__icon-x {
  padding: 2px 8px;
  color: var(--pyrt-quiet);
  font-size: 18px;
  line-height: 1.2;
}
.dash-error-card__list { overflow: auto; }
.dash-error-card__content + .dash-error-card__content { border-top: 1px solid var(--pyrt-line); }
.dash-debug-menu__outer .dash-fe-error-item {
  display: flex;
  gap: 16px;
  align-items: baseline;
  justify-content: space-between;
  width: 100%;
  padding: 9px 16px;
  text-align: left;
  white-space: normal;
}
.dash-debug-menu__outer .dash-fe-error-item:hover { background: var(--pyrt-soft); }
.dash-fe-error__title { overflow-wrap: anywhere; white-space: pre-line; }
.dash-fe-error__title::before {
  content: "";
  display: inline-block;
  width: 7px;
  height: 7px;
  margin: 0 9px 1px 0;
  border-radius: 50%;
  background: #c0392b;
}
.dash-fe-error-top__group { display: flex; gap: 10px; align-items: baseline; }
.dash-fe-error__collapse::before { content: "\\25be"; color: var(--pyrt-quiet); }
.dash-fe-error__collapse--flipped::before { content: "\\25b8"; }
.dash-fe-error__timestamp { flex: none; color: var(--pyrt-quiet); font-size: 12px; }
.error-container { padding: 0 16px 12px; }
.dash-debug-menu__outer .error-container pre {
  max-height: 55vh;
  margin: 0;
  padding: 10px 12px;
  overflow: auto;
  border: 0;
  border-radius: 5px;
  background: var(--pyrt-soft);
  color: inherit;
  font: 12px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace;
  white-space: pre;
}
.dash-debug-menu__outer .error-container .dash-fe-error__curved pre { white-space: pre-wrap; }
.error-container summary { padding: 8px 0 6px; color: var(--pyrt-quiet); cursor: pointer; }
.pyrt-devtools-none { margin: 0; padding: 16px; color: var(--pyrt-quiet); }
.pyrt-component-error {
  display: inline-grid;
  gap: 2px;
  max-width: 100%;
  padding: 8px 12px;
  border: 1px solid #e3c6c6;
  border-left: 3px solid #c0392b;
  border-radius: 4px;
  background: #fffafa;
  color: #1f2733;
  font: 13px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  overflow-wrap: anywhere;
  white-space: pre-line;
}
`;
