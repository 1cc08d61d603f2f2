"""The playground refuses to share what `pyrt share` refuses."""

from __future__ import annotations

from pyrt.build.secrets import find_secrets
from tests.share.conftest import Twin
from tests.unit.build.test_secrets import OTHERS, SECRETS


def test_both_languages_find_the_same_secrets(twin: Twin) -> None:
    texts = [secret for secret, _ in SECRETS] + OTHERS
    files = {f"{at:02}.txt": f"ä\nfirst\n{text}\n".encode() for at, text in enumerate(texts)}
    files["binary"] = b"\0" + SECRETS[0][0].encode()
    # Two in one file, and one within another.
    files["zz.txt"] = "\n".join(secret for secret, _ in SECRETS).encode()
    expected = [(found.file, found.line, found.what) for found in find_secrets(files)]
    assert len(expected) >= 2 * len(SECRETS)
    assert sorted(twin.secrets(files)) == sorted(expected)
