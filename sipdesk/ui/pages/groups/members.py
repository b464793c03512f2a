"""The pupils of a target group, each with level before, target, outcome, and who led."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sipdesk.export.document import Tone
from sipdesk.models.fields import Editor, Field
from sipdesk.models.tracking.targets import Line
from sipdesk.ui import place
from sipdesk.ui.pages.groups.finder import PupilFinder
from sipdesk.ui.pages.groups.said import RESULT_TONES, steps
from sipdesk.ui.pages.groups.wide_pane import WidePane
from sipdesk.ui.pages.record_pane import Records, Wording
from sipdesk.ui.tables.record_table import Column
from sipdesk.ui.view import View
from sipdesk.ui.widgets.points import PointList
from sipdesk.ui.words import first_up

FIELDS = (
    Field("before", "Level before"),
    Field("target", "Target"),
    Field("outcome", "Outcome"),
    Field("led_by", "Led by", help="A name or a post, the same way for all"),
    Field("note", "Note", Editor.TEXT),
)

FIND = "Find a pupil for this group"


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member with what came of it, ready to be shown and filled in."""

    id: str
    pupil_id: str
    name: str
    led_by: str
    before: str
    target: str
    outcome: str
    note: str
    result: str
    tone: Tone
    steps: str
    problems: tuple[str, ...]


def row_of(line: Line, name: str) -> MemberRow:
    """A line of the model, with the pupil's name as it may be seen now."""
    member = line.member
    return MemberRow(
        id=member.id,
        pupil_id=member.pupil_id,
        name=name,
        led_by=member.led_by,
        before=member.before,
        target=member.target,
        outcome=member.outcome,
        note=member.note,
        result=first_up(line.result),
        tone=RESULT_TONES.get(line.result, Tone.NONE),
        steps=steps(line.steps),
        problems=line.problems,
    )


COLUMNS = (
    Column("name", "Pupil", lambda m: m.name, width_share=2.4),
    Column("led_by", "Led by", lambda m: m.led_by, width_share=1.4),
    Column("before", "Before", lambda m: m.before, width_share=0.7),
    Column("target", "Target", lambda m: m.target, width_share=0.7),
    Column("outcome", "Outcome", lambda m: m.outcome, width_share=0.7),
    Column("result", "Result", lambda m: m.result, tone=lambda m: m.tone, width_share=1.3),
    Column("steps", "Steps", lambda m: m.steps, align_right=True, width_share=0.5),
)


class MemberPane(WidePane):
    """Adding asks for pupils one after the other; Return on a row goes to its form."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        self._school_id, self._group_id = school_id, ""
        self._book = view.desk.tracking.targets
        self._finder: PupilFinder | None = None
        self._problems = PointList()
        super().__init__(
            view,
            Wording(
                "Pupils of this group",
                "Nobody is in this group yet. Add its pupils, then each one's level before and "
                "target; the outcome when it is known.",
                "Add pupils",
            ),
            COLUMNS,
            FIELDS,
            Records(
                table="target_members",
                all=self._rows_now,
                add=lambda: "",
                edit=lambda ref, changes: self._book.edit_member(ref, **changes),
                bin=self._book.bin_member,
            ),
            parent,
            form_columns=4,
        )
        self.put_above(self._problems)
        self._open = self.button("Open the pupil", self._open_pupil, "The chosen pupil's own page")
        self.add_button(self._open)

    def show_group(self, group_id: str) -> None:
        """Show another group, or the same one as it is now."""
        if group_id != self._group_id and self._finder is not None:
            self._finder.hide()
        self._group_id = group_id
        self.refresh()

    def refresh(self) -> None:
        super().refresh()
        if self._finder is not None:
            self._finder.leave_out(self._pupils_in())

    def add(self) -> None:
        if self._form.flush():
            self._asked().begin()

    def _asked(self) -> PupilFinder:
        """What finds pupils, made when it is first asked for."""
        if self._finder is None:
            self._finder = PupilFinder(self.view, self._school_id, FIND, self)
            self._above.insertWidget(0, self._finder)
            self._finder.leave_out(self._pupils_in())
            self._finder.picked.connect(self._take_in)
            self._finder.ended.connect(self._found_all)
        return self._finder

    def _pupils_in(self) -> set[str]:
        return {row.pupil_id for row in self._rows.values()}

    def _show(self, filled: bool) -> None:
        super()._show(filled)
        row = self._rows.get(self._chosen)
        self._problems.show_points(row.problems if row is not None else ())
        self._open.setVisible(filled)

    def _rows_now(self) -> list[MemberRow]:
        if not self._group_id:
            return []
        names = self.view.names(self._school_id)
        lines = self._book.lines(self._group_id)
        return [row_of(line, names.get(line.member.pupil_id, "")) for line in lines]

    def _take_in(self, pupil_id: str) -> None:
        def take() -> None:
            self._chosen = self._book.add_member(self._group_id, pupil_id).id

        if self.carefully(take):
            self.refresh()
            self._table.choose(self._chosen)

    def _found_all(self) -> None:
        if self._rows:
            self._form.editor("before").setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_pupil(self) -> None:
        row = self._rows.get(self._chosen)
        if row is not None:
            self.goRequest.emit(place.pupil(self._school_id, row.pupil_id))
