/** What a file must be, in the words of the browser: hashes in hex, one of which has to fit. */
export function integrity(sha256: string): string {
  return sha256
    .split(" ")
    .map((hex) => `sha256-${inBase64(hex)}`)
    .join(" ");
}

function inBase64(hex: string): string {
  const bytes = hex.match(/../g) ?? [];
  return btoa(String.fromCharCode(...bytes.map((byte) => parseInt(byte, 16))));
}
