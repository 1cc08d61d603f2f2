/**
 * From an app in a link to what its frame needs: the twin of `pyrt build`, without running anything.
 *
 * What a build learns from running the app (title, styles, first components) comes from the app
 * when it has started, as for an app that a build could not run.
 */

import { zipSync } from "fflate";

import { PROTOCOL_VERSION, type SiteConfig } from "../protocol.gen";
import type { SharedApp } from "../share/body";
import type { Facts } from "./facts";
import { importedModules } from "./imports";
import type { AppInFrame } from "./messages";

export const APP_ZIP = "link/app.zip";
const ASSETS = "assets/";

/** An app that this host cannot run; the message says why, and what to do. */
export class HostError extends Error {}

export interface PreparedApp extends Pick<AppInFrame, "site" | "assets" | "state"> {
  /** Path in the runtime's folder -> content, beside what the host has there. */
  made: Map<string, Uint8Array<ArrayBuffer>>;
  /** Paths in the runtime's folder that are needed besides those that every app needs. */
  needed: string[];
}

const STDLIB = "pyodide/python_stdlib.zip";

export interface RunOptions {
  /** With dev tools, whatever the app itself says. */
  debug?: boolean;
}

/** Throws `HostError`. */
export function prepareApp(
  app: SharedApp,
  facts: Facts,
  { debug = false }: RunOptions = {},
): PreparedApp {
  const imported = importsOf(app);
  const packages = packagesOf(app, imported, facts);
  const late = facts.late.some((name) => imported.has(name));
  const wheels = app.requirements.filter((requirement) => requirement.startsWith("./"));
  const stdlib = late || packages.length > 0 || wheels.length > 0;
  const archives = packages.map((name) => `packages/${name}.zip`);
  const made = new Map([[APP_ZIP, packed(app.files)]]);
  for (const wheel of wheels) {
    made.set(wheelPath(wheel), (app.files.get(wheel.slice(2)) as Uint8Array).slice());
  }
  const [module = "", attribute = ""] = app.target.split(":");
  const { runtime } = facts;
  const site: SiteConfig = {
    root: "./",
    page: null,
    protocol: PROTOCOL_VERSION,
    build: facts.build,
    runtime,
    app: runtime + APP_ZIP,
    packages: null,
    wheels: wheels.map((wheel) => ({
      url: runtime + wheelPath(wheel),
      file: fileName(wheel),
      shared_library: false,
    })),
    distribution: null,
    requirements: [],
    hashes: {},
    image: null,
    prebuilt: archives,
    stdlib,
    hooks: [],
    entry: module || app.entry,
    attribute: attribute || null,
    components: Object.fromEntries(
      Object.entries(facts.components).map(([name, urls]) => [
        name,
        urls.map((url) => runtime + url),
      ]),
    ),
    at_once: [],
    plotly: `${runtime}plotly/plotly.min.js`,
    static_head: false,
    live: null,
    persistent_dir: null,
    debug,
  };
  const needed = [...(stdlib ? [STDLIB] : []), ...archives];
  return { site, assets: assetsOf(app), state: app.state, made, needed };
}

function importsOf({ files }: SharedApp): Set<string> {
  const text = new TextDecoder();
  const names = new Set<string>();
  for (const [path, content] of files) {
    if (!path.endsWith(".py")) continue;
    for (const name of importedModules(text.decode(content))) names.add(name);
  }
  return names;
}

const top = (name: string): string => name.split(".", 1)[0] as string;

/** What the app imports or asks for and the host has, each after what it requires. */
function packagesOf(app: SharedApp, imported: ReadonlySet<string>, facts: Facts): string[] {
  const found = new Set<string>();
  const add = (name: string): void => {
    for (const required of facts.packages[name]?.requires ?? []) add(required);
    found.add(name);
  };
  const missing: string[] = [];
  for (const requirement of app.requirements) {
    if (requirement.startsWith("./")) continue;
    const name = normalized(requirement);
    if (facts.packages[name]) add(name);
    else if (!PROVIDED.has(name)) missing.push(requirement);
  }
  if (missing.length > 0) {
    const known = Object.keys(facts.packages).sort().join(", ");
    throw new HostError(
      `This host does not have ${missing.join(", ")}, which the app requires. ` +
        `It has: ${known}. Run the app on your machine (pyrt open, then pyrt run), or ask for a ` +
        "link with the package as a wheel among its files.",
    );
  }
  const tops = new Set(Array.from(imported, top));
  for (const [name, { modules }] of Object.entries(facts.packages)) {
    if (modules.some((module) => tops.has(module))) add(name);
  }
  return [...found];
}

/** Requirements that pyrt itself meets, or that mean nothing without a server. */
const PROVIDED = new Set(
  "pyrt-web dash dash-core-components dash-html-components dash-table flask werkzeug".split(" "),
);

/** The name of a requirement (PEP 508, PEP 503). */
export function normalized(requirement: string): string {
  const name = /^[A-Za-z0-9][A-Za-z0-9._-]*/.exec(requirement)?.[0] ?? "";
  return name
    .replace(/[-_.]+/g, "-")
    .replace(/-$/, "")
    .toLowerCase();
}

const fileName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
const wheelPath = (wheel: string): string => `link/wheels/${fileName(wheel)}`;

function packed(files: SharedApp["files"]): Uint8Array<ArrayBuffer> {
  return zipSync(Object.fromEntries(files), { level: 0, mtime: EPOCH }) as Uint8Array<ArrayBuffer>;
}

/** The earliest that zip knows. */
const EPOCH = new Date(1980, 0, 1);

/** Nothing is known of ignore rules: every asset is one for the page, as Dash orders them. */
function assetsOf({ files, entry }: SharedApp): AppInFrame["assets"] {
  const folder = entry.slice(0, entry.lastIndexOf("/") + 1);
  const below = [folder, ""].find((base) => has(files, base + ASSETS)) ?? "";
  const assets = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const [path, content] of files) {
    if (path.startsWith(below + ASSETS)) assets.set(path.slice(below.length), content.slice());
  }
  const names = [...assets.keys()].sort(byFolder);
  return {
    files: assets,
    styles: names.filter((name) => name.endsWith("css")),
    scripts: names.filter((name) => name.endsWith("js")),
  };
}

const has = (files: SharedApp["files"], start: string): boolean =>
  [...files.keys()].some((path) => path.startsWith(start));

/** Folders by their path, and within each the files by name. */
function byFolder(one: string, other: string): number {
  const folder = (path: string): string => path.slice(0, path.lastIndexOf("/"));
  const [a, b] = [folder(one), folder(other)];
  if (a !== b) return a < b ? -1 : 1;
  return one < other ? -1 : 1;
}
