"""From an app to a link and back: compression, check sum, letters.

    link    = base "#v1." base64url(crc32 flags rest)
    rest    = deflated, or sealed(deflated) when bit 0 of flags is set

No byte is decompressed before the check sum of all of them fits, and never more than a body
may have.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib

from .body import SharedApp, decode_body, encode_body, too_large
from .dictionary import DICTIONARY
from .errors import ShareError
from .limits import BODY_BYTES, PAYLOAD_CHARACTERS
from .seal import NONCE_BYTES, SALT_BYTES, TAG_BYTES, seal, unseal

VERSION = 1
_SEALED = 1
_CRC_BYTES = 4
_HEAD_BYTES = _CRC_BYTES + 1
_FRAGMENT = re.compile(r"v([1-9][0-9]{0,5})\.(.*)", re.S)


def make_fragment(app: SharedApp, *, passphrase: str | None = None) -> str:
    """What follows the `#` of the address.  Raises `ShareError`."""
    body = encode_body(app)
    press = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9, zdict=DICTIONARY)
    rest = press.compress(body) + press.flush()
    flags = 0
    if passphrase is not None:
        flags, rest = _SEALED, seal(rest, passphrase)
    checked = bytes([flags]) + rest
    data = zlib.crc32(checked).to_bytes(_CRC_BYTES, "big") + checked
    payload = base64.urlsafe_b64encode(data).decode().rstrip("=")
    if len(payload) > PAYLOAD_CHARACTERS:
        raise too_large(f"it would have {len(payload):,} characters of {PAYLOAD_CHARACTERS:,}")
    return f"v{VERSION}.{payload}"


def read_link(link: str, *, passphrase: str | None = None) -> SharedApp:
    """The app in a link, with or without the address before its `#`.

    Raises `ShareError`; of kind `passphrase-needed` when there has to be one.
    """
    flags, rest = _unpacked(_payload(link))
    if flags & ~_SEALED:
        raise _newer("this link uses something")
    if flags & _SEALED:
        if len(rest) < SALT_BYTES + NONCE_BYTES + TAG_BYTES:
            raise _damaged()
        if passphrase is None:
            raise ShareError("passphrase-needed", "This link opens with a passphrase only.")
        rest = unseal(rest, passphrase)
    return decode_body(_inflated(rest))


def _payload(link: str) -> str:
    # Mail programs break long lines.
    text = re.sub(r"[ \t\r\n]+", "", link)
    fragment = text.rpartition("#")[2]
    match = _FRAGMENT.fullmatch(fragment)
    if match is None:
        raise ShareError(
            "not-a-link",
            "There is no app in this link.",
            hint="A link to an app has `#v1.` in it, and a long row of letters after that. "
            "Copy all of it.",
        )
    if int(match[1]) != VERSION:
        raise _newer(f"this link has version {match[1]} of the format")
    if len(match[2]) > PAYLOAD_CHARACTERS:
        raise too_large(f"the link has {len(match[2]):,} characters of {PAYLOAD_CHARACTERS:,}")
    return match[2]


def _unpacked(payload: str) -> tuple[int, bytes]:
    if not re.fullmatch(r"[A-Za-z0-9_-]+", payload):
        raise _damaged()
    try:
        data = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    except binascii.Error as error:
        raise _damaged() from error
    # The last letter has bits to spare; they are zero, so that every app has one spelling.
    if base64.urlsafe_b64encode(data).decode().rstrip("=") != payload:
        raise _damaged()
    checked = data[_CRC_BYTES:]
    if len(data) <= _HEAD_BYTES or zlib.crc32(checked) != int.from_bytes(data[:_CRC_BYTES], "big"):
        raise _damaged()
    return checked[0], checked[1:]


def _inflated(data: bytes) -> bytes:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS, zdict=DICTIONARY)
    try:
        body = inflate.decompress(data, BODY_BYTES + 1)
    except zlib.error as error:
        raise _damaged() from error
    if len(body) > BODY_BYTES:
        raise too_large(f"unpacked it has more than {BODY_BYTES:,} bytes")
    if not inflate.eof or inflate.unused_data:
        raise _damaged()
    return body


def _damaged() -> ShareError:
    return ShareError(
        "damaged",
        "The link is damaged: some of its characters are missing or changed.",
        hint="Copy it again, all of it; some programs cut long links off, or add to them.",
    )


def _newer(what: str) -> ShareError:
    return ShareError(
        "version",
        f"This pyrt cannot read the link: {what} that it does not know.",
        hint="Update pyrt, or ask for a link made by this version.",
    )
