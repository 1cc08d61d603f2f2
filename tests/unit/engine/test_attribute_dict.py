"""`AttributeDict`, which users get from `ctx` and as `app.config` (rules G10, S12)."""

from __future__ import annotations

import copy
import pickle

import pytest

from pyrt.engine.attribute_dict import AttributeDict


def test_keys_are_attributes() -> None:
    values = AttributeDict(a=1)
    values.b = 2
    assert (values.a, values["b"]) == (1, 2)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = AttributeDict().nothing
    assert not hasattr(AttributeDict(), "nothing")


def test_a_key_can_be_locked_and_unlocked() -> None:
    values = AttributeDict(a=1, b=1)
    values.set_read_only(["a"], "only once")
    values.set_read_only(["b"])
    with pytest.raises(AttributeError, match="only once"):
        values.a = 2
    with pytest.raises(AttributeError, match="read-only"):
        values.update({"b": 2})
    values.unset_read_only(["a"])
    values.a = 3
    assert values == {"a": 3, "b": 1}


def test_a_final_dict_takes_no_new_keys() -> None:
    values = AttributeDict(a=1)
    values.finalize("no more")
    values.a = 2
    with pytest.raises(AttributeError, match="no more"):
        values.b = 2
    assert values == {"a": 2}


def test_unlocking_what_was_never_locked_is_no_error() -> None:
    AttributeDict(a=1).unset_read_only(["a"])


def test_update_takes_a_mapping_or_keywords() -> None:
    values = AttributeDict()
    values.update({"a": 1})
    values.update(b=2)
    assert values == {"a": 1, "b": 2}


def test_first_gives_the_first_true_value_or_the_first_key() -> None:
    values = AttributeDict(zero=0, one=1, two=2)
    assert values.first("nothing", "zero", "two", "one") == 2
    assert values.first("nothing") is None
    assert values.first() == "zero"
    assert AttributeDict().first() == {}


def test_it_can_be_copied_and_pickled() -> None:
    values = AttributeDict(a=AttributeDict(b=1))
    for twin in (copy.deepcopy(values), pickle.loads(pickle.dumps(values))):
        assert twin == values and type(twin) is AttributeDict and twin.a.b == 1
