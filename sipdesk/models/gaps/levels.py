"""Who made the levels at each data point, as something to compare groups by."""

from __future__ import annotations

import json
from typing import Any

from sipdesk.models.assessments import DataPoint, PointKind
from sipdesk.models.gaps.crowd import Crowd, Part, folded_name
from sipdesk.models.gaps.records import Slice, Tally
from sipdesk.models.progress import Result, Rules
from sipdesk.models.progress.rules import levels_made, start_and_now
from sipdesk.models.progress.timing import ATTAINED, order, year_number
from sipdesk.models.scales import Scales
from sipdesk.models.store import Store

_RESULTS = """
    SELECT a.pupil_id, p.year AS p_year, p.form, a.subject, a.year, a.term, a.kind, a.scale,
        a.value, a.points, t.groups
    FROM assessments a JOIN pupils p ON p.id = a.pupil_id JOIN traits t ON t.id = a.traits
    WHERE a.school_id = ? AND a.binned = '' AND a.traits > 0
"""
Row = dict[str, Any]


def load_levels(
    store: Store, school_id: str, scales: Scales, rules: Rules, asked: str = ""
) -> Crowd:
    """Each pupil counts 100 where the levels were made since the start, 0 where not.

    A rule that was asked for goes for everybody; else each pupil's is the first that counts levels
    in its year group. Without a start to compare with, a pupil has no value.
    """
    lines: dict[tuple[str, str], list[Row]] = {}
    for row in store.query(_RESULTS, [school_id]):
        if row["kind"] in ATTAINED:
            lines.setdefault((row["pupil_id"], row["subject"]), []).append(row)
    found: dict[Slice, list[Part]] = {}
    for rows in lines.values():
        _count(rows, scales, rules, asked, found)
    return found


def _count(
    rows: list[Row], scales: Scales, rules: Rules, asked: str, found: dict[Slice, list[Part]]
) -> None:
    known = {scale.key for scale in scales}
    results = sorted(
        (_result(row) for row in rows if row["points"] is not None and row["scale"] in known),
        key=lambda r: order(r.point),
    )
    number = year_number(rows[0]["p_year"])
    possible = [rules.get(asked)] if asked else [r for r in rules.for_year(number) if r.levels]
    for row in rows:
        if row["kind"] == PointKind.BASELINE:
            continue
        point = _point(row)
        made: bool | None = None
        for rule in possible:
            if row["points"] is None:
                break
            upto = [r for r in results if order(r.point) <= order(point)]
            start, now = start_and_now(rule, upto)
            if start and now and now.point == point and now.scale == row["scale"]:
                levels = levels_made(rule, start, now, scales)
                made = None if levels is None else levels >= rule.levels
                break
        valued = made is not None
        tally = Tally(1, int(valued), 100.0 * bool(made))
        part = Part(
            folded_name(row["p_year"]),
            folded_name(row["form"]),
            frozenset(json.loads(row["groups"])),
            tally,
        )
        found.setdefault(Slice(row["subject"], row["scale"], point), []).append(part)


def _result(row: Row) -> Result:
    return Result(row["subject"], _point(row), row["scale"], row["value"], row["points"])


def _point(row: Row) -> DataPoint:
    return DataPoint(row["year"], row["term"], PointKind(row["kind"]))
