import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";

import { gzipSync } from "node:zlib";

import { DownloadError, Downloads } from "./download";

const URL_ = new URL("https://site.example/_pyrt/wheels/x-1.0-py3-none-any.whl");
const CONTENT = new TextEncoder().encode("PK content");
const SHA256 = "7a8ae2e26ff8b01a3ce6a5e6a05fb83fd0d3fb2d0fa2fcbb5fd3ec1b9d5e9a53";

const { fetch } = globalThis;
const realCrypto = Object.getOwnPropertyDescriptor(globalThis, "crypto") as PropertyDescriptor;

/** Answers every request with `CONTENT`, and notes what was asked for. */
function serve(): RequestInit[] {
  const asked: RequestInit[] = [];
  globalThis.fetch = async (_url, init = {}) => {
    asked.push(init);
    return new Response(CONTENT);
  };
  return asked;
}

async function hashOf(content: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", content);
  return Buffer.from(digest).toString("hex");
}

afterEach(() => {
  globalThis.fetch = fetch;
  Object.defineProperty(globalThis, "crypto", realCrypto);
});

describe("a download with a hash", () => {
  it("arrives when it has these bytes", async () => {
    const asked = serve();
    const downloads = new Downloads(() => undefined);
    const sha256 = await hashOf(CONTENT);
    assert.deepEqual(await downloads.zip(URL_, { sha256 }), CONTENT);
    assert.deepEqual(asked, [{}]);
  });

  it("is refused with other bytes, by name and with a remedy", async () => {
    serve();
    await assert.rejects(new Downloads(() => undefined).zip(URL_, { sha256: SHA256 }), (error) => {
      assert.ok(error instanceof DownloadError);
      assert.equal(error.file, "x-1.0-py3-none-any.whl");
      assert.match(error.message, /is not the file that this page was built with/);
      assert.match(error.message, /Build again/);
      return true;
    });
  });

  it("is left to the browser to check where a page may not hash", async () => {
    const asked = serve();
    Object.defineProperty(globalThis, "crypto", { value: {}, configurable: true });
    await new Downloads(() => undefined).zip(URL_, { sha256: SHA256 });
    const integrity = `sha256-${Buffer.from(SHA256, "hex").toString("base64")}`;
    assert.deepEqual(asked, [{ integrity }]);
  });
});

describe("a gzip file", () => {
  const held = { name: "words", magic: [0x77] };
  const words = new TextEncoder().encode("words ".repeat(20_000));
  const packed = new Uint8Array(gzipSync(words, { level: 0 }));
  const url = new URL("https://site.example/words.gz");

  /** Answers with `file` in pieces. */
  function piecemeal(file: Uint8Array): Downloads {
    globalThis.fetch = async () => {
      let from = 0;
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          controller.enqueue(file.slice(from, (from += 1000)));
          if (from >= file.length) controller.close();
        },
      });
      return new Response(body);
    };
    return new Downloads(() => undefined);
  }

  it("is unpacked while it arrives, and checked as a whole", async () => {
    const hash = Promise.resolve(await hashOf(packed));
    assert.deepEqual(await piecemeal(packed).gzip(url, held, 0, hash), words);
    const other = piecemeal(packed).gzip(url, held, 0, Promise.resolve(SHA256));
    await assert.rejects(other, /is not the file that this page was built with/);
  });

  it("that a server has unpacked already is taken as it is, whatever the hash", async () => {
    assert.deepEqual(await piecemeal(words).gzip(url, held, 0, Promise.resolve(SHA256)), words);
  });

  it("that is damaged is refused by its hash, or where there is none by its contents", async () => {
    const damaged = packed.slice(0, 60_000);
    await assert.rejects(piecemeal(damaged).gzip(url, held, 0), TypeError);
    const hash = Promise.resolve(await hashOf(packed));
    await assert.rejects(piecemeal(damaged).gzip(url, held, 0, hash), DownloadError);
  });
});
