import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { ErrorReport } from "../protocol.gen";
import { Recovery } from "./recovery";

const ERROR: ErrorReport = {
  source: "boot",
  title: "Python has stopped",
  message: "",
  traceback: "",
};

function makeRecovery() {
  const seen: string[] = [];
  const time = { now: 0 };
  const note = (what: string) => () => void seen.push(what);
  const recovery = new Recovery({
    snapshot: () => {
      seen.push("snapshot");
      return { ops: [], externals: [], jobs: [] };
    },
    forget: note("forget"),
    restart: note("restart"),
    resend: note("resend"),
    notify: note("notify"),
    report: note("report"),
    notRenewed: note("not renewed"),
    fail: note("fail"),
    now: () => time.now,
  });
  return { recovery, seen, time };
}

describe("after the end of an engine", () => {
  it("the page gives what it shows, and then what nobody has seen, to the next", () => {
    const { recovery, seen } = makeRecovery();
    recovery.ready();
    recovery.restart("stopped");
    assert.deepEqual(seen, ["snapshot", "forget", "restart", "resend", "notify"]);
    assert.equal(recovery.restarting, true);
    recovery.ready();
    assert.equal(recovery.restarting, false);
  });

  it("a death is told, and the app goes on", () => {
    const { recovery, seen } = makeRecovery();
    recovery.ready();
    recovery.crashed(ERROR);
    assert.deepEqual(seen.slice(0, 2), ["report", "snapshot"]);
    assert.ok(!seen.includes("fail"));
  });

  it("another version of the app begins anew, and may fail as often as it is changed", () => {
    const { recovery, seen } = makeRecovery();
    recovery.ready();
    for (let version = 0; version < 5; version++) {
      recovery.renewed();
      recovery.crashed(ERROR);
    }
    assert.deepEqual([...new Set(seen)], ["forget", "not renewed"]);
    recovery.renewed();
    recovery.ready();
    recovery.crashed(ERROR);
    assert.ok(seen.includes("restart"));
  });

  it("an app that does not come up is not started again", () => {
    const { recovery, seen } = makeRecovery();
    recovery.crashed(ERROR);
    assert.deepEqual(seen, ["fail"]);
  });

  it("nor is one that dies while it is started again", () => {
    const { recovery, seen } = makeRecovery();
    recovery.ready();
    recovery.crashed(ERROR);
    recovery.crashed(ERROR);
    assert.equal(seen.at(-1), "fail");
  });

  it("one that dies again and again is given up, unless it has lived in between", () => {
    const { recovery, seen, time } = makeRecovery();
    const die = (): void => {
      recovery.ready();
      recovery.crashed(ERROR);
      time.now += 30_000;
    };
    for (let death = 0; death < 8; death++) die();
    assert.ok(!seen.includes("fail"));
    time.now += 60_000;
    for (let death = 0; death < 4; death++) {
      recovery.ready();
      recovery.crashed(ERROR);
    }
    assert.equal(seen.filter((what) => what === "fail").length, 1);
  });
});
