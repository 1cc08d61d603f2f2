/**
 * One piece of bytes out of many.  A `Blob` would do it too, but WebKit reads none where a worker
 * has no origin, as in the player and in an app that is one file.
 */
export function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
