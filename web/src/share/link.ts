/**
 * From an app to a link and back: the twin of `pyrt/share/link.py` (docs/share-links.md).
 *
 *     link    = base "#v1." base64url(crc32 flags rest)
 *     rest    = deflated, or sealed(deflated) when bit 0 of flags is set
 */

import { deflateSync } from "fflate";

import { decodeBody, encodeBody, type SharedApp } from "./body";
import { crc32 } from "./crc32";
import { DICTIONARY } from "./dictionary";
import { damaged, newer, ShareError, tooLarge } from "./errors";
import { inflate } from "./inflate";
import { PAYLOAD_CHARACTERS } from "./limits";
import { seal, unseal } from "./seal";

const VERSION = 1;
const SEALED = 1;
const CRC_BYTES = 4;
const HEAD_BYTES = CRC_BYTES + 1;

type Bytes = Uint8Array<ArrayBuffer>;

/** What follows the `#` of the address.  Throws `ShareError`. */
export async function makeFragment(app: SharedApp, passphrase?: string): Promise<string> {
  // The browser's own compression takes no dictionary; only its decompression can do without.
  let rest = deflateSync(encodeBody(app), { level: 9, dictionary: DICTIONARY });
  if (passphrase !== undefined) rest = await seal(rest, passphrase);
  const data = new Uint8Array(HEAD_BYTES + rest.length);
  data[CRC_BYTES] = passphrase === undefined ? 0 : SEALED;
  data.set(rest, HEAD_BYTES);
  new DataView(data.buffer).setUint32(0, crc32(data.subarray(CRC_BYTES)));
  const payload = toBase64url(data);
  if (payload.length > PAYLOAD_CHARACTERS) {
    throw tooLarge(`it would have ${payload.length} characters of ${PAYLOAD_CHARACTERS}`);
  }
  return `v${VERSION}.${payload}`;
}

/**
 * The app in a link, with or without the address before its `#`.
 * Throws `ShareError`; of kind `passphrase-needed` when there has to be one.
 */
export async function readLink(link: string, passphrase?: string): Promise<SharedApp> {
  const { flags, rest } = unpacked(payloadOf(link));
  if ((flags & ~SEALED) !== 0) throw newer("this link uses something");
  const deflated = flags & SEALED ? await unseal(rest, passphrase) : rest;
  return decodeBody(await inflate(deflated));
}

function payloadOf(link: string): string {
  // Mail programs break long lines.
  const text = link.replace(/[ \t\r\n]+/g, "");
  const match = /^v([1-9][0-9]{0,5})\.(.*)$/su.exec(text.slice(text.lastIndexOf("#") + 1));
  if (match === null) {
    throw new ShareError(
      "not-a-link",
      "There is no app in this link. A link to an app has `#v1.` in it, and a long row of " +
        "letters after that. Copy all of it.",
    );
  }
  const [, version = "", payload = ""] = match;
  if (Number(version) !== VERSION) throw newer(`this link has version ${version} of the format`);
  if (payload.length > PAYLOAD_CHARACTERS) {
    throw tooLarge(`the link has ${payload.length} characters of ${PAYLOAD_CHARACTERS}`);
  }
  return payload;
}

function unpacked(payload: string): { flags: number; rest: Bytes } {
  const data = fromBase64url(payload);
  if (data.length <= HEAD_BYTES) throw damaged();
  if (crc32(data.subarray(CRC_BYTES)) !== new DataView(data.buffer).getUint32(0)) throw damaged();
  return { flags: data[CRC_BYTES]!, rest: data.subarray(HEAD_BYTES) };
}

function toBase64url(data: Uint8Array): string {
  let text = "";
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < data.length; at += 0x8000) {
    text += String.fromCharCode(...data.subarray(at, at + 0x8000));
  }
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64url(text: string): Bytes {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) throw damaged();
  const data = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) =>
    letter.charCodeAt(0),
  );
  // The last letter has bits to spare; they are zero, so that every app has one spelling.
  if (toBase64url(data.subarray(-(data.length % 3 || 3))) !== text.slice(-(text.length % 4 || 4))) {
    throw damaged();
  }
  return data;
}
