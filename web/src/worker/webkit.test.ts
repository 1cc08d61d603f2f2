import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { isWebKit } from "./webkit";

const APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
const BLINK = "AppleWebKit/537.36 (KHTML, like Gecko)";
const PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)";

describe("WebKit is told by its number, whatever the browser calls itself", () => {
  for (const [name, userAgent, expected] of [
    ["Safari", `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${APPLE} Safari/605.1.15`, true],
    ["WebKitGTK", `Mozilla/5.0 (X11; Linux x86_64) ${APPLE} Version/26.0 Safari/605.1.15`, true],
    ["Chrome on iOS", `${PHONE} ${APPLE} CriOS/140.0.0.0 Mobile/15E148 Safari/604.1`, true],
    ["Chrome", `Mozilla/5.0 (X11; Linux x86_64) ${BLINK} Chrome/140.0.0.0 Safari/537.36`, false],
    ["Edge", `Mozilla/5.0 (Windows NT 10.0) ${BLINK} Chrome/140.0.0.0 Edg/140.0.0.0`, false],
    ["Firefox", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", false],
  ] as const) {
    it(name, () => assert.equal(isWebKit(userAgent), expected));
  }
});
