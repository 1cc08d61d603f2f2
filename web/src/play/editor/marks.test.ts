import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { problemIn } from "./marks";

const own = (path: string): boolean => path === "app.py" || path === "pages/home.py";

describe("the place of an error", () => {
  it("is the innermost one in the app's own files", () => {
    const text = `Callback error updating out.children
Traceback (most recent call last):
  File "/app/app.py", line 12, in show
    return home(word)
  File "/app/pages/home.py", line 3, in home
    return json.loads(word)
  File "/lib/python3.14/json/__init__.py", line 346, in loads
    return _default_decoder.decode(s)
json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)`;
    assert.deepEqual(problemIn(text, own), {
      path: "pages/home.py",
      line: 3,
      message: "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
    });
  });

  it("is found for code that cannot be read", () => {
    const text = `The app could not be started
/app/app.py:23: unexpected indent
  File "/app/app.py", line 23
    raise ValueError('no')
IndentationError: unexpected indent`;
    const problem = problemIn(text, own);
    assert.deepEqual(problem, {
      path: "app.py",
      line: 23,
      message: "IndentationError: unexpected indent",
    });
  });

  it("is none in other texts", () => {
    assert.equal(problemIn('  File "/lib/x.py", line 3', own), null);
    assert.equal(problemIn("app.py, line 3", own), null);
  });
});
