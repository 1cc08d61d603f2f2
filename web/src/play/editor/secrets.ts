/**
 * Keys, tokens and passwords in files that are about to be shared: the twin of
 * `pyrt/build/secrets.py`, whose patterns come in `play/secrets.json`.
 */

export interface Secrets {
  patterns: {
    name: string;
    regex: string;
    ignoreCase: boolean;
    /** The least entropy of the variable part, in bits per character. */
    bits: number;
    /** People type such values too. */
    mayBeTyped: boolean;
  }[];
  /** What marks an example, and what people type. */
  example: string;
  typed: string;
}

export interface Secret {
  path: string;
  /** From 1. */
  line: number;
  /** What it is and how it begins; never the secret itself. */
  what: string;
}

export function findSecrets(files: ReadonlyMap<string, Uint8Array>, known: Secrets): Secret[] {
  return [...files].flatMap(([path, content]) =>
    content.subarray(0, 8192).includes(0) ? [] : inText(path, oneByteEach(content), known),
  );
}

function inText(path: string, text: string, { patterns, example, typed }: Secrets): Secret[] {
  const found: (Secret & { from: number; to: number })[] = [];
  const isExample = new RegExp(example, "i");
  const isTyped = new RegExp(typed, "i");
  for (const { name, regex, ignoreCase, bits, mayBeTyped } of patterns) {
    for (const match of text.matchAll(new RegExp(regex, ignoreCase ? "gi" : "g"))) {
      const [from, to] = [match.index, match.index + match[0].length];
      // The patterns go from the special to the general: one finding for each place.
      if (found.some((other) => from < other.to && other.from < to)) continue;
      const value = match.slice(1).find((part) => part !== undefined) ?? "";
      if (entropy(value) < bits || isExample.test(value)) continue;
      if (mayBeTyped && isTyped.test(value)) continue;
      const line = text.slice(0, from).split("\n").length;
      const begin = match[0].slice(0, 8).split("\n", 1)[0] as string;
      found.push({ path, line, what: `${name} (${begin}…)`, from, to });
    }
  }
  return found.map(({ path, line, what }) => ({ path, line, what }));
}

/** Shannon's, in bits per character. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const letter of value) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    bits -= (count / value.length) * Math.log2(count / value.length);
  }
  return bits;
}

/** As the patterns in Python see it: they are for bytes. */
const oneByteEach = (content: Uint8Array): string => new TextDecoder("latin1").decode(content);
