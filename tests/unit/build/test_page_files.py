"""Which HTML files a site has, and what leads from one to the other (P9, P17)."""

from __future__ import annotations

import pytest

from pyrt.build.page_files import FALLBACK, NOT_FOUND, ROOT, is_safe, page_files

PAGE = f'<html><head><title>t</title></head><a href="{ROOT}x"></html>'


def test_urls_lead_to_the_folder_of_the_site_from_every_page() -> None:
    files = page_files({"": PAGE, "a": PAGE, "a/b/c": PAGE}, {}, PAGE)
    assert set(files) == {"index.html", "a/index.html", "a/b/c/index.html", "404.html", FALLBACK}
    assert b'<a href="x">' in files["index.html"]
    assert b'<a href="../x">' in files["a/index.html"]
    assert b'<a href="../../../x">' in files["a/b/c/index.html"]
    assert ROOT.encode() in files[FALLBACK]


def test_only_pages_in_folders_insist_on_the_slash() -> None:
    files = page_files({"": PAGE, "a": PAGE}, {}, PAGE)
    assert [b"location.replace" in files[name] for name in ("index.html", "a/index.html")] == [
        False,
        True,
    ]


def test_a_redirect_gives_way_to_a_page_and_leads_to_its_target() -> None:
    files = page_files({"": PAGE, "new": PAGE}, {"old/er": "new", "home": "", "new": ""}, PAGE)
    assert b'"../../new/"' in files["old/er/index.html"]
    assert b'"../"' in files["home/index.html"]
    assert b"<title>t</title>" in files["new/index.html"]


def test_a_host_that_answers_everything_with_the_404_page_is_no_endless_loop() -> None:
    # The marker is what the page looks for in an answer: it must not find itself.
    assert ROOT not in NOT_FOUND


@pytest.mark.parametrize(
    ("path", "safe"),
    [
        *(("a", True), ("a/b-c/d.e", True), ("ü", True), ("a b", True)),
        *(("", False), ("a//b", False), ("../a", False), ("a/./b", False), ("_pyrt/x", False)),
        *(("a?b", False), ("a#b", False), ("a\\b", False), ("c:", False), ("a%20b", False)),
    ],
)
def test_only_paths_that_any_machine_has_become_folders(path: str, safe: bool) -> None:
    assert is_safe(path) is safe
