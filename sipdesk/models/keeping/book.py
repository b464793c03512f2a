"""What is kept how long, what left the desk, and whom its records are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sipdesk.models.errors import BadValue, NotFound, UserError
from sipdesk.models.keeping import answering, rules, todo
from sipdesk.models.keeping.erasing.marks import again_in, brought_back
from sipdesk.models.keeping.erasing.remembering import remember, remembered
from sipdesk.models.keeping.erasing.work import Eraser, Progress
from sipdesk.models.keeping.holding import Held, gather
from sipdesk.models.keeping.known import everybody
from sipdesk.models.keeping.looking import Outlook, look_ahead
from sipdesk.models.keeping.records import Departure, Due, Erasure, Person, Who, named_by
from sipdesk.models.pupils.records import Pupil
from sipdesk.models.schools.records import Contact, School
from sipdesk.models.store import Store
from sipdesk.models.store.rows import to_row

_SOMEBODY = "name || email || phone <> ''"  # a contact that is more than a post
_PEOPLE = (
    "SELECT school_id, count(*) AS many FROM (SELECT school_id FROM pupils UNION ALL"
    f" SELECT school_id FROM contacts WHERE {_SOMEBODY}) GROUP BY school_id"
)


class Keeping:
    """Retention, departures, access and erasure over one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.eraser = Eraser(store)
        store.backups.keep_until = self._keep_until

    # --- how long

    def due(self, today: date | None = None) -> list[Due]:
        """What is to be looked at again, the longest overdue first; nothing goes by itself."""
        on = today or self._store.clock.now().date()
        return sorted((d for d in self._reviews() if d.on <= on), key=lambda d: (d.on, d.title))

    def review(self, record: School | Pupil) -> tuple[date, str] | None:
        """When a school's or pupil's records are to be looked at again, and why then."""
        if isinstance(record, School):
            return rules.review_of_school(record)
        return rules.review_of_pupil(record, self._store.get(School, record.school_id))

    def keep(self, due: Due, until: date) -> None:
        """They are needed still: ask again on that day. Raises BadValue for one that has come."""
        if until <= self._store.clock.now().date():
            raise BadValue(
                "The day to ask again has to be still to come.",
                "The date is as it was.",
                field="review_on",
            )
        record = self._store.get(Pupil if due.pupil else School, due.id)
        with self._store.step("Keep records longer"):
            self._store.put(replace(record, review_on=until))  # type: ignore[type-var]

    def _reviews(self) -> list[Due]:
        today = self._store.clock.now().date()
        found = []
        people = {row["school_id"]: row["many"] for row in self._store.query(_PEOPLE, [])}
        for school in self._store.select(School, "1", []):  # the bin is kept as well
            whole, gone = rules.review_of_school(school), bool(school.binned)
            ref, many = school.id, people.get(school.id, 0)
            if whole is not None and many:
                found.append(Due(ref, ref, school.name, *whole, people=many, binned=gone))
            for pupil in self._store.select(Pupil, "school_id = ?", [school.id]):
                own, away = rules.review_of_pupil(pupil, school), gone or bool(pupil.binned)
                # where the school's own date has come, it is asked about as a whole
                if own is not None and own != whole and not (whole and whole[0] <= today):
                    due = Due(pupil.id, school.id, pupil.name, *own, pupil=True, binned=away)
                    found.append(due)
        return found

    def _keep_until(self, of: date) -> date | None:
        """For thinning backups; it may be asked on any thread, and so leaves no record ready."""
        now = self._store.clock.now().date()
        others = [each.at.date() for each in self._store.backups.all()]
        today = rules.believed(now, others)
        last = rules.last_day(of, today, self._review_days())
        return last if last is not None and last < today else None

    def _review_days(self) -> set[date]:
        schools = self._store.query("SELECT id, partnership_ends, review_on FROM schools", [])
        known = {
            row["id"]: School(
                row["id"],
                partnership_ends=_day(row["partnership_ends"]),
                review_on=_day(row["review_on"]),
            )
            for row in schools
        }
        pupils = self._store.query("SELECT DISTINCT school_id, left_on, review_on FROM pupils", [])
        days = [rules.review_of_school(school) for school in known.values()]
        days += [
            rules.review_of_pupil(
                Pupil("", "", left_on=_day(row["left_on"]), review_on=_day(row["review_on"])),
                known[row["school_id"]],
            )
            for row in pupils
            if row["school_id"] in known
        ]
        return {each[0] for each in days if each is not None}

    # --- what left

    def left(
        self,
        what: str,
        school_id: str,
        name: str,
        audience: str = "",
        people: Iterable[str] = (),
        visit_id: str = "",
    ) -> Departure:
        """A document was written to a file called `name`; no undo takes that back."""
        gone = Departure(
            self._store.new_id(),
            school_id,
            visit_id,
            self._store.clock.now().isoformat(timespec="seconds"),
            what,
            name.replace("\\", "/").rpartition("/")[2],
            audience,
            tuple(dict.fromkeys(people)),
        )
        row = to_row(gone)
        names = ", ".join(f'"{column}"' for column in row)
        marks = ", ".join("?" for _ in row)
        sql = f"INSERT INTO departures ({names}) VALUES ({marks})"
        self._store.apart(lambda db: db.conn.execute(sql, list(row.values())))
        return gone

    def departures(self, person_id: str = "") -> list[Departure]:
        """What left, oldest first; of one person, what left with them in it."""
        found = self._store.find(Departure)
        return [each for each in found if not person_id or person_id in each.people]

    # --- who

    def people(self, wanted: str) -> list[Person]:
        """Everybody who answers to an id, a UPN, an e-mail, or a name or a part of one.

        The bin is included, and whoever only the history knows. Whole words go before beginnings
        of words; a name in the texts that is just so goes before records that only begin so, lest
        another be taken for them. Raises NotFound where nobody answers.
        """
        known = self._store.apart(everybody)
        found = answering.meant(wanted, known)
        if not found:
            bare = self._in_texts(wanted)
            found = [bare] if bare is not None else answering.begun(wanted, known)
        if not found:
            raise NotFound(f"Nobody called “{wanted}” is known here, in records, texts or history.")
        return found

    def person(self, wanted: str) -> Person:
        """The one who is meant; one that only texts name is meant by the name. Raises NotFound."""
        found = self.people(wanted)
        if len(found) > 1:
            raise NotFound(
                f"“{wanted}” fits {len(found)} people.",
                "Nothing has been changed.",
                "Name one by the whole name, by UPN or by id.",
            )
        return found[0]

    def meant_by(self, ref: str) -> Person:
        """Whom `Person.ref` stands for. Raises NotFound."""
        return named_by(ref) or self.person(ref)

    def _in_texts(self, wanted: str) -> Person | None:
        """One that only texts name, as they stand or as they stood."""
        bare = Person(Who.NAME, name=" ".join(wanted.split()))
        if not bare.name:
            return None
        held = self.about(bare)
        named = any(not mention.doubtful for mention in (*held.mentions, *held.earlier))
        return bare if named else None

    def everybody_of(self, school_id: str) -> list[Person]:
        """All pupils and contacts of a school, the bin included."""
        return [person for person in self._known() if person.school_id == school_id]

    def about(self, person: Person) -> Held:
        """Everything that is held on somebody, and where it came from."""
        return self._store.apart(lambda db: gather(db, person))

    def _known(self) -> list[Person]:
        pupils = self._store.select(Pupil, "1", [])
        contacts = self._store.select(Contact, _SOMEBODY, [])
        return [
            *(Person(Who.PUPIL, p.id, p.school_id, p.name, p.upn) for p in pupils),
            *(Person(Who.CONTACT, c.id, c.school_id, c.name, role=c.role) for c in contacts),
        ]

    # --- erasing

    def outlook(self, people: Iterable[Person]) -> Outlook:
        """What erasing them would take, leave and not reach. Nothing is changed."""
        wanted = tuple(people)
        also = self.eraser.same(wanted)
        ahead = self._store.apart(lambda db: look_ahead(db, wanted, also))
        return replace(ahead, **self.eraser.reach(wanted))

    def erase(
        self,
        people: Iterable[Person],
        reason: str = "",
        progress: Progress = lambda done, total: None,
    ) -> Erasure:
        """Out of the desk and every copy that can be reached, for good. Raises a UserError."""
        work = self.eraser.begin(people, reason)
        try:
            self.eraser.copies(work, progress)
        except (UserError, KeyboardInterrupt):  # before the desk itself was touched
            self.eraser.call_off()
            raise
        return self.eraser.end(work)

    def is_begun(self) -> bool:
        """Whether an erasure is under way, which the next opening would finish."""
        return self._store.apart(todo.read) is not None

    def erasures(self) -> list[Erasure]:
        """What was erased, oldest first; nobody is named."""
        return self._store.find(Erasure)

    def gone(self) -> list[Person]:
        """The ids of whoever was erased."""
        return self._store.apart(todo.gone)

    def carried(self) -> dict[str, Any]:
        """What has to outlive going back: who was erased, and where copies lie."""
        return self._store.apart(todo.carried)

    def back_again(self, carried: Mapping[str, Any] | None = None) -> list[Person]:
        """Of those who were erased, whom an older copy of the desk has brought back.

        `carried` is of the desk before; what this computer remembers is asked as well. By marks
        only a copy is searched that does not have them, since it was made before that erasure.
        """
        store_id = todo.store_id_of(self._store.query)
        meant: set[str] = set()
        if carried:
            meant = self._store.apart(lambda db: brought_back(db, carried))
        inside = self.gone()
        missing = {p.id: p for p in remembered(store_id)}
        for person in inside:
            missing.pop(person.id, None)
        if missing:
            self._store.apart(lambda db: todo.note_gone(db, missing.values()))
        gone = [*inside, *missing.values()]
        if gone:
            remember(store_id, gone)
        meant |= {person.id for person in gone}
        if meant and not carried:  # whenever a desk opens: the journal is not read for this
            rows = self._store.query("SELECT id FROM pupils UNION SELECT id FROM contacts", [])
            meant = meant if meant & {row["id"] for row in rows} else set()
        return self._store.apart(lambda db: again_in(db, meant)) if meant else []

    def note_asked_for(self, copy: Path) -> None:
        """A copy was put there that somebody asked for; no erasure touches it, and says so.

        One among the desk's own backups is one of them.
        """
        where = copy.resolve()
        if where.parent != self._store.backups.folder.resolve():
            self._store.apart(lambda db: todo.note_asked_for(db, str(where)))

    def note_left_behind(self, store: str) -> None:
        """The store was moved from there; its copies there are still to be reached."""
        self._store.apart(lambda db: todo.note_left_behind(db, store))


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
