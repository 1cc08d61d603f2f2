"""`ctx.response`: cookies for `document.cookie` (rule H7)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from werkzeug.http import dump_cookie, parse_cookie

from pyrt.response import CallbackResponse, after_assignments, parse_cookies

WHEN = datetime(2026, 3, 4, 5, 6, 7, tzinfo=timezone(timedelta(hours=2)))

COOKIES: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    "plain": (("a", "1"), {}),
    "empty": (("a",), {}),
    "to be quoted": (("a", "x; y, z"), {}),
    "quotes": (("a", 'say "hi" \\ there'), {}),
    "not ascii": (("a", "grün"), {}),
    "age": (("a", "1"), {"max_age": 60}),
    "age as time": (("a", "1"), {"max_age": timedelta(hours=1)}),
    "expires": (("a", "1"), {"expires": WHEN}),
    "expires as number": (("a", "1"), {"expires": 0}),
    "expires as text": (("a", "1"), {"expires": "Wed, 04 Mar 2026 03:06:07 GMT"}),
    "expires without zone": (("a", "1"), {"expires": WHEN.replace(tzinfo=None)}),
    "no path": (("a", "1"), {"path": None}),
    "everything": (
        ("a", "1"),
        {"path": "/x", "domain": "example.org", "secure": True, "samesite": "lax"},
    ),
}


@pytest.mark.parametrize("name", COOKIES)
def test_a_cookie_is_written_as_flask_writes_it(name: str) -> None:
    args, kwargs = COOKIES[name]
    response = CallbackResponse()
    response.set_cookie(*args, **kwargs)
    # Flask writes `max_age` twice, for browsers of long ago.
    assert response.collected_cookies == [dump_cookie(*args, **kwargs, sync_expires=False)]


@pytest.mark.parametrize("text", ["a=1", "a=1; b=2", 'a="x\\073 y"', 'a="\\"q\\""', "", "a=b=c"])
def test_cookies_are_read_as_flask_reads_them(text: str) -> None:
    assert parse_cookies(text) == dict(parse_cookie(text))


def test_what_was_written_can_be_read() -> None:
    response = CallbackResponse()
    value = 'all; of "these", ü\\ and 100%'
    response.set_cookie("a", value)
    assert parse_cookies(response.collected_cookies[0].partition("; ")[0]) != {}
    assert parse_cookies(response.collected_cookies[0])["a"] == value


def test_a_script_cannot_set_a_cookie_for_servers_only() -> None:
    response = CallbackResponse()
    response.set_cookie("a", "1", httponly=True, partitioned=True)
    assert response.collected_cookies == ["a=1; Path=/; Partitioned"]


def test_a_cookie_is_deleted_by_letting_it_expire() -> None:
    response = CallbackResponse()
    response.delete_cookie("a")
    assert response.collected_cookies == [
        "a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/"
    ]


def test_cookies_without_a_value_are_skipped() -> None:
    assert parse_cookies("flag; a=1; =x") == {"a": "1"}


def test_headers_are_taken_without_effect() -> None:
    response = CallbackResponse()
    response.set_header("X-A", 1)
    response.append_header("X-A", 2)
    response.append_header("X-B", 3)
    assert response.headers == {"X-A": "1, 2", "X-B": "3"}


def test_dates_do_not_depend_on_the_zone_of_the_machine() -> None:
    response = CallbackResponse()
    response.set_cookie("a", expires=datetime(2026, 12, 1, tzinfo=UTC))
    assert "Expires=Tue, 01 Dec 2026 00:00:00 GMT" in response.collected_cookies[0]


def test_the_next_call_knows_what_a_call_has_set() -> None:
    response = CallbackResponse()
    response.set_cookie("a", "2", max_age=60)
    response.set_cookie("b", "x; y")
    response.delete_cookie("c")
    response.set_cookie("d", "gone", expires=WHEN - timedelta(days=3650))
    response.set_cookie("e", "there", expires="Fri, 04 Mar 2050 03:06:07 GMT")
    cookies = after_assignments("a=1; c=3; d=4; other=5", response.collected_cookies)
    assert parse_cookies(cookies) == {"other": "5", "a": "2", "b": "x; y", "e": "there"}
    assert after_assignments("", response.collected_cookies[:1]) == "a=2"
