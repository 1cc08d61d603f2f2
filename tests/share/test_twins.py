"""Python and TypeScript read and write the same links, whole or broken.

The seed is fixed: a run says the same each time.  Look further with
`pytest tests/share --hypothesis-profile=search`.
"""

from __future__ import annotations

import base64
import random
import zlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pyrt.share.body import SharedApp, encode_body
from pyrt.share.dictionary import DICTIONARY
from pyrt.share.errors import ShareError
from pyrt.share.link import make_fragment, read_link
from tests.share.conftest import Twin

# The session's Node is no state that examples could spoil for each other.
_SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
settings.register_profile("search", max_examples=5_000, deadline=None)
settings.register_profile("ci", max_examples=40, deadline=None, derandomize=True, database=None)
settings.load_profile("ci")


def here(link: str) -> SharedApp | str:
    try:
        return read_link(link)
    except ShareError as error:
        return error.kind


def packed(deflated: bytes, flags: int = 0) -> str:
    """A payload whose check sum fits, whatever is in it."""
    checked = bytes([flags]) + deflated
    data = zlib.crc32(checked).to_bytes(4, "big") + checked
    return "v1." + base64.urlsafe_b64encode(data).decode().rstrip("=")


def deflated(body: bytes) -> bytes:
    press = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=DICTIONARY)
    return press.compress(body) + press.flush()


def short_text(text: str | bytes) -> bytes:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    assert len(data) < 1 << 14
    return (
        bytes([len(data) & 0x7F | 0x80, len(data) >> 7]) + data
        if len(data) > 0x7F
        else (bytes([len(data)]) + data)
    )


def with_paths(*paths: str) -> bytes:
    """A body of empty files, that nobody has checked."""
    table = b"".join(short_text(path) + b"\0" for path in paths)
    return bytes([len(paths)]) + table + b"\0\0\0\0"


def with_texts(target: str, requirement: str, state: str) -> bytes:
    return (
        b"\1" + short_text("a.py") + b"\0\0" + short_text(target) + b"\1" + short_text(requirement)
    ) + short_text(state)


# --- apps ------------------------------------------------------------------------------------

_names = st.from_regex(r"[a-zA-Zé世🎈_ -]{0,6}[a-zé世🎈_]", fullmatch=True)
_paths = st.lists(_names, min_size=1, max_size=3).map("/".join)
_contents = st.one_of(
    st.binary(max_size=300),
    st.integers(0, len(DICTIONARY)).map(lambda at: DICTIONARY[at : at + 900]),
    # Longer than the window, so that matches no longer reach the dictionary.
    st.integers(0, 99).map(lambda seed: random.Random(seed).randbytes(900) * 40),
)
_numbers = st.one_of(st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False))
_texts = st.text(max_size=8)
_values = st.recursive(
    st.one_of(st.none(), st.booleans(), _numbers, _texts, st.just("\ud800")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(_texts, inner, max_size=3)
    ),
    max_leaves=8,
)
_states = st.dictionaries(
    st.text(min_size=1, max_size=8), st.dictionaries(_texts, _values, max_size=3), max_size=3
)


@st.composite
def apps(draw: st.DrawFn) -> SharedApp:
    files: dict[str, bytes] = {}
    seen: set[str] = set()
    for path in [*draw(st.lists(_paths, max_size=4)), draw(_paths) + ".py"]:
        low = path.lower()
        if any(f"{low}/".startswith(f"{other}/") or other.startswith(low) for other in seen):
            continue
        seen.add(low)
        files[path] = draw(_contents)
    entries = [path for path in files if path.endswith(".py")]
    if not entries:
        files["the app.py"] = b""
        entries = ["the app.py"]
    entry = entries[0]
    module = entry.removesuffix(".py").replace("/", ".")
    targets = ["", ":app"] + ([] if " " in module else [f"{module}:app"])
    requirements = draw(st.lists(st.sampled_from(["numpy", "é>=1", "./wheels/a.whl"]), max_size=3))
    return SharedApp(
        files, entry, draw(st.sampled_from(targets)), tuple(requirements), draw(_states)
    )


@settings(suppress_health_check=_SHARED)
@given(app=apps())
def test_a_link_made_here_is_read_there_and_back(twin: Twin, app: SharedApp) -> None:
    ours, theirs = make_fragment(app), twin.make(app)
    assert twin.read(ours) == app
    assert read_link(theirs) == app
    assert twin.read(theirs) == app
    assert read_link(ours) == app


def test_a_passphrase_opens_on_the_other_side(twin: Twin) -> None:
    app = SharedApp({"app.py": b"x"}, "app.py")
    # U+0327 is composed before the key is made.
    assert twin.read(make_fragment(app, passphrase="c\u0327a 🎈"), "ça 🎈") == app
    assert read_link(twin.make(app, "c\u0327a 🎈"), passphrase="ça 🎈") == app
    assert twin.read(make_fragment(app, passphrase="x"), "y") == "passphrase-wrong"


# --- broken links ----------------------------------------------------------------------------

_ODD = (
    *("", ".", "..", "...", ".a", "a", "b", "A", "a.", "a ", " a", " ", "a.py", "~", "x" * 300),
    *("con", "CON.txt", "con .x", "com", "com1", "lpt\u00b9", "nul", "conin$", "K", "k", "\u212a"),
    *(".git", ".GIT", "git~1", "a~1", "a~1.py", "abcdefg~1", "a~b", "C:", "a:b", "a*b", "a\\b"),
    *(
        "\u00e9",
        "e\u0301",
        "\ud800",
        "\u200d",
        "\ufeff",
        "\U0001f388",
        "\u2028",
        "\uffff",
        "\ufff0",
    ),
    *(
        "a\tb",
        "a\nb",
        "\x7f",
        "\x85",
        "\u00c4",
        "\u00e4",
        "\u00a0",
        "\u3000",
        "\ue000",
        "\U000e0001",
    ),
)
_odd = st.sampled_from(_ODD)
_odd_paths = st.lists(st.one_of(_odd, st.text(max_size=4)), min_size=1, max_size=4).map("/".join)


@settings(suppress_health_check=_SHARED, max_examples=120)
@given(path=_odd_paths, other=_odd_paths, ending=st.sampled_from(["", ".py"]))
def test_both_take_the_same_paths(twin: Twin, path: str, other: str, ending: str) -> None:
    one = [path + ending, other]
    one.sort(key=lambda text: text.encode("utf-8", "surrogatepass"))
    for paths in ([path + ".py"], one):
        link = packed(deflated(with_paths(*paths)))
        assert twin.read(link) == here(link)


_ODD_JSON = (
    *("0", "-0", "01", "1.", ".5", "1e5", "1e999", "-1E+9999", "NaN", "-Infinity", "nul", "true"),
    *(
        '"\\ud800"',
        '"\\x"',
        '"\n"',
        '"\0"',
        "[1,]",
        "\ufeff1",
        "\u00a01",
        " \t1",
        "9" * 400,
        "9" * 5_000,
    ),
    *("[" * depth + "]" * depth for depth in (62, 63, 64, 65, 2_000)),
    *('{"a":' * depth + "1" + "}" * depth for depth in (62, 63, 64, 65, 2_000)),
)
_json = st.one_of(
    st.sampled_from(_ODD_JSON), st.text(alphabet='{}[]":,01.eE+-ntf\\u \ud800', max_size=30)
)
_states_as_text = st.one_of(
    _json,
    st.builds('{{"id":{{"value":{}}}}}'.format, _json),
    st.builds('{{"id":{}}}'.format, _json),
    st.builds("{{{}:{{}}}}".format, _json),
)
_targets = st.one_of(
    st.sampled_from(["", ":a", "a:b", "a:b.c", "a:b:c", "b:a", ":", "a:", ": a", ":\u3000", ":é"]),
    st.text(alphabet=":a./ \x7f\x85\u2028", max_size=4),
)
_requirements = st.one_of(
    st.sampled_from(["", "a", "a\n", "\x7f", "\x85", "é" * 500, "é" * 501]), st.text(max_size=4)
)


@settings(suppress_health_check=_SHARED, max_examples=120)
@given(target=_targets, requirement=_requirements, state=_states_as_text)
def test_both_take_the_same_texts(twin: Twin, target: str, requirement: str, state: str) -> None:
    for texts in ((target, "a", ""), ("", requirement, ""), ("", "a", state)):
        link = packed(deflated(with_texts(*texts)))
        assert twin.read(link) == here(link)


_changes = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(0, 255), st.sampled_from(["set", "add", "cut"])),
    min_size=1,
    max_size=4,
)


def changed(data: bytes, changes: list[tuple[int, int, str]]) -> bytes:
    out = bytearray(data)
    for at, byte, how in changes:
        at %= len(out) + 1
        out[at : at + (how != "add")] = b"" if how == "cut" else bytes([byte])
    return bytes(out)


@settings(suppress_health_check=_SHARED, max_examples=60)
@given(app=apps(), changes=_changes)
def test_both_say_the_same_of_a_broken_body(
    twin: Twin, app: SharedApp, changes: list[tuple[int, int, str]]
) -> None:
    # Where the numbers and names are, and not among the contents.
    head = [(at % 60, byte, how) for at, byte, how in changes]
    link = packed(deflated(changed(encode_body(app), head)))
    assert twin.read(link) == here(link)


@settings(suppress_health_check=_SHARED, max_examples=60)
@given(app=apps(), changes=_changes, flags=st.sampled_from([0, 0, 0, 1, 2, 255]))
def test_both_say_the_same_of_a_broken_stream(
    twin: Twin, app: SharedApp, changes: list[tuple[int, int, str]], flags: int
) -> None:
    link = packed(changed(deflated(encode_body(app)), changes), flags)
    assert twin.read(link) == here(link)


@settings(suppress_health_check=_SHARED, max_examples=60)
@given(app=apps(), changes=_changes)
def test_both_say_the_same_of_a_broken_link(
    twin: Twin, app: SharedApp, changes: list[tuple[int, int, str]]
) -> None:
    link = changed(make_fragment(app).encode(), changes).decode("latin-1")
    assert twin.read(link) == here(link)


@settings(suppress_health_check=_SHARED)
@given(link=st.one_of(st.text(), st.text().map("#v1.".__add__), st.text().map("v".__add__)))
def test_both_say_the_same_of_any_text(twin: Twin, link: str) -> None:
    assert twin.read(link) == here(link)
