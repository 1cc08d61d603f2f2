"""How long a link is, where it still fits, and what to do when it does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    characters: int
    name: str


PLACES = (
    Place(2_000, "chat messages (Discord), old mail programs"),
    Place(8_000, "most link shorteners, forms and issue trackers"),
    Place(32_000, "what Windows passes on to a browser"),
)
"""Not one of them is a standard: the numbers are what people have run into."""

_SHOWN_FILES = 3


def measure(link: str, files: Mapping[str, bytes]) -> Iterator[str]:
    """Lines for people: one for each place, and the next step if the link is too long for one."""
    size = sum(map(len, files.values()))
    number = "1 file" if len(files) == 1 else f"{len(files)} files"
    yield f"{len(link):,} characters ({number}, {size:,} bytes)"
    for place in PLACES:
        verdict = "fits" if len(link) <= place.characters else "TOO LONG"
        yield f"{place.characters:>8,}  {verdict:8}  {place.name}"
    if len(link) > PLACES[0].characters:
        yield _next_step(len(link), files)


def _next_step(length: int, files: Mapping[str, bytes]) -> str:
    largest = sorted(files, key=lambda name: (-len(files[name]), name))[:_SHOWN_FILES]
    shown = ", ".join(f"{name} ({len(files[name]):,} bytes)" for name in largest)
    if length > PLACES[-1].characters:
        return (
            f"Too long to be passed around. Publish it with `pyrt build`, or leave data out and "
            f"load it from a URL. The largest files: {shown}."
        )
    return (
        "To fit everywhere, leave files out or make them smaller, or put the link behind a text "
        f"on a page or in a mail. The largest files: {shown}."
    )
