import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { CompletionContext } from "@codemirror/autocomplete";
import { python } from "@codemirror/lang-python";
import { EditorState } from "@codemirror/state";

import { complete, type Components } from "./completion";

const COMPONENTS: Components = {
  html: { P: { doc: "P is a paragraph", props: ["children", "id", "title"] } },
  dcc: { Input: { doc: "An input", props: ["id", "value", "n_blur", "type"] } },
};

/** What is offered where the text has a `|`. */
async function offered(text: string, explicit = true): Promise<string[] | null> {
  const at = text.indexOf("|");
  const doc = text.replace("|", "");
  const state = EditorState.create({ doc, extensions: [python()] });
  const context = new CompletionContext(state, at, explicit);
  const result = await complete(context, () => Promise.resolve(COMPONENTS));
  return result && result.options.map(({ label }) => label);
}

describe("what is completed", () => {
  it("are components of a module", async () => {
    assert.deepEqual(await offered("x = html.|"), ["P"]);
    assert.deepEqual(await offered("x = [dcc.In|]"), ["Input"]);
    assert.equal(await offered("x = os.pa|"), null);
  });

  it("are props that a component has not been given", async () => {
    assert.deepEqual(await offered('x = dcc.Input(id="a", va|)'), ["value", "n_blur", "type"]);
    assert.deepEqual(await offered("x = html.P(\n    # why, so\n    |\n)"), [
      "children",
      "id",
      "title",
    ]);
    assert.deepEqual(await offered("x = Div([dcc.Input(v|)])"), ["id", "value", "n_blur", "type"]);
    assert.equal(await offered("x = dcc.Input(value=|)"), null);
    assert.equal(await offered("x = f(|)"), null);
  });

  it("are props in a call that is not finished", async () => {
    assert.deepEqual(await offered("x = html.P(ti|"), ["children", "id", "title"]);
    assert.deepEqual(await offered('x = [html.P(ti|)="out")]'), ["children", "id", "title"]);
  });

  it("are ids and their props in what a callback names", async () => {
    const layout = 'layout = [dcc.Input(id="name"), html.P(id="out"), unknown(id="odd")]\n';
    assert.deepEqual(await offered(`${layout}x = Input("|")`), ["name", "out", "odd"]);
    assert.deepEqual(await offered(`${layout}x = Output("na|`), ["name", "out", "odd"]);
    assert.deepEqual(await offered(`${layout}x = Input("out", "|")`), ["children", "id", "title"]);
    assert.ok((await offered(`${layout}x = State("elsewhere", 'v|')`))?.includes("value"));
    assert.equal(await offered('x = print("|")'), null);
  });

  it("is nothing in comments and plain texts", async () => {
    assert.equal(await offered("# html.|"), null);
    assert.equal(await offered('x = "html.|"'), null);
  });
});
