// The TypeScript unit tests: every web/src/**/*.test.ts, bundled by esbuild and run by Node's own
// test runner.  Node 20 reads no TypeScript, and a bundle needs no path tricks.

import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const OUT = join(ROOT, ".cache/test-web");

const tests = readdirSync(join(ROOT, "web/src"), { recursive: true })
  .filter((name) => /\.test\.tsx?$/.test(name))
  .sort();
rmSync(OUT, { recursive: true, force: true });
await build({
  absWorkingDir: ROOT,
  entryPoints: tests.map((name) => join("web/src", name)),
  outbase: "web/src",
  outdir: OUT,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: "inline",
  logLevel: "warning",
});
const bundles = tests.map((name) => join(OUT, name.replace(/\.tsx?$/, ".mjs")));
const options = ["--enable-source-maps", "--test", "--test-reporter=spec"];
// Tests read tests/fixtures relative to the root.
const node = spawnSync(process.execPath, options.concat(bundles), { cwd: ROOT, stdio: "inherit" });
process.exit(node.status ?? 1);
