/**
 * Large buffers, given back when they have been used: as garbage they would stay until the browser
 * next looks through all of the worker's memory, which a page at rest gives it no reason to do.
 */

/** Nothing can be read from `bytes`, or from anything else that shows their buffer, after this. */
export function release(bytes: Uint8Array): void {
  // What is sent to a port without another end is dropped.  (`ArrayBuffer.transfer` would leave
  // Chromium's own half of a buffer that came from a response.)
  const { port1, port2 } = new MessageChannel();
  port2.close();
  port1.postMessage(null, [bytes.buffer as ArrayBuffer]);
  port1.close();
}
