"""The window: painted before anything heavy is loaded, then opened over a store."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit, QWidget
from shiboken6 import isValid

from sipdesk.ui.preferences import Preferences

if TYPE_CHECKING:
    from sipdesk.models.desk import Desk
    from sipdesk.ui.dialogs.palette import Palette
    from sipdesk.ui.doing import Doing
    from sipdesk.ui.place import Place
    from sipdesk.ui.staying import Stay
    from sipdesk.ui.workspace import Workspace


class MainWindow(QMainWindow):
    """Holds an opening page at first, the Workspace once a store is open."""

    closing = Signal()
    closeRefused = Signal()  # something cannot be saved, or is still being done
    lockRequest = Signal()
    backupRequest = Signal()
    restoreRequest = Signal(object, str)  # the backup, the passphrase of its time or ""
    rekeyRequest = Signal(str, str)  # the passphrase now, the new one
    painted = Signal()  # for the first time

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self.workspace: Workspace | None = None
        self.may_close: Callable[[], bool] = lambda: True  # asked once all is saved
        self._palette: Palette | None = None
        self._seen = False
        self._leaving = False  # as soon as the desk is lent no more
        self.held_open = False  # while something is done that must be seen to its end
        self.actions_by_key: dict[str, QAction] = {}
        self.setWindowTitle("SIP Desk")
        self.resize(1366, 768)
        if not preferences.geometry.isEmpty():
            self.restoreGeometry(QByteArray(preferences.geometry))
        app = QApplication.instance()
        if isinstance(app, QApplication):  # not every event of the program: there are thousands
            app.focusChanged.connect(self._look_after)

    def open_desk(self, desk: Desk, stay: Stay | None = None, start: Place | None = None) -> None:
        """Show the desk, where one was before if that is known, else at `start`.

        From here on everything heavy is loaded.
        """
        from sipdesk.ui import actions, staying
        from sipdesk.ui.dialogs.palette import Palette
        from sipdesk.ui.doing import Doing
        from sipdesk.ui.finding import Finding
        from sipdesk.ui.place import Place
        from sipdesk.ui.view import View
        from sipdesk.ui.workspace import Workspace

        view = View(desk, self)
        self.workspace = Workspace(view, self._preferences, self)
        self.setCentralWidget(self.workspace)
        self.workspace.lending.ended.connect(self._leave_after_all)
        doing = Doing(self.workspace, self._preferences)
        self._connect(self.workspace, doing)
        self.actions_by_key = actions.build(self, doing.table())
        view.namesChanged.connect(self.actions_by_key["hide-names"].setChecked)
        here = self.workspace.router.school_id
        finding = Finding(view, self.actions_by_key, self.workspace.go, here)
        self._palette = Palette(finding.offers, self)
        desk.events.subscribe(lambda _: self._name_steps())
        self._name_steps()
        if stay is None:
            self.workspace.go(start or Place())
        else:
            staying.come_back(self.workspace, stay)

    def close_desk(self) -> Stay | None:
        """Nothing of the desk in the window any more; gives where one was.

        None when something that was typed cannot be saved: then all is as it was.
        """
        from sipdesk.ui import staying

        work = self.workspace
        if work is None:
            return None
        stay = staying.leave(work)
        if not work.close_down():
            return None
        staying.take_down(self, work, self._palette)
        self.workspace = self._palette = None
        self.actions_by_key = {}
        return stay

    # --- asked for by pages and actions

    def palette_open(self) -> None:
        """Find anything."""
        if self._palette is not None:
            self._palette.open()

    def apply_look(self) -> None:
        """The look and size of text of the preferences, at once."""
        from sipdesk.ui.style import theme

        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self._preferences.mode, self._preferences.scale)
        if self.workspace is not None:
            self.workspace.router.refresh()  # the settings may be in front

    # --- Qt

    def _look_after(self, old: QWidget | None, now: QWidget | None) -> None:
        """Whatever has the keyboard asks here whose Ctrl+Z it is."""
        if old is not None and isValid(old):
            old.removeEventFilter(self)
        if now is not None:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Z in a field takes back typing first, and steps when no typing is left."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not _can_undo(watched)
            redo = event.matches(QKeySequence.StandardKey.Redo) and not _can_redo(watched)
            if undo or redo:
                event.ignore()
                return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        work = self.workspace
        if self.held_open or (work is not None and work.lending.is_on):
            self._leaving = not self.held_open
            event.ignore()
            return
        if work is not None and not (
            work.may_leave()
            and self.workspace is work  # it was not locked or encrypted anew in the meantime
            and self.may_close()
            and self.workspace is work
            and work.close_down()
        ):
            self.closeRefused.emit()
            event.ignore()
            return
        self._preferences.geometry = self.saveGeometry()
        self.closing.emit()
        super().closeEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        from sipdesk.ui.widgets import reading_order

        inside, now = self.centralWidget(), QApplication.focusWidget()
        if inside is not None and reading_order.step(inside, now, forward=forward):
            return True
        return super().focusNextPrevChild(forward)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        left = event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow()
        if left and self.isVisible() and self.workspace is not None:
            self.workspace.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._palette is not None and self._palette.isVisible():
            self._palette.place()

    def _leave_after_all(self) -> None:
        """Somebody wanted to leave while the desk was lent."""
        if self._leaving:
            self._leaving = False
            self.close()

    def _connect(self, work: Workspace, doing: Doing) -> None:
        for signal, slot in (
            (work.findRequest, self.palette_open),
            (work.router.backupRequest, self.backupRequest),
            (work.router.restoreRequest, self.restoreRequest),
            (work.router.rekeyRequest, self.rekeyRequest),
            (work.router.lookChanged, self.apply_look),
            (doing.lookChanged, self.apply_look),
            (doing.lockRequest, self.lockRequest),
            (doing.quitRequest, self.close),
            (doing.findRequest, self.palette_open),
        ):
            signal.connect(slot)

    def _name_steps(self) -> None:
        """Undo and redo say what they would do."""
        if self.workspace is None:
            return
        journal = self.workspace.desk.journal
        for key, word, label in (
            ("undo", "&Undo", journal.can_undo()),
            ("redo", "&Redo", journal.can_redo()),
        ):
            action = self.actions_by_key[key]
            action.setText(f"{word} {label[:1].lower()}{label[1:]}" if label else word)


def _can_undo(widget: QObject) -> bool:
    if isinstance(widget, QLineEdit):
        return widget.isUndoAvailable()
    return isinstance(widget, QPlainTextEdit) and widget.document().isUndoAvailable()


def _can_redo(widget: QObject) -> bool:
    if isinstance(widget, QLineEdit):
        return widget.isRedoAvailable()
    return isinstance(widget, QPlainTextEdit) and widget.document().isRedoAvailable()
