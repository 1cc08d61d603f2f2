/** The look of the boot screen.  Quiet: it stands for a second or two. */

export const SCREEN_CSS = `
.pyrt-boot, .pyrt-boot-failure {
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  box-sizing: border-box;
}
.pyrt-boot {
  display: grid;
  gap: 10px;
  max-width: 320px;
  margin: 22vh auto 0;
  padding: 0 24px;
  color: #55606e;
  text-align: center;
}
.pyrt-boot-bar {
  width: 100%;
  height: 4px;
  appearance: none;
  border: 0;
  border-radius: 2px;
  overflow: hidden;
  background: #e4e8ee;
}
.pyrt-boot-bar::-webkit-progress-bar { background: #e4e8ee; }
.pyrt-boot-bar::-webkit-progress-value { background: #4464d8; transition: width 0.2s; }
.pyrt-boot-bar::-moz-progress-bar { background: #4464d8; }
.pyrt-boot-bar:indeterminate {
  background: linear-gradient(90deg, #e4e8ee 35%, #4464d8 50%, #e4e8ee 65%) 0 / 300% 100%;
  animation: pyrt-boot-slide 1.6s linear infinite;
}
.pyrt-boot-bar:indeterminate::-webkit-progress-bar { background: transparent; }
.pyrt-boot-bar:indeterminate::-moz-progress-bar { background: transparent; }
@keyframes pyrt-boot-slide { from { background-position: 100% 0; } to { background-position: -50% 0; } }
@media (prefers-reduced-motion: reduce) { .pyrt-boot-bar:indeterminate { animation: none; } }
.pyrt-boot-hint { min-height: 3em; font-size: 13px; color: #8a5a00; }
.pyrt-boot-line {
  position: fixed;
  inset: 0 0 auto;
  z-index: 10000;
  width: 100%;
  height: 2px;
  appearance: none;
  border: 0;
  background: transparent;
}
.pyrt-boot-line::-webkit-progress-bar { background: transparent; }
.pyrt-boot-line::-webkit-progress-value { background: #4464d8; transition: width 0.2s; }
.pyrt-boot-line::-moz-progress-bar { background: #4464d8; }
.pyrt-boot-hint--line {
  position: fixed;
  inset: auto 0 0;
  z-index: 10000;
  min-height: 0;
  padding: 8px 16px;
  background: #fff8e6;
  font: 13px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  text-align: center;
}
.pyrt-boot-hint--line:empty { display: none; }
.pyrt-boot-failure {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: 16px;
  max-width: 860px;
  margin: 6vh auto;
  padding: 0 24px;
  color: #1f2733;
}
.pyrt-boot-failure--over {
  position: fixed;
  inset: auto 0 0;
  z-index: 10001;
  max-height: 60vh;
  margin: 0 auto;
  padding: 24px;
  overflow: auto;
}
.pyrt-boot-card {
  padding: 20px 24px;
  border: 1px solid #e3c6c6;
  border-left: 4px solid #c0392b;
  border-radius: 6px;
  background: #fffafa;
}
.pyrt-boot-title { margin: 0 0 8px; font: inherit; font-size: 18px; font-weight: 600; }
.pyrt-boot-message { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.pyrt-boot-traceback {
  max-height: 50vh;
  margin: 14px 0 0;
  padding: 12px;
  overflow: auto;
  border-radius: 4px;
  background: #f4f1f1;
  color: inherit;
  font: 13px/1.45 ui-monospace, "SF Mono", Menlo, Consolas, monospace;
  white-space: pre;
}
`;
