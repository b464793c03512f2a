"""The page on which files come in: choose, look, take in or leave."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.errors import BadValue, NotFound, UserError, for_a_person
from sipdesk.models.fields import Choice
from sipdesk.ui.latest import Latest
from sipdesk.ui.lending import Lending
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.importing.choosing import PERFORMANCE, PUPILS, REGISTER, Choosing
from sipdesk.ui.pages.importing.done import Done
from sipdesk.ui.pages.importing.earlier import Earlier
from sipdesk.ui.pages.importing.part import LOOKING, Part
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP
from sipdesk.ui.view import View
from sipdesk.ui.widgets.announce import announce
from sipdesk.ui.widgets.busy import Busy

if TYPE_CHECKING:
    from sipdesk.models.intake.known import Known

_NO_SCHOOL = BadValue("Say first which school the file is of.", field="school")
_FAULT = UserError(
    "The file could not be read; this is a fault in SIP Desk.",
    "Your records are as they were.",
    "Try it saved as CSV, and tell us which kind of file it was.",
)


class ImportPage(Page):
    """Holds what is asked, one preview at a time, and what was taken in before."""

    def __init__(self, view: View, school_id: str = "", parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._choosing = Choosing(self.desk.clock, self)
        self._busy = Busy(self)
        self._done = self.adopt(Done(view, self))
        self._part: Part | None = None
        self._coming: Part | None = None  # while its file is being read
        self._name = ""
        self._reading = Latest(self)
        self._earlier = self.adopt(Earlier(view, self))
        self._column = QVBoxLayout(self)
        self._arrange()
        self._connect()
        self._offer_schools()
        self._choosing.set_school(school_id or self._only_school())
        self._earlier.of_school(self._choosing.school_id)

    def refresh(self) -> None:
        self._offer_schools()
        self._done.refresh()
        self._earlier.refresh()
        if self._part is not None:
            try:
                self._part.refresh()
            except NotFound:  # its school has gone meanwhile
                self._put_away()

    def arrive(self) -> None:
        if self._part is None:
            # what has the keyboard is scrolled to, which needs a place first
            QTimer.singleShot(0, self, self._choosing.focus_file)

    def reveal(self, ref: str) -> None:
        """Ask for a kind of file; a preview that is looked at stays in front."""
        if self._part is None and ref in (PUPILS, REGISTER, PERFORMANCE):
            self._choosing.set_what(ref)
            self._turned()
        self.arrive()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.read(path)

    def read(self, path: Path) -> None:
        """Read this file as what was chosen."""
        self._put_away()
        self._choosing.set_path(path)
        self._begin()

    # --- building

    def _arrange(self) -> None:
        self.setAcceptDrops(True)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(GROUP))
        for part in (self._choosing, self._busy, self._done, self._earlier):
            self._column.addWidget(part)
        self._column.addStretch(1)

    def _connect(self) -> None:
        self._choosing.readRequest.connect(self._begin)
        self._choosing.anotherRequest.connect(self._another)
        self._choosing.changed.connect(self._turned)
        self._done.anotherRequest.connect(self._another)
        self._reading.begun.connect(lambda job: self._busy.watch(job, "Reading the file"))
        self._reading.failed.connect(self._not_read)
        self._reading.stopped.connect(self._stopped)
        self.view.namesChanged.connect(self._say_name)

    def _offer_schools(self) -> None:
        schools = self.desk.schools.all()
        self._choosing.offer_schools(tuple(Choice(s.id, s.name) for s in schools))

    def _only_school(self) -> str:
        schools = self.desk.schools.all()
        return schools[0].id if len(schools) == 1 else ""

    # --- reading

    def _turned(self) -> None:
        """Another kind, or another school."""
        self._forget_coming()
        self._done.put_away()
        self._earlier.of_school(self._choosing.school_id)

    def _begin(self) -> None:
        if self._part is not None:
            return
        self._done.put_away()
        try:
            path = self._choosing.path()
            if self._choosing.what == PUPILS and not self._choosing.school_id:
                raise _NO_SCHOOL
            self._forget_coming()
            self._make(lambda part: self._read_for(part, path))
        except BadValue as error:
            self._choosing.tell(error)
        except UserError as error:
            self.failed.emit(error)

    def _make(self, then: Callable[[Part], object]) -> None:
        """What shows this kind of file; it is loaded when the first one of its kind is read."""
        what, school_id = self._choosing.what, self._choosing.school_id
        if what == REGISTER:
            from sipdesk.ui.pages.importing.register import RegisterPart

            then(RegisterPart(self.view, school_id, self))
        elif what == PERFORMANCE:
            from sipdesk.ui.pages.importing.performance import PerformancePart

            then(PerformancePart(self.view, school_id, self))
        else:
            Lending.of(self.view).lend(
                LOOKING,
                lambda _: self._known(school_id),
                lambda known: self._make_for_pupils(known, then),
                self._not_read,
                self,
            )

    def _known(self, school_id: str) -> Known:
        """On another thread, with what will read the file there."""
        import sipdesk.models.intake.pupil_files  # noqa: F401

        return self.desk.intake.known(school_id)

    def _make_for_pupils(self, known: Known, then: Callable[[Part], object]) -> None:
        from sipdesk.ui.pages.importing.pupils import PupilsPart

        then(PupilsPart(self.view, known, self))

    def _read_for(self, part: Part, path: Path) -> None:
        self._coming = part
        self._reading.instead(part.reading(path), lambda found: self._show(part, path, found))

    def _show(self, part: Part, path: Path, found: Any) -> None:
        part.show_found(found)
        self._part, self._coming, self._name = self.adopt(part), None, path.name
        part.accepted.connect(self._taken)
        part.left.connect(self._another)
        self._column.insertWidget(self._column.indexOf(self._earlier), part)
        self._say_name()
        self._earlier.hide()
        part.show()
        announce(part, f"{self._choosing.accessibleName()}. {part.figures.text()}.")
        QTimer.singleShot(0, part, part.take_focus)  # once it has its place

    def _say_name(self) -> None:
        """Which file it is, as it may be seen now."""
        if self._part is not None:
            self._choosing.fold(self._part.heading(self._name))

    def _not_read(self, error: Exception) -> None:
        self._forget_coming()
        self.failed.emit(for_a_person(error, _FAULT))
        self._choosing.focus_file()

    def _stopped(self) -> None:
        self._forget_coming()
        self.tellRequest.emit("Stopped. Nothing was read and nothing has changed.")
        self._choosing.focus_file()

    # --- after it

    def _taken(self, records: object) -> None:
        self._put_away()
        self._done.show_done(records)  # type: ignore[arg-type]
        self._earlier.refresh()

    def _another(self) -> None:
        self._put_away()
        self._done.put_away()
        self._choosing.focus_file()

    def _forget_coming(self) -> None:
        self._reading.drop()
        if self._coming is not None:
            self._coming.deleteLater()
            self._coming = None

    def _put_away(self) -> None:
        self._forget_coming()
        if self._part is not None:
            part, self._part = self._part, None
            part.close_down()
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._choosing.fold("")
        self._earlier.show()


def _dropped(event: QDropEvent) -> Path | None:
    """The file that is held over the page, if it is one."""
    urls = event.mimeData().urls()
    local = [url.toLocalFile() for url in urls if url.isLocalFile()]
    allowed = bool(event.possibleActions() & Qt.DropAction.CopyAction)
    return Path(local[0]) if len(local) == 1 and allowed else None
