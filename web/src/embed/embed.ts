/**
 * `embed.js`: `<pyrt-app src="..." height="...">`, an app inside another page.
 *
 * `src` is the address of a site that `pyrt build` has made, or a link to a player.  The app runs in a
 * frame, which is loaded when it comes near the screen; apps of one host share one download, since
 * browsers keep the files of the runtime.  What stands in the element is for pages in which this
 * script does not run.
 */

const HEIGHT = "420";
const LINK = /^#(\/.*#)?(v\d|url=|gist=)/;

class PyrtApp extends HTMLElement {
  static readonly observedAttributes = ["src", "height", "title"];
  readonly #frame = document.createElement("iframe");

  constructor() {
    super();
    const { style } = this.#frame;
    [style.width, style.border, style.display] = ["100%", "0", "block"];
    this.#frame.loading = "lazy";
    this.#frame.allow = "clipboard-write; fullscreen";
    this.attachShadow({ mode: "open" }).append(this.#frame);
  }

  connectedCallback(): void {
    this.style.display ||= "block";
    this.#show();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#show();
  }

  #show(): void {
    const height = this.getAttribute("height") ?? HEIGHT;
    this.#frame.style.height = /^\d+$/.test(height) ? `${height}px` : height;
    this.#frame.title = this.getAttribute("title") ?? "An app";
    const address = addressOf(this.getAttribute("src") ?? "");
    if (address === null) {
      this.#frame.removeAttribute("src");
      this.#frame.srcdoc =
        "<p>&lt;pyrt-app&gt; has no src that could be opened: it is the address of a built site, or " +
        "a link to a player.</p>";
    } else if (this.#frame.src !== address) {
      this.#frame.removeAttribute("srcdoc");
      this.#frame.src = address;
    }
  }
}

/** Null for what is no address of a page (`javascript:` would be code). */
function addressOf(src: string): string | null {
  if (src === "" || !URL.canParse(src, document.baseURI)) return null;
  const url = new URL(src, document.baseURI);
  if (!["http:", "https:", "file:"].includes(url.protocol)) return null;
  if (LINK.test(url.hash) && !url.searchParams.has("embed")) url.searchParams.set("embed", "");
  return url.href;
}

// Each snippet brings the script along; the first one counts.
if (!customElements.get("pyrt-app")) customElements.define("pyrt-app", PyrtApp);
