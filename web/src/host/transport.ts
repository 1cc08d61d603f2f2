/**
 * Messages to the worker: JSON text, one array per task.
 *
 * All that components say in one task leaves in one `postMessage`, because the engine looks at the
 * messages of one array together (rule E4).  It leaves with the first microtask after which the
 * browser has nothing more to say (see task_end.ts).
 */

import { PROTOCOL_VERSION, type Hello, type PageMessage } from "../protocol.gen";
import { atTaskEnd, goesOn } from "./task_end";

/** Characters from which on a value is sent as text that Python parses when it is read: there it
 * takes a hundred times as long as here, and most of a DataTable's derived props nobody reads. */
const LARGE = 2000;
const UNREAD = "__pyrt_unread";

export class Transport {
  readonly #post: (text: string) => void;
  readonly #write: (message: PageMessage) => string;
  #outbox: string[] = [];
  #looking = false;
  /** Edits that the engine has not said to have seen, oldest first. */
  #unseen: { seq: number; text: string }[] = [];

  /** `write` makes a message's text, in the form that the engine reads. */
  constructor(post: (text: string) => void, write = withUnread) {
    this.#post = post;
    this.#write = write;
  }

  /**
   * Queues a message.  Throws a TypeError, and sends nothing, when it cannot be written as JSON.
   * The text is made now: what a component does to its objects later must not travel.
   */
  send(message: PageMessage): void {
    const text = this.#write(message);
    if ("seq" in message) this.#unseen.push({ seq: message.seq, text });
    this.#outbox.push(text);
    if (this.#looking) return;
    this.#looking = true;
    queueMicrotask(() => this.#look());
  }

  /** The engine has seen every edit up to `ack`. */
  acknowledge(ack: number): void {
    let seen = 0;
    while ((this.#unseen[seen]?.seq ?? Infinity) <= ack) seen += 1;
    if (seen > 0) this.#unseen.splice(0, seen);
  }

  /** There is another engine: it gets the edits that the last one has not seen, each as a turn of
   * its own, and nothing else that was meant for the last one. */
  resend(): void {
    this.#outbox = [];
    for (const { text } of this.#unseen) this.#post(`[${text}]`);
  }

  /** Nobody will ever hear of what has not been seen so far. */
  discard(): void {
    [this.#outbox, this.#unseen] = [[], []];
  }

  #look(): void {
    this.#looking = false;
    if (goesOn(globalThis.event)) atTaskEnd(() => this.flush());
    else this.flush();
  }

  /** What has been said so far is a turn of its own. */
  flush(): void {
    if (this.#outbox.length === 0) return;
    const text = `[${this.#outbox.join(",")}]`;
    this.#outbox = [];
    this.#post(text);
  }
}

/** JSON, with what is large as text inside the text (`pyrt/engine/unread.py`). */
function withUnread(message: PageMessage): string {
  if (message.type !== "PropsChanged") return JSON.stringify(message);
  const props: string[] = [];
  for (const [name, value] of Object.entries(message.props)) {
    // What is nothing in JSON, a function for instance, is left out of objects.
    const text = JSON.stringify(value) as string | undefined;
    if (text === undefined) continue;
    const isUnread = typeof value === "object" && (text.length >= LARGE || text.includes(UNREAD));
    const written = isUnread ? `{"${UNREAD}":${JSON.stringify(text)}}` : text;
    props.push(`${JSON.stringify(name)}:${written}`);
  }
  const rest = JSON.stringify({ ...message, props: undefined });
  return `${rest.slice(0, -1)},"props":{${props.join(",")}}}`;
}

/** Says in words why the other side cannot be talked to; null when it can. */
export function mismatch(hello: Hello, build: string): string | null {
  const remedy =
    "The browser may have kept a file of an older version: reload the page without its cache " +
    "(Ctrl+Shift+R). If that does not help, build and publish the site again.";
  if (hello.protocol !== PROTOCOL_VERSION) {
    return (
      `The page speaks protocol ${PROTOCOL_VERSION}, ` +
      `but its worker speaks protocol ${hello.protocol}. ${remedy}`
    );
  }
  if (hello.build && build && hello.build !== build) {
    return `The page is from build ${build}, but its worker is from build ${hello.build}. ${remedy}`;
  }
  return null;
}
