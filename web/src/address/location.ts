/** What scripts ask in the place of `window.location`. */

/** Who owns the address. */
export interface Owner {
  readonly url: URL;
  /** Opens an address, which is relative to `url`; `replace`: it takes the place of this one. */
  visit(to: string, replace?: boolean): void;
  reload(): void;
}

export class AppLocation {
  readonly #owner: Owner;

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  get href(): string {
    return this.#owner.url.href;
  }
  set href(to: string) {
    this.#owner.visit(String(to));
  }

  get pathname(): string {
    return this.#owner.url.pathname;
  }
  set pathname(to: string) {
    this.#change("pathname", to);
  }

  get search(): string {
    return this.#owner.url.search;
  }
  set search(to: string) {
    this.#change("search", to);
  }

  get hash(): string {
    return this.#owner.url.hash;
  }
  set hash(to: string) {
    // Without anything behind it, too, it is a place in this document.
    this.#owner.visit(`#${String(to).replace(/^#/, "")}`);
  }

  get origin(): string {
    return this.#owner.url.origin;
  }
  get protocol(): string {
    return this.#owner.url.protocol;
  }
  get host(): string {
    return this.#owner.url.host;
  }
  get hostname(): string {
    return this.#owner.url.hostname;
  }
  get port(): string {
    return this.#owner.url.port;
  }

  assign(to: string | URL): void {
    this.#owner.visit(String(to));
  }

  replace(to: string | URL): void {
    this.#owner.visit(String(to), true);
  }

  reload(): void {
    this.#owner.reload();
  }

  toString(): string {
    return this.href;
  }

  #change(part: "pathname" | "search", to: string): void {
    const url = new URL(this.#owner.url);
    url[part] = String(to);
    this.#owner.visit(url.href);
  }
}
