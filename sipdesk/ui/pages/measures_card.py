"""Published figures of a school, on its page: what came from the performance tables."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sipdesk.export.document import Tone
from sipdesk.models.clock import school_year_in_words
from sipdesk.models.intake import Measure
from sipdesk.ui import place
from sipdesk.ui.pages.base import Page
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.words import Words

_NOTHING = (
    "Figures from the department's performance tables stand here once a table is imported. The "
    "school is found in it by its URN."
)


class MeasuresCard(Page):
    """The latest year first; a figure that is missing says why."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._school_id = school_id
        self._table = RecordTable(_COLUMNS, "Published figures", self, most_rows=10)
        self._nothing = Words(_NOTHING, self, tone="muted")
        card = Card("Published figures", self)
        for part in (self._nothing, self._table):
            card.add(part)
        card.add(self.button("Import performance tables…", self._import))
        self.lay_out(card)
        self.refresh()

    def refresh(self) -> None:
        measures = self.desk.intake.measures(self._school_id)
        self._table.replace(measures)
        self._table.setVisible(bool(measures))
        self._nothing.setVisible(not measures)

    def _import(self) -> None:
        self.goRequest.emit(place.importing(self._school_id, "performance"))


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:g}".replace("-", "−")


def _year(measure: Measure) -> str:
    return f"{school_year_in_words(measure.year)}, key stage {measure.key_stage}"


def _tone(measure: Measure) -> Tone:
    return Tone.NEARLY if measure.value is None else Tone.NONE


_COLUMNS = (
    Column("year", "Year", _year, width_share=1.2),
    Column("title", "Figure", lambda m: m.title, width_share=3),
    Column("value", "School", lambda m: _figure(m.value), align_right=True, width_share=0.7),
    Column("national", "England", lambda m: _figure(m.national), align_right=True, width_share=0.7),
    Column(
        "pupils",
        "Pupils",
        lambda m: "" if m.pupils is None else f"{m.pupils:,}",
        align_right=True,
        width_share=0.7,
    ),
    Column("missing", "Missing", lambda m: m.missing, tone=_tone, width_share=2),
)
