"""The window over the sample school, or over what a test needs; each on a store of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from sipdesk.models.desk import Desk
from sipdesk.ui.style import theme
from tests.pictures import desks
from tests.ui.windows import Shown

Open = Callable[..., Shown]


@pytest.fixture
def opened(qapp: QApplication, tmp_path: Path) -> Iterator[Open]:
    """Open the window: ``opened(desks.lived, scale=2.25)``."""
    made: list[Shown] = []

    def open_one(make: Callable[..., Desk] = desks.lived, at: str = "", **look: object) -> Shown:
        folder = tmp_path / f"window-{len(made)}"
        desk = make(folder, at) if at else make(folder)
        made.append(Shown(desk, folder, **look))  # type: ignore[arg-type]
        return made[-1]

    yield open_one
    for shown in made:
        shown.close()
        shown.desk.close()
    theme.apply(qapp, "light", 1.0)


@pytest.fixture
def shown(opened: Open) -> Shown:
    """The sample school after its day, with the window in front."""
    return opened()
