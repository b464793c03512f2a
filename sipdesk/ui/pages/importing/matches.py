"""Rows that may be about a pupil who is known: one by one, somebody says who it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.export.document import Tone
from sipdesk.models.clock import Clock, date_in_words
from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.intake.matching import NEW, SKIP, Match
from sipdesk.models.intake.previews import Choices, Incoming, PupilPreview
from sipdesk.models.pupils import Pupil
from sipdesk.ui.forms.row import FieldRow
from sipdesk.ui.pages.importing.hiding import Hiding
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.widgets.buttons import button
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words

_WHO = Field("who", "Who is it?", Editor.CHOICE, required=True)
_NOBODY = "Nobody in the file has to be confirmed."
_ABOUT = (
    "These rows may be of pupils who are known here: some of UPN, name and date of birth is the "
    "same, but not all. Say of each who it is; nothing is taken in before. Until then an answer "
    "can be changed: choose its row."
)


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    row: str
    name: str
    like: str
    answer: str
    tone: Tone


class MatchesPanel(QWidget):
    """An answer leads on to the next row that waits."""

    answered = Signal(int, str)  # row; a pupil's id, "new" or "skip"
    allRequest = Signal()  # the rest are whom they look like

    def __init__(
        self,
        pupils: Mapping[str, Pupil],
        hiding: Hiding,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pupils, self._hiding = pupils, hiding
        self._rows: dict[int, Incoming] = {}
        self._answers: dict[int, str] = {}
        self._about = Words("", self, tone="muted")
        self._table = RecordTable(_COLUMNS, "To confirm", self, most_rows=6)
        self._both = Words("", self)
        self._who = FieldRow(_WHO, _WHO.label, clock, self)
        self._all = button("The rest are all the pupils they look like", self)
        self._arrange()
        self._connect()

    def know(self, pupils: Mapping[str, Pupil]) -> None:
        """The pupils of the desk, who may have changed."""
        self._pupils = pupils

    def show_preview(self, preview: PupilPreview, choices: Choices) -> None:
        """Show the rows that wait, and those that have been answered until they are taken in."""
        answered = dict(choices.decisions)
        if choices.likely_are_same:
            # one that is the same pupil as another row stays out, but can be answered otherwise
            out = {problem.row for problem in preview.rejected}
            twice = {r: o.candidates[0].pupil_id for r, o in self._rows.items() if r in out}
            answered = twice | answered
        likely = {one.row: one for one in preview.accepted if one.match is Match.LIKELY}
        kept = {row: one for row, one in self._rows.items() if row in answered}
        self._rows = dict(sorted((kept | likely).items()))
        if choices.likely_are_same:
            answered = {r: o.pupil_id for r, o in likely.items() if o.pupil_id} | answered
        self._answers = answered
        self._fill()

    def next_waiting(self) -> bool:
        """Put the keyboard on the answers of the next row that waits. False when none does."""
        waiting = [row for row in self._rows if row not in self._answers]
        if not waiting:
            return False
        now = int(self._table.current_id() or 0)
        row = next((row for row in waiting if row >= now), waiting[0])
        self._table.choose(str(row))
        self._who.widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _arrange(self) -> None:
        row = FlowRow(self)
        row.add(self._all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        for part in (self._about, self._table, self._both, self._who, row):
            column.addWidget(part)
        column.addStretch(1)

    def _connect(self) -> None:
        self._table.chosen.connect(lambda _: self._show())
        self._table.activated_id.connect(
            lambda _: self._who.widget.setFocus(Qt.FocusReason.OtherFocusReason)
        )
        self._who.edited.connect(lambda _: self._answer())
        self._all.clicked.connect(self.allRequest)

    def _fill(self) -> None:
        self._table.replace([self._line(one) for one in self._rows.values()])
        if self._rows and not self._table.current_id():
            self._table.choose(str(next(iter(self._rows))))
        self._about.setText(_ABOUT if self._rows else _NOBODY)
        for part in (self._table, self._both, self._who):
            part.setVisible(bool(self._rows))
        self._all.setVisible(sum(row not in self._answers for row in self._rows) > 1)
        self._show()

    def _line(self, one: Incoming) -> _Line:
        answer = self._answers.get(one.row, "")
        return _Line(
            str(one.row),
            f"Row {one.row}",
            self._hiding.incoming(one) if answer else self._unknown(one),
            "; ".join(f"{self._hiding.known(c.pupil_id)}: {c.why}" for c in one.candidates),
            self._said(answer),
            Tone.NONE if answer else Tone.NEARLY,
        )

    def _unknown(self, one: Incoming) -> str:
        return f"Pupil in row {one.row}" if self._hiding.is_on else one.name

    def _said(self, answer: str) -> str:
        told = {"": "Waits", NEW: "Somebody new", SKIP: "Left out"}
        return told.get(answer) or f"Is {self._hiding.known(answer)}"

    def _show(self) -> None:
        """The chosen row beside whom it may be."""
        one = self._rows.get(int(self._table.current_id() or 0))
        if one is None:
            return
        here = [self._person(c.pupil_id) for c in one.candidates]
        self._both.setText(
            f"In the file, row {one.row}: {self._told(self._unknown(one), one.fields)}.\n"
            f"Known here: {'; '.join(here)}."
        )
        offered = [
            Choice(c.pupil_id, f"It is {self._hiding.known(c.pupil_id)}") for c in one.candidates
        ]
        offered += [Choice(NEW, "Somebody new"), Choice(SKIP, "Leave the row out")]
        had_focus = self._who.isAncestorOf(self.window().focusWidget() or self)
        editor = self._who.editor
        if [c.label for c in offered] != editor.labels():  # type: ignore[attr-defined]
            editor.set_value("")
            editor.set_choices(offered)  # type: ignore[attr-defined]
        editor.set_value(self._answers.get(one.row, ""))
        if had_focus:
            self._who.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _person(self, pupil_id: str) -> str:
        pupil = self._pupils.get(pupil_id)
        name = self._hiding.known(pupil_id)
        if pupil is None:
            return name
        known = {"born": pupil.born, "year": pupil.year, "form": pupil.form, "upn": pupil.upn}
        return self._told(name, known)

    def _told(self, name: str, fields: Mapping[str, Any]) -> str:
        """A pupil in a few words; the birthday tells as much as a name."""
        born, upn = fields.get("born"), fields.get("upn")
        parts = [name, str(fields.get("year", "")), str(fields.get("form", ""))]
        if not self._hiding.is_on:
            parts.append(
                f"born {date_in_words(born, short=True)}" if isinstance(born, date) else ""
            )
            parts.append(f"UPN {upn}" if upn else "")
        return ", ".join(filter(None, parts))

    def _answer(self) -> None:
        row, answer = int(self._table.current_id() or 0), str(self._who.editor.value())
        if row in self._rows and answer and self._answers.get(row) != answer:
            self._answers[row] = answer
            self.answered.emit(row, answer)
            self._fill()
            self.next_waiting()


_COLUMNS = (
    Column("row", "Where", lambda line: line.row, width_share=0.5),
    Column("name", "In the file", lambda line: line.name, width_share=1.2),
    Column("like", "May be", lambda line: line.like, width_share=2.4),
    Column("answer", "You say", lambda line: line.answer, tone=lambda line: line.tone),
)
