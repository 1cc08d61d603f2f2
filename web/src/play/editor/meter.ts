/** How long a link is, where it still fits, and what to do: the twin of `pyrt/share/meter.py`. */

export interface Place {
  characters: number;
  name: string;
}

/** Not one of them is a standard: the numbers are what people have run into. */
export const PLACES: readonly Place[] = [
  { characters: 2_000, name: "chat messages (Discord), old mail programs" },
  { characters: 8_000, name: "most link shorteners, forms and issue trackers" },
  { characters: 32_000, name: "what Windows passes on to a browser" },
];

const SHOWN_FILES = 3;

/** Null where a link of this length fits everywhere. */
export function nextStep(length: number, files: ReadonlyMap<string, Uint8Array>): string | null {
  if (length <= (PLACES[0] as Place).characters) return null;
  const largest = Array.from(files, ([path, { length: size }]) => ({ path, size }))
    .sort((one, other) => other.size - one.size || (one.path < other.path ? -1 : 1))
    .slice(0, SHOWN_FILES)
    .map(({ path, size }) => `${path} (${size.toLocaleString("en")} bytes)`)
    .join(", ");
  const step =
    length > (PLACES.at(-1) as Place).characters
      ? "Too long to be passed around. Download the app and publish it with pyrt build, or leave " +
        "data out and load it from a URL."
      : "To fit everywhere, leave files out or make them smaller, or put the link behind a text " +
        "on a page or in a mail.";
  return `${step} The largest files: ${largest}.`;
}
