/**
 * Files of the site that do not arrive, and why.
 */

/**
 * Reports scripts of the runtime (ours, React, dcc, html) that could not be loaded.  Without them
 * the page cannot start; of those that are loaded later, whoever wants them says what is missing.
 */
export function watchScripts(runtime: URL, missing: (url: URL, integrity: string) => void): void {
  const onError = ({ target }: Event): void => {
    if (target instanceof HTMLScriptElement && target.src.startsWith(runtime.href)) {
      missing(new URL(target.src), target.integrity);
    }
  };
  // Such events do not bubble, they can only be caught on their way down.
  window.addEventListener("error", onError, true);
  document.addEventListener("DOMContentLoaded", () =>
    window.removeEventListener("error", onError, true),
  );
}

/**
 * A sentence with the URL, what the server says about it, and a remedy.  `integrity` is what the
 * browser has compared the file with, if it has.
 */
export async function whyNotLoaded(url: URL, integrity = ""): Promise<string> {
  try {
    const response = await fetch(url, { method: "HEAD", cache: "no-store" });
    const { status, statusText } = response;
    const answer = `${url.href} answered ${status} ${statusText}`.trim();
    if (status >= 400) {
      return `${answer}. Publish the whole folder that the build made, and reload the page.`;
    }
    const type = response.headers.get("Content-Type") ?? "no type";
    if (!/^(text|application)\/(x-)?(javascript|ecmascript)\b/i.test(type)) {
      return (
        `${answer} with the type ${type}, and browsers run scripts only as text/javascript. ` +
        "Set that type for .js files at the host, and reload the page without its cache " +
        "(Ctrl+Shift+R)."
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
      `${answer} when it was asked again, but the browser did not run it: the connection may have ` +
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
