"""Contents for `dcc.Download`: what its `data` prop takes, made from files, bytes and frames."""

from __future__ import annotations

import base64
import io
import ntpath
from collections.abc import Callable
from pathlib import Path
from typing import Any

Content = dict[str, Any]
"""`filename`, `content`, `type`, and whether `content` is `base64`."""


def send_file(
    path: str | Path,
    filename: str | None = None,
    type: str | None = None,
) -> Content:
    """A file from the app's file system; it keeps its name unless `filename` gives another."""
    if filename is None:
        # Cuts at both kinds of slash: paths may have been written on any system.
        filename = ntpath.basename(path)
    return send_bytes(Path(path).read_bytes(), filename, type)


def send_bytes(
    src: bytes | Callable[..., Any], filename: str, type: str | None = None, **kwargs: Any
) -> Content:
    """Bytes, or what `src(buffer, **kwargs)` writes into a binary buffer."""
    content = src if isinstance(src, bytes) else _written(io.BytesIO(), src, kwargs)
    encoded = base64.b64encode(content).decode()
    return {"content": encoded, "filename": filename, "type": type, "base64": True}


def send_string(
    src: str | Callable[..., Any], filename: str, type: str | None = None, **kwargs: Any
) -> Content:
    """Text, or what `src(buffer, **kwargs)` writes into a text buffer."""
    content = src if isinstance(src, str) else _written(io.StringIO(), src, kwargs)
    return {"content": content, "filename": filename, "type": type, "base64": False}


def _written(buffer: Any, writer: Callable[..., Any], kwargs: dict[str, Any]) -> Any:
    close = buffer.close
    # Some writers of pandas close what they wrote to, and its contents would be gone.
    buffer.close = lambda: None
    writer(buffer, **kwargs)
    content = buffer.getvalue()
    close()
    return content


def send_data_frame(
    writer: Callable[..., Any], filename: str, type: str | None = None, **kwargs: Any
) -> Content:
    """What a bound writer of a data frame produces: `send_data_frame(df.to_csv, "data.csv")`."""
    name = writer.__name__
    send = _SENDERS.get(name)
    if send is None:
        raise ValueError(
            f"The provided writer ({name}) is not supported, "
            "try calling send_string or send_bytes directly."
        )
    return send(writer, filename, type, **kwargs)


_SENDERS: dict[str, Callable[..., Content]] = {
    "to_csv": send_string,
    "to_json": send_string,
    "to_html": send_string,
    "to_excel": send_bytes,
    "to_feather": send_bytes,
    "to_parquet": send_bytes,
    "to_msgpack": send_bytes,
    "to_stata": send_bytes,
    "to_pickle": send_bytes,
}
