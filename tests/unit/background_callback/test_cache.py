"""Results that are kept (rules N3, N9)."""

from __future__ import annotations

from typing import Any

import pytest

from pyrt import DiskcacheManager
from pyrt.background_callback.cache import ResultCache


def f(value: Any) -> Any:
    return value


def g(value: Any) -> Any:
    return [value]


@pytest.fixture
def key() -> Any:
    return DiskcacheManager(cache_by=lambda: 1).build_cache_key


def test_a_key_is_of_function_arguments_and_trigger(key: Any) -> None:  # N3
    keys = [
        key(f, [1]),
        key(f, [2]),
        key(g, [1]),
        key(f, {"value": 1}),
        key(f, [1], triggered=[{"prop_id": "a.b"}]),
        DiskcacheManager(cache_by=lambda: 2).build_cache_key(f, [1]),
    ]
    assert len(set(keys)) == len(keys)
    assert key(f, [1]) == keys[0]


@pytest.mark.parametrize(
    ("one", "other", "ignored"),
    [([1, 2], [3, 2], [0]), ([1, 2], [1, 3], 1), ({"a": 1, "b": 2}, {"a": 3, "b": 2}, ["a"])],
    ids=["index", "single index", "name"],
)
def test_arguments_can_be_ignored(key: Any, one: Any, other: Any, ignored: Any) -> None:
    assert key(f, one, ignored) == key(f, other, ignored)
    assert key(f, one, []) != key(f, other, [])


def test_a_result_stays_until_nobody_has_asked_for_a_while() -> None:  # N9
    now = 0.0
    cache = ResultCache(10, lambda: now)
    cache.keep("key", None)
    now = 9
    assert cache.find("key") == (None,)
    now = 18
    assert cache.find("key") == (None,), "asked for nine seconds ago"
    now = 28
    assert cache.find("key") is None
    assert cache.find("other") is None


def test_without_expire_it_stays() -> None:
    now = 0.0
    cache = ResultCache(None, lambda: now)
    cache.keep("key", [1])
    now = 1e9
    assert cache.find("key") == ([1],)
