"""Both languages read the same links: the fixtures, read by Python.

`web/src/share/link.test.ts` reads the same files.  A link that was once made is read for ever,
so no fixture ever goes, and none changes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from pyrt.share import limits
from pyrt.share.body import SharedApp
from pyrt.share.dictionary import DICTIONARY
from pyrt.share.errors import Kind, ShareError
from pyrt.share.link import make_fragment, read_link

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "tests/fixtures/share"
WEB = ROOT / "web/src/share"
NAMES = sorted(path.stem for path in FOLDER.iterdir())

FROZEN = """\
a_million_file_entries 503f3707b2ba
a_million_files 330fb4a82736
an_ordinary_anchor 5e1a32c4c0d7
bomb afd2d3533edb
bracket_at_the_end 535c38fb71aa
broken_into_lines 2ae117e7cd30
bytes_left_over 22035601ec79
content_larger_than_all 695e6ee45b5a
content_missing be248e69479f
cut_off 8fd9aaa56dd2
cut_off_to_nothing f1cd92992391
entry_no_script b5d536af4f42
entry_out_of_range ba9f1395109d
hello 477c152daabb
newer_version 7bf044e36c44
no_deflate 6586fb4d35ed
no_files fe159248ecd2
nothing_inside e66ede567141
number_long_form afbd00bad3b8
number_too_long bc96a1f4f427
one_letter_changed fbe1a30e8ce4
padded 52cf10bbfa2e
passphrase 287267967aad
passphrase_empty 71ce59f230ae
passphrase_missing a63b20e0c575
passphrase_wrong f16e06a8fa0a
path_absolute 9877ef754dc0
path_backslash 471ca7d49a41
path_control 57445706c171
path_decomposed 38698a68186b
path_device 7efcc1c4c4ce
path_device_superscript af5a77949b97
path_dot a475c85aefee
path_drive d77f8b845f66
path_empty 39d39ac25594
path_empty_part 4c000b234e8d
path_file_as_folder a3f3a72c5f8d
path_git 2668413416cd
path_invisible dbc30793ff5d
path_not_utf8 bd575825ae33
path_other_case 716f9e2a20df
path_parent e3796d3e77d5
path_parent_inside 133733a07c0c
path_short_name 3b3796f9e26b
path_stream 7de9533d3c21
path_surrogate c5811c94cde5
path_too_long 72c9f19ef4a0
path_trailing_dot fa76b5dd5ea2
path_trailing_space 2226cebee851
path_twice c2e86d484c34
path_twice_single_letter 84fdbb2854bf
requirement_empty 9330677e3e2a
requirement_of_two_lines d520130741bd
sealed_too_short 5ed30dfe984d
several_files 6b2108fc3a4e
spare_bits 26cbf212d9d9
state 82c453fd57cf
state_bom 4f1364a2beb6
state_deep 7d2f133d2a4d
state_empty_object fe69e476d6db
state_huge_integer 29fcf115d48c
state_id_empty eee88caf6829
state_infinite 2c148e41377a
state_list f1c9be063404
state_nan baf633a30905
state_no_json fa30eef33503
state_props_list bc5508b26fc7
state_very_deep 1465e058ed39
target_no_colon dae7793998c9
target_no_name f5e4601a08cf
target_other_module 28b01f226cd7
target_path edee4cd8187c
target_space f178b57366cf
too_many_requirements efe68b402d66
unfinished 38404aa24e1f
unknown_flag b7e2ed53ab8f
unsorted 2854290dd3c0
"""
"""name, beginning of the sha256 of link and passphrase.  Add lines; never touch one."""


def fixture(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return data


def fingerprint(name: str) -> str:
    wire = fixture(name)
    text = json.dumps({key: value for key, value in wire.items() if key != "app"}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def test_no_fixture_has_been_deleted_or_changed() -> None:
    assert dict(line.split() for line in FROZEN.splitlines()) == {
        name: fingerprint(name) for name in NAMES
    }


@pytest.mark.parametrize("name", [name for name in NAMES if "app" in fixture(name)])
def test_a_link_opens(name: str) -> None:
    wire = fixture(name)
    app = read_link(wire["link"], passphrase=wire.get("passphrase"))
    files = {path: base64.b64encode(data).decode() for path, data in app.files.items()}
    parsed = {
        "files": files,
        "entry": app.entry,
        "target": app.target,
        "requirements": list(app.requirements),
        "state": app.state,
    }
    assert parsed == wire["app"]
    assert read_link(make_fragment(app)) == app


@pytest.mark.parametrize("name", [name for name in NAMES if "error" in fixture(name)])
def test_a_link_is_refused(name: str) -> None:
    wire = fixture(name)
    with pytest.raises(ShareError) as caught:
        read_link(wire["link"], passphrase=wire.get("passphrase"))
    assert caught.value.kind == wire["error"], caught.value


def test_the_dictionary_is_frozen() -> None:
    digest = hashlib.sha256(DICTIONARY).hexdigest()
    assert digest == "083f535bac6bbc1e21a032f6344fc30df4cedd96bac7428bd41030c8b6f99e89"


def test_both_languages_have_the_same_dictionary() -> None:
    module = (WEB / "dictionary.ts").read_text("utf-8")
    assert module.split("`")[-2] == DICTIONARY.decode()


def test_both_languages_have_the_same_limits() -> None:
    module = (WEB / "limits.ts").read_text("utf-8")
    found = re.findall(r"export const (\w+) = ([0-9_* ]+);", module)
    theirs = {name: eval(value) for name, value in found}
    assert theirs == {name: value for name, value in vars(limits).items() if name.isupper()}


def test_both_languages_have_the_same_kinds_of_errors() -> None:
    module = (WEB / "errors.ts").read_text("utf-8")
    assert set(re.findall(r'\| "([a-z-]+)"', module)) == set(Kind.__args__)  # type: ignore[attr-defined]


def test_a_small_app_is_a_short_link() -> None:
    wire = fixture("hello")
    assert len(base64.b64decode(wire["app"]["files"]["app.py"])) > 700
    app = read_link(wire["link"])
    assert len(make_fragment(app)) <= 230


def test_the_same_app_is_the_same_link() -> None:
    one = SharedApp({"b.py": b"1", "app.py": b"2"}, "app.py")
    other = SharedApp({"app.py": b"2", "b.py": b"1"}, "app.py")
    assert make_fragment(one) == make_fragment(other)
