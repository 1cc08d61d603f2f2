// Makes the start image that every site has:
//   node make_image.mjs STDLIB.zip PYRT.zip IMAGE.gz MODULES.json
// Needs a Node whose V8 has stack switching; `image.mjs` does the work and says why.

import nodeCrypto from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";
import { makeImage, standStill } from "../pyrt/build/image.mjs";

async function main([stdlib, pyrt, imagePath, modulesPath]) {
  if (!("Suspending" in WebAssembly)) {
    throw new Error(`Node ${process.version} has no WebAssembly stack switching; 26 has.`);
  }
  standStill();
  process.env.TZ = "UTC";
  process.argv[1] = "/home/pyodide"; // becomes an environment variable of Python's
  nodeCrypto.randomFillSync = globalThis.crypto.getRandomValues;
  const { loadPyodide } = await import("pyodide");
  const { default: createPyodideModule } = await import("../.cache/pyodide.asm.mjs");
  const indexURL = fileURLToPath(new URL("../node_modules/pyodide/", import.meta.url));
  const { image, modules } = await makeImage({
    pyodide: { loadPyodide, createPyodideModule },
    options: { indexURL, stdLibURL: stdlib },
    stdlib: readFileSync(stdlib),
    pyrt: readFileSync(pyrt),
  });
  writeFileSync(imagePath, gzipped(image));
  writeFileSync(modulesPath, JSON.stringify(modules, null, 1) + "\n");
}

function gzipped(bytes) {
  const gz = gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION });
  gz[9] = 255; // the operating system that packed it: unknown, wherever it was
  return gz;
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error) => {
    console.error(String(error));
    process.exit(1);
  },
);
