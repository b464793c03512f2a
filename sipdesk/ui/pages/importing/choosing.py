"""What is to be read: its kind, whose it is, and the file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from sipdesk.models.clock import Clock
from sipdesk.models.errors import BadValue
from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.ui.forms.row import FieldRow
from sipdesk.ui.pages.importing.asking_which import which
from sipdesk.ui.widgets.buttons import button, primary
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words

PUPILS, REGISTER, PERFORMANCE = "pupils", "register", "performance"
_WHATS = (
    Choice(PUPILS, "Pupils and results"),
    Choice(REGISTER, "Schools from the register"),
    Choice(PERFORMANCE, "Performance tables"),
)
_ABOUT = {
    PUPILS: (
        "A list from the school's own system or mark sheets (CSV, Excel, OpenDocument), with a row "
        "for each pupil or for each result, or a Common Transfer File."
    ),
    REGISTER: (
        "The public register of schools as the department publishes it (CSV): names, numbers, "
        "addresses and headteachers of the schools you choose in it."
    ),
    PERFORMANCE: (
        "The published tables of key stage 2 or 4 (CSV): the figures of your schools, found by "
        "their URN."
    ),
}
_NEXT = "Nothing is kept before you have seen what would change. A file can be dropped here, too."


class Choosing(Card):
    """Asks; once a file is read it folds into a line that says which."""

    readRequest = Signal()
    anotherRequest = Signal()
    changed = Signal()  # another kind or another school

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._schools: tuple[Choice, ...] = ()
        self._folded = False
        what = Field("what", "What is it?", Editor.CHOICE, choices=_WHATS, required=True)
        self._what = FieldRow(what, what.label, clock, self)
        school = Field("school", "Of which school?", Editor.PICK)
        self._school = FieldRow(school, school.label, clock, self)
        file = Field("file", "File", required=True)
        self._file = FieldRow(file, file.label, clock, self)
        self._about = Words("", self, tone="muted")
        self._read, self._browse = primary("Read it", self), button("Browse…", self)
        self._another = button("Another file", self)
        self._asking = FlowRow(self)
        self._fill_card()
        self._connect()
        self.set_what(PUPILS)

    @property
    def what(self) -> str:
        """Which kind of file it is."""
        return str(self._what.editor.value())

    @property
    def school_id(self) -> str:
        """Whose it is; "" where that is not asked, or for all schools."""
        return "" if self.what == REGISTER else str(self._school.editor.value())

    def path(self) -> Path:
        """The file. Raises BadValue when none is named."""
        text = str(self._file.read()).strip().strip('"')
        try:
            return Path(text).expanduser()
        except RuntimeError as error:  # a home that does not exist
            raise BadValue("There is no such folder.", field="file") from error

    def set_what(self, what: str) -> None:
        """Another kind."""
        self._what.editor.set_value(what)
        self._offer()

    def set_school(self, school_id: str) -> None:
        """Another school."""
        self._school.editor.set_value(school_id)

    def set_path(self, path: Path) -> None:
        """A file that was dropped or chosen."""
        self._file.editor.set_value(str(path))
        self._file.show_problem("")

    def offer_schools(self, schools: tuple[Choice, ...]) -> None:
        """The schools there are."""
        if schools != self._schools:
            self._schools = schools
            self._offer()

    def tell(self, error: BadValue) -> None:
        """Say under the field what is wrong with it."""
        row = {"file": self._file, "school": self._school}.get(error.field, self._file)
        row.show_problem(str(error))
        row.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def fold(self, words: str) -> None:
        """Say what was read, in one line; "" asks again."""
        self._folded = bool(words)
        self.set_title(words)
        for part in (self._what, self._file, self._about, self._asking):
            part.setVisible(not self._folded)
        self._another.setVisible(self._folded)
        self._show_school()

    def focus_file(self) -> None:
        """Put the keyboard on the line for the file."""
        line = self._file.widget
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(line, QLineEdit):
            line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._file.widget.hasFocus():
            self.readRequest.emit()
        else:
            super().keyPressEvent(event)

    def _fill_card(self) -> None:
        self._read.setAccessibleDescription("Return in the line does the same")
        self._browse.setAccessibleDescription("Choose the file in a window of the system")
        for one in (self._read, self._browse):
            self._asking.add(one)
        self.add_to_head(self._another)
        for part in (self._what, self._about, self._school, self._file, self._asking):
            self.add(part)
        line = self._file.widget
        if isinstance(line, QLineEdit):
            line.setPlaceholderText("Its place on this computer")
        self.fold("")

    def _connect(self) -> None:
        self._read.clicked.connect(self.readRequest)
        self._another.clicked.connect(self.anotherRequest)
        self._browse.clicked.connect(self._ask_which)
        self._what.edited.connect(lambda _: self._offer())
        for row in (self._what, self._school):
            row.edited.connect(lambda _: self.changed.emit())
        for row in (self._file, self._school):
            row.edited.connect(lambda _, row=row: row.show_problem(""))

    def _offer(self) -> None:
        what = self.what
        self._about.setText(f"{_ABOUT.get(what, '')} {_NEXT}")
        every = Choice("", "All schools on the desk" if what == PERFORMANCE else "Choose a school")
        self._school.editor.set_choices([every, *self._schools])  # type: ignore[attr-defined]
        self._show_school()

    def _show_school(self) -> None:
        self._school.setVisible(self.what != REGISTER and not self._folded)

    def _ask_which(self) -> None:
        chosen = which(self, "Which file?", self._folder())
        if chosen is not None:
            self.set_path(chosen)
            self.readRequest.emit()

    def _folder(self) -> Path:
        try:
            now = self.path().parent
        except BadValue:
            now = Path()
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        offered = (now, Path(documents))
        return next((f for f in offered if f.is_absolute() and f.is_dir()), Path.home())
