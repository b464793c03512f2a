"""A pupil's results, point by point; more are entered by hand."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sipdesk.models.assessments import Assessment, subject_named, title_of
from sipdesk.models.errors import BadValue
from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.ui.pages.pupil.asking import Asking, Values
from sipdesk.ui.pages.pupil.part import PupilPart
from sipdesk.ui.pages.pupil.points import as_choice, choices, from_choice
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View

FIELDS = (
    Field("subject", "Subject", required=True),
    Field("point", "When", Editor.PICK, required=True),
    Field("scale", "On the scale", Editor.PICK, required=True),
    Field("value", "Result", required=True),
)


class Results(PupilPart):
    """Return on a row changes it; what a scale cannot read is said at the field."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(view, "Results", "No result is known of this pupil yet.", parent)
        self._table = RecordTable(self._columns(), "Results", self)
        self._asking = self.adopt(Asking(view, "the result", FIELDS, self._check, self))
        self._buttons = QHBoxLayout()
        self._arrange()
        self._table.activated_id.connect(self._change)
        self._table.binRequest.connect(self.desk.assessments.bin)

    def refresh(self) -> None:
        results = self.desk.assessments.of_pupil(self.pupil.id)
        self._table.replace(results)
        self._table.setVisible(bool(results))
        for button in (self._edit, self._bin):
            button.setVisible(bool(results))
        self._say_nothing(not results)

    def _arrange(self) -> None:
        add = self.button("Add a result", self._add)
        self._edit = self.button("Change", self._change, "The chosen result (Return)")
        self._bin = self.button("Bin", self._bin_chosen, "Into the bin; it can be taken back")
        self._edit.setAccessibleName("Change, chosen in Results")
        self._bin.setAccessibleName("Bin, chosen in Results")
        for one in (add, self._edit, self._bin):
            self._buttons.addWidget(one)
        self._buttons.addStretch(1)
        self._table.most_rows = 12
        self._card.add(self._buttons)
        self._card.add(self._asking)
        self._card.add(self._table)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("subject", "Subject", lambda a: a.subject, width_share=1.4),
            Column("when", "When", lambda a: title_of(a.point), width_share=1.6),
            Column("value", "Result", lambda a: a.value or f"None: {a.absent}", width_share=1.1),
            Column("points", "Points", _points, align_right=True, width_share=0.6),
            Column("scale", "Scale", self._scale, width_share=1.6),
            Column("from", "From", lambda a: "A file" if a.import_id else "Typed", width_share=0.6),
        )

    def _scale(self, result: Assessment) -> str:
        known = {scale.key: scale.title for scale in self.desk.assessments.scales}
        return known.get(result.scale, result.scale)

    # --- entering

    def _add(self) -> None:
        held = self.desk.assessments.of_pupil(self.pupil.id)
        last = held[-1] if held else None
        today = self.desk.clock.now().date()
        self._offer([each.point for each in held])
        offered = choices(today)
        terms = [c.value for c in offered if c.value.endswith("current")]
        self._asking.ask(
            "A result that is not here yet",
            {
                "subject": last.subject if last else self.pupil.subject,
                "point": terms[-1],
                "scale": last.scale if last else "",
                "value": "",
            },
            self._keep_new,
        )

    def _change(self, _: str = "") -> None:
        ref = self._table.current_id()
        if not ref:
            return
        held = self.desk.assessments.get(ref)
        self._offer([held.point])
        self._asking.ask(
            f"{held.subject}, {title_of(held.point)}",
            {
                "subject": held.subject,
                "point": as_choice(held.point),
                "scale": held.scale,
                "value": held.value,
            },
            lambda values: self._keep_changed(ref, values),
        )

    def _offer(self, known: list[Any]) -> None:
        self._asking.offer("point", choices(self.desk.clock.now().date(), known))
        scales = self.desk.assessments.scales
        self._asking.offer("scale", [Choice(s.key, s.title, s.help) for s in scales])

    def _check(self, values: Values) -> None:
        """While it is typed: how the scale reads it. Raises BadValue at the value."""
        self._asking.note("")
        written, key = str(values["value"]).strip(), str(values["scale"])
        if not written or not key:
            return
        scale = self.desk.assessments.scales.get(key)
        reading = scale.read(written)
        if reading.problem:
            raise BadValue(reading.problem, field="value")
        if reading.points is None:
            self._asking.note(f"Kept as no result: {reading.absent}.")
        else:
            self._asking.note(f"Read as {reading.value}, {reading.points:g} points.")

    def _keep_new(self, values: Values) -> None:
        kept = self.desk.assessments.put(
            self.pupil,
            str(values["subject"]),
            values["value"],
            scale=str(values["scale"]),
            point=from_choice(str(values["point"])),
        )
        self._show_kept(kept)

    def _keep_changed(self, ref: str, values: Values) -> None:
        point = from_choice(str(values["point"]))
        kept = self.desk.assessments.edit(
            ref,
            subject=subject_named(str(values["subject"])),
            year=point.year,
            term=point.term,
            kind=point.kind,
            scale=values["scale"],
            value=values["value"],
        )
        self._show_kept(kept)

    def _show_kept(self, kept: Assessment) -> None:
        self.refresh()
        self._table.choose(kept.id)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bin_chosen(self) -> None:
        if self._table.current_id():
            self.desk.assessments.bin(self._table.current_id())

    def _left(self) -> None:
        self._asking.put_away()


def _points(result: Assessment) -> str:
    return "" if result.points is None else f"{result.points:g}"
