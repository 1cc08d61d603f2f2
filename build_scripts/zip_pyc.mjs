// Runs zip_pyc.py in Pyodide under Node:
//   node zip_pyc.mjs SOURCE.zip TARGET.zip MOUNTED_AS COMPILED_STDLIB.zip WITHOUT_DOCS...
// The standard library may be ""; with a compiled standard library Pyodide itself starts in a third of the time.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";

async function main([source, target, mountedAs, stdLibURL, ...withoutDocs]) {
  const python = await loadPyodide({
    indexURL: fileURLToPath(new URL("../node_modules/pyodide/", import.meta.url)),
    ...(stdLibURL && { stdLibURL }),
  });
  python.FS.writeFile("/source.zip", readFileSync(source));
  python.runPython(readFileSync(new URL("zip_pyc.py", import.meta.url), "utf8"));
  python.globals.get("compile_zip")("/source.zip", "/target.zip", mountedAs, withoutDocs);
  writeFileSync(target, python.FS.readFile("/target.zip"));
}

// Left to itself, Node would show the line that threw: 1.2 MB of minified Pyodide.
main(process.argv.slice(2)).catch((error) => {
  console.error(String(error));
  process.exit(1);
});
