"""Links that somebody damaged, cut off or made up; writing stops where reading would."""

from __future__ import annotations

import base64
import random
import sys
import tracemalloc
import zlib

import pytest

from pyrt.share.body import SharedApp
from pyrt.share.dictionary import DICTIONARY
from pyrt.share.errors import ShareError
from pyrt.share.limits import BODY_BYTES, FILES, PAYLOAD_CHARACTERS, STATE_DEPTH
from pyrt.share.link import make_fragment, read_link

APP = SharedApp({"app.py": b"from dash import Dash\napp = Dash()\n"}, "app.py")


def kind_of(link: str, passphrase: str | None = None) -> str:
    with pytest.raises(ShareError) as caught:
        read_link(link, passphrase=passphrase)
    assert caught.value.what and (caught.value.hint or caught.value.kind == "passphrase-needed")
    return caught.value.kind


def refused(app: SharedApp, passphrase: str | None = None) -> str:
    with pytest.raises(ShareError) as caught:
        make_fragment(app, passphrase=passphrase)
    return caught.value.kind


def packed(deflated: bytes) -> str:
    checked = b"\0" + deflated
    data = zlib.crc32(checked).to_bytes(4, "big") + checked
    return "v1." + base64.urlsafe_b64encode(data).decode().rstrip("=")


def test_a_link_may_come_with_or_without_its_address() -> None:
    fragment = make_fragment(APP)
    for link in (fragment, f"#{fragment}", f"https://example.org/a/?b=c#{fragment}"):
        assert read_link(link) == APP


def test_every_cut_is_noticed() -> None:
    fragment = make_fragment(APP)
    assert {kind_of(fragment[:end]) for end in range(3, len(fragment))} == {"damaged"}


def test_every_changed_letter_is_noticed() -> None:
    fragment = make_fragment(APP)
    for at in range(3, len(fragment)):
        for letter in "A-9":
            if fragment[at] != letter:
                assert kind_of(fragment[:at] + letter + fragment[at + 1 :]) == "damaged"


@pytest.mark.parametrize(
    ("link", "kind"),
    [
        ("", "not-a-link"),
        ("https://example.org/", "not-a-link"),
        ("https://example.org/#usage", "not-a-link"),
        ("#v1", "not-a-link"),
        ("#v01.AAAA", "not-a-link"),
        ("#v1.", "damaged"),
        ("#v1.A", "damaged"),
        ("#v1.AAAA", "damaged"),
        ("#v1.ÄÄÄÄ", "damaged"),
        ("#v2.AAAA", "version"),
        ("#v999999.AAAA", "version"),
    ],
)
def test_what_is_no_link_of_ours_is_said_to_be_none(link: str, kind: str) -> None:
    assert kind_of(link) == kind


def test_a_link_longer_than_any_browser_takes_is_not_even_decoded() -> None:
    assert kind_of("v1." + "A" * (PAYLOAD_CHARACTERS + 1)) == "too-large"


def test_a_bomb_is_stopped_while_it_unpacks() -> None:
    press = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=DICTIONARY)
    bomb = packed(press.compress(bytes(400_000_000)) + press.flush())
    tracemalloc.start()
    try:
        assert kind_of(bomb) == "too-large"
        assert tracemalloc.get_traced_memory()[1] < 4 * BODY_BYTES
    finally:
        tracemalloc.stop()


def test_bytes_after_the_end_of_the_stream_are_no_part_of_a_link() -> None:
    press = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=DICTIONARY)
    assert kind_of(packed(press.compress(b"x") + press.flush() + b"more")) == "damaged"


def test_any_bytes_at_all_give_a_clear_error() -> None:
    chance = random.Random(4)
    for _ in range(300):
        press = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=DICTIONARY)
        body = chance.randbytes(chance.randrange(40))
        kind_of(packed(press.compress(body) + press.flush()))
        kind_of(packed(body or b"x"))


def test_writing_stops_where_reading_would() -> None:
    chance = random.Random(4)
    app = {"app.py": b""}
    assert refused(SharedApp({}, "app.py")) == "no-app"
    assert refused(SharedApp(app, "main.py")) == "no-app"
    assert refused(SharedApp({"app.txt": b""}, "app.txt")) == "no-app"
    assert refused(SharedApp({**app, "../x": b""}, "app.py")) == "bad-path"
    assert refused(SharedApp({**app, "x\ud800": b""}, "app.py")) == "bad-path"
    assert refused(SharedApp({"app.py": bytes(BODY_BYTES)}, "app.py")) == "too-large"
    assert refused(SharedApp({"app.py": chance.randbytes(1_600_000)}, "app.py")) == "too-large"
    many = {f"{number}.py": b"" for number in range(FILES + 1)}
    assert refused(SharedApp(many, "1.py")) == "too-large"
    assert refused(SharedApp(app, "app.py", "app")) == "malformed"
    assert refused(SharedApp(app, "app.py", "", ("a\nb",))) == "malformed"


def test_a_state_is_what_both_languages_can_hold() -> None:
    def with_value(value: object) -> SharedApp:
        return SharedApp(APP.files, "app.py", state={"id": {"value": value}})

    deep: object = None
    for _ in range(STATE_DEPTH - 1):
        deep = [deep]
    for value in (
        None,
        True,
        0,
        -1.5,
        2**53,
        6.096030519768963e16,
        1e300,
        "\ud800é\0",
        [],
        {},
        {"a": [1]},
        deep,
    ):
        app = with_value(value)
        assert read_link(make_fragment(app)) == app
    for value in (float("nan"), float("inf"), 10**400, b"", {1: 2}, [deep], {"a"}):
        assert refused(with_value(value)) == "malformed"
    assert refused(SharedApp(APP.files, "app.py", state={"": {}})) == "malformed"


def test_a_sealed_link_shows_nothing_and_differs_each_time() -> None:
    one, other = make_fragment(APP, passphrase="x"), make_fragment(APP, passphrase="x")
    assert one[11:] != other[11:]
    assert kind_of(one) == "passphrase-needed"
    assert kind_of(one, "y") == "passphrase-wrong"
    assert read_link(one, passphrase="x") == APP
    assert refused(APP, "") == "bad-passphrase"
    assert refused(APP, "\ud800") == "bad-passphrase"


def test_without_cryptography_the_error_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sealed = make_fragment(APP, passphrase="x")
    for name in [name for name in sys.modules if name.partition(".")[0] == "cryptography"]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ShareError, match="pyrt-web\\[share\\]"):
        read_link(sealed, passphrase="x")
    assert refused(APP, "x") == "unsupported"
    assert read_link(make_fragment(APP)) == APP
