/**
 * The app's paths and the page's (rule P17).
 *
 * An app believes that it is under its own prefix (`/` unless it says otherwise); its site may be
 * anywhere.  So `/orders` of an app at `https://example.org/shop/` is `/shop/orders` on the page,
 * and where the page is at `/shop/orders`, the app is told `/orders`.  This is the only place that
 * knows both.  Where they are the same, nothing is done at all.
 */

import type { MirrorNode } from "./mirror";
import type { Props } from "./values";

/** Props that hold URLs, by their names in HTML, in whatever component. */
const URL_PROPS = ["href", "src", "action", "poster"] as const;

/** By path below the site. */
type AssetUrl = (path: string) => string | undefined;

export class SitePaths {
  readonly #root: string;
  readonly #prefix: string;
  readonly #assets: string;
  readonly #origin: string;
  readonly #assetUrl: AssetUrl | undefined;

  /**
   * `root` and `prefix`: paths with slashes at both ends; `assets`: the folder below `root`.
   * `assetUrl`: where the files in it are, on a page whose host does not have them.
   */
  constructor(root: string, prefix: string, assets: string, origin: string, assetUrl?: AssetUrl) {
    this.#root = root;
    this.#prefix = prefix.endsWith("/") ? prefix : `${prefix}/`;
    this.#assets = assets ? `${root}${assets}/` : "";
    this.#origin = origin;
    this.#assetUrl = assetUrl;
  }

  get isMoved(): boolean {
    return this.#root !== this.#prefix || this.#assetUrl !== undefined;
  }

  /** The app's path as one of the page; other URLs, and real ones of assets, stay as they are. */
  toPage(path: string): string {
    if (this.#assets && path.startsWith(this.#assets)) {
      return this.#assetUrl?.(path.slice(this.#root.length)) ?? path;
    }
    return replaceStart(path, this.#prefix, this.#root);
  }

  /** The page's path as the app knows it. */
  toApp(path: string): string {
    return replaceStart(path, this.#root, this.#prefix);
  }

  /** Changes the link in which `target` lies, one that a component has made of text (Markdown). */
  arrangeLink(target: EventTarget | null): void {
    const link = (target as Partial<Element> | null)?.closest?.("a[href^='/'], area[href^='/']");
    const href = link?.getAttribute("href") ?? "";
    if (href.startsWith("//") || `${href}/`.startsWith(this.#root)) return;
    link?.setAttribute("href", this.toPage(href));
  }

  /** Changes `props`, which are about to be given to a component. */
  arrange(node: MirrorNode, props: Props): void {
    if (isLocation(node)) {
      rewrite(props, "pathname", (path) => this.toPage(path));
      rewrite(props, "href", (url) => this.#inHref(url, (path) => this.toPage(path)));
      return;
    }
    for (const name of URL_PROPS) {
      if (name in props) rewrite(props, name, (url) => this.toPage(url));
    }
  }

  /** What a component reports, as the app knows it. */
  report(node: MirrorNode, props: Props): Props {
    if (!isLocation(node)) return props;
    const told = { ...props };
    rewrite(told, "pathname", (path) => this.toApp(path));
    rewrite(told, "href", (url) => this.#inHref(url, (path) => this.toApp(path)));
    return told;
  }

  /** `href` of a Location is a whole URL when the page has set it, a path when the app has. */
  #inHref(url: string, change: (path: string) => string): string {
    if (!url.startsWith(`${this.#origin}/`)) return change(url);
    return this.#origin + change(url.slice(this.#origin.length));
  }
}

/**
 * The address of a page without what only the host's way of serving files brings in
 * (`/about/`, `/about/index.html`): the app then sees `/about`, as under Dash.
 *
 * `page`: path below `root`, without slashes at the ends.
 */
export function plainAddress(pathname: string, root: string, page: string): string {
  const plain = root + page;
  const isServedAs = [plain, `${plain}/`, `${plain}/index.html`, `${root}index.html`];
  return isServedAs.includes(decode(pathname)) || isServedAs.includes(pathname)
    ? root + encodeURI(page)
    : pathname;
}

function decode(pathname: string): string {
  try {
    return decodeURI(pathname);
  } catch {
    return pathname;
  }
}

function isLocation({ namespace, component }: MirrorNode): boolean {
  return component === "Location" && namespace === "dash_core_components";
}

function rewrite(props: Props, name: string, change: (value: string) => string): void {
  const value = props[name];
  if (typeof value === "string") props[name] = change(value);
}

/** `/a/` and `/a` (the folder itself, also before a query) are replaced, `/ab` is not. */
function replaceStart(path: string, from: string, to: string): string {
  if (path.startsWith("//")) return path;
  if (path.startsWith(from)) return to + path.slice(from.length);
  const folder = from.slice(0, -1);
  if (folder && path.startsWith(folder) && /^([?#]|$)/.test(path.slice(folder.length))) {
    return to + path.slice(folder.length);
  }
  return path;
}
