/**
 * `dash_clientside.Patch`: changes to a prop, written down instead of made (rule L6).
 * `build()` gives what `dash.Patch` becomes on the wire; the engine applies both.
 */

export type Location = (string | number)[];

export interface Operation {
  operation: string;
  location: Location;
  params: Record<string, unknown>;
}

export class PatchBuilder {
  readonly operations: Operation[] = [];

  assign(location: Location, value: unknown): this {
    return this.#add("Assign", location, { value });
  }

  merge(location: Location, value: unknown): this {
    return this.#add("Merge", location, { value });
  }

  extend(location: Location, value: unknown): this {
    return this.#add("Extend", location, { value });
  }

  delete(location: Location): this {
    return this.#add("Delete", location, {});
  }

  insert(location: Location, index: number, value: unknown): this {
    return this.#add("Insert", location, { index, value });
  }

  append(location: Location, value: unknown): this {
    return this.#add("Append", location, { value });
  }

  prepend(location: Location, value: unknown): this {
    return this.#add("Prepend", location, { value });
  }

  add(location: Location, value: unknown): this {
    return this.#add("Add", location, { value });
  }

  sub(location: Location, value: unknown): this {
    return this.#add("Sub", location, { value });
  }

  mul(location: Location, value: unknown): this {
    return this.#add("Mul", location, { value });
  }

  div(location: Location, value: unknown): this {
    return this.#add("Div", location, { value });
  }

  clear(location: Location): this {
    return this.#add("Clear", location, {});
  }

  reverse(location: Location): this {
    return this.#add("Reverse", location, {});
  }

  remove(location: Location, value: unknown): this {
    return this.#add("Remove", location, { value });
  }

  build(): { __dash_patch_update: string; operations: Operation[] } {
    return { __dash_patch_update: "__dash_patch_update", operations: this.operations };
  }

  #add(operation: string, location: Location, params: Record<string, unknown>): this {
    this.operations.push({ operation, location, params });
    return this;
  }
}
