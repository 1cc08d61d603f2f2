/** What `pyrt playground` has written into the player's page: `pyrt/build/playground.py`. */

export interface Facts {
  version: string;
  build: string;
  /** Folder of the runtime, relative to the page. */
  runtime: string;
  /** Namespace -> its scripts in the runtime's folder. */
  components: Record<string, string[]>;
  /** Packages that the host has: name -> what it is made of. */
  packages: Record<string, { modules: string[]; requires: string[] }>;
  /** Modules of the standard library that lie in its archive, and not in the start image. */
  late: string[];
  /** What the host allows an app to reach, as sources of a Content-Security-Policy. */
  allow: string[];
  /** Links run without a click. */
  trust: boolean;
}

export const FACTS_ID = "pyrt-facts";

export function readFacts(): Facts {
  const text = document.getElementById(FACTS_ID)?.textContent;
  if (!text) throw new Error("The page is incomplete: make it again with `pyrt playground`.");
  return JSON.parse(text) as Facts;
}
