"""Published performance tables: the figures of the desk's schools, and why some have none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sipdesk.export.document import Tone
from sipdesk.models.clock import school_year_in_words
from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.intake.performance import preview_performance
from sipdesk.models.intake.previews import Figure, PerformancePreview
from sipdesk.models.intake.published import Published, read_published
from sipdesk.ui.forms.row import FieldRow
from sipdesk.ui.pages.importing.part import Part
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.tasks import Progress
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.words import Words

_BACK = 16  # school years that are offered
_YEAR = Field("year", "School year of the table", Editor.PICK, required=True)
_ABOUT = "A figure that was not published is kept as missing, with its reason; it is never 0."


@dataclass(frozen=True, slots=True)
class _Read:
    published: Published
    preview: PerformancePreview


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    figure: Figure


class PerformancePart(Part):
    """The figures of one school, or of all."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, school_id, parent)
        self._read: _Read | None = None
        self._version = view.version
        self._year_of_file: int | None = None
        self._gather()
        self._year = FieldRow(_YEAR, _YEAR.label, self.desk.clock, self)
        self._table = RecordTable(_COLUMNS, "Published figures", self, most_rows=12)
        self._arrange()
        self._year.edited.connect(lambda _: self._choose_year())
        self._table.activated_id.connect(lambda _: self.take_focus())

    def reading(self, path: Path) -> Callable[[Progress], _Read]:
        schools, measures = self._schools, self._measures

        def work(progress: Progress) -> _Read:
            published = read_published(path)
            progress.check()
            return _Read(published, preview_performance(published, schools, measures))

        return work

    def show_found(self, found: _Read) -> None:
        self._read = found
        preview = found.preview
        lines = [_Line(f"{f.school_id}:{f.measure}", f) for f in preview.accepted]
        self._table.replace(lines)
        self._table.setVisible(bool(lines))
        several = len({f.school_id for f in preview.accepted}) > 1
        self._table.set_columns(_COLUMNS if several else _COLUMNS[1:])
        self._offer_years(preview.year)
        with_value = sum(f.value is not None for f in preview.accepted)
        self.figures.show_figures(
            (
                (len({f.school_id for f in preview.accepted}), "of your schools"),
                (with_value, "figures"),
                (len(preview.accepted) - with_value, "missing, with their reason"),
                (sum(_differs(f) for f in preview.accepted), "differ from what is kept"),
            )
        )
        problems = tuple(f"{p.column}: {p.reason}" for p in preview.problems)
        self.say(preview.stops, (*preview.warnings, *problems))

    def heading(self, name: str) -> str:
        preview = self._read.preview if self._read else None
        stage = f", key stage {preview.key_stage}" if preview else ""
        year = f", {school_year_in_words(preview.year)}" if preview and preview.year else ""
        return f"{self.hiding.words(name)}, as performance tables{stage}{year}"

    def take_focus(self) -> None:
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def preview(self) -> PerformancePreview | None:
        return self._read.preview if self._read else None

    def to_settle(self) -> None:
        self._year.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def names_turned(self) -> None:
        self._version = self.view.version

    def refresh(self) -> None:
        if not self.is_taking and self._version != self.view.version:
            self._version = self.view.version
            self._gather()
            self._look()

    def _arrange(self) -> None:
        self._year.setMaximumWidth(self._year.sizeHint().width() * 2)
        self.add_settling(self._year)
        figures = Card("Figures of your schools", self)
        figures.add(Words(_ABOUT, self, tone="muted"))
        figures.add(self._table)
        self.lay_out(self.head, figures)

    def _gather(self) -> None:
        """What the desk has, as plain data for the other thread."""
        book = self.desk.schools
        self._schools = [book.get(self.school_id)] if self.school_id else book.all()
        self._measures = [m for s in self._schools for m in self.desk.intake.measures(s.id)]

    def _offer_years(self, year: int) -> None:
        today = self.desk.clock.now().date().year
        every = sorted({*range(today, today - _BACK, -1), year} - {0}, reverse=True)
        choices = [Choice(str(y), school_year_in_words(y)) for y in every]
        self._year.editor.set_choices(choices)  # type: ignore[attr-defined]
        self._year.editor.set_value(str(year or ""))

    def _choose_year(self) -> None:
        self._year_of_file = int(str(self._year.editor.value()))
        self._look()

    def _look(self) -> None:
        if self._read is None:
            return
        published, year = self._read.published, self._year_of_file
        schools, measures = self._schools, self._measures
        self.working.ask(
            lambda _: _Read(published, preview_performance(published, schools, measures, year)),
            self.show_found,
        )


def _differs(figure: Figure) -> bool:
    return bool(figure.before) and figure.before != _kept(figure)


def _kept(figure: Figure) -> str:
    """As the preview writes what is kept now."""
    return "—" if figure.value is None else f"{figure.value:g}"


def said(value: float | None) -> str:
    """A figure as it was published; "" where there is none."""
    return "" if value is None else f"{value:g}".replace("-", "−")


def _tone(line: Any) -> Tone:
    return Tone.NEARLY if line.figure.value is None else Tone.NONE


_COLUMNS = (
    Column("school", "School", lambda line: line.figure.school, width_share=1.2),
    Column("title", "Figure", lambda line: line.figure.title, width_share=2.6),
    Column("value", "School", lambda line: said(line.figure.value), align_right=True),
    Column("national", "England", lambda line: said(line.figure.national), align_right=True),
    Column("before", "Kept now", lambda line: line.figure.before, align_right=True),
    Column("missing", "Missing", lambda line: line.figure.missing, tone=_tone, width_share=2),
)
