/**
 * Archives whose files are stored as they are: they are laid out without a copy.
 *
 * Plotly is 1,500 files.  Python's `zipfile` takes a second to unpack them; here each file in
 * Python's file system is a view of the archive that was downloaded.
 */

/** What of Emscripten's FS is needed. */
export interface FileSystem {
  mkdirTree(path: string): void;
  writeFile(path: string, data: Uint8Array, options: { canOwn: boolean }): void;
}

const END_OF_DIRECTORY = { signature: 0x06054b50, size: 22, count: 10, offset: 16 };
const ENTRY = { size: 46, bytes: 24, name: 28, extra: 30, comment: 32, offset: 42 };
const LOCAL = { size: 30, name: 26, extra: 28 };

/** Writes the files of `archive`, which `build_scripts/zip_pyc.py` has made, below `folder`. */
export function layOut(archive: Uint8Array, fs: FileSystem, folder: string): void {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = archive.byteLength - END_OF_DIRECTORY.size;
  if (end < 0 || view.getUint32(end, true) !== END_OF_DIRECTORY.signature) {
    throw new Error("a package of the runtime is incomplete");
  }
  const text = new TextDecoder();
  const made = new Set<string>();
  let entry = view.getUint32(end + END_OF_DIRECTORY.offset, true);
  for (let left = view.getUint16(end + END_OF_DIRECTORY.count, true); left > 0; left--) {
    const nameLength = view.getUint16(entry + ENTRY.name, true);
    const nameStart = entry + ENTRY.size;
    const name = text.decode(archive.subarray(nameStart, nameStart + nameLength));
    const local = view.getUint32(entry + ENTRY.offset, true);
    const start =
      local +
      LOCAL.size +
      view.getUint16(local + LOCAL.name, true) +
      view.getUint16(local + LOCAL.extra, true);
    const data = archive.subarray(start, start + view.getUint32(entry + ENTRY.bytes, true));
    const parent = `${folder}/${name.slice(0, Math.max(0, name.lastIndexOf("/")))}`;
    if (!made.has(parent)) fs.mkdirTree(parent);
    made.add(parent);
    fs.writeFile(`${folder}/${name}`, data, { canOwn: true });
    entry +=
      ENTRY.size +
      nameLength +
      view.getUint16(entry + ENTRY.extra, true) +
      view.getUint16(entry + ENTRY.comment, true);
  }
}
