// The worker's side: Dash and Flask as they are, asked by WSGI.  One request after another.

const here = new URL("./", location.href).href;
const compiled = new URL(location.href).searchParams.get("compiled") === "1";
const early = [];
self.onmessage = ({ data }) => early.push(data);

const SERVER = `
import io, sys
sys.path.insert(0, "/app")
import app as module

def answer(method, path, query, body):
    head = []
    content = body.encode()
    answered = module.app.server.wsgi_app({
        "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query,
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(content)),
        "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(content),
        "wsgi.errors": sys.stderr, "wsgi.multithread": False, "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }, lambda status, headers, _=None: head.append((status, dict(headers))))
    ((status, headers),) = head
    return int(status[:3]), headers.get("Content-Type", ""), b"".join(answered).decode()

answer
`;

try {
  const { loadPyodide } = await import(here + "pyodide/pyodide.mjs");
  const app = fetch(here + "app.py").then((found) => found.text());
  let python;
  if (compiled) {
    const packages = fetch(here + "packages.zip").then((found) => found.arrayBuffer());
    const indexURL = here + "pyodide/";
    python = await loadPyodide({ indexURL, stdLibURL: here + "stdlib.zip" });
    python.unpackArchive(await packages, "zip", { extractDir: "/lib/python3.14/site-packages" });
  } else {
    const names = fetch(here + "wheels.json").then((found) => found.json());
    python = await loadPyodide({ indexURL: here + "pyodide/" });
    const wheels = (await names).map((name) => here + "wheels/" + name);
    await python.loadPackage(wheels, { messageCallback: () => {} });
  }
  python.FS.mkdir("/app");
  python.FS.writeFile("/app/app.py", await app);
  const answer = python.runPython(SERVER);
  const reply = ({ number, method, path, query, body: sent }) => {
    const answered = answer(method, path, query, sent);
    const [status, type, body] = answered.toJs();
    answered.destroy();
    postMessage({ number, status, type, body });
  };
  self.onmessage = ({ data }) => reply(data);
  early.forEach(reply);
} catch (error) {
  postMessage({ failed: String(error) });
}
