/**
 * The last script of a page: all component bundles and the app's own scripts are evaluated.
 *
 * Scripts of type `module` run when the document is parsed, and may define clientside functions,
 * so the host waits for that too.
 */

import "../boot/contract";

const begin = (): void => window.__pyrt_begin?.();

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
