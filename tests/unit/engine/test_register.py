"""Which component has which id, and in what order ALL lists them (rules G1 to G4)."""

from __future__ import annotations

from typing import Any

import pytest

from pyrt.engine.register import IdRegister, id_key, rank

KEYS = ("index", "type")


def row(index: Any, kind: str = "row") -> dict[str, Any]:
    return {"type": kind, "index": index}


class Bench:
    """A register whose nodes are numbered as they enter."""

    def __init__(self) -> None:
        self.register = IdRegister()
        self._last = 0
        self._at: dict[str, tuple[int, Any]] = {}

    def enter(self, *entries: tuple[Any, str]) -> None:
        self.exchange([], entries)

    def exchange(self, leaving: list[Any], entering: Any) -> None:
        """Ids that leave; ids that enter, each with its path."""
        gone = [self._at.pop(id_key(component_id)) for component_id in leaving]
        come = []
        for component_id, path in entering:
            self._last += 1
            self._at[id_key(component_id)] = (self._last, component_id)
            come.append((self._last, component_id, tuple(path)))
        self.register.exchange(gone, come)

    def order(self, **fixed: Any) -> list[Any]:
        """Values of `index` in ALL's order, of the ids with these values."""
        places = tuple(KEYS.index(key) for key in sorted(fixed))
        ranks = tuple(rank(fixed[key]) for key in sorted(fixed))
        return [found.id["index"] for found in self.register.matching(KEYS, places, ranks)]


def test_ids_are_found_by_their_canonical_text() -> None:  # G2
    bench = Bench()
    bench.enter(("a", "x"), (row(1), "y"))
    assert bench.register.nid_of("a") == 1
    assert bench.register.nid_of('{"index":1,"type":"row"}') == 2
    assert bench.register.nid_of("b") is None


def test_a_float_that_is_whole_is_the_integer() -> None:
    bench = Bench()
    bench.enter((row(1.0), "x"))
    assert bench.register.nid_of(id_key(row(1))) == 1


def test_an_id_that_has_left_is_not_found() -> None:  # F1
    bench = Bench()
    bench.enter(("a", "x"), (row(1), "y"))
    bench.exchange(["a", row(1)], [])
    assert bench.register.nid_of("a") is None
    assert bench.order(type="row") == []


def test_of_an_id_that_stands_twice_the_last_counts() -> None:
    register = IdRegister()
    register.exchange([], [(1, "a", ()), (2, "a", ())])
    assert register.nid_of("a") == 2
    register.exchange([(1, "a")], [])
    assert register.nid_of("a") == 2


def test_string_ids_are_listed_in_the_order_in_which_they_entered() -> None:  # B21
    bench = Bench()
    bench.enter(("b", "x"), (row(1), "y"), ("a", "z"))
    assert bench.register.string_ids() == ["b", "a"]


def test_all_lists_ids_in_the_order_in_which_they_entered() -> None:  # G4
    bench = Bench()
    bench.enter((row("b"), "0"), (row("a"), "1"), (row(3, "cell"), "2"))
    assert bench.order() == ["b", "a", 3]
    assert bench.order(type="row") == ["b", "a"]


def test_a_new_id_goes_to_the_end_wherever_it_stands() -> None:  # G4
    bench = Bench()
    bench.enter((row(1), "1"), (row(2), "2"))
    bench.enter((row(0), "0"))
    assert bench.order(type="row") == [1, 2, 0]


@pytest.mark.parametrize(
    ("leaving", "entering", "expected"),
    [
        ([1, 2], [(1, "1"), (2, "2")], [1, 2, 3]),
        ([2], [(2, "2")], [1, 2, 3]),
        ([2], [(2, "elsewhere")], [1, 3, 2]),
        ([1, 2], [(2, "1"), (1, "2")], [3, 2, 1]),
        ([1, 2], [(9, "1"), (2, "2")], [3, 2, 9]),
        ([1, 2, 3], [(9, "1"), (2, "2"), (3, "3")], [9, 2, 3]),
        ([1, 2, 3], [(3, "3")], [3]),
        ([2, 3], [(3, "3")], [1, 3]),
        ([1, 3], [(3, "3"), (1, "1")], [1, 2, 3]),
    ],
    ids=[
        "what comes back to its place keeps its position",
        "so does one alone",
        "at another place it is new",
        "two that change places are both new",
        "beside a new one the kept one gets its old position, counted in the list as it is",
        "a new one among kept ones comes before them when it is met first",
        "a position behind the end is the end",
        "a position is counted from the front",
        "the order of entering does not matter for those that come back",
    ],
)
def test_an_id_that_comes_back_to_its_place_gets_its_position_back(
    leaving: list[int], entering: list[tuple[int, str]], expected: list[int]
) -> None:  # G4
    bench = Bench()
    bench.enter((row(1), "1"), (row(2), "2"), (row(3), "3"))
    assert bench.order(type="row") == [1, 2, 3]
    bench.exchange([row(index) for index in leaving], [(row(i), place) for i, place in entering])
    assert bench.order() == expected
    assert bench.order(type="row") == expected


def test_positions_are_right_after_many_exchanges() -> None:  # G4
    bench = Bench()
    bench.enter(*((row(index), str(index)) for index in range(20)))
    for index in (3, 17, 3, 8, 0, 19, 8):
        bench.exchange([row(index)], [(row(index), str(index))])
    assert bench.order(type="row") == list(range(20))
    bench.exchange([row(4), row(11)], [])
    bench.exchange([row(12)], [(row(12), "12")])
    assert bench.order(type="row") == [index for index in range(20) if index not in (4, 11)]


def test_a_look_up_by_all_values_finds_one_id() -> None:  # G3
    bench = Bench()
    bench.enter(*((row(index), str(index)) for index in range(5)))
    assert bench.order(type="row", index=3) == [3]
    assert bench.order(type="row", index=7) == []
    assert bench.order(type="cell", index=3) == []


def test_look_ups_follow_what_enters_and_leaves() -> None:
    bench = Bench()
    assert bench.order(index=1) == []
    bench.enter((row(1), "a"), (row(1, "cell"), "b"))
    assert bench.order(index=1) == [1, 1]
    bench.exchange([row(1)], [])
    assert bench.order(index=1) == [1]
    bench.exchange([row(1, "cell")], [])
    assert bench.order(index=1) == []


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        (1, "1", True),
        (1, 1.0, True),
        ("1e1", 10, True),
        (1, True, False),
        ("true", True, False),
        ("a", "A", False),
        (0, False, False),
        ("", 0, False),
    ],
)
def test_ranks_are_equal_where_the_order_of_ids_knows_no_difference(
    left: Any, right: Any, equal: bool
) -> None:  # G3
    assert (rank(left) == rank(right)) is equal


def test_changes_are_what_has_come_or_gone() -> None:
    bench = Bench()
    bench.enter(("a", "0"), (row(1), "1"))
    assert list(bench.register.take_changes()) == ["a", row(1)]
    assert list(bench.register.take_changes()) == []
    bench.exchange(["a"], [("b", "0")])
    assert list(bench.register.take_changes()) == ["a", "b"]


def test_an_id_that_leaves_and_comes_back_has_not_changed() -> None:
    bench = Bench()
    bench.enter(("a", "0"), (row(1), "1"))
    bench.register.take_changes()
    bench.exchange(["a", row(1)], [("a", "9"), (row(1), "8")])
    assert list(bench.register.take_changes()) == []
