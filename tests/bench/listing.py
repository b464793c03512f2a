"""The first paint of a long table against that of one a tenth as long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sipdesk.app import make_app
from sipdesk.export.document import Tone
from sipdesk.ui.style import theme
from sipdesk.ui.tables import Column, RecordTable
from tests.bench.lines import Line, ratio
from tests.bench.pairs import pairs_of, timed

LONG, SHORT = 100_000, 10_000


@dataclass(frozen=True, slots=True)
class Row:
    """An action as a table shows it."""

    id: str
    action: str
    lead: str
    tone: Tone


COLUMNS = (
    Column("action", "Action", lambda row: row.action, width_share=3),
    Column("lead", "Lead", lambda row: row.lead),
    Column("stands", "Stands", lambda row: "", tone=lambda row: row.tone),
)


def listing(count: int) -> Iterator[Line]:
    """Records are there already; the table is made, filled, shown and painted."""
    theme.apply(make_app(), "light")
    long, short = _rows(LONG), _rows(SHORT)
    pairs = pairs_of(lambda: _painted(long), lambda: _painted(short), count)
    yield ratio(f"table of {LONG:,} rows against {SHORT:,}: first paint", "1.2", pairs)


def _rows(count: int) -> list[Row]:
    return [Row(str(at), f"Action {at}", "Headteacher", Tone.GOOD) for at in range(count)]


def _painted(rows: list[Row]) -> float:
    def work() -> None:
        table = RecordTable(COLUMNS, "Actions")
        table.resize(1000, 600)
        table.replace(rows)
        table.show()
        table.grab()

    return timed(work)
