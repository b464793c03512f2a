"""An erasure from beginning to end: the copies first, the desk last, and no word left in between.

While copies are rewritten the desk still holds the names to look for. What is to be erased stands
in the store from the beginning, so that an erasure that was killed is finished at the next opening.
One that begins while another is under way, or was not finished, stands there beside it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

from sqlite_utils import Database

from sipdesk.models.errors import UserError
from sipdesk.models.events import Changed
from sipdesk.models.keeping import todo
from sipdesk.models.keeping.erasing import copies as found
from sipdesk.models.keeping.erasing import under_way, waiting
from sipdesk.models.keeping.erasing.kept_days import forget_in_templates
from sipdesk.models.keeping.erasing.knowing import targets
from sipdesk.models.keeping.erasing.marks import Marks, marks_of, same_in
from sipdesk.models.keeping.erasing.places import DERIVED, JOURNAL
from sipdesk.models.keeping.erasing.remembering import remember
from sipdesk.models.keeping.erasing.same import looks
from sipdesk.models.keeping.erasing.taking_out import take_out, take_out_of_copy, without
from sipdesk.models.keeping.erasing.wording import Target
from sipdesk.models.keeping.records import Erasure, Person
from sipdesk.models.store import Store
from sipdesk.models.store.backups.places import ASKED_FOR
from sipdesk.models.store.backups.rewriting import Rewritten, clear_rewriting
from sipdesk.models.store.connection import SqlError, connect, let_go
from sipdesk.models.store.rows import to_row

Progress = Callable[[int, int], object]  # so many of so many; may raise to stop the work
LABEL = "Erase"
_NOT_COUNTED = frozenset((*JOURNAL, *DERIVED))


@dataclass
class Work:
    """An erasure under way, and what has become of the copies.

    `also` are the same people under other ids, as found so far; `others` the ids of whoever stands
    beside them in the desk, and is somebody else.
    """

    people: tuple[Person, ...]
    known: tuple[Target, ...]
    reason: str = ""
    before: todo.UnderWay = under_way.NOTHING  # what was under way when it began
    marks: tuple[Marks, ...] = ()
    also: dict[str, Person] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    done: set[Path] = field(default_factory=set)  # copies that hold nothing of them any more
    unreached: found.Unreached = field(default_factory=found.Unreached)
    forgotten: bool = False  # by the desk: only copies still tell their names

    @property
    def everybody(self) -> tuple[Person, ...]:
        """Whoever was asked for, under every id."""
        return (*self.people, *self.also.values())

    @property
    def clear(self) -> int:
        """In how many copies nothing of them is left; those let go meanwhile are not counted."""
        return sum(file.exists() for file in self.done)


class Eraser:
    """`begin` and `end` belong to the store's own thread; `copies` may run on any."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._one_at_a_time = Lock()  # in the copies
        self._last: Work | None = None

    def begin(self, people: Iterable[Person], reason: str = "") -> Work:
        """Note what is to go, beside what was begun before. Raises a StoreError."""
        self._last = self._store.apart(lambda db: _begun(db, tuple(people), reason))
        return self._last

    def same(self, people: Iterable[Person]) -> list[Person]:
        """The same people as the desk knows them under other ids: in its bin, in its journal."""
        return self._store.apart(lambda db: _same(db, tuple(people))[1])

    def call_off(self) -> None:
        """Give up what was begun last, as long as the desk itself holds everything still.

        What was under way before stays so. No copy made meanwhile goes on with it.
        """
        work, self._last = self._last, None
        if work is not None:
            self._store.apart(lambda db: under_way.give_up(db, work.people, work.before))
            with self._store.backups.resting(), self._one_at_a_time:
                self._forget_in_copies()

    def copies(self, work: Work, progress: Progress = lambda done, total: None) -> None:
        """Take them out of every copy that can be reached. What cannot be is noted in `work`."""
        with self._one_at_a_time:
            self._copies(work, progress)

    def _copies(self, work: Work, progress: Progress) -> None:
        work.unreached = found.Unreached()
        for place in self._store.backups.places():
            clear_rewriting(place.folder)
        files = found.copies(self._store.backups, work.unreached)
        found.asked_for(self._asked_for(), work.unreached)
        for file in files:  # before any is rewritten: what one tells is looked for in all
            if file not in work.done:
                self._look_into(file, work)
        for at, file in enumerate(files):
            progress(at, len(files))
            if file not in work.done:
                self._rewrite(file, work)
        progress(len(files), len(files))

    def end(self, work: Work) -> Erasure:
        """Copies made meanwhile, then the desk, in one transaction. Raises a StoreError."""
        with self._store.backups.resting():
            self._copies_at_rest(work)
            for file in forget_in_templates(work.known):
                work.unreached.add(found.Why.TEMPLATE, file)
            erasure = self._store.apart(partial(self._take_out, work))
        remember(todo.store_id_of(self._store.query), work.everybody)
        self._finish()
        tables = frozenset((*erasure.removed, "erasures"))
        self._store.events.tell(Changed(LABEL, tables, frozenset(p.id for p in work.everybody)))
        return erasure

    def _copies_at_rest(self, work: Work) -> None:
        """Nobody makes one now: those that were never finished go as well."""
        self.copies(work)
        for part in self._store.backups.clear_unfinished():
            work.unreached.add(found.Why.NOT_WRITTEN, part)

    def resume(self) -> UserError | None:
        """At opening: finish what was begun, and try what could not be reached before.

        Gives what still stands in the way; it keeps no desk from opening.
        """
        return self._carefully(self._resume)

    def again(self, people: Sequence[Person]) -> UserError | None:
        """After going back to an older copy: whoever was erased stays erased."""
        why = "erased before; came back with an older copy"
        return self._carefully(lambda: self._once_more(people, why) if people else None)

    def _once_more(self, people: Sequence[Person], why: str) -> None:
        """By ids alone: whoever was taken in since, under another, came back on purpose."""
        work = self.begin(people, why)
        work.marks = ()
        self.end(work)

    def _resume(self) -> UserError | None:
        begun = self._store.apart(todo.read)
        if begun is not None and not begun.people:
            self._finish()
        elif begun is not None:
            work = self.begin(begun.people, begun.reason)
            self.copies(work)
            self.end(work)
        return self._try_again()

    def _carefully(self, do: Callable[[], UserError | None]) -> UserError | None:
        try:
            return do()
        except (UserError, OSError) as error:
            return UserError(
                "An erasure was begun and could not be finished.",
                f"Nothing else is changed. {getattr(error, 'what', error)}",
                "It is tried again whenever the desk opens.",
            )

    def _rewrite(self, file: Path, work: Work) -> None:
        backups = self._store.backups
        if not backups.opens(file):
            work.unreached.add(found.Why.KEY, file)
            return
        try:
            backups.rewrite(file, lambda db: take_out_of_copy(db, work.everybody, work.known))
        except found.TROUBLES as error:
            if file.exists():
                work.unreached.add(found.why_not(error), file)
        else:
            work.done.add(file)

    def _look_into(self, file: Path, work: Work) -> None:
        """Note who is the same there under another id; a copy that does not open is told later."""
        if not (work.marks or work.forgotten) or not self._store.backups.opens(file):
            return
        with suppress(*found.TROUBLES, SqlError):
            db = connect(file, self._store.backups.key_of(file))
            try:
                if work.forgotten:
                    work.known += waiting.told_in(db, work.people)
                known = {person.id for person in work.everybody}
                here = [s.person for s in same_in(db, work.marks, work.others | known)]
                work.known += tuple(targets(db, here)) if here else ()
                work.also |= {person.id: todo.nameless(person) for person in here}
            finally:
                let_go(db)

    def _forget_in_copies(self) -> None:
        backups = self._store.backups
        for file in found.copies(backups, found.Unreached()):
            if backups.opens(file) and under_way.stands_in(file, backups.key_of(file)):
                with suppress(*found.TROUBLES):
                    backups.rewrite(file, under_way.forget)

    def _take_out(self, work: Work, db: Database) -> Erasure:
        reason = without(work.reason, db, work.everybody, work.known)  # who they are is known yet
        taken = take_out(db, work.everybody, work.known)
        erasure = self._record(work, taken, reason)
        row = to_row(erasure)
        marks = ", ".join("?" for _ in row)
        names = ", ".join(f'"{name}"' for name in row)
        db.conn.execute(f"INSERT INTO erasures ({names}) VALUES ({marks})", list(row.values()))
        todo.note_gone(db, work.everybody)
        for known in work.marks:
            todo.note_marked(db, known.as_held())
        if work.unreached.may_be_reached_later and any(p.id for p in work.everybody):
            todo.wait_for(db, [*todo.waiting(db), *work.everybody])
            todo.note_unreached(db, work.unreached.later)
        under_way.leave(db, work.people, done=True)
        db.conn.execute("UPDATE store_state SET value = '' WHERE name = 'backed_up'")
        return erasure

    def _record(self, work: Work, taken: Rewritten, reason: str) -> Erasure:
        removed = {t: n for t, n in taken.removed.items() if n > 0 and t not in _NOT_COUNTED}
        if copies := work.clear:
            removed["copies"] = copies
        kinds = Counter(str(person.who) for person in work.people)
        return Erasure(
            self._store.new_id(),
            self._store.clock.now().isoformat(timespec="seconds"),
            ", ".join(f"{n} {kind}" if n > 1 else kind for kind, n in sorted(kinds.items())),
            reason,
            removed,
            work.unreached.in_words(work.people),
        )

    def _finish(self) -> None:
        """No page keeps what was taken out; only then is there nothing left to do."""
        self._store.compact()
        self._store.apart(under_way.written_anew)

    def _try_again(self) -> UserError | None:
        people = self._store.apart(todo.waiting)
        away, backups = self._store.apart(todo.unreached), self._store.backups
        still_away = away and not any(os.path.exists(each) for each in away)
        if not people or still_away:
            return None
        marks = tuple(map(Marks.read, self._store.apart(todo.marked)))
        here = self._store.apart(looks)
        others = frozenset(look.id for look in here if look.shown)
        work = Work(tuple(people), (), marks=marks, others=others, forgotten=True)
        with backups.resting():
            self._copies_at_rest(work)
            older = waiting.older(backups, work.done, away, work.people, work.known)
        remember(todo.store_id_of(self._store.query), work.also.values())
        self._store.apart(lambda db: todo.note_gone(db, work.also.values()))
        self._store.apart(lambda db: todo.note_tried(db, work.unreached.later, older))
        if not work.unreached.may_be_reached_later:
            self._store.apart(lambda db: todo.wait_for(db, []))
        told = found.Unreached({found.Why.OLDER: older} if older else {})
        return next((UserError(words) for words in told.in_words()), None)

    def reach(self, people: Iterable[Person]) -> dict[str, Any]:
        """How many copies there are, and which cannot be reached, before anything is done."""
        told = found.Unreached()
        backups = self._store.backups
        files = found.copies(backups, told)
        found.asked_for(self._asked_for(), told)
        found.older(todo.places_of(self._store.query, todo.OLDER), told)
        for file in files:
            if not backups.opens(file):
                told.add(found.Why.KEY, file)
        shut = len(told.by_reason.get(found.Why.KEY, []))
        return {"copies": len(files) - shut, "unreached": told.in_words(people)}

    def _asked_for(self) -> list[str]:
        return todo.places_of(self._store.query, ASKED_FOR)


def _begun(db: Database, people: tuple[Person, ...], reason: str) -> Work:
    before = under_way.join(db, people, reason)
    marks, also, others = _same(db, people)
    known = tuple(targets(db, [*people, *also]))
    nameless = {person.id: todo.nameless(person) for person in also}
    return Work(people, known, reason, before, (marks,) if marks.marks else (), nameless, others)


def _same(db: Database, people: tuple[Person, ...]) -> tuple[Marks, list[Person], frozenset[str]]:
    """Their marks; themselves under other ids, none of them shown; and everybody else's ids."""
    asked = {person.id for person in people}
    marks = marks_of(db, people)
    others = frozenset(look.id for look in looks(db) if look.shown and look.id not in asked)
    return marks, [look.person for look in same_in(db, [marks], others | asked)], others
