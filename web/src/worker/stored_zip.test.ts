import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { layOut } from "./stored_zip";

const bytes = (data: string | Buffer): Uint8Array => new Uint8Array(Buffer.from(data as string));

/** A zip as Python's `zipfile` writes it with ZIP_STORED. */
function zip(files: Record<string, string>): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const data = Buffer.from(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(data.length, 24);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE(offset, 42);
    directory.push(bytes(entry), bytes(name));
    parts.push(bytes(local), bytes(name), bytes(data));
    offset += 30 + Buffer.byteLength(name) + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...parts, ...directory, bytes(end)]));
}

class Memory {
  readonly folders: string[] = [];
  readonly files: Record<string, string> = {};
  mkdirTree(path: string): void {
    this.folders.push(path);
  }
  writeFile(path: string, data: Uint8Array, options: { canOwn: boolean }): void {
    assert.ok(options.canOwn);
    this.files[path] = Buffer.from(data).toString();
  }
}

describe("a compiled package", () => {
  it("is laid out file by file, each folder made once", () => {
    const memory = new Memory();
    layOut(zip({ "a/__init__.pyc": "one", "a/é.json": "{}", "a/b/c.pyc": "" }), memory, "/site");
    assert.deepEqual(memory.files, {
      "/site/a/__init__.pyc": "one",
      "/site/a/é.json": "{}",
      "/site/a/b/c.pyc": "",
    });
    assert.deepEqual(memory.folders, ["/site/a", "/site/a/b"]);
  });

  it("that broke off is no package", () => {
    const archive = zip({ "a.pyc": "one" });
    const broken = archive.subarray(0, archive.length - 1);
    assert.throws(() => layOut(broken, new Memory(), "/site"), /incomplete/);
    assert.throws(() => layOut(new Uint8Array(3), new Memory(), "/site"), /incomplete/);
  });
});
