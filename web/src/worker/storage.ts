/**
 * The one folder of the app that outlives the page (`persistent_dir`).
 *
 * Python sees ordinary files.  Emscripten's IDBFS holds them in memory and copies what differs to
 * IndexedDB and back: everything into memory before the app starts, changes to the database soon
 * after a callback.  Where a browser has no database for us (private windows, sandboxed frames)
 * the files last as long as the page.
 */

import type { PyodideAPI } from "pyodide";
import type { ErrorReport, WorkerMessage } from "../protocol.gen";

/** What is written within so short a time is saved at once; a click never waits for it. */
const DELAY_MS = 100;
const ASIDE = "/pyrt-shipped";

interface Stat {
  mode: number;
  mtime: Date;
  size: number;
}

interface IdbFs {
  getDB(name: string, callback: (error: unknown, db?: IDBDatabase) => void): void;
}

/** The parts of Emscripten's file system that are used here; Pyodide ships it without types. */
interface FileSystem {
  filesystems: { IDBFS: IdbFs };
  analyzePath(path: string): { exists: boolean };
  isDir(mode: number): boolean;
  lstat(path: string): Stat;
  mkdirTree(path: string): void;
  mount(type: IdbFs, options: object, path: string): void;
  readdir(path: string): string[];
  readFile(path: string): Uint8Array;
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
  #work: Promise<void> = Promise.resolve();
  /** What was in the folder when it was last saved, or when that last failed. */
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
      await this.#sync(true);
    } catch (error) {
      this.#available = false;
      fs.unmount(this.#folder);
      const text = `The folder "${this.#name}" lasts until this page is closed: the browser gives this page no storage (${words(error)}).`;
      this.#tell({ type: "Console", level: "warn", text });
    }
    this.#seen = this.#contents();
    if (ships) this.#moveInto(ASIDE, this.#folder);
  }

  /** Python has run: there may be something to save. */
  changed(): void {
    if (!this.#available || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.save();
    }, DELAY_MS);
  }

  /** Resolves when what is in the folder now is saved, or when that has failed and been told. */
  save(): Promise<void> {
    this.#work = this.#work.then(() => this.#save());
    return this.#work;
  }

  /** Empties the folder, here and in the database. */
  erase(): Promise<void> {
    for (const name of this.#names(this.#folder)) this.#remove(`${this.#folder}/${name}`);
    return this.save();
  }

  async #save(): Promise<void> {
    if (!this.#available) return;
    const contents = this.#contents();
    // Most callbacks write nothing: then the database is left alone.
    if (contents === this.#seen) return;
    this.#seen = contents;
    try {
      await this.#sync(false);
    } catch (error) {
      this.#tell({ type: "AppError", fatal: false, error: this.#notSaved(error) });
    }
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

  #sync(populate: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#fs.syncfs(populate, (error) => {
        if (error) reject(error as Error);
        else resolve();
      });
    });
  }

  /** Every file with its time and size: what IDBFS compares as well. */
  #contents(folder = this.#folder): string {
    return this.#names(folder)
      .map((name) => {
        const path = `${folder}/${name}`;
        const { mode, mtime, size } = this.#fs.lstat(path);
        const own = `${path}\0${mtime.getTime()}\0${size}\n`;
        return this.#fs.isDir(mode) ? own + this.#contents(path) : own;
      })
      .join("");
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

function words(error: unknown): string {
  return error instanceof Error || error instanceof DOMException
    ? `${error.name}: ${error.message}`
    : String(error);
}
