"""The page: script order, configuration, what an app's own index may look like."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from pyrt.build.errors import InputError
from pyrt.build.first_paint import FirstPaint
from pyrt.build.page import (
    CONFIG_SLOT,
    SCRIPTS_SLOT,
    STYLES_SLOT,
    render_index,
    script_tag,
    unknown_app_index,
)
from pyrt.build.site_config import SiteConfig
from pyrt.protocol import ClientsideSource

SITE = SiteConfig(
    root="",
    page="",
    protocol=5,
    build="b",
    runtime="_pyrt/1/",
    app="_pyrt/app.zip",
    packages=None,
    wheels=[],
    distribution=None,
    requirements=[],
    hashes={},
    image=None,
    prebuilt=[],
    stdlib=False,
    hooks=[],
    entry="app.py",
    attribute=None,
    components={
        "dash_html_components": ["html.js"],
        "dash_core_components": ["dcc.js", "dcc-shared.js"],
    },
    at_once=[],
    plotly=None,
    static_head=True,
    live=None,
    persistent_dir=None,
    debug=False,
)
INDEX = f"<html><head><title>x</title></head><body>{CONFIG_SLOT}{SCRIPTS_SLOT}</body></html>"


def render(
    index: str = INDEX,
    config: dict[str, Any] | None = None,
    paint: FirstPaint | None = None,
    clientside: tuple[ClientsideSource, ...] = (),
    hashes: dict[str, str] | None = None,
    external: dict[str, str] | None = None,
    modules: dict[str, str] | None = None,
) -> str:
    return render_index(
        index,
        modules=modules,
        paint=paint,
        clientside=clientside,
        hashes=hashes,
        config=config or {},
        site=SITE,
        external_scripts=[
            "https://x.example/e.js",
            external or {"src": "f.mjs", "defer": "defer"},
        ],
        styles=["assets/a&b.css"],
        library_scripts=["third.js"],
        asset_scripts=["assets/a.js", "assets/b.mjs?m=1"],
    )


def test_scripts_stand_in_the_order_that_bundles_need() -> None:
    """S1, with pyrt's host before the bundles and its start at the end."""
    assert re.findall(r'src="([^"]+)"', render()) == [
        "_pyrt/1/boot.js?v=b",
        "_pyrt/1/react/react.min.js",
        "_pyrt/1/react/react-dom.min.js",
        "_pyrt/1/react/prop-types.min.js",
        "_pyrt/1/host.js?v=b",
        "https://x.example/e.js",
        "f.mjs",
        "third.js",
        "assets/a.js",
        "assets/b.mjs?m=1",
        "dcc.js",
        "dcc-shared.js",
        "html.js",
        "_pyrt/1/start.js?v=b",
    ]


START = r"(<link [^>]*>\s*)+<script src=\"_pyrt/1/boot\.js\?v=b\" [^>]*></script>"


def test_boot_is_the_first_script_in_the_head() -> None:
    assert re.search(rf"<head>\s*{START}<title>", render())


def test_what_blocks_the_page_is_asked_for_ahead_of_its_tag() -> None:
    """Browsers do not look ahead in a page with a policy.  Scripts of other hosts and modules are
    not the site's to ask for early."""
    ahead = re.findall(r'<link rel="preload" as="script" href="([^"]+)"', render())
    named = re.findall(r'<script src="([^"]+)"', render())
    assert ahead[0] == "_pyrt/1/boot.js?v=b"
    assert ahead == [url for url in named if "//" not in url and ".mjs" not in url]


def test_an_index_without_a_head_starts_all_the_same() -> None:
    assert re.match(rf"{START}<p>", render(f"<p>{CONFIG_SLOT}{SCRIPTS_SLOT}"))


def test_a_header_element_is_no_head() -> None:
    page = render(f"<header></header><HEAD lang='x'></HEAD>{CONFIG_SLOT}{SCRIPTS_SLOT}")
    assert re.search(rf"<HEAD lang='x'>\s*{START}", page)


def test_the_configuration_cannot_end_its_script() -> None:
    text = "</script><script>alert(1)</script><!--"
    page = render(config={"title": text})
    found = re.search(r'<script id="_dash-config" type="application/json">(.*?)</script>', page)
    assert found
    config = json.loads(found[1])
    assert config["title"] == text
    assert config["pyrt"]["runtime"] == "_pyrt/1/"


def test_replacement_characters_in_the_configuration_mean_nothing() -> None:
    assert r"\\1 \\g<0>" in render(config={"x": r"\1 \g<0>"}).replace("\\u003c", "<")


@pytest.mark.parametrize("slot", [CONFIG_SLOT, SCRIPTS_SLOT])
def test_an_index_that_leaves_something_out_is_refused(slot: str) -> None:
    with pytest.raises(InputError, match="Missing item"):
        render(INDEX.replace(slot, ""))


def test_files_whose_hashes_are_known_are_named_with_them() -> None:
    hashes = {"_pyrt/1/host.js": "00" * 32, "assets/b.mjs": "00" * 32, "other.js": "11" * 32}
    page = render(hashes=hashes)
    checked = f'integrity="sha256-{"A" * 43}="'
    for attribute in ("src", "href"):
        assert f'{attribute}="_pyrt/1/host.js?v=b" {checked}' in page
    assert f'src="assets/b.mjs?m=1" {checked} type="module"' in page
    assert page.count("integrity") == 3
    styled = INDEX.replace("</head>", f"{STYLES_SLOT}</head>")
    page = render(styled, hashes={"assets/a&b.css": "00" * 32})
    assert f'<link rel="stylesheet" href="assets/a&amp;b.css" {checked}>' in page


def test_what_modules_import_is_named_with_its_hash_before_anything_is_asked_for() -> None:
    page = render(modules={"assets/</b.mjs": "00" * 32})
    found = re.search(r'<head>\s*<script type="importmap">(.*?)</script>', page)
    assert found and "<" not in found[1]
    hashes = {"./assets/</b.mjs": f"sha256-{'A' * 43}="}
    assert json.loads(found[1]) == {"integrity": hashes}


def test_an_app_may_have_an_import_map_of_its_own() -> None:
    own = '<script type="importmap">{}</script>'
    page = render(INDEX.replace("<title>", f"{own}<title>"), modules={"assets/b.mjs": "00" * 32})
    assert page.count("importmap") == 1


def test_what_an_app_says_of_its_tag_holds() -> None:
    page = render(
        hashes={"f.mjs": "00" * 32}, external={"src": "f.mjs", "integrity": "sha384-of-the-app"}
    )
    assert 'src="f.mjs" integrity="sha384-of-the-app"' in page


def test_inline_clientside_callbacks_stand_before_the_start() -> None:
    source = "(a) => '</script><!-- </SCRIPT' + a"
    page = render(clientside=(ClientsideSource("", "f00", source),))
    function = (
        '<script>(window.dash_clientside[""] ??= {})["f00"] = '
        "(a) => '<\\/script><\\!-- <\\/SCRIPT' + a\n//# sourceURL=pyrt/clientside/f00.js</script>"
    )
    assert function in page
    assert page.index('src="html.js') < page.index(function) < page.index('src="_pyrt/1/start.js')


def test_script_tags() -> None:
    assert script_tag("a.js?x=1&y=2") == '<script src="a.js?x=1&amp;y=2"></script>'
    assert script_tag("a.mjs") == '<script src="a.mjs" type="module"></script>'
    assert script_tag({"src": "a.js", "data-x": '"'}) == (
        '<script src="a.js" data-x="&quot;"></script>'
    )


def test_the_page_of_an_app_that_could_not_be_run() -> None:
    page = render(unknown_app_index(None))
    assert '<link rel="stylesheet" href="assets/a&amp;b.css">' in page
    assert 'id="react-entry-point"' in page
    assert '<link rel="icon" href="data:,">' in page


def test_the_first_paint_stands_beside_the_configuration_and_where_the_app_will_be() -> None:
    index = INDEX.replace("<body>", '<body><div class="x" id="react-entry-point"></div>')
    page = render(index, paint=FirstPaint('[{"type":"<x>"}]', "<h1>a &lt; b</h1>"))
    assert (
        '<script id="_pyrt-paint" type="application/json">[{"type":"\\u003cx>"}]</script>' in page
    )
    assert page.index('id="_dash-config"') < page.index('id="_pyrt-paint"')
    assert page.index('id="_pyrt-paint"') < page.index('src="_pyrt/1/react/')
    assert re.search(r'<noscript>.*<h1>a &lt; b</h1>.*</noscript>\n<div class="x"', page)


def test_a_page_without_a_first_paint_says_nothing_of_one() -> None:
    assert "_pyrt-paint" not in render()
    assert "noscript" not in render()
