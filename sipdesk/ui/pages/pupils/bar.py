"""Above the list of pupils: a line to search in, what narrows it, its order and its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from sipdesk.models.fields import Choice
from sipdesk.ui.pages.pupils.columns import COLUMNS
from sipdesk.ui.pages.pupils.listing import Offered, Wanted, Who
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.widgets.editors.line import LineEditor
from sipdesk.ui.widgets.editors.pick import PickEditor
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words

WHO = (
    Choice(Who.HERE, "Here now"),
    Choice(Who.TRACKED, "Talked with"),
    Choice(Who.LEFT, "Have left"),
    Choice(Who.ALL, "Leavers too"),
)


class SearchLine(LineEditor):
    """Escape empties it; Return and the arrow down lead into the list."""

    leaveRequest = Signal()
    begun = Signal()  # somebody is about to search

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.begun.emit()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(264), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.leaveRequest.emit()
        else:
            super().keyPressEvent(event)


class PupilBar(QWidget):
    """Says what is wanted of the list; knows no pupil. Groups are offered `masked`."""

    changed = Signal()
    leaveRequest = Signal()  # into the list

    def __init__(self, masked: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._masked = masked
        self._offered: tuple[Offered, list[Choice]] | None = None
        self.search = SearchLine(self)
        self._year = _filter("Only one year", self)
        self._form = _filter("Only one class", self)
        self._group = _filter("Only one group", self)
        self._who = PickEditor(WHO, self, required=True)
        self.order = PickEditor(
            [Choice(c.name, f"By {_inside(c.label)}") for c in COLUMNS], self, required=True
        )
        self._count = Words(parent=self, tone="muted")
        self._arrange()
        self._connect()

    @property
    def wanted(self) -> Wanted:
        """What is asked for now."""
        return Wanted(
            self.search.text(),
            str(self._year.value()),
            str(self._form.value()),
            str(self._group.value()),
            Who(str(self._who.value())),
        )

    def show_everybody(self) -> None:
        """Take away all that narrows the list."""
        self.search.set_value("")
        for each in (self._year, self._form, self._group):
            each.set_value("")
        self._who.set_value(Who.ALL)
        self.changed.emit()

    def offer(self, offered: Offered) -> None:
        """What there is to choose from now."""
        wanted = str(self._group.value())  # it stays, also when nobody is in it any more
        gone = [wanted] if wanted and wanted not in offered.groups else []
        groups = [Choice(group, self._masked(group)) for group in (*offered.groups, *gone)]
        if (offered, groups) == self._offered:
            return
        self._offered = offered, groups
        for pick, everything, choices in (
            (self._year, "All years", _choices(offered.years)),
            (self._form, "All classes", _choices(offered.forms)),
            (self._group, "All groups", groups),
        ):
            pick.set_choices([Choice("", everything), *choices])

    def tell(self, shown: int, of: int) -> None:
        """How many are listed."""
        pupils = "pupil" if of == 1 else "pupils"
        some = "" if shown == of else f"{shown:,} of "
        self._count.setText(f"{some}{of:,} {pupils}")

    def _arrange(self) -> None:
        self.search.setPlaceholderText("Search by name, UPN, class or group")
        self.search.name_for_readers("Search pupils", "The beginnings of words, in any order")
        self._who.set_value(Who.HERE)
        self._who.name_for_readers("Who is listed", "")
        self.order.name_for_readers("In order", "")
        row = FlowRow(self)
        row.add(self.search)
        for pick in (self._year, self._form, self._group, self._who, self.order):
            pick.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            row.add(pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        column.addWidget(row)
        column.addWidget(self._count)

    def _connect(self) -> None:
        for editor in (self.search, self._year, self._form, self._group, self._who, self.order):
            editor.edited.connect(self.changed)
        self.search.leaveRequest.connect(self.leaveRequest)


def _filter(name: str, parent: QWidget) -> PickEditor:
    made = PickEditor((), parent)
    made.name_for_readers(name, "")
    return made


def _choices(values: Sequence[str]) -> list[Choice]:
    return [Choice(each, each) for each in values]


def _inside(label: str) -> str:
    """A heading inside a sentence: abbreviations keep their capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
