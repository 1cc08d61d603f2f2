"""`ctx.response`: what a callback may do to the HTTP response that is not there (H7).

Cookies work: they become assignments to `document.cookie`.  Headers are taken and kept, so
that code which sets them goes on, and have no effect.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any


class CallbackResponse:
    """The methods of Dash's response adapter that user code calls."""

    def __init__(self) -> None:
        self.headers: dict[str, str] = {}
        self.collected_cookies: list[str] = []
        """`document.cookie` assignments, in the order they were made."""

    def set_cookie(
        self,
        key: str,
        value: str = "",
        max_age: timedelta | int | None = None,
        expires: datetime | int | float | str | None = None,
        path: str | None = "/",
        domain: str | None = None,
        secure: bool = False,
        httponly: bool = False,
        samesite: str | None = None,
        partitioned: bool = False,
    ) -> None:
        """Werkzeug's signature.

        `httponly` is dropped: a browser refuses such a cookie from a script, and there is
        no server that could want it.
        """
        parts = [f"{key}={_quoted(value)}"]
        if domain:
            parts.append(f"Domain={domain}")
        if expires is not None:
            parts.append(f"Expires={_http_date(expires)}")
        if max_age is not None:
            seconds = max_age.total_seconds() if isinstance(max_age, timedelta) else max_age
            parts.append(f"Max-Age={int(seconds)}")
        if secure:
            parts.append("Secure")
        if path is not None:
            parts.append(f"Path={path}")
        if samesite is not None:
            parts.append(f"SameSite={samesite.title()}")
        if partitioned:
            parts.append("Partitioned")
        self.collected_cookies.append("; ".join(parts))

    def delete_cookie(self, key: str, path: str | None = "/", domain: str | None = None) -> None:
        """Let the cookie expire."""
        self.set_cookie(key, expires=0, max_age=0, path=path, domain=domain)

    def set_header(self, key: str, value: Any) -> None:
        """Kept, without effect."""
        self.headers[key] = str(value)

    def append_header(self, key: str, value: Any) -> None:
        """Kept, without effect."""
        present = self.headers.get(key)
        self.headers[key] = str(value) if present is None else f"{present}, {value}"


_PLAIN = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'()*+-./:<=>?@[]^_`{|}~"
)


def _quoted(value: str) -> str:
    """The value as cookies carry it: quoted, with octal escapes, where it has to be."""
    if set(value) <= _PLAIN:
        return value
    return '"' + "".join(_escaped(byte) for byte in value.encode()) + '"'


def _escaped(byte: int) -> str:
    character = chr(byte)
    if character in '"\\':
        return f"\\{character}"
    return character if character in _PLAIN or character == " " else f"\\{byte:03o}"


def _unquoted(text: str) -> str:
    """Inverse of `_quoted`."""
    if len(text) < 2 or not (text.startswith('"') and text.endswith('"')):
        return text
    decoded = bytearray()
    inner = text[1:-1].encode()
    place = 0
    while place < len(inner):
        octal = inner[place + 1 : place + 4]
        if inner[place] == ord("\\") and len(octal) == 3 and octal.isdigit():
            decoded.append(int(octal, 8) & 255)
            place += 4
        elif inner[place] == ord("\\") and place + 1 < len(inner):
            decoded.append(inner[place + 1])
            place += 2
        else:
            decoded.append(inner[place])
            place += 1
    return decoded.decode(errors="replace")


def parse_cookies(text: str) -> dict[str, str]:
    """`document.cookie` as a dict."""
    cookies = {}
    for part in text.split(";"):
        name, found, value = part.strip().partition("=")
        if found and name:
            cookies[name] = _unquoted(value.strip())
    return cookies


def _http_date(when: datetime | int | float | str) -> str:
    if isinstance(when, str):
        return when
    if not isinstance(when, datetime):
        when = datetime.fromtimestamp(when, UTC)
    elif when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    when = when.astimezone(UTC)
    # Not strftime: names of days and months would follow the locale.
    day = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[when.weekday()]
    month = _MONTHS[when.month - 1]
    return f"{day}, {when.day:02d} {month} {when.year:04d} {when:%H:%M:%S} GMT"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def after_assignments(text: str, assignments: Sequence[str]) -> str:
    """`document.cookie` once these have been assigned to it.  Paths and domains are not looked
    at: whoever sets a cookie means the page."""
    cookies = {part.partition("=")[0]: part for part in text.split("; ") if part}
    for assignment in assignments:
        cookie, *attributes = assignment.split("; ")
        name = cookie.partition("=")[0]
        cookies.pop(name, None)
        if not any(map(_is_over, attributes)):
            cookies[name] = cookie
    return "; ".join(cookies.values())


def _is_over(attribute: str) -> bool:
    name, _, value = attribute.partition("=")
    if name == "Max-Age":
        return int(value) <= 0
    if name == "Expires":
        # Few apps come here, and the start image need not hold it.
        from email.utils import parsedate_to_datetime

        return parsedate_to_datetime(value) <= datetime.now(UTC)
    return False
