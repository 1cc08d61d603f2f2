/**
 * Component types: `(namespace, name)` -> React component.
 *
 * A component library is a script that puts its components into `window[namespace]`.  Small ones
 * stand in the page.  A large one is loaded while Python starts if the first layout shows it, and
 * else when its first component is about to be mounted; that component waits, others do not.
 */

import type { ComponentType } from "./react";

/** What Dash reads off a component class. */
export interface DashStatics {
  dashChildrenUpdate?: boolean;
  dashRenderType?: boolean;
  dashPersistence?: PersistenceDefaults;
  defaultProps?: PersistenceDefaults;
  persistenceTransforms?: Record<
    string,
    PersistenceTransform | Record<string, PersistenceTransform> | undefined
  >;
  propTypes?: Record<string, unknown>;
  /** True, or a promise while the code of the component is being loaded. */
  _dashprivate_isLazyComponentReady?: boolean | Promise<unknown>;
}

interface PersistenceDefaults {
  persisted_props?: string[];
  persistence_type?: string;
}

/** Takes out of a prop what is worth storing, and puts it back. */
export interface PersistenceTransform {
  extract(value: unknown): unknown;
  apply(stored: unknown, value: unknown): unknown;
}

export type DashComponentType = ComponentType<Record<string, unknown>> & DashStatics;

export type LoadScript = (url: string) => Promise<void>;

type Library = Record<string, DashComponentType | undefined>;

/** The library of a component is not there: the site is at fault, not the component. */
export class LibraryError extends Error {}

export class Registry {
  /** Namespace -> URLs of the library's scripts, in order. */
  scripts: Readonly<Record<string, readonly string[]>> = {};
  readonly #loadScript: LoadScript;
  readonly #globals: Record<string, unknown>;
  readonly #loading = new Map<string, Promise<void>>();
  readonly #arrived = new Set<string>();
  readonly #failed = new Map<string, unknown>();

  constructor(
    loadScript: LoadScript,
    globals: Record<string, unknown> = window as unknown as Record<string, unknown>,
  ) {
    this.#loadScript = loadScript;
    this.#globals = globals;
  }

  /** The component, if its library is there. */
  lookup(namespace: string, name: string): DashComponentType | undefined {
    return (this.#globals[namespace] as Library | undefined)?.[name];
  }

  /**
   * The component, or a promise (which never rejects) while its library is on its way.
   * Throws when there is none.
   */
  resolve(namespace: string, name: string): DashComponentType | Promise<void> {
    const component = this.lookup(namespace, name);
    if (component) return component;
    if (this.#globals[namespace]) {
      throw new LibraryError(
        `The component library ${namespace} has no component ${name}. ` +
          "The version in this site may differ from the one the app was written for.",
      );
    }
    return this.#load(namespace);
  }

  /** Begins to load libraries that will be asked for soon. */
  loadAhead(namespaces: readonly string[]): void {
    for (const namespace of namespaces) {
      if (this.#globals[namespace] || this.#failed.has(namespace)) continue;
      if (this.scripts[namespace]) void this.#load(namespace);
    }
  }

  /** Settles when the library has arrived or failed; undefined when nobody waits for it. */
  lateLibrary(namespace: string): Promise<void> | undefined {
    return this.#arrived.has(namespace) ? undefined : this.#loading.get(namespace);
  }

  /** Settles when the code of a component that loads its code late has arrived. */
  lateCode(namespace: string, name: string): Promise<unknown> | undefined {
    const ready = this.lookup(namespace, name)?._dashprivate_isLazyComponentReady;
    return typeof ready === "object" ? ready : undefined;
  }

  #load(namespace: string): Promise<void> {
    if (this.#failed.has(namespace)) throw this.#failed.get(namespace);
    const known = this.#loading.get(namespace);
    if (known) return known;
    const scripts = this.scripts[namespace];
    if (!scripts) {
      throw new LibraryError(
        `The component library ${namespace} is not part of this site. ` +
          "Import its Python package in the app, so that the build can find it, and build again.",
      );
    }
    const loading = this.#loadAll(namespace, scripts)
      .catch((error: unknown) => {
        this.#failed.set(namespace, error);
      })
      .finally(() => this.#arrived.add(namespace));
    this.#loading.set(namespace, loading);
    return loading;
  }

  async #loadAll(namespace: string, scripts: readonly string[]): Promise<void> {
    for (const url of scripts) await this.#loadScript(url);
    if (!this.#globals[namespace]) {
      throw new LibraryError(
        `The scripts of the component library ${namespace} were loaded (${scripts.join(", ")}), ` +
          `but none of them defines window.${namespace}.`,
      );
    }
  }
}

/** Adds a classic script to the page and waits until it has run. */
export function loadScript(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.async = false;
    script.onload = () => resolve();
    script.onerror = () =>
      reject(
        new LibraryError(
          `The script ${script.src} could not be loaded. ` +
            "Check that the file is on the server, as the build made it, and that nothing blocks " +
            "it, then reload the page.",
        ),
      );
    document.head.append(script);
  });
}
