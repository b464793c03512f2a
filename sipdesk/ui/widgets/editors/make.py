"""Which editor fills in which kind of field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sipdesk.models.clock import Clock, from_minutes, to_minutes
from sipdesk.models.errors import BadValue
from sipdesk.models.fields import Editor, Field
from sipdesk.ui.style import theme
from sipdesk.ui.widgets.choice_row import ChoiceRow
from sipdesk.ui.widgets.editors.base import FieldEditor
from sipdesk.ui.widgets.editors.day import DayEditor
from sipdesk.ui.widgets.editors.line import LineEditor, ReadLine
from sipdesk.ui.widgets.editors.pick import PickEditor, TickEditor
from sipdesk.ui.widgets.editors.text import LinesEditor, TextEditor
from sipdesk.ui.widgets.reading import read_number, read_time, say_number, say_time

TIME_STEP = 5  # minutes


def make(field: Field, clock: Clock, parent: QWidget) -> FieldEditor:
    """The editor for `field`."""
    return _MAKERS[field.editor](field, clock, parent)


def time_editor(parent: QWidget | None = None) -> ReadLine[time]:
    """A line for a time of day; arrows move it by five minutes."""
    return ReadLine(_read_time, say_time, _step_time, characters=6, parent=parent)


def number_editor(unit: str = "", parent: QWidget | None = None) -> ReadLine[float]:
    """A line for a number of 0 or more, in figures of one width."""
    line = ReadLine(
        partial(read_number, unit=unit), say_number, _step_number, characters=8, parent=parent
    )
    line.setFont(theme.font(figures=True))
    line.setAlignment(Qt.AlignmentFlag.AlignRight)
    return line


def _read_time(text: str) -> time:
    if not text.strip():
        raise BadValue("A time is needed here.", todo="Type it as 9:30, 0930 or 2pm.")
    return read_time(text)


def _step_time(at: time | None, steps: int) -> time:
    """To the next or last five minutes; not past midnight."""
    if at is None:
        return time(9)
    minutes = to_minutes(at)
    edge = minutes - minutes % TIME_STEP
    moved = edge + TIME_STEP * steps if steps > 0 or edge == minutes else edge
    return from_minutes(moved)


def _step_number(number: float | None, steps: int) -> float:
    return max(0.0, (number or 0.0) + steps)


def _today(clock: Clock) -> Callable[[], date]:
    return lambda: clock.now().date()


_Maker = Callable[[Field, Clock, QWidget], FieldEditor]
_MAKERS: dict[Editor, _Maker] = {
    Editor.LINE: lambda field, clock, parent: LineEditor(parent),
    Editor.TEXT: lambda field, clock, parent: TextEditor(parent),
    Editor.LINES: lambda field, clock, parent: LinesEditor(parent),
    Editor.CHOICE: lambda field, clock, parent: ChoiceRow(
        field.choices, parent, required=field.required
    ),
    Editor.PICK: lambda field, clock, parent: PickEditor(
        field.choices, parent, required=field.required
    ),
    Editor.DATE: lambda field, clock, parent: DayEditor(_today(clock), parent),
    Editor.TIME: lambda field, clock, parent: time_editor(parent),
    Editor.NUMBER: lambda field, clock, parent: number_editor(field.unit, parent),
    Editor.TICK: lambda field, clock, parent: TickEditor(parent),
}
