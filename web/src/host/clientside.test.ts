import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { PropRef, RunClientside } from "../protocol.gen";
import { defineInline, runClientside, type DashClientside } from "./clientside";

const NO_UPDATE_ON_THE_WIRE = { _dash_no_update: "_dash_no_update" };

function ref(id: PropRef["id"], property = "value", nid: number | null = 1): PropRef {
  return { id, property, nid };
}

function message(changes: Partial<RunClientside> = {}): RunClientside {
  return {
    type: "RunClientside",
    run: 7,
    namespace: "app",
    function_name: "f",
    inputs: [ref("a")],
    states: [],
    outputs: [ref("out", "children")],
    triggered: [ref("a")],
    ...changes,
  };
}

function dashWith(f?: (...values: never[]) => unknown): DashClientside {
  return {
    no_update: { description: "no" },
    PreventUpdate: { description: "stop" },
    ...(f && { app: { f } }),
  };
}

/** Every prop has its id as its value, in its string form. */
const read = ({ id }: PropRef): unknown => (typeof id === "string" ? id : JSON.stringify(id));

describe("a clientside callback", () => {
  it("is called with the values of inputs, then states (M1)", async () => {
    const dash = dashWith((...values) => values.join(" "));
    const run = message({ inputs: [ref("a"), ref("b")], states: [ref("s")] });
    assert.deepEqual(await runClientside(run, dash, read), {
      type: "ClientsideReturned",
      run: 7,
      value: "a b s",
    });
  });

  it("gets a list where the dependency is ALL", async () => {
    const dash = dashWith((list: string[]) => list.length);
    const run = message({ inputs: [[ref({ index: 1 }), ref({ index: 2 })]] });
    assert.equal((await value(run, dash)) as number, 2);
  });

  it("that throws ends in its turn among those called in the same moment (E13)", async () => {
    const ended: number[] = [];
    const calls = [1, 2, 3].map((run) => {
      const f = (): number => {
        if (run !== 2) throw new Error("no");
        return run;
      };
      return runClientside(message({ run }), dashWith(f), read).then(() => ended.push(run));
    });
    await Promise.all(calls);
    assert.deepEqual(ended, [1, 2, 3]);
  });

  it("says that it waits when it has returned a promise, and only then (M4)", async () => {
    const waited: string[] = [];
    const run = (f: () => unknown): Promise<unknown> =>
      runClientside(message(), dashWith(f), read, () => waited.push(f.name));
    await run(function atOnce() {
      return 1;
    });
    await run(async function later() {
      await Promise.resolve();
      return 1;
    });
    await run(function nothing() {
      return null;
    });
    assert.deepEqual(waited, ["later"]);
  });

  it("is found when it is called, not before (M2)", async () => {
    const dash = dashWith();
    dash["app"] = { f: () => "late" };
    assert.equal(await value(message(), dash), "late");
  });

  it("that is missing is a TypeError with its name and its neighbours", async () => {
    const dash = dashWith();
    dash["app"] = { g: () => 1, h: () => 2 };
    const missing = await runClientside(message(), dash, read);
    assert.equal(missing.type, "ClientsideRaised");
    assert.match(JSON.stringify(missing), /dash_clientside\.app\.f is not defined.*app: g, h/);
    const elsewhere = await runClientside(message({ namespace: "nowhere" }), dash, read);
    assert.match(JSON.stringify(elsewhere), /There is no namespace dash_clientside\.nowhere/);
  });

  it("may return a promise (M4)", async () => {
    assert.equal(
      await value(
        message(),
        dashWith(() => Promise.resolve(5)),
      ),
      5,
    );
  });
});

describe("its context (M3)", () => {
  const run = message({
    inputs: [[ref({ index: 1 }), ref({ index: 2 })]],
    states: [ref("s")],
    triggered: [ref({ index: 2 })],
  });

  it("has Dash's shapes", async () => {
    let seen: unknown;
    const dash = dashWith();
    dash["app"] = {
      f: () => {
        seen = structuredClone(dash.callback_context);
      },
    };
    await runClientside(run, dash, read);
    const all = [
      { id: { index: 1 }, property: "value", value: '{"index":1}' },
      { id: { index: 2 }, property: "value", value: '{"index":2}' },
    ];
    assert.deepEqual(seen, {
      triggered: [{ prop_id: '{"index":2}.value', value: '{"index":2}' }],
      triggered_id: { index: 2 },
      inputs: { '{"index":1}.value': '{"index":1}', '{"index":2}.value': '{"index":2}' },
      inputs_list: [all],
      states: { "s.value": "s" },
      states_list: [{ id: "s", property: "value", value: "s" }],
      outputs_list: { id: "out", property: "children" },
    });
  });

  it("has no trigger at an initial call", async () => {
    const dash = dashWith();
    let context = dash.callback_context;
    dash["app"] = { f: () => (context = dash.callback_context) && 1 };
    await runClientside(message({ triggered: [] }), dash, read);
    assert.deepEqual(context?.triggered, []);
    assert.equal(context?.triggered_id, undefined);
  });

  it("is gone before a promise settles, and after a throw", async () => {
    const dash = dashWith();
    const contexts: unknown[] = [];
    dash["app"] = {
      f: async () => {
        contexts.push(typeof dash.callback_context);
        await Promise.resolve();
        contexts.push(typeof dash.callback_context);
      },
    };
    await runClientside(message(), dash, read);
    assert.deepEqual(contexts, ["object", "undefined"]);
    dash["app"] = {
      f: () => {
        throw new Error("x");
      },
    };
    await runClientside(message(), dash, read);
    assert.equal(dash.callback_context, undefined);
  });
});

describe("what it returns", () => {
  it("undefined is null: Python sees None (M5)", async () => {
    assert.equal(
      await value(
        message(),
        dashWith(() => undefined),
      ),
      null,
    );
  });

  it("no_update travels as Dash's marker, alone, in a list of outputs, in an ALL output", async () => {
    const dash = dashWith();
    const no = dash.no_update;
    dash["app"] = { f: () => no };
    assert.deepEqual(await value(message(), dash), NO_UPDATE_ON_THE_WIRE);

    const two = message({ outputs: [ref("x"), ref("y")] });
    assert.deepEqual(await value(two, dash), NO_UPDATE_ON_THE_WIRE);
    dash["app"] = { f: () => [1, no] };
    assert.deepEqual(await value(two, dash), [1, NO_UPDATE_ON_THE_WIRE]);

    const all = message({ outputs: [[ref({ index: 1 }), ref({ index: 2 })]] });
    assert.deepEqual(await value(all, dash), [1, NO_UPDATE_ON_THE_WIRE]);
  });

  it("an object inside a value is never taken for no_update's place", async () => {
    const dash = dashWith(() => ({ data: [1, { deep: true }] }));
    assert.deepEqual(await value(message(), dash), { data: [1, { deep: true }] });
  });

  it("must be an array for several outputs", async () => {
    const dash = dashWith(() => 5);
    const outcome = await runClientside(message({ outputs: [ref("x"), ref("y")] }), dash, read);
    assert.match(JSON.stringify(outcome), /app\.f has 2 outputs.*returned the number 5/);
  });

  it("may leave out outputs at the end", async () => {
    const run = message({ outputs: [ref("x"), ref("y")] });
    assert.deepEqual(
      await value(
        run,
        dashWith(() => [1]),
      ),
      [1, NO_UPDATE_ON_THE_WIRE],
    );
  });

  it("is of no interest without outputs", async () => {
    assert.equal(
      await value(
        message({ outputs: [] }),
        dashWith(() => 5),
      ),
      null,
    );
  });
});

describe("what it throws", () => {
  it("PreventUpdate prevents", async () => {
    const dash = dashWith();
    dash["app"] = {
      f: () => {
        throw dash.PreventUpdate;
      },
    };
    const prevented = { type: "ClientsidePrevented", run: 7 };
    assert.deepEqual(await runClientside(message(), dash, read), prevented);
    dash["app"] = { f: () => Promise.reject(dash.PreventUpdate as Error) };
    assert.deepEqual(await runClientside(message(), dash, read), prevented);
  });

  it("an Error keeps its message and stack, anything else its text (B19)", async () => {
    const error = await runClientside(
      message(),
      dashWith(() => {
        throw new RangeError("too far");
      }),
      read,
    );
    assert.ok(error.type === "ClientsideRaised" && error.is_error);
    assert.equal(error.message, "too far");
    assert.match(error.stack, /^RangeError: too far\n/);

    const text = await runClientside(
      message(),
      dashWith(() => Promise.reject("plain")),
      read,
    );
    assert.deepEqual(text, {
      type: "ClientsideRaised",
      run: 7,
      message: "plain",
      stack: "",
      is_error: false,
    });
  });
});

describe("an inline source", () => {
  const inline = { namespace: "_dashprivate_clientside_funcs", function_name: "abc" };

  it("becomes a function of its namespace, whatever way it is written", async () => {
    for (const source of [
      "function (n) { return n + 1; }",
      "(n) => n + 1",
      "\n    function (n) {\n        return n + 1; // one more\n    };",
      "// a comment\nn => n + 1 // and another",
    ]) {
      const dash = dashWith();
      defineInline({ ...inline, source }, dash);
      const functions = dash[inline.namespace] as Record<string, (n: number) => number>;
      assert.equal(functions["abc"]?.(1), 2);
    }
  });

  it("that cannot be parsed throws a SyntaxError", () => {
    assert.throws(() => defineInline({ ...inline, source: "function (" }, dashWith()), SyntaxError);
  });
});

async function value(run: RunClientside, dash: DashClientside): Promise<unknown> {
  const outcome = await runClientside(run, dash, read);
  assert.equal(outcome.type, "ClientsideReturned", JSON.stringify(outcome));
  return (outcome as { value: unknown }).value;
}
