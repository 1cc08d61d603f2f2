"""Presets for hosts: a site that a host would refuse is not made."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from pyrt.build.errors import InputError
from pyrt.build.hosts import HOSTS, Host, check_host
from pyrt.cli import main

SMALL = Host("A host", site_bytes=10, file_bytes=6, files=3, next_step="")


def test_a_site_within_the_limits_may_be_made() -> None:
    check_host(SMALL, {"a": b"12345", "b": b"12345"})


@pytest.mark.parametrize(
    ("contents", "says"),
    [
        ({"a": b"1234567"}, "takes no file of"),
        ({"a": b"12345", "b": b"12345", "c": b"1"}, "takes sites of"),
        ({"a": b"", "b": b"", "c": b"", "d": b""}, "takes 3 files, and the site has 4"),
    ],
    ids=["a large file", "a large site", "many files"],
)
def test_a_site_beyond_them_is_an_error(contents: dict[str, bytes], says: str) -> None:
    with pytest.raises(InputError, match=says):
        check_host(SMALL, dict(contents))
    check_host(dataclasses.replace(SMALL, site_bytes=None, file_bytes=None, files=None), contents)


def test_every_preset_says_what_to_do_next() -> None:
    assert all(host.next_step for host in HOSTS.values())


def test_a_host_that_compresses_gets_no_copies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "site")
    assert main(["build", "app.py", "-o", out, "--host", "netlify", "--precompress"]) == 2
    assert "Netlify compresses files by itself" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
