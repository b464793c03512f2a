"""Taking in what a preview shows: a backup, then one step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import repeat
from typing import Any

from sipdesk.models.assessments import AssessmentBook
from sipdesk.models.errors import BadValue
from sipdesk.models.intake.heads import taken_in
from sipdesk.models.intake.meaning import RESULT, hear
from sipdesk.models.intake.previews import (
    Incoming,
    PerformancePreview,
    Preview,
    PupilPreview,
    RegisterPreview,
    SchoolIn,
)
from sipdesk.models.intake.records import Import, Mapping, Measure, remembered
from sipdesk.models.intake.register import HEAD
from sipdesk.models.intake.words import words
from sipdesk.models.pupils import Pupil, PupilBook, Spell
from sipdesk.models.pupils.spells import keeping
from sipdesk.models.schools import Contact, School
from sipdesk.models.store import Store
from sipdesk.models.store.backups import Reason
from sipdesk.models.tracking import Attendance

_OF_A_PUPIL = frozenset(Pupil.__dataclass_fields__)
_MOST_REMEMBERED = 500  # headings of one school
_AGAIN = "Look at the preview again: the desk has changed since it was made."


class Accepting:
    """Writes previews into the store."""

    def __init__(self, store: Store, pupils: PupilBook, assessments: AssessmentBook) -> None:
        self._store = store
        self._pupils = pupils
        self._assessments = assessments

    def accept(self, preview: Preview) -> tuple[Import, ...]:
        """Raises BadValue while something has to be settled first."""
        if preview.stops:
            raise BadValue(preview.stops[0], "Nothing has been changed.")
        if not preview.accepted:
            raise BadValue("There is nothing in the file to take in.", "Nothing has been changed.")
        self._store.back_up(Reason.IMPORT)
        if isinstance(preview, PupilPreview):
            with self._store.step("Import pupils and results"):
                return (self._take_pupils(preview),)
        if isinstance(preview, RegisterPreview):
            with self._store.step("Import schools from the register"):
                return tuple(self._take_school(preview, one) for one in preview.accepted)
        with self._store.step("Import performance tables"):
            return self._take_figures(preview)

    # --- pupils

    def _take_pupils(self, preview: PupilPreview) -> Import:
        school_id = preview.school_id
        known = {pupil.id: pupil for pupil in self._pupils.of_school(school_id)}
        wanted = {one.pupil_id for one in preview.accepted} | {p.id for p in preview.leavers}
        if wanted - {"", *known} or self._store.get(School, school_id).binned:
            raise BadValue(_AGAIN, "Nothing has been changed.")
        at = self._store.clock.now()
        done = Import(
            self._store.new_id(),
            school_id,
            kind="pupils",
            name=preview.source,
            digest=preview.digest,
            at=at.isoformat(timespec="seconds"),
            rows_read=preview.rows_read,
            rows_refused=len({problem.row for problem in preview.rejected}),
        )
        changed, new, ids = self._people(preview, known)
        leaving = [
            replace(changed.get(p.id, known[p.id]), left_on=at.date()) for p in preview.leavers
        ]
        changed |= {pupil.id: pupil for pupil in leaving}
        self._pupils.put_many([*changed.values(), *new])
        self._keep_past(known, changed, at)
        if preview.results:
            self._assessments.put_columns(_columns(preview, ids, done.id))
        sessions = self._take_sessions(preview, ids, done.id)
        counts = {
            "new pupils": len(new),
            "changed pupils": len(changed) - len(leaving),
            "leavers": len(leaving),
            "results": preview.results,
            "years of attendance": sessions,
        }
        self._remember(preview)
        return self._store.put(replace(done, summary={k: n for k, n in counts.items() if n}))

    def _people(
        self, preview: PupilPreview, known: dict[str, Pupil]
    ) -> tuple[dict[str, Pupil], list[Pupil], list[str]]:
        """Pupils who change, pupils who are new, and the id of each row's pupil."""
        changed: dict[str, Pupil] = {}
        new: list[Pupil] = []
        ids: list[str] = []
        fresh = iter(self._store.new_ids(sum(not one.pupil_id for one in preview.accepted)))
        for one in preview.accepted:
            if one.pupil_id:
                ids.append(one.pupil_id)
                if one.changes:
                    was = known[one.pupil_id]
                    now: dict[str, Any] = {c.field: c.after for c in one.changes}
                    changed[was.id] = replace(was, **now)
            else:
                new.append(_new_pupil(one, next(fresh), preview.school_id))
                ids.append(new[-1].id)
        return changed, new, ids

    def _keep_past(self, known: dict[str, Pupil], changed: dict[str, Pupil], at: datetime) -> None:
        """What a pupil was until yesterday stays known, so that earlier gaps do not change."""
        if not changed:
            return
        spells: defaultdict[str, list[Spell]] = defaultdict(list)
        for spell in self._store.find(Spell):
            if spell.pupil_id in changed:
                spells[spell.pupil_id].append(spell)
        kept = [
            spell
            for ref, now in changed.items()
            for spell in keeping(
                known[ref],
                now,
                at.date(),
                spells[ref],
                self._store.new_id,
                at.isoformat(timespec="seconds"),
            )
        ]
        self._pupils.put_spells(kept)

    def _take_sessions(self, preview: PupilPreview, ids: Sequence[str], import_id: str) -> int:
        said = [
            (ref, s) for one, ref in zip(preview.accepted, ids, strict=True) for s in one.sessions
        ]
        if not said:
            return 0
        there = {
            (a.pupil_id, a.year): a
            for a in self._store.find(Attendance, school_id=preview.school_id, term=0)
        }
        new: dict[tuple[str, int], Attendance] = {}
        for ref, s in said:
            was = there.get((ref, s.year)) or Attendance(
                self._store.new_id(), preview.school_id, ref, s.year
            )
            new[ref, s.year] = replace(
                was, possible=s.possible, attended=s.attended, import_id=import_id
            )
        self._store.put_all(list(new.values()))
        return len(new)

    def _remember(self, preview: PupilPreview) -> None:
        """How the columns were read, for the school's next file of this kind."""
        if not preview.columns:
            return
        vocabulary = words()
        choices: dict[str, str] = {}
        for column in preview.columns:
            meaning = column.meaning
            if not meaning.field and column.why != "chosen":
                continue
            if meaning.field == RESULT and not hear(column.heading, vocabulary).meaning.year:
                meaning = replace(meaning, year=0)  # next year it will be another
            choices[column.heading] = meaning.text()
        found = self._store.select(Mapping, *remembered(preview.school_id, "pupils"))
        was = found[-1] if found else Mapping(self._store.new_id(), preview.school_id, "pupils")
        earlier = {h: c for h, c in was.choices.items() if h not in choices}
        kept = dict([*choices.items(), *earlier.items()][:_MOST_REMEMBERED])
        self._store.put(replace(was, headings=preview.headings, choices=kept))

    # --- schools

    def _take_school(self, preview: RegisterPreview, one: SchoolIn) -> Import:
        taken: dict[str, Any] = {f.field: f.after for f in one.fields if f.take}
        head = {
            name.removeprefix("head_"): taken.pop(name)
            for name in list(taken)
            if name.startswith("head_")
        }
        if one.school is None:
            school = School(self._store.new_id(), **taken)
        else:
            school = replace(self._store.get(School, one.school.id), **taken)
            if school.binned:
                raise BadValue(_AGAIN, "Nothing has been changed.")
        self._store.put(school)
        if head:
            was = self._store.get(Contact, one.head.id) if one.head else None
            if was is not None and was.binned:
                raise BadValue(_AGAIN, "Nothing has been changed.")
            new = Contact(self._store.new_id(), school.id, HEAD)
            for contact in taken_in(head, was, new, self._now()):
                self._store.put(contact)
        summary = {"new schools": int(one.school is None), "fields": len(taken) + len(head)}
        return self._store.put(
            self._import(preview, "register", school.id, {k: n for k, n in summary.items() if n})
        )

    def _take_figures(self, preview: PerformancePreview) -> tuple[Import, ...]:
        done: list[Import] = []
        for school_id in dict.fromkeys(figure.school_id for figure in preview.accepted):
            figures = [f for f in preview.accepted if f.school_id == school_id]
            record = self._import(preview, "performance", school_id, {"figures": len(figures)})
            there = {
                (m.year, m.key_stage, m.measure): m
                for m in self._store.find(Measure, school_id=school_id)
            }
            records: list[Measure] = []
            for f in figures:
                key = (preview.year, preview.key_stage, f.measure)
                was = there.get(key) or Measure(self._store.new_id(), school_id, *key)
                records.append(
                    replace(
                        was,
                        title=f.title,
                        value=f.value,
                        missing=f.missing,
                        pupils=f.pupils,
                        national=f.national,
                        import_id=record.id,
                    )
                )
            self._store.put_all(records)
            done.append(self._store.put(record))
        return tuple(done)

    def _import(
        self,
        preview: RegisterPreview | PerformancePreview,
        kind: str,
        school_id: str,
        summary: dict[str, int],
    ) -> Import:
        return Import(
            self._store.new_id(),
            school_id,
            kind,
            preview.source,
            preview.digest,
            self._now(),
            preview.rows_read,
            len(preview.problems),
            summary,
        )

    def _now(self) -> str:
        return self._store.clock.now().isoformat(timespec="seconds")


def _columns(preview: PupilPreview, ids: Sequence[str], import_id: str) -> dict[str, list[Any]]:
    """All results as a list for each field of `Assessment`."""
    results = [result for one in preview.accepted for result in one.results]
    _, subject, year, term, kind, scale, value, points, absent = map(
        list, zip(*results, strict=True)
    )
    many = len(results)
    as_kept = {each: each.value for each in set(kind)}
    return {
        "id": [""] * many,
        "school_id": [preview.school_id] * many,
        "pupil_id": [
            ref
            for one, ref in zip(preview.accepted, ids, strict=True)
            for ref in repeat(ref, len(one.results))
        ],
        "subject": subject,
        "year": year,
        "term": term,
        "kind": [as_kept[each] for each in kind],
        "scale": scale,
        "value": value,
        "points": points,
        "absent": absent,
        "import_id": [import_id] * many,
        "binned": [""] * many,
    }


def _new_pupil(one: Incoming, ref: str, school_id: str) -> Pupil:
    # whoever comes in by the hundred is not yet talked with at lunch
    fields = {name: value for name, value in one.fields.items() if name in _OF_A_PUPIL}
    return Pupil(ref, school_id, tracked=False, **fields)
