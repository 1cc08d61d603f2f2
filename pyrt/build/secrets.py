"""Keys, tokens and passwords in files that are about to be published.

A pattern alone would call every example in a text a secret, so each has a second look: its
variable part must have the disorder of something that was drawn by chance, and none of the
words by which people mark an example.  A message never repeats a secret, only how it begins.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .finding import Finding

_WHY = "everything in a site can be read by everybody who opens it."
_HINT = (
    "Take it out and revoke it if it was ever published; a page has nowhere to hide a key, so "
    "ask the user for it, or call a server of yours that has it.  If it is none: "
    "--allow-secrets {file}"
)


@dataclass(frozen=True, slots=True)
class _Pattern:
    name: str
    marks: tuple[bytes, ...]
    """One of these is in every match: looking for them first makes large data files cheap."""
    regex: re.Pattern[bytes]
    """`value` is the part that must look drawn by chance."""
    bits: float = 3.0
    """The least entropy of `value`, in bits per character."""


def _pattern(name: str, marks: str, regex: str, bits: float = 3.0) -> _Pattern:
    return _Pattern(
        name, tuple(mark.encode() for mark in marks.split()), re.compile(regex.encode()), bits
    )


_START = r"(?<![A-Za-z0-9_-])"
_END = r"(?![A-Za-z0-9_-])"

_ANY_ASSIGNMENT = _pattern(
    "a password or key",
    "key KEY secret SECRET token TOKEN passw PASSW Key Secret Token Passw",
    r"(?i:(?:api|access|secret|private|auth|client)[_-]?(?:key|token|secret)"
    r"|secret|token|passw(?:or)?d)[\"']?\s*[:=]\s*[\"']"
    r"(?P<value>(?!pk[._])(?=[^\"']*[A-Za-z])(?=[^\"']*[0-9])[A-Za-z0-9+/_=-]{20,})[\"']",
    3.7,
)

_PATTERNS = (
    _pattern(
        "a private key",
        "PRIVATE",
        # With a body: the line alone also stands in texts about keys.
        r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\\[nr]|\s|[\w-]+: [^\n]*\n)*"
        r"(?P<value>[A-Za-z0-9+/]{32,})",
    ),
    _pattern(
        "an AWS access key", "AKIA ASIA", rf"{_START}(?:AKIA|ASIA)(?P<value>[A-Z2-7]{{16}}){_END}"
    ),
    _pattern(
        "a GitHub token",
        "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_",
        rf"{_START}(?:gh[pousr]_(?P<value>[A-Za-z0-9]{{36,}})"
        rf"|github_pat_(?P<value2>\w{{60,}})){_END}",
    ),
    _pattern("a GitLab token", "glpat-", rf"{_START}glpat-(?P<value>[\w-]{{20,}})"),
    _pattern("a Slack token", "xox", rf"{_START}xox[abeoprs]-(?P<value>[0-9A-Za-z-]{{20,}})"),
    _pattern(
        "a Slack webhook",
        "hooks.slack.com",
        r"hooks\.slack\.com/services/(?P<value>T\w{6,}/B\w{6,}/\w{16,})",
    ),
    _pattern(
        "a Stripe key",
        "_live_ _test_",
        rf"{_START}[rs]k_(?:live|test)_(?P<value>[0-9A-Za-z]{{20,}}){_END}",
    ),
    _pattern("a Google API key", "AIza", rf"{_START}AIza(?P<value>[\w-]{{35}}){_END}", 3.5),
    _pattern(
        "an API key of a language model",
        "sk-",
        rf"{_START}sk-(?:proj-|ant-|svcacct-)?(?P<value>[\w-]{{32,}}){_END}",
        3.5,
    ),
    _pattern("a Hugging Face token", "hf_", rf"{_START}hf_(?P<value>[A-Za-z]{{30,}}){_END}", 3.5),
    _pattern("a SendGrid key", "SG.", rf"{_START}SG\.(?P<value>[\w-]{{22}}\.[\w-]{{43}}){_END}"),
    _pattern("an npm token", "npm_", rf"{_START}npm_(?P<value>[A-Za-z0-9]{{36}}){_END}"),
    _pattern("a PyPI token", "pypi-", rf"{_START}pypi-(?P<value>AgE[\w-]{{50,}})"),
    _pattern("a Mapbox secret token", "sk.eyJ", rf"{_START}sk\.(?P<value>eyJ[\w-]{{20,}}\.[\w-]+)"),
    _pattern(
        "a password in a URL",
        "://",
        r"(?:postgres(?:ql)?|mysql|mariadb|mongodb|rediss?|amqps?)(?:\+\w+)?://"
        r"[^\s:/@\"'{}<>]+:(?P<value>[^\s/@\"'{}<>$*]{6,})@(?!localhost|127\.)",
        2.5,
    ),
    _ANY_ASSIGNMENT,
)

_EXAMPLE = re.compile(rb"example|placeholder|your|dummy|changeme|xxxx", re.I)
_TYPED = re.compile(rb"1234567|abcdef|qwert", re.I)
"""What people type.  No argument against a value with the exact form of a token."""


def find_secrets(files: Mapping[str, Path | bytes]) -> list[Finding]:
    """The secrets in these files (path in the site or app -> file or content), sorted.

    Reads every file whole; binary ones (with a null byte) cannot hold any of the patterns.
    """
    return sorted(
        finding
        for name, content in files.items()
        for finding in _in_file(name, content if isinstance(content, bytes) else _read(content))
    )


def as_data() -> dict[str, Any]:
    """All of the above for the twin of this file, `web/src/play/editor/secrets.ts`."""
    return {
        "patterns": [
            {
                "name": pattern.name,
                # JavaScript knows no flags for a part, and nothing else in that pattern has case.
                "regex": regex.replace("(?P<", "(?<").replace("(?i:", "(?:"),
                "ignoreCase": "(?i:" in regex,
                "bits": pattern.bits,
                "mayBeTyped": pattern is _ANY_ASSIGNMENT,
            }
            for pattern in _PATTERNS
            for regex in [pattern.regex.pattern.decode()]
        ],
        "example": _EXAMPLE.pattern.decode(),
        "typed": _TYPED.pattern.decode(),
    }


def _read(path: Path) -> bytes:
    return path.read_bytes()


def _in_file(name: str, data: bytes) -> Iterator[Finding]:
    if b"\0" in data[:8192]:
        return
    taken: list[range] = []
    for pattern in _PATTERNS:
        if not any(mark in data for mark in pattern.marks):
            continue
        for match in pattern.regex.finditer(data):
            # The patterns go from the special to the general: one finding for each place.
            if any(
                match.start() in place or place.start in range(*match.span()) for place in taken
            ):
                continue
            if not _is_drawn(match, pattern):
                continue
            taken.append(range(*match.span()))
            begin = match[0][:8].decode("ascii", "replace").split("\n")[0]
            yield Finding(
                name,
                data.count(b"\n", 0, match.start()) + 1,
                "secret",
                f"{pattern.name} ({begin}…)",
                _WHY,
                _HINT.format(file=name),
            )


def _is_drawn(match: re.Match[bytes], pattern: _Pattern) -> bool:
    """Whether the variable part looks like chance and not like an example."""
    value = next(part for part in match.groups() if part is not None)
    if entropy(value) < pattern.bits or _EXAMPLE.search(value):
        return False
    return pattern is not _ANY_ASSIGNMENT or not _TYPED.search(value)


def entropy(value: bytes) -> float:
    """Shannon's, in bits per character."""
    return -sum(
        count / len(value) * math.log2(count / len(value)) for count in Counter(value).values()
    )
