"""A form for one record, from a list of fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QSizePolicy, QWidget

from sipdesk.models.clock import Clock, SystemClock
from sipdesk.models.errors import BadValue
from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.ui.forms.autosave import Autosave
from sipdesk.ui.forms.row import FieldRow, labels
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import INSIDE, NARROWEST

_WIDE = (Editor.TEXT, Editor.LINES)
_FEW = 3  # answers that fit beside another question


class RecordForm(QWidget):
    """Fields that save themselves while they are filled in.

    `save` is given what changed, by field name, and raises UserError when it cannot; the typing
    then stays, the field says why, and it is tried again.
    """

    edited = Signal()
    saved = Signal()
    unchanged = Signal()  # typing was put back as it was
    held = Signal()  # something stays unsaved until a person puts it right
    failed = Signal(object)  # UserError

    def __init__(
        self,
        fields: Sequence[Field],
        save: Callable[[dict[str, object]], None],
        parent: QWidget | None = None,
        *,
        columns: int = 1,
        clock: Clock | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns, self._shown_columns = columns, 0
        self._of: object = None
        self._rows = self._make(tuple(fields), clock or SystemClock())
        self._autosave = Autosave(lambda name: self._rows[name].read(), save, self)
        self._grid = QGridLayout(self)
        self._arrange()
        self._connect()

    def load(self, values: Mapping[str, object], of: object = None) -> bool:
        """Show a record. What is being typed and not yet saved is left alone.

        Where a form shows one record after another, `of` says which: what is unsaved of the last
        one is saved first, and if it cannot be, nothing is loaded and False is given.
        """
        if of != self._of and not self.flush():
            return False
        self._of = of
        for name, row in self._rows.items():
            if name in values and not self._autosave.is_waiting(name):
                self._autosave.stored(name, values[name])
                self._show(row, values[name])
                row.show_problem("")
        return True

    def discard(self, values: Mapping[str, object]) -> None:
        """Give up what is typed and show these values; for a form that asks and keeps nothing."""
        self._autosave.forget()
        self.load(values, of=self._of)

    def flush(self) -> bool:
        """Save at once what is not saved. True when nothing is left unsaved."""
        return self._autosave.flush()

    def value(self, name: str) -> object:
        """What is filled in; raises BadValue when it cannot be read."""
        return self._rows[name].read()

    def set_value(self, name: str, value: object) -> None:
        """Fill in one field as if it had been typed: it will be saved."""
        self._rows[name].editor.set_value(value)
        self._touched(name)

    def set_choices(self, name: str, choices: Sequence[Choice]) -> None:
        """Offer other answers in a CHOICE or PICK field."""
        self._rows[name].editor.set_choices(choices)  # type: ignore[attr-defined]

    def editor(self, name: str) -> QWidget:
        """The widget of a field, to put the keyboard there."""
        return self._rows[name].widget

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for one column, however many are shown now."""
        return QSize(theme.px(NARROWEST), max(0, self.heightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.flush()
        super().closeEvent(event)

    def _make(self, fields: tuple[Field, ...], clock: Clock) -> dict[str, FieldRow]:
        shown = zip(fields, labels(fields), strict=True)
        return {field.name: FieldRow(field, label, clock, self) for field, label in shown}

    def _arrange(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._grid.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(INSIDE))
        self._grid.setVerticalSpacing(theme.px(INSIDE))
        self._place()

    def _place(self) -> None:
        """Put the fields into as many columns as there is room for."""
        fits = max(1, (self.width() + theme.px(INSIDE)) // theme.px(NARROWEST + INSIDE))
        columns = min(self._columns, fits)
        if columns == self._shown_columns:
            return
        self._shown_columns = columns
        line = at = 0
        for field_row in self._rows.values():
            wide = columns if _needs_width(field_row.field) else 1
            if at + wide > columns:
                line, at = line + 1, 0
            self._grid.addWidget(field_row, line, at, 1, wide)
            at += wide
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _connect(self) -> None:
        for row in self._rows.values():
            row.edited.connect(self._touched)
        self._autosave.problem.connect(self._mark)
        self._autosave.saved.connect(self.saved)
        self._autosave.held.connect(self.held)
        self._autosave.failed.connect(self.failed)
        self._autosave.unchanged.connect(self.unchanged)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _touched(self, name: str) -> None:
        self._autosave.touch(name)
        self.edited.emit()

    def _mark(self, name: str, words: str) -> None:
        self._rows[name].show_problem(words)

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        row = self._row_of(old)
        if row is not None and row is not self._row_of(now):
            self.flush()

    def _row_of(self, widget: QWidget | None) -> FieldRow | None:
        while widget is not None and widget is not self:
            if isinstance(widget, FieldRow) and widget.parentWidget() is self:
                return widget
            widget = widget.parentWidget()
        return None

    def _show(self, row: FieldRow, value: object) -> None:
        """Show a stored value, unless it only lacks the space someone has just typed."""
        try:
            shown = row.editor.value()
        except BadValue:
            shown = None
        typing = self._row_of(QApplication.focusWidget()) is row
        texts = isinstance(shown, str) and isinstance(value, str)
        if typing and texts and str(shown).strip() == str(value).strip():
            return
        if shown != value or shown is None:
            row.editor.set_value(value)


def _needs_width(field: Field) -> bool:
    return field.editor in _WIDE or (len(field.choices) > _FEW and field.editor is Editor.CHOICE)
