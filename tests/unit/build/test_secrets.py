"""Secrets are found by form and disorder, and never repeated."""

from __future__ import annotations

import random
import string
from pathlib import Path

import pytest

from pyrt.build.secrets import entropy, find_secrets

_drawn = random.Random(7)


def drawn(length: int, alphabet: str = string.ascii_letters + string.digits) -> str:
    # Made here and not written down, so that this file holds no secret either.
    return "".join(_drawn.choice(alphabet) for _ in range(length))


UPPER = string.ascii_uppercase + "234567"
BLOCK = "-----BEGIN {}PRIVATE KEY-----\n{}\n-----END"


SECRETS = [
    ("AKIA" + drawn(16, UPPER), "an AWS access key"),
    ("ghp_" + drawn(36), "a GitHub token"),
    ("github_pat_" + drawn(82), "a GitHub token"),
    ("glpat-" + drawn(20), "a GitLab token"),
    ("xoxb-" + drawn(12, string.digits) + "-" + drawn(24), "a Slack token"),
    (
        f"https://hooks.slack.com/services/T{drawn(9)}/B{drawn(9)}/{drawn(24)}",
        "a Slack webhook",
    ),
    ("sk_live_" + drawn(24), "a Stripe key"),
    ("AIza" + drawn(35), "a Google API key"),
    ("sk-proj-" + drawn(48), "an API key of a language model"),
    ("npm_" + drawn(36), "an npm token"),
    (BLOCK.format("RSA ", drawn(64)), "a private key"),
    (BLOCK.format("OPENSSH ", drawn(64)), "a private key"),
    (f"postgresql://me:{drawn(12)}@db.org/x", "a password in a URL"),
    (f'API_KEY = "{drawn(32)}1"', "a password or key"),
    (f'{{"client_secret": "{drawn(40)}1"}}', "a password or key"),
]


@pytest.mark.parametrize(("secret", "what"), SECRETS)
def test_a_secret_is_found_and_not_repeated(secret: str, what: str) -> None:
    (finding,) = find_secrets({"data/x.txt": f"first\n{secret}\n".encode()})
    assert (finding.file, finding.line, finding.kind) == ("data/x.txt", 2, "secret")
    assert finding.what.startswith(what)
    assert secret[10:] not in str(finding)
    assert "--allow-secrets data/x.txt" in finding.hint


OTHERS = [
    "AKIAIOSFODNN7EXAMPLE",
    "AKIAXXXXXXXXXXXXXXXX",
    "ghp_" + "x" * 36,
    "-----BEGIN RSA PRIVATE KEY----- is how such a file begins",
    "postgresql://user:password@localhost/x",
    "postgresql://{user}:{password}@db.org/x",
    "api_key = os.environ['API_KEY']",
    'token = "your-token-goes-here-12345"',
    'password = "a long sentence with 1 digit"',
    'mapbox_token = "pk.eyJ1IjoiYSIsImEiOiJjazEifQ.q5x"',
    'key="n_clicks_timestamp_of_button_1"',
    'html.Script(integrity="sha384-' + drawn(64) + '")',
    "https://example.org/" + drawn(40),
]


@pytest.mark.parametrize("text", OTHERS)
def test_examples_and_other_texts_are_left_alone(text: str) -> None:
    assert find_secrets({"x.txt": text.encode()}) == []


def test_binary_files_are_left_alone_and_files_are_read(tmp_path: Path) -> None:
    secret = "ghp_" + drawn(36)
    (tmp_path / "x").write_text(secret)
    assert find_secrets({"a": b"\0" + secret.encode()}) == []
    assert [finding.file for finding in find_secrets({"b": tmp_path / "x"})] == ["b"]


def test_entropy_is_in_bits_per_character() -> None:
    assert entropy(b"aaaa") == 0
    assert entropy(b"abab") == 1
