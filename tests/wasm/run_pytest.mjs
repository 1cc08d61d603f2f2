// Runs pytest inside Pyodide, on the runtime that sites get:
//   node run_pytest.mjs RUNTIME_FOLDER FILES.zip REPORT.json PYTEST_ARGUMENT...
// FILES.zip is the working folder; in it, site/ holds pytest.  The report maps node id -> outcome.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";

async function main([runtime, files, report, ...options]) {
  const python = await loadPyodide({
    indexURL: fileURLToPath(new URL("../../node_modules/pyodide/", import.meta.url)),
    stdLibURL: join(runtime, "pyodide/python_stdlib.zip"),
  });
  python.FS.writeFile("/lib/pyrt.zip", readFileSync(join(runtime, "pyrt.zip")));
  python.unpackArchive(new Uint8Array(readFileSync(files)), "zip", { extractDir: "/repo" });
  python.runPython(readFileSync(new URL("run_pytest.py", import.meta.url), "utf8"));
  process.exitCode = python.globals.get("run_pytest")(options, "/report.json");
  writeFileSync(report, python.FS.readFile("/report.json"));
}

// Left to itself, Node would show the line that threw: 1.2 MB of minified Pyodide.
main(process.argv.slice(2)).catch((error) => {
  console.error(String(error));
  process.exit(1);
});
