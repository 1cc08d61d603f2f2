// The page's side of Dash in Pyodide: what dash-renderer asks of its server is answered by a worker.

const worker = new Worker(
  "peer/worker.mjs?" + new URLSearchParams(document.currentScript.dataset),
  { type: "module" },
);
const waiting = new Map();
let count = 0;

worker.onmessage = ({ data }) => {
  if (data.failed) return console.error(data.failed);
  const body = data.status === 204 ? null : data.body;
  const headers = { "content-type": data.type };
  waiting.get(data.number)(new Response(body, { status: data.status, headers }));
  waiting.delete(data.number);
};

const ask = window.fetch;
window.fetch = (input, options = {}) => {
  const url = new URL(input.url ?? input, location.href);
  const start = url.pathname.search(/\/_dash-(layout|dependencies|update-component)/);
  if (start < 0) return ask(input, options);
  const number = count++;
  const path = url.pathname.slice(start);
  const { method = "GET", body = "" } = options;
  worker.postMessage({ number, method, path, query: url.search.slice(1), body });
  return new Promise((resolve) => waiting.set(number, resolve));
};
