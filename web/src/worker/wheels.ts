/**
 * Compiled packages, put in by Pyodide's own installer.
 *
 * It unpacks a wheel and loads its libraries in turn, shared ones where the others look for them.
 * `loadPackage` would do the same after fetching the files itself, one breath too late: ours have
 * been on their way since the start.  micropip uses this door as well.
 */

import type { PyodideAPI } from "pyodide";
import type { SiteWheel } from "../protocol.gen";

export interface ArrivingWheel extends SiteWheel {
  content: Promise<Uint8Array>;
}

interface Installer {
  install(
    content: Uint8Array,
    filename: string,
    folder: string,
    metadata: ReadonlyMap<string, string>,
  ): Promise<void>;
  package_loader: { get_install_dir(kind: "site" | "dynlib"): string };
}

/** What `importlib.metadata` and micropip read. */
const INSTALLED_BY: ReadonlyMap<string, string> = new Map([
  ["INSTALLER", "pyrt"],
  ["PYODIDE_SOURCE", "pyrt"],
]);

/** In the order given: each comes after what it needs. */
export async function installWheels(python: PyodideAPI, wheels: ArrivingWheel[]): Promise<void> {
  const installer = (python as unknown as { _api: Installer })._api;
  for (const { content, file, shared_library } of wheels) {
    const folder = installer.package_loader.get_install_dir(shared_library ? "dynlib" : "site");
    await installer.install(await content, file, folder, INSTALLED_BY);
  }
  python.runPython("import importlib; importlib.invalidate_caches()");
}

/** What only the page knows that it needs.  micropip resolves it here, as an app itself may. */
export async function installRequirements(
  python: PyodideAPI,
  requirements: string[],
): Promise<void> {
  const micropip = python.pyimport("micropip") as { install(names: string[]): Promise<void> };
  await micropip.install(requirements);
}
