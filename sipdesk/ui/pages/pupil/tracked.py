"""What else is tracked of a pupil: target groups, attendance, the parents' engagement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from sipdesk.export.document import Tone
from sipdesk.models.assessments import TERM_NAMES
from sipdesk.models.clock import school_year_in_words
from sipdesk.models.errors import NotFound
from sipdesk.models.figures import percent
from sipdesk.models.tracking import Attendance, Member, TargetGroup
from sipdesk.models.tracking.attending import is_sound
from sipdesk.models.tracking.parents import parent_scale
from sipdesk.models.tracking.ratings import parent_rating
from sipdesk.models.tracking.targets import Line, read_line
from sipdesk.ui import place
from sipdesk.ui.pages.groups.said import RESULT_TONES, steps
from sipdesk.ui.pages.pupil.part import PupilPart
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.words import first_up, one_line, short_day


class Tracked(PupilPart):
    """A table with nothing to fill in; the card is away while there is nothing in it."""

    def __init__(
        self, view: View, title: str, columns: tuple[Column, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(view, title, "", parent)
        self._table = RecordTable(columns, title, self)
        self._card.add(self._table)

    def refresh(self) -> None:
        rows = self._rows()
        self._table.replace(rows)
        self.setVisible(bool(rows))

    def _rows(self) -> list[Any]:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class _In:
    id: str
    group: TargetGroup
    member: Member
    line: Line | None


class TargetGroups(Tracked):
    """The target groups a pupil is or was in; Return leads to the group."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        columns = (
            Column("title", "Target group", lambda r: view.masked(r.group.title), width_share=1.8),
            Column("starts", "From", lambda r: short_day(r.group.starts), width_share=0.8),
            Column("subject", "Subject", lambda r: r.group.subject),
            Column("before", "Before", lambda r: r.member.before, width_share=0.6),
            Column("target", "Target", lambda r: r.member.target, width_share=0.6),
            Column("outcome", "Outcome", lambda r: r.member.outcome, width_share=0.6),
            Column("steps", "Steps", _steps, align_right=True, width_share=0.5),
            Column("result", "Came of it", _result, tone=_tone, width_share=1.2),
        )
        super().__init__(view, "Target groups", columns, parent)
        self._table.activated_id.connect(
            lambda ref: self.goRequest.emit(
                place.school(self.pupil.school_id, place.Section.GROUPS, ref)
            )
        )

    def _rows(self) -> list[Any]:
        found = self.desk.tracking.targets.of_pupil(self.pupil.id)
        return [_In(group.id, group, member, self._line(member)) for group, member in found]

    def _line(self, member: Member) -> Line | None:
        """None where the scale of the group has gone."""
        try:
            return read_line(member, self.desk.tracking.targets.scale_of(member.group_id))
        except NotFound:
            return None


class AttendanceOf(Tracked):
    """Half days attended, term by term."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        columns = (
            Column("when", "When", _when, width_share=1.6),
            Column("attended", "Attended", lambda a: f"{a.attended}", align_right=True),
            Column("possible", "Possible", lambda a: f"{a.possible}", align_right=True),
            Column("percent", "Share", _percent, align_right=True),
        )
        super().__init__(view, "Attendance, in half days", columns, parent)

    def _rows(self) -> list[Any]:
        return self.desk.tracking.attendance.of_pupil(self.pupil.id)


class Parents(Tracked):
    """How far the parents are with it, where 5 is best: not to be taken for the learning scale."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        columns = (
            Column("on", "Seen on", lambda e: short_day(e.seen_on), width_share=0.8),
            Column("aspect", "In what", lambda e: e.aspect, width_share=1.2),
            Column("level", "How far", lambda e: _rating(e.level), width_share=1.4),
            Column("note", "Note", lambda e: view.masked(one_line(e.note)), width_share=2),
        )
        super().__init__(view, "The parents' engagement", columns, parent)

    def _rows(self) -> list[Any]:
        return self.desk.tracking.parents.of_pupil(self.pupil.id)[::-1]


def _steps(row: _In) -> str:
    return steps(row.line.steps) if row.line else ""


def _result(row: _In) -> str:
    if row.line is None:
        return "The scale is gone"
    return ". ".join((first_up(row.line.result), *row.line.problems))


def _tone(row: _In) -> Tone:
    return RESULT_TONES.get(row.line.result, Tone.NONE) if row.line else Tone.NONE


def _when(held: Attendance) -> str:
    year = school_year_in_words(held.year)
    return f"{TERM_NAMES[held.term]}, {year}" if held.term else year


def _percent(held: Attendance) -> str:
    return percent(100 * held.attended / held.possible, 1) if is_sound(held) else "Cannot be"


def _rating(level: int) -> str:
    return parent_scale().in_words(parent_rating(level)) if 1 <= level <= 5 else f"{level}?"
