"""Many results at one stroke: read, matched with those that are there, and counted in groups."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from sipdesk.models.assessments.freshening import SLICE, Copies, begin, rules_mark
from sipdesk.models.assessments.people import People
from sipdesk.models.assessments.reading import known_scale, read_kept
from sipdesk.models.assessments.records import Assessment, PointKind
from sipdesk.models.assessments.subjects import subject_named
from sipdesk.models.scales import Reading, Scales
from sipdesk.models.store import Store

_KEY = ("pupil_id", "subject", "year", "term", "kind", "scale")
_WHEN = ("pupil_id", "year", "term", "kind")
Columns = dict[str, list[Any]]
_Key = tuple[Any, ...]


def arrive(
    store: Store,
    scales: Scales,
    results: Columns,
    people_of: Callable[[Sequence[str]], People],
) -> int:
    """Keep results given as columns of every field; gives how many there were.

    A new baseline gets no copy of its pupil's groups: it may change the band of all the others.
    """
    table, keys = _once(_read(results, scales))
    pupils = list(dict.fromkeys(table["pupil_id"]))
    known = _known(store, pupils)
    ids = table["id"]
    if known:
        ids = [known.get(key) or ref for key, ref in zip(keys, ids, strict=True)]
    fresh = store.new_ids(ids.count(""))
    if len(fresh) < len(ids):
        following = iter(fresh)
        table["id"] = [ref or next(following) for ref in ids]
    else:
        table["id"] = fresh
    with store.copying() as db:
        begin(db, rules_mark(scales))
        copies = Copies(db, people_of(pupils))
        when = list(zip(*(table[name] for name in _WHEN), strict=True))
        numbers = {
            each: None if each[-1] == PointKind.BASELINE else copies.number(*each[:-1])
            for each in dict.fromkeys(when)
        }
        where = list(zip(*(table[name] for name in SLICE), strict=True))
        slices = {each: copies.slice(each) for each in dict.fromkeys(where)}
        also: Columns = {
            "traits": [numbers[each] for each in when],
            "slice": [slices[each] for each in where],
        }
    store.put_columns(Assessment, table, also, frozenset(fresh))
    return len(ids)


def _read(results: Columns, scales: Scales) -> Columns:
    """Subjects by their one name, values as their scales write them."""
    cells = list(zip(results["scale"], results["value"], results["absent"], strict=True))
    read: dict[tuple[str, str, str], Reading] = {
        cell: read_kept(known_scale(scales, cell[0]), cell[1], cell[2]) for cell in set(cells)
    }
    readings = [read[cell] for cell in cells]
    named = {subject: subject_named(subject) for subject in set(results["subject"])}
    return {
        **results,
        "subject": [named[subject] for subject in results["subject"]],
        "value": [each.value for each in readings],
        "points": [each.points for each in readings],
        "absent": [each.absent for each in readings],
    }


def _once(table: Columns) -> tuple[Columns, list[_Key]]:
    """Of two results for the same, the later; and of each what there can be only one of."""
    keys: list[_Key] = list(zip(*(table[name] for name in _KEY), strict=True))
    last = dict(zip(keys, range(len(keys)), strict=True))
    if len(last) == len(keys):
        return table, keys
    stay = sorted(last.values())
    kept = {name: [values[place] for place in stay] for name, values in table.items()}
    return kept, [keys[place] for place in stay]


def _known(store: Store, pupils: list[str]) -> dict[_Key, str]:
    """The results that those pupils have already, by what there can be only one of."""
    rows = store.query(
        f"SELECT id, {', '.join(_KEY)} FROM assessments WHERE binned = ''"
        " AND pupil_id IN (SELECT value FROM json_each(?))",
        [json.dumps(pupils)],
    )
    return {tuple(row[name] for name in _KEY): row["id"] for row in rows}
