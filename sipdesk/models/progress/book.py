"""The progress of any cohort, and of one pupil."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from sipdesk.models.assessments import DataPoint, PointKind
from sipdesk.models.clock import school_year
from sipdesk.models.errors import BadValue, NotFound
from sipdesk.models.progress.records import Learner, ProgressReport, Result, Rule, Trajectory
from sipdesk.models.progress.summing import fitting, report_of, trajectories
from sipdesk.models.progress.tables import Rules, load_rules
from sipdesk.models.progress.timing import year_number
from sipdesk.models.pupils import STILL_HERE, Cohort, by_surname
from sipdesk.models.scales import Scales, load_scales
from sipdesk.models.settings import Setting
from sipdesk.models.store import Store

_AMBER = "amber_reach"  # the name of the setting
_MOST_AMBER = 20.0
_AT_ONCE = 200  # pupils whose results are read at once
_PUPILS = """
    SELECT id, name, year, form FROM pupils
    WHERE binned = '' AND {} ORDER BY id
"""
# Many pupils have the same result: each comes once, with the list of those who have it.
_RESULTS = """
    SELECT subject, year, term, kind, scale, value, points, json_group_array(pupil_id) AS pupils
    FROM assessments
    WHERE binned = '' AND points IS NOT NULL AND pupil_id IN (SELECT value FROM json_each(?))
    GROUP BY subject, year, term, kind, scale, value, points
"""


class ProgressBook:
    """How far pupils have come, by the rules in the tables."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._scales: Scales | None = None
        self._rules: Rules | None = None

    @property
    def scales(self) -> Scales:
        """Read once, when first needed."""
        if self._scales is None:
            self._scales = load_scales()
        return self._scales

    @property
    def rules(self) -> Rules:
        """Every rule whose scales are there; read once, when first needed."""
        if self._rules is None:
            self._rules = load_rules(self.scales)
        return self._rules

    def read_again(self) -> Rules:
        """After a SIP has changed a table or a scale."""
        self._scales = self._rules = None
        return self.rules

    @property
    def amber(self) -> float | None:
        """How many steps short is still amber, for every rule; None leaves it to each table."""
        # a report may be made on any thread, and so leaves no record ready
        sql = "SELECT value FROM settings WHERE id = ? AND binned = '' AND value <> ''"
        found = self._store.query(sql, [_AMBER])
        return float(found[0]["value"]) if found else None

    @amber.setter
    def amber(self, steps: float | None) -> None:
        if steps is not None and not 0 <= steps <= _MOST_AMBER:
            raise BadValue(
                f"Amber reaches from 0 to {_MOST_AMBER:g} steps.", "It is as it was.", field="amber"
            )
        value = "" if steps is None else f"{steps:g}"
        self._store.edit(Setting(_AMBER, value), {_AMBER: value}, "Change the reach of amber")

    def report(
        self, cohort: Cohort, subject: str | None = None, rule: str | None = None
    ) -> ProgressReport:
        """Every pupil of a cohort under a rule, by default the one that fits most of them.

        Who has left is judged no more. Raises NotFound for a rule that there is not.
        """
        here = self._here(cohort.school_id)
        asked_for = [one for one in here if cohort.takes_class(one.year, one.form)]
        learners = self._with_results(asked_for)
        asked = self.rules.get(rule) if rule else self._fitting(learners)
        return report_of(learners, subject, asked, self.scales, self._this_year, self.amber)

    def of_pupil(self, pupil_id: str) -> tuple[Trajectory, ...]:
        """A pupil's way in each subject, with target and expectation. Raises NotFound."""
        found = self._with_results(self._pupils("id = ?", [pupil_id]))
        if not found:
            raise NotFound("That pupil is no longer there.")
        (learner,) = found
        rules = self.rules.for_year(year_number(learner.year)) or list(self.rules.all)
        return trajectories(learner, rules, self.scales, self._this_year, self.amber)

    @property
    def _this_year(self) -> int:
        return school_year(self._today)

    @property
    def _today(self) -> date:
        return self._store.clock.now().date()

    def _fitting(self, learners: list[Learner]) -> Rule:
        if not self.rules.all:
            raise NotFound("There is no rule of progress.", "", "Install SIP Desk again.")
        return fitting(self.rules.all, learners)

    def _here(self, school_id: str) -> list[Learner]:
        """Those who have not left a school by today, without their results."""
        return self._pupils(f"school_id = ? AND {STILL_HERE}", [school_id, self._today.isoformat()])

    def _pupils(self, where: str, args: list[str]) -> list[Learner]:
        """By surname, without their results."""
        rows = self._store.query(_PUPILS.format(where), args)
        rows = sorted(rows, key=lambda row: by_surname(row["name"]))
        return [Learner(row["id"], row["name"], row["year"], row["form"]) for row in rows]

    def _with_results(self, pupils: list[Learner]) -> list[Learner]:
        """On scales that are there; a scale's file may have gone."""
        found: dict[str, list[Result]] = {one.pupil_id: [] for one in pupils}
        known = {scale.key for scale in self.scales}
        for part in _parts(found):
            for row in self._store.query(_RESULTS, [json.dumps(part)]):
                if row["scale"] in known:
                    result = _result(row)
                    for pupil_id in json.loads(row["pupils"]):
                        found[pupil_id].append(result)
        return [replace(one, results=tuple(found[one.pupil_id])) for one in pupils]


def _parts(refs: Iterable[str]) -> Iterator[list[str]]:
    """So few at a time that whoever writes meanwhile is not kept waiting."""
    left = iter(refs)
    while part := list(islice(left, _AT_ONCE)):
        yield part


def _result(row: dict[str, Any]) -> Result:
    point = DataPoint(row["year"], row["term"], PointKind(row["kind"]))
    return Result(row["subject"], point, row["scale"], row["value"], row["points"])
