"""The capture strip: one letter for the kind, then the line. It stays until it is closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from sipdesk.models.clock import Clock
from sipdesk.models.errors import UserError
from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.ui.forms import RecordForm
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, INSIDE, Size
from sipdesk.ui.widgets.buttons import button, primary, quiet
from sipdesk.ui.widgets.choice_row import ChoiceRow
from sipdesk.ui.widgets.scrolling import Drawer
from sipdesk.ui.widgets.words import Words

LINE = (Field("text", "What was seen or said", Editor.TEXT),)
PLAN = (
    Field("lead", "Who answers for it"),
    Field("due", "By when", Editor.DATE),
    Field("measure", "How we shall know"),
)
TIES = (
    Field("person", "Who said or did it", help="By post or initials"),
    Field("priority_id", "Priority", Editor.PICK),
    Field("group", "Group of pupils", Editor.PICK),
    Field("pupil_id", "Pupil", Editor.PICK),
)


class KindRow(ChoiceRow):
    """Kinds of entry: choosing one by its letter goes on to the line."""

    picked = Signal()
    begun = Signal(str)  # a sentence, with its first letter

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if not typed.isprintable() or typed.isspace() or not typed:
            super().keyPressEvent(event)
        elif typed in self._letters():
            super().keyPressEvent(event)
            self.picked.emit()
        else:  # nobody means a kind by a capital or a quotation mark: the line has begun
            self.begun.emit(typed)

    def _letters(self) -> frozenset[str]:
        return frozenset(label[:1].lower() for label in self.labels())


class CaptureStrip(QWidget):
    """Knows nothing of the store: it gives what was typed to `keep`, field by field."""

    closed = Signal()
    nextRequest = Signal()
    failed = Signal(object)  # UserError

    def __init__(
        self,
        kinds: tuple[Choice, ...],
        keep: Callable[[dict[str, Any]], None],
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._keep = keep
        self._where = Words(parent=self, size=Size.SMALL, tone="muted")
        self._kinds = KindRow(kinds, self, required=True)
        self._line = RecordForm(LINE, keep, self, clock=clock)
        self._plan = RecordForm(PLAN, keep, self, columns=3, clock=clock)
        self._ties = RecordForm(TIES, keep, self, columns=4, clock=clock)
        self._arrange()
        self._connect()

    @property
    def forms(self) -> tuple[RecordForm, ...]:
        """Its forms, so that the window can speak of what is saved."""
        return (self._line, self._plan, self._ties)

    def begin(self, where: str, kind: str, values: dict[str, Any]) -> None:
        """A fresh line: say where it lands, and put the keyboard on the kinds."""
        self._where.setText(where)
        self._kinds.set_value(kind)
        self._line.load({"text": ""})
        self._plan.load({"lead": "", "due": None, "measure": ""})
        self._ties.load({"person": "", "priority_id": "", "group": "", "pupil_id": ""} | values)
        self._ask_for_plan()
        self.show()
        self._kinds.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear_line(self) -> None:
        """The line was taken back: an empty one stands in its place."""
        self._line.load({"text": ""})

    def offer(self, choices: dict[str, list[Choice]]) -> None:
        """What a line can be tied to."""
        for name, offered in choices.items():
            self._ties.set_choices(name, offered)

    def flush(self) -> bool:
        """Save what is typed. True when nothing is left unsaved."""
        unsaved = [form for form in self.forms if not form.flush()]
        return not unsaved

    def kind(self) -> str:
        """The kind that is chosen."""
        return str(self._kinds.value())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self._next()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = QApplication.focusWidget()
            if focus is not None and self._kinds.isAncestorOf(focus):
                self._to_line()
            else:
                self._next()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("base"))
        painter.setPen(theme.colour("accent"))
        painter.drawLine(self.rect().topLeft(), self.rect().topRight())

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        inside = theme.px(INSIDE)
        column.setContentsMargins(inside, theme.px(GRID), inside, theme.px(GRID))
        column.setSpacing(theme.px(GRID))
        drawer = Drawer(self)
        for part in (self._kinds, self._line, self._plan, self._ties):
            drawer.add(part)
        column.addWidget(self._where)
        column.addWidget(drawer)
        self._done = primary("Keep, and another", self)
        self._more = quiet("More…", self)
        self._end = button("Close", self)
        row = QHBoxLayout()
        for one in (self._done, self._end, self._more):
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        self._ties.hide()
        self._kinds.name_for_readers(
            "Kind of entry", "A small letter chooses; anything else begins the line"
        )

    def _connect(self) -> None:
        self._kinds.edited.connect(self._kind_chosen)
        self._kinds.picked.connect(self._to_line)
        self._kinds.begun.connect(self._begin_with)
        self._line.editor("text").installEventFilter(self)
        self._done.clicked.connect(self._next)
        self._end.clicked.connect(self._close)
        self._more.clicked.connect(lambda: self._ties.setVisible(self._ties.isHidden()))

    def _kind_chosen(self) -> None:
        self._ask_for_plan()
        try:
            self._keep({"kind": self.kind()})
        except UserError as error:
            self.failed.emit(error)

    def _ask_for_plan(self) -> None:
        self._plan.setVisible(self.kind() == "action")

    def _begin_with(self, typed: str) -> None:
        self._to_line()
        editor = self._line.editor("text")
        if isinstance(editor, QPlainTextEdit):
            editor.insertPlainText(typed)

    def _to_line(self) -> None:
        self._line.editor("text").setFocus(Qt.FocusReason.OtherFocusReason)

    def _next(self) -> None:
        if self.kind() == "action" and self._line.editor("text").hasFocus():
            self._plan.editor("lead").setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.flush():
            self.nextRequest.emit()

    def _close(self) -> None:
        if self.flush():
            self.hide()
            self.closed.emit()
