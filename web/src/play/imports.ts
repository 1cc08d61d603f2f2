/**
 * Which modules Python files import, read from their text.
 *
 * Without Python there is no parser here, and none is needed: a name too many (from a docstring,
 * say) costs a download that would not have been needed.
 */

const STATEMENT = /^[ \t]*(?:import[ \t]+([^#\n;]+)|from[ \t]+([\w.]+)[ \t]+import\b([^#\n]*))/gm;

/** Dotted names, as they stand there: `os.path`; for `from xml import sax` also `xml.sax`. */
export function importedModules(source: string): Set<string> {
  const names = new Set<string>();
  for (const [, plain, from, what = ""] of source.matchAll(STATEMENT)) {
    if (from === undefined) for (const part of words(plain ?? "")) names.add(part);
    else if (!from.startsWith(".")) {
      names.add(from);
      for (const part of words(what.replace(/[()\\]/g, ""))) names.add(`${from}.${part}`);
    }
  }
  return names;
}

/** `a.b as c, d` -> `a.b`, `d`. */
function words(list: string): string[] {
  return list
    .split(",")
    .map((part) => /^\s*([\w.]+)/.exec(part)?.[1] ?? "")
    .filter(Boolean);
}
