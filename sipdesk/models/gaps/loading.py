"""Out of the store: how many pupils have which groups in each slice, and what they add up to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sipdesk.models.assessments import DataPoint, PointKind
from sipdesk.models.gaps.crowd import Crowd, Part, folded_name
from sipdesk.models.gaps.records import Cells, Slice, Tally
from sipdesk.models.gaps.rules import Tallies
from sipdesk.models.pupils import Cohort, Pupil
from sipdesk.models.store import Store

# Pupils who do not count at a data point have traits 0. In this order the index has it all; what
# belongs to one slice comes as lists, since thousands of rows take longer than what is in them.
_LISTED = """
    SELECT scale, subject, year, term, kind, json_group_array(traits) AS traits,
        json_group_array(pupils) AS pupils, json_group_array(valued) AS valued,
        json_group_array(total) AS totals
    FROM (
        SELECT scale, subject, year, term, kind, traits,
            count(*) AS pupils, count(points) AS valued, total(points) AS total
        FROM assessments {}
        GROUP BY scale, subject, year, term, kind, traits)
    GROUP BY scale, subject, year, term, kind
"""
_SCHOOL = _LISTED.format(
    "INDEXED BY assessments_gaps WHERE school_id = ? AND binned = '' AND traits > 0"
)
_COHORT = _LISTED.format(
    """
    WHERE binned = '' AND traits > 0 AND pupil_id IN (
        SELECT id FROM pupils WHERE school_id = ? AND binned = '' AND (year, form) IN (VALUES {}))
    """
)
_BY_FORM = """
    SELECT p.year AS p_year, p.form AS p_form, a.scale, a.subject, a.year, a.term, a.kind, a.traits,
        count(*) AS pupils, count(a.points) AS valued, total(a.points) AS total
    FROM assessments a JOIN pupils p ON p.id = a.pupil_id
    WHERE a.school_id = ? AND a.binned = '' AND a.traits > 0
    GROUP BY p.year, p.form, a.scale, a.subject, a.year, a.term, a.kind, a.traits
"""
_BY_POINTS = """
    SELECT p.year AS p_year, p.form AS p_form, a.scale, a.subject, a.year, a.term, a.kind, a.traits,
        a.points, count(*) AS pupils
    FROM assessments a JOIN pupils p ON p.id = a.pupil_id
    WHERE a.school_id = ? AND a.binned = '' AND a.traits > 0
    GROUP BY p.year, p.form, a.scale, a.subject, a.year, a.term, a.kind, a.traits, a.points
"""
Judge = Callable[[str, Slice, float], bool | None]  # year of the pupil, where, points


def classes(store: Store, school_id: str) -> list[tuple[str, str, int]]:
    """Every year and form as they are written, with how many pupils are in them."""
    rows = store.query(
        "SELECT year, form, count(*) AS pupils FROM pupils"
        " WHERE school_id = ? AND binned = '' GROUP BY year, form",
        [school_id],
    )
    return [(row["year"], row["form"], row["pupils"]) for row in rows]


def taken(cohort: Cohort, found: Iterable[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """The classes that belong to a cohort."""
    return [
        one for one in found if cohort.takes(Pupil("", cohort.school_id, year=one[0], form=one[1]))
    ]


def load_tallies(store: Store, cohort: Cohort) -> Tallies:
    """Points in one pass: of a whole school over the index, else by way of the pupils."""
    if cohort.year or cohort.form:
        asked = taken(cohort, classes(store, cohort.school_id))
        if not asked:
            return {}
        sql = _COHORT.format(", ".join(["(?, ?)"] * len(asked)))
        args = [cohort.school_id, *(name for one in asked for name in one[:2])]
        rows = store.query(sql, args)
    else:
        rows = store.query(_SCHOOL, [cohort.school_id])
    groups = load_groups(store)
    known: dict[str, tuple[frozenset[str], ...]] = {}
    found: dict[Slice, Cells] = {}
    for row in rows:
        traits = row["traits"]
        if traits not in known:
            known[traits] = tuple(groups[number] for number in json.loads(traits))
        found[_slice_of(row)] = Cells(
            known[traits],
            json.loads(row["pupils"]),
            json.loads(row["valued"]),
            json.loads(row["totals"]),
        )
    return found


def load_crowd(store: Store, school_id: str) -> Crowd:
    """Points of everybody at a school, by class."""
    return _crowd(
        (row, Tally(row["pupils"], row["valued"], row["total"]))
        for row in _with_groups(store, _BY_FORM, school_id)
    )


def load_judged(store: Store, school_id: str, judge: Judge) -> Crowd:
    """Of everybody, how many reach something: each counts 100 or 0, or nothing where unjudged."""

    def tally(row: Mapping[str, Any]) -> Tally:
        verdict = None
        if row["points"] is not None:
            verdict = judge(row["p_year"], _slice_of(row), row["points"])
        valued = row["pupils"] if verdict is not None else 0
        return Tally(row["pupils"], valued, 100.0 * valued if verdict else 0.0)

    return _crowd((row, tally(row)) for row in _with_groups(store, _BY_POINTS, school_id))


def load_groups(store: Store) -> dict[int, frozenset[str]]:
    """The groups that each number in `assessments.traits` stands for."""
    rows = store.query("SELECT id, groups FROM traits", [])
    lists = json.loads(f"[{','.join(row['groups'] for row in rows)}]")
    return {row["id"]: frozenset(names) for row, names in zip(rows, lists, strict=True)}


def _with_groups(store: Store, sql: str, school_id: str) -> Iterable[Mapping[str, Any]]:
    groups = load_groups(store)
    for row in store.query(sql, [school_id]):
        yield {**row, "groups": groups[row["traits"]]}


def _crowd(tallied: Iterable[tuple[Mapping[str, Any], Tally]]) -> Crowd:
    found: dict[Slice, list[Part]] = {}
    for row, tally in tallied:
        part = Part(folded_name(row["p_year"]), folded_name(row["p_form"]), row["groups"], tally)
        found.setdefault(_slice_of(row), []).append(part)
    return found


def _slice_of(row: Mapping[str, Any]) -> Slice:
    return _slice(row["subject"], row["scale"], row["year"], row["term"], row["kind"])


def _slice(subject: str, scale: str, year: int, term: int, kind: str) -> Slice:
    return Slice(subject, scale, DataPoint(year, term, PointKind(kind)))
