/**
 * The one owner of the address of an app that has another one than its page.
 *
 * It is where `window.location` and `window.history` are asked and told instead, and it follows
 * links.  What an address looks like outside, and who remembers the way back, is the `Keeper`'s: the
 * fragment of a file (`single/file_keeper.ts`), the page around a frame (`play/frame/page_keeper.ts`).
 */

import { linkOf } from "./links";
import { AppLocation, type Owner } from "./location";

/** Paths are below the app's root; they begin with `/` and have query and fragment. */
export interface Keeper {
  /** The app is at `path` without another document; `replace`: the way back stays as it is. */
  keep(path: string, state: unknown, replace: boolean): void;
  /** The app is loaded anew, at `path`. */
  load(path: string, replace: boolean): void;
  /** The app at `path`, beside this one where there can be such a place. */
  open(path: string): void;
  /** Back, or forward; then somebody calls `AppAddress.arrive`. */
  travel(by: number): void;
}

export class AppAddress implements Owner {
  readonly #root: string;
  readonly #keeper: Keeper;
  #url: URL;
  #state: unknown = null;

  /** The app is below `root`, a URL that ends with a slash, and starts at `path`. */
  constructor(root: string, path: string, keeper: Keeper) {
    this.#root = root;
    this.#keeper = keeper;
    this.#url = this.#at(path);
  }

  get url(): URL {
    return this.#url;
  }

  /** As the keeper knows it. */
  get path(): string {
    return this.#pathOf(this.#url) ?? "/";
  }

  /** From now on scripts of the app that ask where they are, and go elsewhere, come here. */
  install(): void {
    const location = new AppLocation(this);
    const where = { get: () => location, set: (to: unknown) => this.visit(String(to)) };
    Object.defineProperty(window, "__pyrt_location", { configurable: true, ...where });
    const names = Object.create(null, { location: where }) as object;
    Object.defineProperty(window, "__pyrt_names", { configurable: true, value: names });
    const own: PropertyDescriptorMap & ThisType<History> = {
      state: { get: () => this.#state },
      pushState: { value: this.#change(false) },
      replaceState: { value: this.#change(true) },
      go: { value: (by = 0) => (by ? this.#keeper.travel(by) : this.reload()) },
      back: { value: () => this.#keeper.travel(-1) },
      forward: { value: () => this.#keeper.travel(1) },
    };
    for (const name in own) {
      const property = own[name] as PropertyDescriptor;
      Object.defineProperty(window.history, name, { configurable: true, ...property });
    }
    // After the components' own listeners, which may have taken the click for themselves.
    window.addEventListener("click", (event) => this.#follow(event));
    window.addEventListener("auxclick", (event) => this.#follow(event));
  }

  visit(to: string, replace = false): void {
    const url = new URL(to, this.#url);
    const path = this.#pathOf(url);
    if (path === null) {
      window.location.assign(url.href);
    } else if (to.includes("#") && isSameDocument(url, this.#url)) {
      this.#goTo(url, path, replace);
    } else {
      this.#keeper.load(path, replace);
    }
  }

  reload(): void {
    this.#keeper.load(this.path, true);
  }

  /** Back or forward, or an address that somebody has typed.  Listeners have not heard of it. */
  arrive(path: string, state: unknown = null): void {
    this.#url = this.#at(path);
    this.#state = state;
  }

  /** The app is at another path from the beginning. */
  change(path: string): void {
    this.#url = this.#at(path);
    this.#keeper.keep(path, this.#state, true);
  }

  /** What browsers say when the address has changed within the document. */
  announce(): void {
    window.dispatchEvent(new PopStateEvent("popstate", { state: this.#state }));
  }

  #at(path: string): URL {
    return new URL(this.#root.slice(0, -1) + path);
  }

  /** Null for what lies outside of the app. */
  #pathOf({ href }: URL): string | null {
    const folder = this.#root.slice(0, -1);
    const rest = href.startsWith(folder) ? href.slice(folder.length) : "no";
    if (rest.startsWith("/")) return rest;
    return /^([?#]|$)/.test(rest) ? `/${rest}` : null;
  }

  #change(replace: boolean): History["pushState"] {
    return (state: unknown, _unused: string, to?: string | URL | null) => {
      const url = new URL(to ?? this.#url, this.#url);
      const path = this.#pathOf(url);
      if (path === null) {
        throw new DOMException(`${url.href} is not an address of this app.`, "SecurityError");
      }
      this.#url = url;
      this.#state = state;
      this.#keeper.keep(path, state, replace);
    };
  }

  /** A place in the document that is shown. */
  #goTo(url: URL, path: string, replace: boolean): void {
    if (url.href !== this.#url.href) {
      this.#url = url;
      this.#state = null;
      this.#keeper.keep(path, null, replace);
      this.announce();
      window.dispatchEvent(new HashChangeEvent("hashchange"));
    }
    document.getElementById(decode(url.hash.slice(1)))?.scrollIntoView();
  }

  #follow(event: MouseEvent): void {
    const link = linkOf(event);
    if (!link || !URL.canParse(link.href, this.#url)) return;
    const path = this.#pathOf(new URL(link.href, this.#url));
    if (path === null) return;
    event.preventDefault();
    if (link.beside) this.#keeper.open(path);
    else this.visit(link.href);
  }
}

function isSameDocument(one: URL, other: URL): boolean {
  const [a, b] = [one, other].map(({ href, hash }) => href.slice(0, href.length - hash.length));
  return a?.replace(/#$/, "") === b?.replace(/#$/, "");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
