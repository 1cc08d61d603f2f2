/**
 * Says that the last rebuild failed, over the app that goes on as it was.
 */

const ID = "pyrt-build-error";

const CSS = `
#${ID} {
  position: fixed;
  inset: 16px 16px auto;
  z-index: 10002;
  box-sizing: border-box;
  max-width: 860px;
  max-height: 70vh;
  margin: 0 auto;
  padding: 14px 18px;
  overflow: auto;
  border: 1px solid #e3c6c6;
  border-left: 4px solid #c0392b;
  border-radius: 6px;
  background: #fffafa;
  box-shadow: 0 6px 28px rgb(20 30 50 / 18%);
  color: #1f2733;
  font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
#${ID} strong { display: block; }
#${ID} pre {
  margin: 8px 0 0;
  padding: 0;
  border: 0;
  background: none;
  color: inherit;
  font: 13px/1.45 ui-monospace, "SF Mono", Menlo, Consolas, monospace;
  white-space: pre-wrap;
}
`;

export function showBuildError(title: string, message: string): void {
  hideBuildError();
  console.error(`${title}\n${message}`);
  const box = document.createElement("div");
  box.id = ID;
  box.setAttribute("role", "alert");
  const style = document.createElement("style");
  style.textContent = CSS;
  const heading = document.createElement("strong");
  heading.textContent = title;
  const text = document.createElement("pre");
  text.textContent = message;
  box.append(style, heading, text);
  document.body.append(box);
}

export function hideBuildError(): void {
  document.getElementById(ID)?.remove();
}
