/**
 * Title, meta tags, styles and scripts of the app, for pages whose head the build could not write.
 */

import type { AppConfig } from "../protocol.gen";

export function addToHead(config: AppConfig): void {
  document.title = config.title;
  for (const attributes of config.meta_tags) addMeta(attributes);
  for (const attributes of config.external_stylesheets) {
    document.head.append(element("link", { rel: "stylesheet", ...attributes }));
  }
  for (const attributes of config.external_scripts) {
    const script = element("script", attributes) as HTMLScriptElement;
    // Scripts added later run when they arrive; these were written one after the other.
    script.async = "async" in attributes;
    document.head.append(script);
  }
}

/** A tag the page has already (charset, viewport) is replaced, not repeated. */
function addMeta(attributes: Record<string, string>): void {
  const added = element("meta", attributes);
  const same = attributes["name"]
    ? document.head.querySelector(`meta[name="${CSS.escape(attributes["name"])}"]`)
    : null;
  if (same) same.replaceWith(added);
  else document.head.append(added);
}

function element(tag: string, attributes: Record<string, string>): HTMLElement {
  const result = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) result.setAttribute(name, value);
  return result;
}
