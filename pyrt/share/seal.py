"""A payload that only a passphrase opens: AES-256-GCM, its key by PBKDF2-SHA256.

Both are in every browser (WebCrypto).  Python's standard library has no AES, so this one
file needs the `cryptography` package, which comes with `pip install 'pyrt-web[share]'`.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from typing import TYPE_CHECKING

from .errors import ShareError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ROUNDS = 600_000
"""Part of the format: a link does not choose how long a reader computes."""
SALT_BYTES = 16
NONCE_BYTES = 12
TAG_BYTES = 16
_PURPOSE = b"pyrt share v1"


def seal(data: bytes, passphrase: str) -> bytes:
    """salt, nonce, ciphertext with tag.  Raises `ShareError` for an unusable passphrase."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    return salt + nonce + _cipher(passphrase, salt).encrypt(nonce, data, _PURPOSE)


def unseal(sealed: bytes, passphrase: str) -> bytes:
    """What was sealed.  Raises `ShareError` when the passphrase is another one."""
    salt, rest = sealed[:SALT_BYTES], sealed[SALT_BYTES:]
    cipher = _cipher(passphrase, salt)
    from cryptography.exceptions import InvalidTag

    try:
        return cipher.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], _PURPOSE)
    except InvalidTag as error:
        raise ShareError(
            "passphrase-wrong",
            "The passphrase does not open this link.",
            hint="Capitals and spaces count. Ask the sender for it again.",
        ) from error


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError as error:
        raise ShareError(
            "unsupported",
            "Links with a passphrase need the package `cryptography`.",
            hint="pip install 'pyrt-web[share]'",
        ) from error
    return AESGCM(hashlib.pbkdf2_hmac("sha256", _bytes(passphrase), salt, ROUNDS, 32))


def _bytes(passphrase: str) -> bytes:
    try:
        # The same letters typed on another system are the same passphrase.
        data = unicodedata.normalize("NFC", passphrase).encode()
    except UnicodeEncodeError:
        data = b""
    if not data:
        raise ShareError("bad-passphrase", "A passphrase has at least one character.")
    return data
