"""How large anything in a link may be.

Deflate makes a gigabyte out of a megabyte, so a reader has to stop somewhere; a writer stops
at the same place, because a link that nobody opens is worse than an error.  These numbers
belong to the format: `web/src/share/limits.ts` has the same.
"""

from __future__ import annotations

PAYLOAD_CHARACTERS = 2_000_000
"""Browsers give up on addresses of about two million characters."""
BODY_BYTES = 16 * 1024 * 1024
FILES = 2_000
PATH_BYTES = 512
REQUIREMENTS = 200
REQUIREMENT_BYTES = 1_000
STATE_DEPTH = 64
"""Arrays and objects within each other: far more than props have, far less than a stack holds."""
