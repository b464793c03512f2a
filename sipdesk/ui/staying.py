"""Where one was in the window while it was locked: places, ids and numbers, and not a word."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QToolTip, QWidget

from sipdesk.ui.dialogs.palette import Palette
from sipdesk.ui.pages.record_pane import RecordPane
from sipdesk.ui.place import Place
from sipdesk.ui.workspace import Workspace

_DESKTOP = Qt.WindowType.Desktop


@dataclass(frozen=True, slots=True)
class Stay:
    """`chosen` is the record in front of each list of the page, `focus` where the keyboard was."""

    here: Place
    way: tuple[Place, ...] = ()
    names_hidden: bool = False
    chosen: tuple[str, ...] = ()
    scrolled: int = 0
    focus: int = -1


def leave(work: Workspace) -> Stay:
    """Remember the page in front."""
    page = work.router.front_page()
    stops = _stops(page)
    focus = QApplication.focusWidget()
    return Stay(
        here=work.router.where(),
        way=work.router.way(),
        names_hidden=work.view.names_hidden,
        chosen=tuple(pane.chosen for pane in _panes(page)),
        scrolled=work.router.scrolled(),
        focus=stops.index(focus) if focus in stops else -1,
    )


def come_back(work: Workspace, stay: Stay) -> None:
    """The same page, the same records, the same place for the keyboard."""
    work.view.hide_names(stay.names_hidden)
    work.go(stay.here)
    work.router.came_by(stay.way)
    page = work.router.front_page()
    for pane, ref in zip(_panes(page), stay.chosen, strict=False):
        if ref and ref != pane.chosen:
            pane.reveal(ref)
    QApplication.sendPostedEvents()
    stops = _stops(page)
    if 0 <= stay.focus < len(stops):
        stops[stay.focus].setFocus(Qt.FocusReason.OtherFocusReason)
    work.router.scroll_to(stay.scrolled)


def float_nothing(window: QMainWindow) -> None:
    """Close what stands above a window: tooltips, lists that are open, dialogs, the palette."""
    QToolTip.hideText()
    for floating in QApplication.topLevelWidgets():
        if floating is not window and floating.isVisible() and floating.windowType() != _DESKTOP:
            floating.close()
    for palette in window.findChildren(Palette):
        palette.hide()


def take_down(window: QMainWindow, work: Workspace, palette: QWidget | None) -> None:
    """Take the desk out of a window: its pages, menus and actions, and what floats above them."""
    float_nothing(window)
    window.takeCentralWidget()
    window.menuBar().clear()
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    for kind in (QMenu, QAction):
        for part in window.findChildren(kind, "", direct):
            part.deleteLater()
    for gone in (work, palette):
        if gone is not None:
            gone.hide()
            gone.setParent(None)
            gone.deleteLater()
    work.view.deleteLater()


def _panes(page: QWidget | None) -> list[RecordPane]:
    return page.findChildren(RecordPane) if page is not None else []


def _stops(page: QWidget | None) -> list[QWidget]:
    """What the keyboard can be on, in the order in which it was made."""
    if page is None:
        return []
    return [w for w in page.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
