"""Which code a page may run: what the policy lets through, and what it does not."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape

import pytest

from pyrt.build.policy import ScriptPolicy, evaluates, integrity, named_scripts, with_policy

PLAIN = ScriptPolicy()


def sources(page: str, policy: ScriptPolicy = PLAIN, *, moving: str = "") -> list[str]:
    """Those of `script-src`."""
    written = with_policy(page, policy, moving=moving)
    content = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', written)
    assert content
    directives = dict(part.split(" ", 1) for part in unescape(content[1]).split("; "))
    return directives["script-src"].split()


def hash_of(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_a_page_runs_its_own_scripts_and_those_that_stand_in_it() -> None:
    page = "<head></head><script>a(1)</script><script type=module>b('</p>')</script>"
    assert sources(page) == [
        "'self'",
        "'wasm-unsafe-eval'",
        hash_of("a(1)"),
        hash_of("b('</p>')"),
    ]


def test_lines_are_hashed_as_browsers_read_them() -> None:
    assert hash_of("a\nb\nc") in sources("<script>a\r\nb\rc</script>")


def test_data_needs_no_leave() -> None:
    page = '<script type="application/json">{"a": "<b>"}</script>'
    assert sources(page) == ["'self'", "'wasm-unsafe-eval'"]


def test_handlers_in_attributes_are_hashed_as_what_they_say() -> None:
    found = sources('<p onclick="go(&quot;x&quot;)">')
    assert found[2:] == ["'unsafe-hashes'", hash_of('go("x")')]


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://cdn.example/npm/a@1/dist/a.js?x=1", "https://cdn.example/npm/a@1/dist/"),
        ("https://cdn.example/a.js", "https://cdn.example/"),
        ("//cdn.example/combine/a,b;c/d.js", "https://cdn.example/combine/a%2Cb%3Bc/"),
        ("http://localhost:80/a.js", "http://localhost:80/"),
        ("data:text/javascript,go()", "data:"),
    ],
)
def test_of_other_hosts_only_the_folder_of_a_script_is_allowed(url: str, source: str) -> None:
    assert sources(f'<script src="{url}"></script>')[2:] == [source]


def test_what_a_script_in_the_page_names_may_be_loaded() -> None:
    script = "let s = 'https://tags.example/gtm.js?id=' + i; see('https://docs.example/page')"
    assert "https://tags.example/" in sources(f"<script>{script}</script>")
    assert named_scripts(script) == ["https://tags.example/gtm.js"]
    assert named_scripts('import d from "https://esm.example/d3"') == ["https://esm.example/d3"]


def test_a_script_that_will_be_changed_has_no_hash_yet() -> None:
    page = "<script>a</script><script>load('/ROOT/x')</script>"
    assert "'unsafe-inline'" in sources(page, moving="/ROOT/")
    assert hash_of("a") not in sources(page, moving="/ROOT/"), "beside a hash the word counts not"
    assert "'unsafe-inline'" not in sources(page, moving="/OTHER/")


def test_what_an_app_needs_more() -> None:
    assert "'unsafe-eval'" in sources("", ScriptPolicy(evaluates=True))
    assert "https:" in sources("", ScriptPolicy(any_host=True))
    assert "https://a.example/b/" in sources("", ScriptPolicy(named=("https://a.example/b/c.js",)))
    free = sources("<script>a</script>", ScriptPolicy(any_script=True))
    assert "'unsafe-inline'" in free and "*" in free
    assert not [source for source in free if "sha256" in source]


@pytest.mark.parametrize("page", ["<head><title>x</title></head>", "<HEAD lang='x'></HEAD>", "<p>"])
def test_it_comes_before_everything_that_it_is_about(page: str) -> None:
    written = with_policy(page, ScriptPolicy())
    assert re.match(r"(<head[^>]*>\s*)?<meta charset=\"UTF-8\">\s*<meta http", written, re.I)


def test_an_app_may_have_its_own_policy_or_none() -> None:
    page = "<head><meta http-equiv='Content-Security-Policy' content='img-src x'></head>"
    assert with_policy(page, ScriptPolicy()) == page
    assert with_policy("<head></head>", None) == "<head></head>"


@pytest.mark.parametrize(
    ("script", "does"),
    [
        ("eval(text)", True),
        ("new Function('a', text)", True),
        ("Function.apply(null, parts)", True),
        ('try { return this || new Function("return this")() } catch (e) {}', False),
        ("isFunction(a); a.Functional()", False),
        ("medieval(a)", False),
    ],
)
def test_which_scripts_make_code_of_text(script: str, does: bool) -> None:
    assert evaluates(script) is does


def test_hashes_for_tags() -> None:
    assert integrity("00" * 32) == f"sha256-{'A' * 43}="
