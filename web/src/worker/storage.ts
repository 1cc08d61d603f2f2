/**
 * The one folder of the app that outlives the page (`persistent_dir`).
 *
 * Python sees ordinary files.  Emscripten's IDBFS holds them in memory and brings everything there
 * from IndexedDB before the app starts.  Changes go to the database soon after a callback, and when
 * the page is left; all of it in one task, because that may be the last one of this worker.  Where a
 * browser has no database for us (private windows, sandboxed frames) the files last as long as the
 * page.
 */

import type { PyodideAPI } from "pyodide";
import type { ErrorReport, WorkerMessage } from "../protocol.gen";

/** Not more often than that, however fast callbacks follow each other. */
const INTERVAL_MS = 100;
const ASIDE = "/pyrt-shipped";
/** IDBFS's own, whose entries we write. */
const STORE = "FILE_DATA";

interface Stat {
  mode: number;
  mtime: Date;
  size: number;
}

/** Path -> time, size and kind of what is there. */
type Contents = Map<string, string>;

interface IdbFs {
  getDB(name: string, callback: (error: unknown, db?: IDBDatabase) => void): void;
}

/** The parts of Emscripten's file system that are used here; Pyodide ships it without types. */
interface FileSystem {
  filesystems: { IDBFS: IdbFs };
  analyzePath(path: string): { exists: boolean };
  isDir(mode: number): boolean;
  isLink(mode: number): boolean;
  lstat(path: string): Stat;
  mkdirTree(path: string): void;
  mount(type: IdbFs, options: object, path: string): void;
  readdir(path: string): string[];
  readFile(path: string): Uint8Array;
  readlink(path: string): string;
  rename(from: string, to: string): void;
  rmdir(path: string): void;
  syncfs(populate: boolean, callback: (error: unknown) => void): void;
  unlink(path: string): void;
  unmount(path: string): void;
  writeFile(path: string, content: Uint8Array): void;
}

type Tell = (message: WorkerMessage) => void;

export class Storage {
  readonly #fs: FileSystem;
  readonly #folder: string;
  readonly #name: string;
  readonly #tell: Tell;
  #available = true;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #savedAt = -INTERVAL_MS;
  #work: Promise<unknown> = Promise.resolve();
  #db: IDBDatabase | undefined;
  /** What the database holds, when all that was begun has succeeded. */
  #saved: Contents = new Map();
  /** What was in the folder when that was last begun, or when it last failed. */
  #seen = "";

  /** `folder`: path in the worker.  `name`: path below the app.  `site`: one database for each. */
  constructor(python: PyodideAPI, folder: string, name: string, site: string, tell: Tell) {
    this.#fs = python.FS as unknown as FileSystem;
    this.#folder = folder;
    this.#name = name;
    this.#tell = tell;
    const { IDBFS } = this.#fs.filesystems;
    const { getDB } = IDBFS;
    // IDBFS names the database by the folder alone: all the sites of a host would share it.
    IDBFS.getDB = (path, callback) => getDB.call(IDBFS, `pyrt ${site} ${path}`, callback);
  }

  /** Brings back what earlier visits have left.  Files that the app ships fill the gaps. */
  async open(): Promise<void> {
    const fs = this.#fs;
    const ships = fs.analyzePath(this.#folder).exists;
    if (ships) fs.rename(this.#folder, ASIDE);
    fs.mkdirTree(this.#folder);
    fs.mount(fs.filesystems.IDBFS, {}, this.#folder);
    try {
      await this.#bringBack();
    } catch (error) {
      this.#available = false;
      fs.unmount(this.#folder);
      const text = `The folder "${this.#name}" lasts until this page is closed: the browser gives this page no storage (${words(error)}).`;
      this.#tell({ type: "Console", level: "warn", text });
    }
    this.#saved = this.#contents();
    this.#seen = asText(this.#saved);
    if (ships) this.#moveInto(ASIDE, this.#folder);
  }

  /** Python has run: there may be something to save. */
  changed(): void {
    if (!this.#available || this.#timer !== undefined) return;
    const wait = Math.max(0, this.#savedAt + INTERVAL_MS - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.save();
    }, wait);
  }

  /** Begins at once; resolves when what is in the folder now is saved, or when that has failed
   * and been told. */
  async save(): Promise<void> {
    if (this.#available) {
      const contents = this.#contents();
      const text = asText(contents);
      // Most callbacks write nothing: then the database is left alone.
      if (text !== this.#seen) {
        this.#seen = text;
        this.#savedAt = performance.now();
        this.#work = Promise.all([this.#work, this.#save(contents)]);
      }
    }
    await this.#work;
  }

  /** Empties the folder, here and in the database. */
  erase(): Promise<void> {
    for (const name of this.#names(this.#folder)) this.#remove(`${this.#folder}/${name}`);
    return this.save();
  }

  async #save(contents: Contents): Promise<void> {
    const before = this.#saved;
    this.#saved = contents;
    try {
      await this.#write(before, contents);
    } catch (error) {
      // Nobody knows what the database holds: the next time all of it is written.
      const paths = [...before.keys(), ...contents.keys()];
      this.#saved = new Map(paths.map((path) => [path, ""]));
      this.#tell({ type: "AppError", fatal: false, error: this.#notSaved(error) });
    }
  }

  /** Writes what differs; without a wait before everything is on its way to the database. */
  #write(before: Contents, contents: Contents): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = (this.#db as IDBDatabase).transaction(STORE, "readwrite");
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error as DOMException);
      const store = transaction.objectStore(STORE);
      try {
        for (const [path, what] of contents) {
          if (before.get(path) !== what) store.put(this.#entry(path), path);
        }
        for (const path of before.keys()) if (!contents.has(path)) store.delete(path);
        transaction.commit();
      } catch (error) {
        transaction.abort(); // all or nothing
        throw error;
      }
    });
  }

  #entry(path: string): object {
    const fs = this.#fs;
    const { mode, mtime } = fs.lstat(path);
    const entry = { timestamp: mtime, mode };
    if (fs.isDir(mode)) return entry;
    if (fs.isLink(mode)) return { ...entry, link: fs.readlink(path) };
    return { ...entry, contents: fs.readFile(path) };
  }

  #notSaved(error: unknown): ErrorReport {
    const full = (error as Error | null)?.name === "QuotaExceededError";
    const why = full
      ? "the browser's storage for this site is full (QuotaExceededError)"
      : words(error);
    return {
      source: "python",
      title: `The folder "${this.#name}" could not be saved`,
      message:
        `${why}. What was written last is there until the page is closed, and what was saved ` +
        "before is kept. Delete files that are not needed, or erase the folder: " +
        "pyrt.erase_persistent_dir() in Python, window.pyrt.erase() in the browser's console.",
      traceback: "",
    };
  }

  #bringBack(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#fs.syncfs(true, (error) => {
        if (error) return reject(error as Error);
        this.#fs.filesystems.IDBFS.getDB(this.#folder, (error, db) => {
          if (!db) return reject(error as Error);
          this.#db = db;
          resolve();
        });
      });
    });
  }

  #contents(): Contents {
    const contents: Contents = new Map();
    const folders = [this.#folder];
    for (const folder of folders) {
      for (const name of this.#names(folder)) {
        const path = `${folder}/${name}`;
        const { mode, mtime, size } = this.#fs.lstat(path);
        contents.set(path, `${mtime.getTime()} ${size} ${mode}`);
        if (this.#fs.isDir(mode)) folders.push(path);
      }
    }
    return contents;
  }

  #moveInto(from: string, to: string): void {
    const fs = this.#fs;
    for (const name of this.#names(from)) {
      const [source, target] = [`${from}/${name}`, `${to}/${name}`];
      if (fs.isDir(fs.lstat(source).mode)) {
        fs.mkdirTree(target);
        this.#moveInto(source, target);
      } else {
        if (!fs.analyzePath(target).exists) fs.writeFile(target, fs.readFile(source));
        fs.unlink(source);
      }
    }
    fs.rmdir(from);
  }

  #remove(path: string): void {
    const fs = this.#fs;
    if (fs.isDir(fs.lstat(path).mode)) {
      for (const name of this.#names(path)) this.#remove(`${path}/${name}`);
      fs.rmdir(path);
    } else {
      fs.unlink(path);
    }
  }

  #names(folder: string): string[] {
    return this.#fs.readdir(folder).filter((name) => name !== "." && name !== "..");
  }
}

function asText(contents: Contents): string {
  return [...contents].join("\n");
}

function words(error: unknown): string {
  return error instanceof Error || error instanceof DOMException
    ? `${error.name}: ${error.message}`
    : String(error);
}
