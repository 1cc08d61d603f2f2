/**
 * The address of the player: which app, and where in it.
 *
 *     https://example.org/play/?mode=split#/orders?id=1#v1.AAAA
 *
 * The link is what follows the last `#`, as for every reader of links (`docs/share-links.md`); a path
 * in front of it is the app's.  The browser's way back and forward is the app's way through its
 * pages.  What the app says is a stranger's word: it chooses a path, never a link.
 */

export interface Place {
  /** With query and fragment; begins with `/`. */
  path: string;
  /** Empty for one's own work. */
  link: string;
}

/** Longer ones are not kept. */
const PATH = /^\/[^\s]{0,2000}$/;

export function readPlace(fragment: string): Place {
  if (!fragment.startsWith("/")) return { path: "/", link: fragment };
  const at = fragment.lastIndexOf("#");
  if (at < 0) return { path: fragment, link: "" };
  return { path: fragment.slice(0, at), link: fragment.slice(at + 1) };
}

/** A fragment, without its `#`; the way back from `readPlace`. */
export function writePlace({ path, link }: Place): string {
  // Addresses (`url=`) may have one: it is no part of what is got from there.
  const only = link.replaceAll("#", "%23");
  return path === "/" ? only : `${path}#${only}`;
}

export class PageAddress {
  #place: Place;
  #moved: (path: string) => void = () => undefined;

  constructor() {
    this.#place = readPlace(window.location.hash.slice(1));
    const look = (): void => this.#look();
    // A way back, and another fragment that somebody types.
    window.addEventListener("popstate", look);
    window.addEventListener("hashchange", look);
  }

  get link(): string {
    return this.#place.link;
  }

  get path(): string {
    return this.#place.path;
  }

  /** Hears where the browser's buttons have led to. */
  listen(moved: (path: string) => void): void {
    this.#moved = moved;
  }

  /** The app is at `path`, it says. */
  show(path: string, replace: boolean): void {
    if (!PATH.test(path)) return;
    this.#write({ ...this.#place, path }, replace || path === this.#place.path);
  }

  /** Other work has been opened: a reload must not bring back what the address still names. */
  forget(): void {
    this.#write({ path: "/", link: "" }, true);
  }

  /** As far as the app's own pages go. */
  travel(by: number): void {
    if (steps() + by >= 0) window.history.go(by);
  }

  #write(place: Place, replace: boolean): void {
    this.#place = place;
    const url = new URL(window.location.href);
    url.hash = writePlace(place);
    const state = { steps: steps() + (replace ? 0 : 1) };
    try {
      if (replace) window.history.replaceState(state, "", url);
      else window.history.pushState(state, "", url);
    } catch {
      // Browsers refuse addresses that are too long, and too many of them: the app goes on.
    }
  }

  #look(): void {
    const { path, link } = readPlace(window.location.hash.slice(1));
    if (link !== this.#place.link.replaceAll("#", "%23") && link !== this.#place.link) {
      window.location.reload();
    } else if (path !== this.#place.path) {
      this.#place = { path, link: this.#place.link };
      this.#moved(path);
    }
  }
}

/** How many pages of the app lie behind this one. */
function steps(): number {
  const state = window.history.state as { steps?: unknown } | null;
  return typeof state?.steps === "number" ? state.steps : 0;
}
