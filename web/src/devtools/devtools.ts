/** `devtools.js`: loaded after the app has said that its dev tools are on. */

import { mountDevTools } from "./panel";

window.__pyrt_devtools = mountDevTools;
