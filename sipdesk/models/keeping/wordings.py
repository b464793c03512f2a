"""Earlier wordings of texts that are not about one person alone, in which that person is named.

They stand in the history only, or beside the text as what was composed before it was edited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from sipdesk.models.keeping.erasing.places import Row, Schools, record_tables, rows_of, texts_in
from sipdesk.models.keeping.erasing.saying import Says, say, says
from sipdesk.models.keeping.erasing.wording import Wording
from sipdesk.models.keeping.past import lines, states
from sipdesk.models.store.changes import Batch, Change
from sipdesk.models.store.columns import Columns

ASIDE = frozenset(("composed", "seen"))  # a note's earlier wordings of the same text
LABEL = "journal_steps"  # where the name of a step stands


def earlier_wordings(
    db: Database, wording: Wording, gone: Mapping[str, set[str]]
) -> Iterator[tuple[str, str, Row, str, bool]]:
    """Table, id, row, text, and whether it may be another; the row as it is, else as it was.

    What stands word for word in a longer or a present text of the same record is left out.
    """
    schools = Schools(db)
    for table in record_tables(db):
        rows = {str(row.get("id", "")): row for row in rows_of(db, table)}
        past: dict[str, Row] = {}
        found: dict[str, dict[str, bool]] = {}
        for ref, row in rows.items():
            school = schools.of(table, ref, row)
            for name in ASIDE.intersection(row):
                told = named(wording, school, says(table, name, row), row[name])
                found.setdefault(ref, {}).update(told)
        for line in lines(db, table):
            for ref, told in _of_line(wording, schools, line, rows, past):
                found.setdefault(ref, {}).update(told)
        for ref, texts in found.items():
            if texts and ref not in gone.get(table, ()):
                row = rows.get(ref) or past.get(ref, {})
                for text in _not_told(texts, _present(wording, table, rows.get(ref, {}))):
                    yield table, ref, row, text, texts[text]


def shown(row: Row) -> Row:
    """A row without what stands aside."""
    if ASIDE.isdisjoint(row):
        return row
    return {name: value for name, value in row.items() if name not in ASIDE}


def named(wording: Wording, school: str, how: Says, value: Any) -> dict[str, bool]:
    """The texts of a value in which they are named; True where it may be another."""
    found = {}
    if isinstance(value, str) and value and how is not Says.NEVER:
        for text in texts_in(value):
            sure = wording.names(text, school, how is Says.WHOLE)
            if sure or wording.doubtful(text, school, how is Says.WHOLE):
                found[text] = not sure
    return found


def _of_line(
    wording: Wording,
    schools: Schools,
    line: Change | Batch,
    rows: Mapping[str, Row],
    past: dict[str, Row],
) -> Iterator[tuple[str, dict[str, bool]]]:
    """The ids and texts of a line that name them. What it tells of lost records goes to `past`."""
    ids, told_of = _as_columns(line)
    first = ids[0] if ids else ""
    row = rows.get(first) or past.setdefault(first, {})
    for columns in told_of:
        if first not in rows:
            row.update((name, values[0]) for name, values in columns.items())
    school = schools.of(line.source, first, row)  # what comes at once is of one school
    beside = {} if isinstance(line, Batch) else {name: [value] for name, value in row.items()}
    for columns in told_of:
        for name, values in columns.items():
            hows = say(line.source, name, {**beside, "id": ids, **columns})
            cells = list(zip(hows, values, strict=False))
            told = {cell: named(wording, school, *cell) for cell in set(cells)}
            if any(told.values()):
                yield from ((ref, told[cell]) for ref, cell in zip(ids, cells, strict=False))


def _as_columns(line: Change | Batch) -> tuple[list[str], list[Columns]]:
    if isinstance(line, Batch):
        return line.ids, [columns for columns in (line.before, line.after) if columns]
    told = [{name: [value] for name, value in state.items()} for state in states(line)]
    return [line.ref], told


def _present(wording: Wording, table: str, row: Row) -> list[str]:
    return [text for text, _ in wording.texts(table, shown(row))]


def _not_told(texts: Iterable[str], present: Iterable[str]) -> list[str]:
    told, kept = list(present), set()
    for text in sorted(texts, key=len, reverse=True):
        if not any(text in longer for longer in told):
            told.append(text)
            kept.add(text)
    return [text for text in texts if text in kept]
