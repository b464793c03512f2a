"""Out of the store: how many pupils have which groups in each slice, and what they add up to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from sipdesk.models.assessments import DataPoint, PointKind
from sipdesk.models.gaps.crowd import Crowd, parts_of
from sipdesk.models.gaps.records import Cells, Slice
from sipdesk.models.gaps.rules import Tallies
from sipdesk.models.pupils import STILL_HERE, Cohort
from sipdesk.models.store import Store

# Pupils who do not count at a data point have traits 0. In this order the index has it all; what
# belongs to one slice comes as lists, since thousands of rows take longer than what is in them.
_LISTED = """
    SELECT slice, json_group_array(traits) AS traits, json_group_array(pupils) AS pupils,
        json_group_array(valued) AS valued, json_group_array(total) AS totals
    FROM (
        SELECT slice, traits, count(*) AS pupils, count(points) AS valued, total(points) AS total
        FROM {} WHERE binned = '' AND traits > 0 AND {}
        GROUP BY slice, traits)
    GROUP BY slice
"""
_SCHOOL = _LISTED.format(
    "assessments INDEXED BY assessments_gaps",
    "slice IN (SELECT id FROM slices WHERE school_id = ?)",
)
_COHORT = _LISTED.format(
    "assessments",
    """pupil_id IN (
        SELECT id FROM pupils WHERE school_id = ? AND binned = '' AND (year, form) IN (VALUES {}))
    """,
)
_BY_POINTS = """
    SELECT points, json_group_array(pupil_id) AS pupils, json_group_array(traits) AS traits
    FROM assessments WHERE slice = ? AND binned = '' AND traits > 0 GROUP BY points
"""
Judge = Callable[[str, Slice, float], bool | None]  # year of the pupil, where, points
Worth = Callable[[str, Slice, float | None], float | None]  # what such a pupil counts for


def classes(store: Store, school_id: str, on: date) -> list[tuple[str, str, int]]:
    """Every year and form as they are written, with how many pupils are in them on a day.

    A class that all have left is there with 0: they count at the data points before.
    """
    rows = store.query(
        f"SELECT year, form, sum({STILL_HERE}) AS pupils FROM pupils"
        " WHERE school_id = ? AND binned = '' GROUP BY year, form",
        [on.isoformat(), school_id],
    )
    return [(row["year"], row["form"], row["pupils"]) for row in rows]


def taken(cohort: Cohort, found: Iterable[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """The classes that belong to a cohort."""
    return [one for one in found if cohort.takes_class(*one[:2])]


def load_tallies(store: Store, cohort: Cohort) -> Tallies:
    """Points in one pass: of a whole school over the index, else by way of the pupils."""
    if cohort.year or cohort.form:
        asked = taken(cohort, classes(store, cohort.school_id, store.clock.now().date()))
        if not asked:
            return {}
        sql = _COHORT.format(", ".join(["(?, ?)"] * len(asked)))
        args = [cohort.school_id, *(name for one in asked for name in one[:2])]
        rows = store.query(sql, args)
    else:
        rows = store.query(_SCHOOL, [cohort.school_id])
    groups, named = load_groups(store), dict(_numbered(store, cohort.school_id))

    @cache
    def counts(listed: str) -> list[int]:  # the same in most slices, and of most pupils all count
        return list(json.loads(listed))

    @cache
    def groups_of(listed: str) -> tuple[frozenset[str], ...]:
        return tuple(groups[number] for number in json.loads(listed))

    return {
        named[row["slice"]]: Cells(
            groups_of(row["traits"]),
            counts(row["pupils"]),
            counts(row["valued"]),
            json.loads(row["totals"]),
        )
        for row in rows
    }


def load_crowd(store: Store, school_id: str) -> Crowd:
    """Points of everybody at a school, by class."""
    return _crowd(store, school_id, lambda _, __, points: points)


def load_judged(store: Store, school_id: str, judge: Judge) -> Crowd:
    """Of everybody, how many reach something: each counts 100 or 0, or nothing where unjudged."""

    def worth(year: str, at: Slice, points: float | None) -> float | None:
        verdict = None if points is None else judge(year, at, points)
        return None if verdict is None else 100.0 * verdict

    return _crowd(store, school_id, worth)


def load_groups(store: Store) -> dict[int, frozenset[str]]:
    """The groups that each number in `assessments.traits` stands for."""
    rows = store.query("SELECT id, groups FROM traits", [])
    lists = json.loads(f"[{','.join(row['groups'] for row in rows)}]")
    return {row["id"]: frozenset(names) for row, names in zip(rows, lists, strict=True)}


def load_classes(store: Store, school_id: str) -> dict[str, tuple[str, str]]:
    """Year and form of each pupil of a school, by id."""
    rows = store.query("SELECT id, year, form FROM pupils WHERE school_id = ?", [school_id])
    return {row["id"]: (row["year"], row["form"]) for row in rows}


def _crowd(store: Store, school_id: str, worth: Worth) -> Crowd:
    """Pupils of one class with the same groups are one part; values are weighed once for a year."""
    groups = load_groups(store)
    class_of = load_classes(store, school_id)
    years = {year for year, _ in class_of.values()}
    found: dict[Slice, dict[tuple[str, str, int], list[float | None]]] = {}
    for at, row in each_slice(store, school_id, _BY_POINTS):
        held = found.setdefault(at, {})
        counts = {year: worth(year, at, row["points"]) for year in years}
        for ref, traits in zip(json.loads(row["pupils"]), json.loads(row["traits"]), strict=True):
            year, form = class_of[ref]
            held.setdefault((year, form, traits), []).append(counts[year])
    return {at: parts_of(held, groups) for at, held in found.items()}


def each_slice(store: Store, school_id: str, sql: str) -> Iterator[tuple[Slice, Mapping[str, Any]]]:
    """The rows of a query of one slice by its number, for every slice of a school.

    One by one, so that whoever needs the store meanwhile waits for one of them and not for all.
    """
    for number, at in _numbered(store, school_id):
        for row in store.query(sql, [number]):
            yield at, row


def _numbered(store: Store, school_id: str) -> list[tuple[int, Slice]]:
    """The slices of a school with the numbers that stand beside its results."""
    return [
        (
            row["id"],
            Slice(
                row["subject"],
                row["scale"],
                DataPoint(row["year"], row["term"], PointKind(row["kind"])),
            ),
        )
        for row in store.query("SELECT * FROM slices WHERE school_id = ?", [school_id])
    ]
