"""The figures on the whole screen, for a room of governors."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from sipdesk.export.content.prose import gate_for
from sipdesk.export.gap_material import GapMaterial
from sipdesk.models.desk import Desk
from sipdesk.ui.lending import Lending
from sipdesk.ui.pages.gaps.figures import for_governors
from sipdesk.ui.pages.gaps.projector import Projector
from sipdesk.ui.pages.gaps.slides import Slide, slides
from sipdesk.ui.view import View


class Wall(QObject):
    """Put up over a page and taken down with it; `ended` says that the page is in front again."""

    ended = Signal()

    def __init__(self, view: View, page: QWidget) -> None:
        super().__init__(page)
        self._view, self._page = view, page
        self._shown: Projector | None = None

    @property
    def shown(self) -> Projector | None:
        """What is on the whole screen just now."""
        return self._shown

    def put_up(
        self, material: GapMaterial, threshold: int, failed: Callable[[Exception], object]
    ) -> None:
        """Make the figures fit to be seen outside the school, groups up to `threshold` hidden."""
        Lending.of(self._view).lend(
            "Making it fit to be seen outside the school",
            lambda _: _told(self._view.desk, material, threshold),
            self._show,
            failed,
            self._page,
        )

    def take_down(self) -> None:
        """Nothing is on the whole screen any more."""
        if self._shown is not None:
            self._shown.end()

    def _show(self, told: list[Slide]) -> None:
        self.take_down()
        self._shown = Projector(told, self._page)
        self._shown.ended.connect(self._came_down)
        screens = QGuiApplication.screens()
        if len(screens) > 1:  # the other screen is the one that people look at
            here = self._page.screen()
            self._shown.setScreen(next(each for each in screens if each is not here))
        self._shown.showFullScreen()
        self._shown.activateWindow()
        self._shown.setFocus()

    def _came_down(self) -> None:
        self._shown = None
        self._page.window().activateWindow()
        self.ended.emit()


def _told(desk: Desk, material: GapMaterial, threshold: int) -> list[Slide]:
    """On another thread, with the desk at rest."""
    seen = for_governors(desk, material, threshold)
    return slides(seen, gate_for(seen.about, seen.audience))
