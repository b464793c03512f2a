"""What each action of the window does, over the workspace that is in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from sipdesk import sample
from sipdesk.models.errors import UserError
from sipdesk.ui import place
from sipdesk.ui.pages.visits import VisitsPage
from sipdesk.ui.place import Kind, Place
from sipdesk.ui.preferences import Preferences
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import SCALES
from sipdesk.ui.workspace import Workspace


class Doing(QObject):
    """Goes away with its workspace; what is the window's own it asks for."""

    lockRequest = Signal()
    quitRequest = Signal()
    findRequest = Signal()
    lookChanged = Signal()

    def __init__(self, work: Workspace, preferences: Preferences) -> None:
        super().__init__(work)
        self._work = work
        self._preferences = preferences

    def table(self) -> dict[str, Callable[[], object]]:
        """The one table of what each action does."""
        work = self._work
        return {
            "add-school": work.add_school,
            "open-sample": self._open_sample,
            "plan-visit": self._plan_visit,
            "import": lambda: work.go(place.importing(work.router.school_id())),
            "export-note-pdf": lambda: self._export_visit("note-pdf"),
            "export-note-word": lambda: self._export_visit("note-word"),
            "export-plan": lambda: self._export_school("plan"),
            "export-agenda": lambda: self._export_visit("agenda"),
            "export-calendar": lambda: self._export_visit("calendar"),
            "export-gaps-pdf": lambda: self._export_school("gaps-pdf"),
            "export-gaps-excel": lambda: self._export_school("gaps-excel"),
            "settings": lambda: work.go(Place(Kind.SETTINGS)),
            "backups": lambda: work.go(Place(Kind.BACKUPS)),
            "keeping": lambda: work.go(Place(Kind.KEEPING)),
            "lock": self.lockRequest.emit,
            "quit": self.quitRequest.emit,
            "undo": work.undo,
            "redo": work.redo,
            "history": lambda: work.go(Place(Kind.HISTORY, ref="all")),
            "bin": lambda: work.go(Place(Kind.BIN)),
            "capture": work.capture,
            "late": self._late,
            "compose": self._compose,
            "palette": self.findRequest.emit,
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
            "help": lambda: work.go(Place(Kind.HELP)),
        }

    def _open_sample(self) -> None:
        try:
            school = sample.build(self._work.desk)
        except UserError as error:
            self._work.messages.error(error)
        else:
            self._work.go(place.school(school.id))

    def _plan_visit(self) -> None:
        school_id = self._school_id()
        if not school_id:
            self._work.add_school()
            return
        self._work.go(place.school(school_id, place.Section.VISITS))
        front = self._work.router.front_page()
        if isinstance(front, VisitsPage):
            front.plan()

    def _school_id(self) -> str:
        """The school in front, or else the first."""
        schools = self._work.desk.schools.all()
        return self._work.router.school_id() or (schools[0].id if schools else "")

    def _with_visit(self, do: Callable[[str], object]) -> None:
        """With the visit in front, or else today's."""
        visit_id, _ = self._work.router.visit_in_front()
        if not visit_id:
            desk = self._work.desk
            todays = desk.capture.todays(desk.clock.now().date())
            visit_id = todays.id if todays else ""
        if visit_id:
            do(visit_id)
        else:
            self._work.tell("Open the visit first: no visit is planned for today.")

    def _export_visit(self, what: str) -> None:
        self._with_visit(lambda visit_id: self._work.export(what, visit_id))

    def _export_school(self, what: str) -> None:
        schools = self._work.desk.schools.all()
        only = schools[0].id if len(schools) == 1 else ""
        school_id = self._work.router.school_id() or only
        if school_id:
            self._work.export(what, school_id)
        else:
            self._work.tell("Open the school first: the document is about one.")

    def _todays_visit(self) -> None:
        desk = self._work.desk
        visit = desk.capture.todays(desk.clock.now().date())
        if visit is None:
            self._work.tell("No visit is planned for today.")
        else:
            self._work.go(place.visit(visit.id))

    def _late(self) -> None:
        def late(visit_id: str) -> None:
            if self._work.router.front_visit() is None:
                self._work.go(place.visit(visit_id))
            screen = self._work.router.front_visit()
            if screen is not None:
                screen.run_late()

        self._with_visit(late)

    def _compose(self) -> None:
        def compose(visit_id: str) -> None:
            self._work.flush()
            self._work.desk.compose_note(visit_id)
            self._work.go(place.visit(visit_id, place.Stage.NOTE))

        self._with_visit(compose)

    def _rescale(self, by: int) -> None:
        nearest = min(SCALES, key=lambda scale: abs(scale - self._preferences.scale))
        at = max(0, min(SCALES.index(nearest) + by, len(SCALES) - 1))
        self._preferences.scale = SCALES[at]
        self.lookChanged.emit()

    def _other_look(self) -> None:
        dark = theme.colour("window").lightness() < 128
        self._preferences.mode = "light" if dark else "dark"
        self.lookChanged.emit()
