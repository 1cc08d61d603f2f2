/** A payload that only a passphrase opens: the twin of `pyrt/share/seal.py`, by WebCrypto. */

import { damaged, ShareError } from "./errors";

const ROUNDS = 600_000;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PURPOSE = new TextEncoder().encode("pyrt share v1");

type Bytes = Uint8Array<ArrayBuffer>;

/** salt, nonce, ciphertext with tag. */
export async function seal(data: Bytes, passphrase: string): Promise<Bytes> {
  const head = crypto.getRandomValues(new Uint8Array(SALT_BYTES + NONCE_BYTES));
  const key = await deriveKey(passphrase, head.slice(0, SALT_BYTES), "encrypt");
  const cipher = await subtle().encrypt(algorithm(head.slice(SALT_BYTES)), key, data);
  const sealed = new Uint8Array(head.length + cipher.byteLength);
  sealed.set(head);
  sealed.set(new Uint8Array(cipher), head.length);
  return sealed;
}

/** Throws `ShareError` when the passphrase is another one, or there is none. */
export async function unseal(sealed: Bytes, passphrase: string | undefined): Promise<Bytes> {
  if (sealed.length < SALT_BYTES + NONCE_BYTES + TAG_BYTES) throw damaged();
  if (passphrase === undefined) {
    throw new ShareError("passphrase-needed", "This link opens with a passphrase only.");
  }
  const key = await deriveKey(passphrase, sealed.slice(0, SALT_BYTES), "decrypt");
  const nonce = sealed.slice(SALT_BYTES, SALT_BYTES + NONCE_BYTES);
  try {
    const cipher = sealed.slice(SALT_BYTES + NONCE_BYTES);
    return new Uint8Array(await subtle().decrypt(algorithm(nonce), key, cipher));
  } catch {
    throw new ShareError(
      "passphrase-wrong",
      "The passphrase does not open this link. Capitals and spaces count.",
    );
  }
}

const algorithm = (nonce: Bytes) => ({ name: "AES-GCM", iv: nonce, additionalData: PURPOSE });

async function deriveKey(
  passphrase: string,
  salt: Bytes,
  usage: "encrypt" | "decrypt",
): Promise<CryptoKey> {
  if (passphrase === "" || /\p{Surrogate}/u.test(passphrase)) {
    throw new ShareError("bad-passphrase", "A passphrase has at least one character.");
  }
  const secret = new TextEncoder().encode(passphrase.normalize("NFC"));
  const base = await subtle().importKey("raw", secret, "PBKDF2", false, ["deriveKey"]);
  const derivation = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return subtle().deriveKey(derivation, base, { name: "AES-GCM", length: 256 }, false, [usage]);
}

/** Browsers keep WebCrypto from pages that came over plain http. */
function subtle(): SubtleCrypto {
  const found = (crypto as Partial<Crypto>).subtle;
  if (found === undefined) {
    throw new ShareError(
      "unsupported",
      "Links with a passphrase open on https pages and on localhost only.",
    );
  }
  return found;
}
