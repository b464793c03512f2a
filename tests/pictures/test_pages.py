"""A picture of every page in every look lands in out/pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from sipdesk.ui import pictures
from sipdesk.ui.preferences import Mode
from tests.pictures import desks
from tests.pictures.__main__ import LOOKS, ROOT, folder_of


@pytest.mark.parametrize(("mode", "scale"), LOOKS)
def test_every_page_has_its_picture(qapp, tmp_path: Path, mode: Mode, scale: float) -> None:
    desk = desks.lived(tmp_path)
    names = [name for name, _ in pictures.places(desk)]
    taken = pictures.take(desk, folder_of(ROOT / "out" / "pictures", mode, scale), mode, scale)
    desk.close()
    assert [path.stem for path in taken] == names
    assert len(names) >= 20
    assert all(path.stat().st_size > 5_000 for path in taken)
