/**
 * Files of the site that do not arrive, and why.
 */

type Missing = (url: URL, integrity: string, kind: FileKind) => void;

/** What a browser takes as a script, or as a style sheet. */
export interface FileKind {
  readonly type: string;
  readonly suffix: string;
  readonly accepts: RegExp;
}

export const SCRIPT: FileKind = {
  type: "text/javascript",
  suffix: ".js",
  accepts: /^(text|application)\/(x-)?(javascript|ecmascript)\b/i,
};
const STYLE: FileKind = { type: "text/css", suffix: ".css", accepts: /^text\/css\b/i };

/**
 * Reports files of the site that could not be loaded.  `missing`: scripts of the runtime (ours,
 * React, dcc, html), without which the page cannot start.  `refused`: any other script or style
 * sheet that the browser compares with its hash, at any time.
 */
export function watchFiles(runtime: URL, missing: Missing, refused: Missing): void {
  let starting = true;
  const onError = ({ target }: Event): void => {
    if (target instanceof HTMLScriptElement) {
      if (starting && target.src.startsWith(runtime.href)) {
        missing(new URL(target.src), target.integrity, SCRIPT);
      } else if (target.integrity) report(target.src, target.integrity, SCRIPT);
    } else if (target instanceof HTMLLinkElement && target.rel === "stylesheet") {
      if (target.integrity) report(target.href, target.integrity, STYLE);
    }
  };
  const known = new Set<string>();
  const report = (href: string, integrity: string, kind: FileKind): void => {
    const url = new URL(href);
    // Whose files are elsewhere knows better what to do about them; and one word for each is enough.
    if (url.origin !== runtime.origin || known.has(href)) return;
    known.add(href);
    refused(url, integrity, kind);
  };
  // Such events do not bubble, they can only be caught on their way down.
  window.addEventListener("error", onError, true);
  document.addEventListener("DOMContentLoaded", () => (starting = false));
}

/**
 * A sentence with the URL, what the server says about it, and a remedy.  `integrity` is what the
 * browser has compared the file with, if it has.
 */
export async function whyNotLoaded(url: URL, integrity = "", kind = SCRIPT): Promise<string> {
  try {
    const response = await fetch(url, { method: "HEAD", cache: "no-store" });
    const { status, statusText } = response;
    const answer = `${url.href} answered ${status} ${statusText}`.trim();
    if (status >= 400) {
      return `${answer}. Publish the whole folder that the build made, and reload the page.`;
    }
    const type = response.headers.get("Content-Type") ?? "no type";
    if (!kind.accepts.test(type)) {
      const what = kind === SCRIPT ? "run scripts" : "use style sheets";
      return (
        `${answer} with the type ${type}, and browsers ${what} only as ${kind.type}. ` +
        `Set that type for ${kind.suffix} files at the host, and reload the page without its ` +
        "cache (Ctrl+Shift+R)."
      );
    }
    if (integrity && (await isAnother(url, integrity))) {
      return (
        `${url.href} is not the file that this page was built with: its hash is another one. ` +
        "Build the site again, publish the whole folder, and reload the page without its cache " +
        "(Ctrl+Shift+R)."
      );
    }
    return (
      `${answer} when it was asked again, but the browser did not ` +
      `${kind === SCRIPT ? "run" : "use"} it: the connection may have ` +
      "broken off, or an extension or a content security policy has blocked it. Reload the page."
    );
  } catch {
    return `${url.href} could not be reached. Check the connection and reload the page.`;
  }
}

/** Whether the file arrives, and with other content. */
async function isAnother(url: URL, integrity: string): Promise<boolean> {
  const arrives = (how: RequestInit): Promise<boolean> =>
    fetch(url, { cache: "no-store", ...how })
      .then((response) => response.arrayBuffer())
      .then(
        () => true,
        () => false,
      );
  return (await arrives({})) && !(await arrives({ integrity }));
}

export function fileName(url: URL): string {
  return url.pathname.split("/").pop() ?? url.href;
}
