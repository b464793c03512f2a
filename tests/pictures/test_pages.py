"""A picture of every page in every look lands in out/pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from sipdesk.ui import pictures
from sipdesk.ui.preferences import Mode
from tests.pictures import desks
from tests.pictures.__main__ import LOOKS, ROOT, folder_of

RECKONED = {"school-progress", "school-gaps", "school-groups"}  # beside the window


@pytest.mark.parametrize(("mode", "scale"), LOOKS)
def test_every_page_has_its_picture(qapp, tmp_path: Path, mode: Mode, scale: float) -> None:
    desk = desks.lived(tmp_path)
    names = [name for name, _ in pictures.places(desk)]
    taken = pictures.take(desk, folder_of(ROOT / "out" / "pictures", mode, scale), mode, scale)
    desk.close()
    assert [path.stem for path in taken] == names
    assert len(names) >= 20
    for path in taken:
        if path.stem in RECKONED:
            assert goes_on(path), f"{path.stem} is a heading over nothing"


def goes_on(picture: Path) -> bool:
    """Whether there is anything in the page's second quarter, right of the places."""
    image = QImage(str(picture))
    half = image.copy(image.width() // 6, image.height() // 4, image.width(), image.height() // 4)
    ground = half.pixel(half.width() // 2, half.height() - 1)
    return any(
        half.pixel(x, y) != ground
        for y in range(0, half.height() - 1, 2)
        for x in range(0, half.width() * 2 // 3, 2)
    )
