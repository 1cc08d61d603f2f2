"""Links from the editor and to it: sharing, how a link is shown, apps by their address."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from pyrt.share.link import read_link
from tests.e2e.elsewhere import Elsewhere
from tests.e2e.player.test_editor import HELLO, code_of, replace_code
from tests.e2e.playground import Playground, ready_app, run_app


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Elsewhere]:
    with Elsewhere(tmp_path_factory.mktemp("elsewhere")) as host:
        yield host


# --- sharing ----------------------------------------------------------------------------


def test_what_is_written_is_shared_and_opened_again(page: Page, playground: Playground) -> None:
    page.goto(playground.link(HELLO, query="?mode=edit"))
    replace_code(page, "The word is", "Shared:")
    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Whoever opens it sees").select_option("code and app")
    dialog.get_by_role("button", name="Copy link").click()
    expect(dialog.get_by_text("Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{playground.url}?mode=split#v1.")
    expect(dialog.get_by_text(f"{len(link)} characters")).to_be_visible()
    expect(dialog.locator(".fits")).to_have_count(3)
    assert b"Shared:" in read_link(link).files["app.py"]
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.goto("about:blank")
    page.goto(link)
    assert "Shared:" in code_of(page)


def test_a_passphrase_seals_the_link(page: Page, playground: Playground) -> None:
    page.goto(playground.link(HELLO, query="?mode=edit"))
    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog")
    field = dialog.get_by_label("Link", exact=True)
    expect(field).to_have_value(re.compile(r"#v1\."))
    plain = field.input_value()
    dialog.get_by_label("Passphrase").fill("open sesame")
    dialog.get_by_role("button", name="Copy link").click()
    expect(dialog.get_by_text("Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link != plain
    assert read_link(link, passphrase="open sesame").files["app.py"] == HELLO.encode()
    page.goto("about:blank")
    page.goto(link)
    page.get_by_label("Passphrase").fill("open sesame")
    page.get_by_role("button", name="Open").click()
    expect(run_app(page).locator("#out")).to_have_text("The word is one")


def test_a_secret_is_not_shared(page: Page, playground: Playground) -> None:
    # Put together here, so that this file holds none.
    token = "gh" + "p_" + "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1eF3hJ5"
    page.goto(playground.link(f"TOKEN = '{token}'\n{HELLO}", query="?mode=edit"))
    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_contain_text(
        "app.py, line 1: a GitHub token (ghp_aB3d…)"
    )
    expect(dialog.get_by_label("Link", exact=True)).to_have_value("")
    dialog.get_by_role("button", name="It is no secret").click()
    expect(dialog.get_by_label("Link", exact=True)).to_have_value(re.compile(r"#v1\."))
    expect(dialog.get_by_role("alert")).to_have_count(0)


def test_the_meter_says_where_a_link_is_too_long_and_what_to_do(
    page: Page, playground: Playground
) -> None:
    # Digits that no compression makes shorter.
    noise = "".join(f"{value * 2654435761 % 4294967296:08x}" for value in range(6000))
    files = {"app.py": HELLO, "data/noise.txt": noise[:9000]}
    page.goto(playground.link(files, query="?mode=edit"))
    page.get_by_role("button", name="Share").click()
    meter = page.get_by_role("dialog").locator(".meter")
    expect(meter.locator(".too-long")).to_have_count(1)
    expect(meter).to_contain_text("leave files out or make them smaller")
    expect(meter).to_contain_text("data/noise.txt (9,000 bytes)")
    page.goto("about:blank")
    files["data/noise.txt"] = noise[:24000]
    page.goto(playground.link(files, query="?mode=edit"))
    page.get_by_role("button", name="Share").click()
    expect(meter.locator(".too-long")).to_have_count(2)


def test_the_app_is_downloaded_as_files(page: Page, playground: Playground) -> None:
    page.goto(playground.link({"app.py": HELLO, "data/a.txt": "a"}, query="?mode=edit"))
    page.get_by_role("button", name="Share").click()
    with page.expect_download() as one:
        page.get_by_role("button", name="data/a.txt").click()
    assert one.value.suggested_filename == "a.txt"
    assert one.value.path().read_bytes() == b"a"
    with page.expect_download() as every:
        page.get_by_role("button", name="All files (zip)").click()
    assert every.value.suggested_filename == "app.zip"
    with zipfile.ZipFile(every.value.path()) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "app.py": HELLO.encode(),
            "data/a.txt": b"a",
        }


# --- how a link is shown ----------------------------------------------------------------


def test_a_viewed_link_can_be_edited_and_goes_on_running(
    page: Page, playground: Playground
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(playground.link(HELLO))
    app = run_app(page)
    app.locator("#word").fill("two")
    expect(app.locator("#out")).to_have_text("The word is two")
    expect(page).to_have_title("Words")
    assert not any("editor." in url or "templates" in url for url in asked)
    page.get_by_role("button", name="Edit the code").click()
    assert "The word is" in code_of(page)
    expect(app.locator("#out")).to_have_text("The word is two")


def test_an_embedded_app_has_nothing_around_it_but_a_way_out(
    page: Page, playground: Playground
) -> None:
    page.goto(playground.link(HELLO, query="?embed&theme=dark"))
    run_app(page)
    expect(page.get_by_role("button")).to_have_count(0)
    out = page.get_by_role("link", name="Open in the playground")
    with page.context.expect_page() as opened:
        out.click()
    assert "embed" not in opened.value.url.partition("#")[0]
    expect(opened.value.get_by_role("button", name="Open in the editor")).to_be_visible()
    opened.value.close()


# --- apps by their address --------------------------------------------------------------


def by(playground: Playground, kind: str, address: str, query: str = "") -> str:
    return f"{playground.url}{query}#{kind}={quote(address, safe='')}"


def zipped(files: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_file_of_another_host_runs_when_it_is_told_to(
    page: Page, playground: Playground, elsewhere: Elsewhere
) -> None:
    address = elsewhere.serve("some/app.py", HELLO)
    page.goto(by(playground, "url", address))
    expect(page.get_by_text(f"Its code came from {address}")).to_be_visible()
    expect(page.locator("iframe.app")).to_have_count(0)
    expect(run_app(page).locator("#out")).to_have_text("The word is one")


def test_folders_zips_and_gists_are_apps_of_several_files(
    page: Page, playground: Playground, elsewhere: Elsewhere
) -> None:
    app = "from words.say import say\n" + HELLO.replace("{word}", "{say(word)}")
    say = "def say(word):\n    return word.upper()\n"
    whole = {"app.py": app, "words/say.py": say, "requirements.txt": "plotly  # charts\n"}
    # As GitHub's API lists a folder.
    inner = elsewhere.serve(
        "words",
        [{"type": "file", "name": "say.py", "download_url": elsewhere.serve("say.py", say)}],
    )
    listing = elsewhere.serve(
        "contents",
        [
            {"type": "file", "name": "app.py", "download_url": elsewhere.serve("raw", app)},
            {"type": "dir", "name": "words", "url": inner, "download_url": None},
            {"type": "symlink", "name": "odd", "download_url": None},
        ],
    )
    packed = elsewhere.serve("app.zip", zipped({f"one/{k}": v for k, v in whole.items()}))
    gist = elsewhere.serve(
        "gists/ab12",
        {
            "files": {
                "app.py": {
                    "content": HELLO[:20],
                    "truncated": True,
                    "raw_url": f"{elsewhere.url}raw",
                },
                "words.py": {"content": "", "truncated": False},
            }
        },
    )
    for kind, address, paths in (
        ("url", listing, ["app.py starts", "words/say.py", "Packages"]),
        ("url", packed, ["app.py starts", "requirements.txt", "words/say.py", "Packages"]),
        ("gist", gist, ["app.py starts", "words.py", "Packages"]),
    ):
        page.goto("about:blank")
        page.goto(by(playground, kind, address, "?mode=edit"))
        expect(page.get_by_role("tab")).to_have_text(paths)
        assert "from words.say import say" in code_of(page)
    page.goto("about:blank")
    page.goto(by(playground, "url", packed, "?mode=split"))
    page.get_by_role("button", name="Run", exact=True).click()
    expect(ready_app(page).locator("#out")).to_have_text("The word is ONE")
    page.get_by_role("tab", name="Packages").click()
    expect(page.get_by_label("Packages that the app needs")).to_have_value("plotly")


def test_a_gist_is_asked_for_by_its_id(page: Page, playground: Playground) -> None:
    answer = {"files": {"app.py": {"content": HELLO, "truncated": False}}}
    headers = {"Access-Control-Allow-Origin": "*"}
    github = "https://api.github.com/gists/ab12"
    page.route(github, lambda route: route.fulfill(json=answer, headers=headers))
    page.goto(f"{playground.url}?mode=edit#gist=ab12")
    assert "The word is" in code_of(page)


def test_an_address_without_an_app_says_why(
    page: Page, playground: Playground, elsewhere: Elsewhere
) -> None:
    cases = {
        elsewhere.serve("private/app.py", HELLO, cors=False): "does not let pages of other sites",
        f"{elsewhere.url}none.py": "answered 404 Not Found. Is the address right, and public?",
        elsewhere.serve("broken.zip", b"PK\3\4 and no more"): "is a damaged zip",
        elsewhere.serve("page.html", "<p>"): "is no app. It can be a .py file, a .zip",
        elsewhere.serve("text.zip", zipped({"read.me": "x"})): "there is no app.py",
        elsewhere.serve("up.zip", zipped({"app.py": HELLO, "a/../b.py": ""})): "leaves its folder",
        elsewhere.serve("large.py", b" " * (16 * 1024 * 1024 + 1)): "is too large",
        "http://127.0.0.1:9/app.py": "apps come from https:// addresses and from this host",
        "https://127.0.0.1:9/app.py": "cannot be reached",
    }
    for address, says in cases.items():
        page.goto("about:blank")
        page.goto(by(playground, "url", address))
        expect(page.get_by_role("alert")).to_contain_text(says)
    page.goto("about:blank")
    page.goto(f"{playground.url}#gist=nonsense")
    expect(page.get_by_role("alert")).to_contain_text("nonsense is no gist")
