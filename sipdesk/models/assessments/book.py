"""Every result: what pupils reached, in which subject, when, on which scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from sipdesk.models.assessments import freshening
from sipdesk.models.assessments.arriving import arrive
from sipdesk.models.assessments.people import People, people
from sipdesk.models.assessments.points import in_order, place_of, point_on
from sipdesk.models.assessments.reading import known_scale, read_kept, read_value
from sipdesk.models.assessments.records import Assessment, DataPoint, PointKind
from sipdesk.models.assessments.subjects import subject_named
from sipdesk.models.errors import BadValue
from sipdesk.models.pupils import Pupil, traits_of
from sipdesk.models.scales import Scale, Scales, load_scales
from sipdesk.models.store import Store, to_columns


class AssessmentBook:
    """The results of every school. One for each pupil, subject, data point and scale."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def scales(self) -> Scales:
        """The scales that results are on."""
        return load_scales()

    # --- reading

    def get(self, assessment_id: str) -> Assessment:
        """Raises NotFound."""
        return self._store.get(Assessment, assessment_id)

    def of_pupil(self, pupil_id: str) -> list[Assessment]:
        """By subject, each from the starting point on."""
        found = self._store.find(Assessment, pupil_id=pupil_id)
        return sorted(found, key=lambda a: (a.subject.casefold(), place_of(a.point), a.scale))

    def of_school(self, school_id: str) -> list[Assessment]:
        """Those of a school, pupils in the bin left out; in no order that means anything."""
        return self._store.select(
            Assessment,
            "binned = '' AND school_id = ? AND pupil_id IN"
            " (SELECT id FROM pupils WHERE school_id = ?1 AND binned = '')",
            [school_id],
        )

    def subjects(self, school_id: str) -> list[str]:
        """The subjects a school has results in, by name."""
        rows = self._distinct("subject", school_id)
        return sorted((row["subject"] for row in rows), key=str.casefold)

    def points(self, school_id: str) -> list[DataPoint]:
        """The data points at which a school has results, the earliest first."""
        rows = self._distinct("year, term, kind", school_id)
        return in_order(DataPoint(r["year"], r["term"], PointKind(r["kind"])) for r in rows)

    def scales_of(self, school_id: str) -> list[Scale]:
        """The scales a school has results on; one that is no longer known is left out."""
        used = {row["scale"] for row in self._distinct("scale", school_id)}
        return [scale for scale in self.scales if scale.key in used]

    def groups_of(self, pupil: Pupil, on: date | None = None) -> frozenset[str]:
        """The keys of a pupil's groups, today or on a day, with the band of the baseline."""
        people = self._people([pupil.id])
        return traits_of(pupil, people.spells.get(pupil.id, []), on, people.band(pupil.id))

    # --- writing

    def put(
        self,
        pupil: Pupil,
        subject: str,
        value: object,
        *,
        scale: str,
        point: DataPoint | None = None,
        import_id: str = "",
    ) -> Assessment:
        """Keep a result; it takes the place of one for the same subject, point and scale.

        Without a point it is today's term. Raises BadValue for what the scale cannot read.
        """
        at = point or point_on(self._store.clock.now().date())
        named = _named(subject)
        reading = read_value(known_scale(self.scales, scale), value)
        was = self._there(pupil.id, named, at, scale)
        key = (named, at.year, at.term, at.kind, scale)
        with self._store.step("Enter result"):
            return self._store.put(
                replace(
                    was or Assessment(self._store.new_id(), pupil.school_id, pupil.id, *key),
                    value=reading.value,
                    points=reading.points,
                    absent=reading.absent,
                    import_id=import_id,
                )
            )

    def edit(self, assessment_id: str, **changes: Any) -> Assessment:
        """Change some fields; the value is read anew.

        Raises BadValue for a value the scale cannot read, or where there is such a result already.
        """
        was = self.get(assessment_id)
        now = replace(was, **changes)
        now = replace(now, subject=_named(now.subject))
        if (now.scale, now.value, now.absent) != (was.scale, was.value, was.absent):
            reading = read_kept(known_scale(self.scales, now.scale), now.value, now.absent)
            now = replace(now, value=reading.value, points=reading.points, absent=reading.absent)
        if not now.binned:
            self._refuse_second(now)
        return self._store.edit(now, changes, "Edit result")

    def put_many(self, results: Sequence[Assessment]) -> int:
        """Keep many, new or in place of others, inside a step; gives how many there were.

        `value` is what was read; points follow from it. An id that is "" is given. Of two for the
        same pupil, subject, point and scale the later counts. Raises BadValue for a value that its
        scale cannot read, before anything is written.
        """
        return self.put_columns(to_columns(Assessment, results)) if results else 0

    def put_columns(self, results: dict[str, list[Any]]) -> int:
        """`put_many` for whoever has a list for each field, as the store keeps them, and is quick:

        `kind` by its value, `id` and `binned` "", `points` anything.
        """
        return arrive(self._store, self.scales, results, self._people)

    def bin(self, assessment_id: str) -> None:
        """Into the bin."""
        self._store.bin(self.get(assessment_id), "Bin result")

    def take_back(self, assessment_id: str) -> None:
        """Out of the bin again. Raises BadValue where another has taken its place."""
        self._refuse_second(self.get(assessment_id))
        self._store.unbin(Assessment, assessment_id)

    # --- copies of groups

    def freshen(self, school_id: str = "") -> int:
        """Make stale copies of groups again; gives how many pupils' they were.

        Whoever reads `assessments.traits` calls this first.
        """
        if self.is_fresh(school_id):
            return 0
        with self._store.copying() as db:
            return freshening.freshen(db, self._people, self._mark, school_id)

    def is_fresh(self, school_id: str = "") -> bool:
        """Whether no copy is stale, so that `freshen` has nothing to write."""
        return freshening.is_fresh(self._store, self._mark, school_id)

    @cached_property
    def _mark(self) -> str:
        return freshening.rules_mark(self.scales)

    def _people(self, pupil_ids: Sequence[str]) -> People:
        return people(self._store, {scale.key: scale for scale in self.scales}, pupil_ids)

    def _refuse_second(self, result: Assessment) -> None:
        there = self._there(result.pupil_id, result.subject, result.point, result.scale)
        if there is not None and there.id != result.id:
            raise BadValue(
                f"There is another result in {result.subject} for that point already.",
                "Nothing was changed.",
                "Change or bin that one first.",
                field="scale",
            )

    def _there(
        self, pupil_id: str, subject: str, point: DataPoint, scale: str
    ) -> Assessment | None:
        """The one result of that subject, point and scale."""
        found = self._store.select(
            Assessment,
            "binned = '' AND pupil_id = ? AND subject = ? AND year = ? AND term = ? AND kind = ?"
            " AND scale = ?",
            [pupil_id, subject, point.year, point.term, point.kind.value, scale],
        )
        return next(iter(found), None)

    def _distinct(self, columns: str, school_id: str) -> list[dict[str, Any]]:
        """What the results that count at a school have in those columns."""
        self.freshen(school_id)
        return self._store.query(
            f"SELECT DISTINCT {columns} FROM slices WHERE school_id = ? AND EXISTS (SELECT 1"
            " FROM assessments WHERE slice = slices.id AND binned = '' AND traits > 0)",
            [school_id],
        )


def _named(subject: str) -> str:
    named = subject_named(subject)
    if not named:
        raise BadValue("A result needs a subject.", field="subject")
    return named
