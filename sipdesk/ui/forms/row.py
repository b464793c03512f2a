"""One question of a form on screen: its words, its editor, its help, and what is wrong with it."""

from __future__ import annotations

import re
from functools import cached_property

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from sipdesk.models.clock import Clock
from sipdesk.models.errors import BadValue
from sipdesk.models.fields import Editor, Field
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import Size
from sipdesk.ui.style.paint_fields import PROBLEM
from sipdesk.ui.widgets.announce import announce
from sipdesk.ui.widgets.editors import FieldEditor, make
from sipdesk.ui.widgets.words import Words

_MNEMONIC = re.compile(r"&(?=\w)")
_EMPTY = ("", None, ())


class Label(Words):
    """The words of a field; a click on them goes to the field."""

    clicked = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class FieldRow(QWidget):
    """A field with all that belongs to it."""

    edited = Signal(str)  # the field's name

    def __init__(self, field: Field, label: str, clock: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = field
        self.editor: FieldEditor = make(field, clock, self)
        self._label = Label(label, self, size=Size.SMALL, strong=True)
        self._said = ""  # of what is wrong
        self._arrange()
        self._name()
        self._label.clicked.connect(self._label_clicked)
        self.editor.edited.connect(lambda: self.edited.emit(field.name))

    @property
    def widget(self) -> QWidget:
        """The editor as the widget it is."""
        assert isinstance(self.editor, QWidget)
        return self.editor

    def read(self) -> object:
        """The field's value; raises BadValue when it cannot be read or is missing."""
        value = self.editor.value()
        if self.field.required and value in _EMPTY:
            raise BadValue(f"{plain(self.field.label)} is needed.", field=self.field.name)
        return value

    def show_problem(self, words: str) -> None:
        """Say under the field what is wrong with it; "" when nothing is."""
        said = f"■ {words}" if words else ""
        if said == self._said:
            return
        self._said = said
        self._problem.setText(said)
        self._problem.setVisible(bool(said))
        self.widget.setProperty(PROBLEM, bool(said))
        self.widget.update()
        self._name()
        announce(self.widget, words, urgent=True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._limit()

    def _arrange(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        line = QHBoxLayout()
        if self.field.editor is Editor.TICK:
            line.addWidget(self.widget, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(self._label, 1)
            self._label.setMinimumHeight(theme.current().metrics.target)
            self._label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        else:
            column.addWidget(self._label)
            line.addWidget(self.widget, 1000)  # to its own limit; the rest stays empty
            self._add_unit(line)
            line.addStretch(1)
        column.addLayout(line)
        if self.field.help:
            column.addWidget(Words(self.field.help, self, size=Size.SMALL, tone="muted"))
        column.addStretch(1)
        self._label.setBuddy(self.widget)
        self._limit()

    @cached_property
    def _problem(self) -> Words:
        """Made when something is wrong for the first time: most fields never need it."""
        made = Words("", self, size=Size.SMALL, tone="red")
        self._column.insertWidget(self._column.count() - 1, made)  # above the empty rest
        made.hide()
        return made

    def _add_unit(self, line: QHBoxLayout) -> None:
        if self.field.unit:
            unit = Words(self.field.unit, self, tone="muted", wrap=False)
            unit.setAlignment(Qt.AlignmentFlag.AlignVCenter)
            line.addWidget(unit)

    def _limit(self) -> None:
        if self.widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Expanding:
            self.widget.setMaximumWidth(theme.line_length())

    def _name(self) -> None:
        parts = (
            "Required" if _is_told(self.field) else "",
            self.field.help,
            self._said.removeprefix("■ "),
        )
        name = plain(self.field.label) + (f", {self.field.unit}" if self.field.unit else "")
        self.editor.name_for_readers(name, ". ".join(part for part in parts if part))

    def _label_clicked(self) -> None:
        self.widget.setFocus(Qt.FocusReason.MouseFocusReason)
        click = getattr(self.editor, "click", None)
        if self.field.editor is Editor.TICK and click is not None:
            click()


def plain(label: str) -> str:
    """A label's words without the mark of its mnemonic."""
    return _MNEMONIC.sub("", label).replace("&&", "&")


def labels(fields: tuple[Field, ...]) -> list[str]:
    """What Qt shows for each field: a mnemonic only where its letter is not taken in this form."""
    taken: set[str] = set()
    shown = []
    for field in fields:
        words = re.sub(r"&(?!\w|&)", "&&", field.label)
        match = re.search(r"(?<!&)&(\w)", words)
        if match and match[1].lower() in taken:
            words = words.replace(match[0], match[1], 1)
        elif match:
            taken.add(match[1].lower())
        shown.append(words + (" (required)" if _is_told(field) else ""))
    return shown


def _is_told(field: Field) -> bool:
    """Whether its words say that it is required; an answer that cannot go need not say so."""
    return field.required and field.editor not in (Editor.CHOICE, Editor.PICK)
