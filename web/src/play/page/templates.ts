/** Apps to begin with: `play/templates.json`, made by `build_scripts/make_templates.py`. */

import type { Work } from "../editor/workbench";

export interface Template {
  name: string;
  title: string;
  idea: string;
  files: Record<string, string>;
}

export function workOf({ name, title, files }: Template): Work {
  const utf8 = new TextEncoder();
  const contents = Object.entries(files).map(([path, text]) => [path, utf8.encode(text)] as const);
  const rest = { entry: "app.py", target: "", requirements: [], state: {} };
  const app = { files: new Map(contents), ...rest };
  return { title, source: `template ${name}`, trusted: true, app };
}
