"""The Desk: everything a SIP's work is, one attribute for each area."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sipdesk.models.assessments import Assessment, AssessmentBook
from sipdesk.models.capture import Capture
from sipdesk.models.carryover import CarryOver
from sipdesk.models.clock import Clock, SystemClock, school_year
from sipdesk.models.desk.records import Binned, Restored
from sipdesk.models.desk.tables import BINNED, TABLES
from sipdesk.models.errors import StoreMissing, UserError
from sipdesk.models.forms import session_forms
from sipdesk.models.gaps import GapBook
from sipdesk.models.ids import Ids, random_id
from sipdesk.models.intake import Intake
from sipdesk.models.keeping import Keeping
from sipdesk.models.notes import Day, Note, NoteBook
from sipdesk.models.planning import Planning
from sipdesk.models.priorities import PriorityBook
from sipdesk.models.progress import ProgressBook
from sipdesk.models.pupils import PupilBook
from sipdesk.models.schools import SchoolBook
from sipdesk.models.search import Search
from sipdesk.models.settings import Settings
from sipdesk.models.store import (
    Cost,
    Store,
    change_passphrase,
    create_store,
    moving,
    new_recovery_code,
    open_store,
    prove,
    rekey,
    renew_recovery_code,
    restoring,
    watch_renewal,
)
from sipdesk.models.store.backups import Reason
from sipdesk.models.store.placing import BadPlace, bad_place
from sipdesk.models.store.recovery import Found, Report, find, recover
from sipdesk.models.support import SupportBook
from sipdesk.models.synthesis import Synthesis
from sipdesk.models.tracking import TrackingBook
from sipdesk.models.visits import (
    Entry,
    EvidenceBook,
    VisitBook,
)
from sipdesk.models.visits.allowance import Allowance, allowance


class Desk:
    """One open store and all the areas over it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.backups = store.backups
        self.clock = store.clock
        self.events = store.events
        self.journal = store.journal
        self.settings = Settings(store)
        self.schools = SchoolBook(store)
        self.pupils = PupilBook(store)
        self.assessments = AssessmentBook(store)
        self.priorities = PriorityBook(store)
        self.support = SupportBook(store)
        self.visits = VisitBook(store)
        self.planning = Planning(store, self.visits)
        self.evidence = EvidenceBook(store)
        self.carryover = CarryOver(store, self.visits, self.evidence, self.priorities)
        self.capture = Capture(store, self.visits, self.evidence, self.priorities)
        self.synthesis = Synthesis(store, self.visits, self.evidence, self.priorities, self.support)
        self.notes = NoteBook(store)
        self.tracking = TrackingBook(store)
        self.progress = ProgressBook(store)
        self.gaps = GapBook(store, self.assessments.freshen, self.progress)
        self.intake = Intake(store, self.schools, self.pupils, self.assessments)
        self.search = Search(store)
        self.keeping = Keeping(store)
        self.backups.where_else = lambda: self.settings.second_place
        self.renewal: UserError | None = None  # a new key that was begun and not finished
        self.unerased: UserError | None = None  # an erasure that was begun and not finished
        self.erased_again = 0  # how many an older copy had brought back

    @classmethod
    def create(
        cls,
        path: Path,
        passphrase: str,
        *,
        clock: Clock | None = None,
        ids: Ids = random_id,
        cost: Cost | None = None,
    ) -> tuple[Desk, str]:
        """A new store; gives the desk and the recovery code, which is kept nowhere."""
        code = new_recovery_code()
        db, key = create_store(path, passphrase, code, cost)
        return cls(Store(db, path, TABLES, clock or SystemClock(), ids, key)), code

    @classmethod
    def open(
        cls,
        path: Path,
        secret: str,
        *,
        clock: Clock | None = None,
        ids: Ids = random_id,
        anyway: bool = False,
    ) -> Desk:
        """Open with the passphrase or the recovery code. Raises a StoreError saying what to do.

        `anyway` opens after StoreElsewhere and StoreWentBack, once a person has chosen so.
        """
        at = clock or SystemClock()
        told = watch_renewal(path)
        db, key = open_store(path, secret, at.now(), anyway=anyway)
        store = Store(db, path, TABLES, at, ids, key)
        try:
            desk = cls(store)
            desk.renewal = told()
            desk.unerased = desk.keeping.eraser.resume()
            desk._erase_again()
        except BaseException:
            with suppress(UserError):
                store.close()  # or it would be in use when somebody tries again
            raise
        return desk

    @staticmethod
    def rekey(
        path: Path, secret: str, new: str, *, clock: Clock | None = None, cost: Cost | None = None
    ) -> str:
        """“My passphrase has leaked”: a new key and passphrase for a closed desk, all or nothing.

        Gives the new recovery code, which is kept nowhere. Backups keep the old secrets.
        """
        return rekey(path, secret, new, (clock or SystemClock()).now(), cost)

    def prove(self, secret: str) -> None:
        """Raises WrongPassphrase when the secret does not open the desk."""
        prove(self.store.path, secret)

    def change_passphrase(self, secret: str, new: str, cost: Cost | None = None) -> None:
        """Another passphrase, proved by the present one or the recovery code.

        Touches only the key file, so that it may run beside the window.
        """
        change_passphrase(self.store.path, secret, new, cost)
        self.renewal = None

    def new_recovery_code(self, passphrase: str, cost: Cost | None = None) -> str:
        """Another recovery code, proved by the passphrase; the old one opens nothing any more."""
        code = renew_recovery_code(self.store.path, passphrase, cost)
        self.renewal = None
        return code

    @staticmethod
    def look_for_backups(path: Path, secret: str) -> Found:
        """What a desk that does not open could be recovered from. Raises WrongPassphrase."""
        return find(path, secret)

    @staticmethod
    def recover(path: Path, secret: str, clock: Clock | None = None) -> Report:
        """Make a damaged desk open again, with all that can be had; the damaged file is kept."""
        return recover(path, secret, (clock or SystemClock()).now())

    @staticmethod
    def change_to_newest(path: Path, secret: str, clock: Clock | None = None) -> Path:
        """Let the newest good backup take the place of a closed desk; gives where that is kept."""
        found = find(path, secret)
        if found.backup is None:
            raise StoreMissing("There is no good backup.", "Nothing has been changed.")
        now = (clock or SystemClock()).now()
        return restoring.replace_unopened(found.backup.path, secret, path, now)

    @contextmanager
    def step(self, label: str) -> Iterator[None]:
        """One undo for all that is changed inside."""
        with self.store.step(label):
            yield

    def undo(self) -> str | None:
        """Take the last step back; gives its label."""
        return self.store.undo()

    def redo(self) -> str | None:
        """Do it again; gives its label."""
        return self.store.redo()

    def check(self) -> None:
        """Raises StoreDamaged when the file fails its checks."""
        self.store.check()

    def restore(self, backup: Path, secret: str = "") -> Restored:
        """Go back to a backup; what is here now is backed up first, and its file kept.

        `secret` is needed where the backup was made under another key. Raises a StoreError.
        """
        self.store.back_up(Reason.RESTORE)
        return self.change_to(self.store.prepare_restore(backup, secret))

    def bad_place(self) -> BadPlace | None:
        """Why the desk should be moved; None where it lies well."""
        return bad_place(self.store.path)

    def move(self, folder: Path) -> Restored:
        """Move to another folder: copied, checked, and the old file kept aside."""
        dest = self.free_place(folder)
        self.store.copy_to_move(dest)
        return self.change_place(dest)

    def free_place(self, folder: Path) -> Path:
        """Where the desk can go in a folder without taking another's place."""
        return moving.free_place(self.store.path, folder)

    def change_place(self, dest: Path) -> Restored:
        """Go on with the copy at `dest`. Raises a UserError; then it is where it was, closed."""
        desk = Desk(self.store.moved(dest))
        try:
            desk.keeping.note_left_behind(str(self.store.path))
            kept = self.store.set_aside()
        except UserError:
            desk.close()
            self.store.abandon(dest)
            raise
        return Restored(desk, kept)

    def change_to(self, prepared: Path) -> Restored:
        """Close, let a prepared store take this one's place, and open what is there then."""
        kept: Path | None = None
        trouble: UserError | None = None
        carried = self.keeping.carried()
        try:
            kept = self.store.close_for(prepared)
        except restoring.NotForGood as error:
            kept, trouble = error.kept, error
        except UserError as error:
            trouble = error
        desk = Desk(self.store.reopened())
        try:
            desk._erase_again(carried)
        except UserError as error:
            desk.unerased = error
        return Restored(desk, kept, trouble)

    def _erase_again(self, carried: Mapping[str, list[Any]] | None = None) -> None:
        """Whoever was erased stays erased, whichever copy of the desk this is."""
        back = self.keeping.back_again(carried)
        if not back:
            return
        trouble = self.keeping.eraser.again(back)
        self.unerased = trouble or self.unerased
        self.erased_again = 0 if trouble else len(back)

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def bin_contents(self) -> list[Binned]:
        """Everything in the bin, newest first."""
        found = [
            Binned(kind, record.id, what, str(getattr(record, field)), record.binned)
            for kind, (what, field) in BINNED.items()
            for record in _binned(self.store, kind)
        ]
        return sorted(found, key=lambda b: datetime.fromisoformat(b.since), reverse=True)

    def take_back(self, binned: Binned) -> None:
        """Out of the bin again; an entry with the action that went there with it.

        Raises BadValue for a result whose place another has taken.
        """
        if binned.kind is Entry:
            self.capture.take_back(binned.id)
        elif binned.kind is Assessment:
            self.assessments.take_back(binned.id)
        else:
            self.store.unbin(binned.kind, binned.id)

    def allowance(self, school_id: str) -> Allowance:
        """This school year's days up to today."""
        today = self.clock.now().date()
        spent = self.visits.spent(school_id, school_year(today), upto=today)
        return allowance(self.schools.get(school_id), spent, self.settings.day_hours)

    def compose_note(self, visit_id: str) -> Note:
        """Compose the note of a visit from its records, keeping what was edited."""
        return self.notes.compose(self._day(visit_id))

    def _day(self, visit_id: str) -> Day:
        visit = self.visits.get(visit_id)
        held = {s.id for s in self.visits.sessions(visit_id)}
        return Day(
            visit=visit,
            forms=session_forms(),
            sessions=tuple(self.visits.running(visit_id)),
            sheets=tuple(s for s in self.visits.sheets_of_visit(visit_id) if s.session_id in held),
            entries=tuple(self.evidence.entries(visit_id)),
            findings=tuple(self.evidence.findings(visit_id)),
            followed=tuple(
                (c.about, c.followup)
                for c in self.carryover.of_visit(visit_id)
                if c.followup is not None
            ),
            conversations=tuple(self.evidence.conversations(visit_id)),
            pupils={p.id: p for p in self.pupils.ever(visit.school_id)},
            priorities=tuple(self.priorities.of_school(visit.school_id)),
            actions=tuple(self.priorities.agreed_at(visit_id)),
            support=tuple(
                s for s in self.support.of_school(visit.school_id) if s.agreed_at == visit_id
            ),
        )


def _binned(store: Store, kind: type) -> list[Any]:
    return store.find(kind, binned=True)
