import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { importedModules } from "./imports";

const of = (source: string): string[] => [...importedModules(source)].sort();

describe("imports of a file", () => {
  it("are found in all forms", () => {
    assert.deepEqual(of("import a, b.c as d  # e\nimport f; x = 1\n"), ["a", "b.c", "f"]);
    assert.deepEqual(of("from xml import sax, dom\n"), ["xml", "xml.dom", "xml.sax"]);
    assert.deepEqual(of("from os.path import (join, split)\n"), [
      "os.path",
      "os.path.join",
      "os.path.split",
    ]);
    assert.deepEqual(of("def f():\n    import late\n"), ["late"]);
  });

  it("of the app itself are none", () => {
    assert.deepEqual(of("from . import here\nfrom .mod import x\n"), []);
  });

  it("are no words in other lines", () => {
    assert.deepEqual(of("important = 1\nx = 'import y'\nfrom_here = 2\n"), []);
  });
});
