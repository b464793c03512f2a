"""The window: painted before anything heavy is loaded, then opened over a store."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit

from sipdesk.ui.preferences import Preferences

if TYPE_CHECKING:
    from sipdesk.models.desk import Desk
    from sipdesk.ui.dialogs.palette import Palette
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
        self.held_open = False  # while something is done that must be seen to its end
        self.actions_by_key: dict[str, QAction] = {}
        self.setWindowTitle("SIP Desk")
        self.resize(1366, 768)
        if not preferences.geometry.isEmpty():
            self.restoreGeometry(QByteArray(preferences.geometry))
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def open_desk(self, desk: Desk, stay: Stay | None = None, start: Place | None = None) -> None:
        """Show the desk, where one was before if that is known, else at `start`.

        From here on everything heavy is loaded.
        """
        from sipdesk.ui import actions, staying
        from sipdesk.ui.dialogs.palette import Palette
        from sipdesk.ui.finding import Finding
        from sipdesk.ui.place import Place
        from sipdesk.ui.view import View
        from sipdesk.ui.workspace import Workspace

        view = View(desk, self)
        self.workspace = Workspace(view, self._preferences, self)
        self.setCentralWidget(self.workspace)
        self.actions_by_key = actions.build(self, self._doing())
        view.namesChanged.connect(self.actions_by_key["hide-names"].setChecked)
        finding = Finding(view, self.actions_by_key, self.workspace.go)
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

    def add_school(self) -> None:
        """A new school, ready to be named."""
        from sipdesk.ui import place

        if self.workspace is not None:
            school = self.workspace.desk.schools.add("New school")
            self.workspace.go(place.school(school.id, ref="name"))

    def apply_look(self) -> None:
        """The look and size of text of the preferences, at once."""
        from sipdesk.ui.style import theme

        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self._preferences.mode, self._preferences.scale)
        if self.workspace is not None:
            self.workspace.router.refresh()  # the settings may be in front

    # --- Qt

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
        if self.held_open:
            event.ignore()
            return
        work = self.workspace
        if work is not None and not (
            work.may_leave()
            and self.may_close()
            and self.workspace is work  # it was not locked or encrypted anew in the meantime
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

    # --- what the actions do

    def _doing(self) -> dict[str, Callable[[], object]]:
        """The one table of what each action does."""
        from sipdesk.ui import place
        from sipdesk.ui.place import Kind, Place

        work = self.workspace
        assert work is not None
        return {
            "add-school": self.add_school,
            "open-sample": self._open_sample,
            "plan-visit": self._plan_visit,
            "export-note-pdf": lambda: self._export_visit("note-pdf"),
            "export-note-word": lambda: self._export_visit("note-word"),
            "export-plan": self._export_plan,
            "export-agenda": lambda: self._export_visit("agenda"),
            "export-calendar": lambda: self._export_visit("calendar"),
            "settings": lambda: work.go(Place(Kind.SETTINGS)),
            "backups": lambda: work.go(Place(Kind.BACKUPS)),
            "lock": self.lockRequest.emit,
            "quit": self.close,
            "undo": work.undo,
            "redo": work.redo,
            "history": lambda: work.go(Place(Kind.HISTORY, ref="all")),
            "bin": lambda: work.go(Place(Kind.BIN)),
            "capture": work.capture,
            "late": self._late,
            "compose": self._compose,
            "palette": self.palette_open,
            "today": lambda: work.go(Place()),
            "todays-visit": self._todays_visit,
            "back": work.back,
            "next-part": lambda: work.router.turn(1),
            "previous-part": lambda: work.router.turn(-1),
            "to-message": work.messages.take_focus,
            "hide-names": lambda: work.view.hide_names(not work.view.names_hidden),
            "larger": lambda: self._rescale(1),
            "smaller": lambda: self._rescale(-1),
            "dark": self._other_look,
            "help": lambda: work.go(place.Place(Kind.HELP)),
        }

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

    def _open_sample(self) -> None:
        from sipdesk import sample
        from sipdesk.models.errors import UserError
        from sipdesk.ui import place

        work = self.workspace
        if work is None:
            return
        try:
            school = sample.build(work.desk)
        except UserError as error:
            work.messages.error(error)
        else:
            work.go(place.school(school.id))

    def _plan_visit(self) -> None:
        from sipdesk.ui import place
        from sipdesk.ui.pages.visits import VisitsPage

        work = self.workspace
        if work is None:
            return
        schools = work.desk.schools.all()
        school_id = work.router.school_id() or (schools[0].id if schools else "")
        if not school_id:
            self.add_school()
            return
        work.go(place.school(school_id, place.Section.VISITS))
        front = work.router.front_page()
        if isinstance(front, VisitsPage):
            front.plan()

    def _visit_id(self) -> str:
        """The visit in front, or else today's."""
        work = self.workspace
        assert work is not None
        in_front, _ = work.router.visit_in_front()
        if in_front:
            return in_front
        visit = work.desk.capture.todays(work.desk.clock.now().date())
        return visit.id if visit else ""

    def _with_visit(self, do: Callable[[str], object]) -> None:
        work = self.workspace
        assert work is not None
        visit_id = self._visit_id()
        if visit_id:
            do(visit_id)
        else:
            work.tell("Open the visit first: no visit is planned for today.")

    def _export_visit(self, what: str) -> None:
        work = self.workspace
        assert work is not None
        self._with_visit(lambda visit_id: work.export(what, visit_id))

    def _export_plan(self) -> None:
        work = self.workspace
        assert work is not None
        schools = work.desk.schools.all()
        school_id = work.router.school_id() or (schools[0].id if len(schools) == 1 else "")
        if school_id:
            work.export("plan", school_id)
        else:
            work.tell("Open the school whose plan you want.")

    def _todays_visit(self) -> None:
        from sipdesk.ui import place

        work = self.workspace
        assert work is not None
        visit = work.desk.capture.todays(work.desk.clock.now().date())
        if visit is None:
            work.tell("No visit is planned for today.")
        else:
            work.go(place.visit(visit.id))

    def _late(self) -> None:
        from sipdesk.ui import place

        work = self.workspace
        assert work is not None

        def late(visit_id: str) -> None:
            if work.router.front_visit() is None:
                work.go(place.visit(visit_id))
            screen = work.router.front_visit()
            if screen is not None:
                screen.run_late()

        self._with_visit(late)

    def _compose(self) -> None:
        from sipdesk.ui import place

        work = self.workspace
        assert work is not None

        def compose(visit_id: str) -> None:
            work.flush()
            work.desk.compose_note(visit_id)
            work.go(place.visit(visit_id, place.Stage.NOTE))

        self._with_visit(compose)

    def _rescale(self, by: int) -> None:
        from sipdesk.ui.style.metrics import SCALES

        nearest = min(SCALES, key=lambda scale: abs(scale - self._preferences.scale))
        at = max(0, min(SCALES.index(nearest) + by, len(SCALES) - 1))
        self._preferences.scale = SCALES[at]
        self.apply_look()

    def _other_look(self) -> None:
        from sipdesk.ui.style import theme

        dark = theme.colour("window").lightness() < 128
        self._preferences.mode = "light" if dark else "dark"
        self.apply_look()


def _can_undo(widget: QObject) -> bool:
    if isinstance(widget, QLineEdit):
        return widget.isUndoAvailable()
    return isinstance(widget, QPlainTextEdit) and widget.document().isUndoAvailable()


def _can_redo(widget: QObject) -> bool:
    if isinstance(widget, QLineEdit):
        return widget.isRedoAvailable()
    return isinstance(widget, QPlainTextEdit) and widget.document().isRedoAvailable()
