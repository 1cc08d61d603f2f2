// Compiles the packages of an app, with Pyodide under Node:
//   node compile.mjs COMPILER_FOLDER WASM_FOLDER COMPILED_STDLIB.zip JOBS.json
//
// The compiler's folder has Pyodide's loader and zip_pyc.py, the other one pyodide.asm.wasm.  The
// jobs are a list of {source, target, mounted_as, without_docs}, the arguments of `compile_zip`.
// What is no Python of this version gets no target.

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const NO_PACKAGES = {
  info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3", python: "3.14.2" },
  packages: {},
};

async function main([compiler, wasm, stdLibURL, jobs]) {
  const load = (name) => import(pathToFileURL(`${compiler}/${name}`).href);
  const { loadPyodide } = await load("pyodide.mjs");
  const { default: createPyodideModule } = await load("pyodide.asm.mjs");
  const python = await loadPyodide({
    indexURL: wasm,
    createPyodideModule,
    packageBaseUrl: "https://pyodide.invalid/",
    lockFileContents: NO_PACKAGES,
    stdLibURL,
  });
  python.runPython(readFileSync(`${compiler}/zip_pyc.py`, "utf8"));
  const compileZip = python.globals.get("compile_zip");
  for (const { source, target, mounted_as, without_docs } of JSON.parse(
    readFileSync(jobs, "utf8"),
  )) {
    python.FS.writeFile("/source.zip", readFileSync(source));
    try {
      compileZip("/source.zip", "/target.zip", mounted_as, without_docs);
    } catch (error) {
      if (error.type !== "SyntaxError" && error.type !== "ValueError") throw error;
      continue;
    }
    writeFileSync(target, python.FS.readFile("/target.zip"));
  }
}

// Left to itself, Node would show the line that threw: 1.2 MB of minified Pyodide.
main(process.argv.slice(2)).catch((error) => {
  console.error(String(error));
  process.exit(1);
});
