"""The start image is the same bytes in every build: a site's hashes and its caches rely on it."""

from __future__ import annotations

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import make_runtime
import start_image

SCRIPT = start_image.ROOT / "build_scripts/make_image.mjs"

MACHINES: tuple[dict[str, str], ...] = (
    {},
    {"TZ": "Asia/Kathmandu", "LANG": "de_DE.UTF-8", "HOME": "/", "PYTHONHASHSEED": "4711"},
)
"""The environment of this machine, and what is another's."""


def test_every_build_makes_the_image_that_is_shipped(tmp_path: Path) -> None:
    def make(n: int) -> tuple[bytes, bytes]:
        folder = tmp_path / str(n)
        folder.mkdir()
        image, modules = folder / "image.gz", folder / "modules.json"
        subprocess.run(
            [
                *(start_image.find_node(), SCRIPT),
                *(make_runtime.STDLIB, make_runtime.PYRT, image, modules),
            ],
            cwd=folder,
            env=os.environ | MACHINES[n],
            check=True,
            timeout=120,
        )
        return image.read_bytes(), modules.read_bytes()

    with ThreadPoolExecutor() as pool:
        made = list(pool.map(make, range(len(MACHINES))))
    shipped = start_image.IMAGE.read_bytes(), start_image.MODULES.read_bytes()
    assert [one == shipped for one in made] == [True, True]
