"""Many results at one stroke: read, matched with those that are there, and counted in groups."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from sipdesk.models.assessments.freshening import Copies
from sipdesk.models.assessments.people import People
from sipdesk.models.assessments.reading import known_scale, read_kept
from sipdesk.models.assessments.records import Assessment, PointKind
from sipdesk.models.assessments.subjects import subject_named
from sipdesk.models.scales import Reading, Scales
from sipdesk.models.store import Store

_KEY = ("pupil_id", "subject", "year", "term", "kind", "scale")
Columns = dict[str, list[Any]]


def arrive(
    store: Store,
    scales: Scales,
    results: Columns,
    people_of: Callable[[Sequence[str]], People],
) -> int:
    """Keep results given as columns of every field; gives how many there were.

    A new baseline gets no copy of its pupil's groups: it may change the band of all the others.
    """
    table = _once(_read(results, scales))
    pupils = list(dict.fromkeys(table["pupil_id"]))
    known = _known(store, pupils)
    ids = [known.get(key) or ref for key, ref in zip(_keys(table), table["id"], strict=True)]
    fresh = iter(store.new_ids(ids.count("")))
    table["id"] = [ref or next(fresh) for ref in ids]
    with store.copying() as db:
        copies = Copies(db, people_of(pupils))
        number, baseline = copies.number, PointKind.BASELINE.value
        also = [
            None if kind == baseline else number(pupil_id, year, term)
            for pupil_id, year, term, kind in zip(
                table["pupil_id"], table["year"], table["term"], table["kind"], strict=True
            )
        ]
    store.put_columns(Assessment, table, {"traits": also})
    return len(ids)


def _read(results: Columns, scales: Scales) -> Columns:
    """Subjects by their one name, values as their scales write them."""
    cells = list(zip(results["scale"], results["value"], results["absent"], strict=True))
    read: dict[tuple[str, str, str], Reading] = {
        cell: read_kept(known_scale(scales, cell[0]), cell[1], cell[2]) for cell in set(cells)
    }
    named = {subject: subject_named(subject) for subject in set(results["subject"])}
    return {
        **results,
        "subject": [named[subject] for subject in results["subject"]],
        "value": [read[cell].value for cell in cells],
        "points": [read[cell].points for cell in cells],
        "absent": [read[cell].absent for cell in cells],
    }


def _once(table: Columns) -> Columns:
    """Of two results for the same, the later."""
    last = {key: place for place, key in enumerate(_keys(table))}
    if len(last) == len(table["id"]):
        return table
    stay = sorted(last.values())
    return {name: [values[place] for place in stay] for name, values in table.items()}


def _keys(table: Columns) -> list[tuple[Any, ...]]:
    return list(zip(*(table[name] for name in _KEY), strict=True))


def _known(store: Store, pupils: list[str]) -> dict[tuple[Any, ...], str]:
    """The results that those pupils have already, by what there can be only one of."""
    rows = store.query(
        f"SELECT id, {', '.join(_KEY)} FROM assessments WHERE binned = ''"
        " AND pupil_id IN (SELECT value FROM json_each(?))",
        [json.dumps(pupils)],
    )
    return {tuple(row[name] for name in _KEY): row["id"] for row in rows}
