"""Contents for `dcc.Download` (rule Q3)."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import dash
import pytest

from pyrt import dcc


class Frame:
    """The writers of a data frame."""

    def to_csv(self, buffer: Any, index: bool = True) -> None:
        buffer.write("i,a\n" if index else "a\n")

    def to_excel(self, buffer: Any) -> None:
        buffer.write(b"\x00\xff")
        buffer.close()  # as pandas does

    def to_secret(self, buffer: Any) -> None:
        """No writer that anybody knows."""


def test_text_is_sent_as_it_is() -> None:
    assert dcc.send_string("a,b", "t.csv") == {
        "content": "a,b",
        "filename": "t.csv",
        "type": None,
        "base64": False,
    }


def test_bytes_are_encoded() -> None:
    sent = dcc.send_bytes(b"\x00\xff", "x.bin", type="application/x")
    assert base64.b64decode(sent["content"]) == b"\x00\xff"
    assert sent["base64"] is True and sent["type"] == "application/x"


def test_a_file_keeps_its_name_or_gets_another(tmp_path: Path) -> None:
    file = tmp_path / "data.txt"
    file.write_text("hello")
    assert dcc.send_file(file)["filename"] == "data.txt"
    assert dcc.send_file(str(file), filename="other.txt")["filename"] == "other.txt"
    assert base64.b64decode(dcc.send_file(file)["content"]) == b"hello"


def test_a_frame_is_written_by_its_own_method() -> None:
    frame = Frame()
    assert dcc.send_data_frame(frame.to_csv, "f.csv", index=False)["content"] == "a\n"
    excel = dcc.send_data_frame(frame.to_excel, "f.xlsx")
    assert base64.b64decode(excel["content"]) == b"\x00\xff"


def test_an_unknown_writer_is_refused() -> None:
    with pytest.raises(ValueError, match=r"writer \(to_secret\) is not supported"):
        dcc.send_data_frame(Frame().to_secret, "f")


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("send_string", ("a", "a.txt")),
        ("send_bytes", (b"a", "a.bin", "text/plain")),
        ("send_file", (__file__,)),
        ("send_data_frame", (Frame().to_csv, "f.csv")),
        ("send_data_frame", (Frame().to_excel, "f.xlsx")),
    ],
)
def test_contents_are_those_of_dash(name: str, args: tuple[Any, ...]) -> None:
    assert getattr(dcc, name)(*args) == getattr(dash.dcc, name)(*args)
