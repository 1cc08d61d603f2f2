/**
 * `dash_clientside.clean_url`: keeps script URLs out of links (html.A, dcc.Link, html.Iframe, ...).
 *
 * Browsers ignore some characters inside a scheme and understand entities, so the check looks at
 * the address without them; the address itself stays as it is.
 */

const TAB_AND_NEWLINE_ENTITIES = /&(tab|newline);/gi;
const INVISIBLE = /[\u0000-\u001F\u007F-\u009F\u2000-\u200D\uFEFF]/g;
const NUMERIC_ENTITIES = /&#(x?[0-9a-f]+);?/gi;
const SCRIPT_SCHEME = /^[^\w]*(javascript|vbscript)/im;

export function cleanUrl(url: string, fallback = "about:blank"): string {
  const plain = url
    .replace(TAB_AND_NEWLINE_ENTITIES, "")
    .replace(NUMERIC_ENTITIES, (entity: string, digits: string) => character(digits) ?? entity)
    .replace(INVISIBLE, "")
    .trim();
  return SCRIPT_SCHEME.test(plain) ? fallback : url;
}

function character(digits: string): string | undefined {
  const code = /^x/i.test(digits) ? parseInt(digits.slice(1), 16) : parseInt(digits, 10);
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
