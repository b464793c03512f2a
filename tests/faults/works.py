"""What a desk is put through, in acts of which each is acknowledged, and what may be found after.

`WORKS` is the list that kills, power cuts and failing disks go through: one line adds a work.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from unittest.mock import patch

from sipdesk.models.clock import FixedClock
from sipdesk.models.desk import Desk, Reason
from sipdesk.models.errors import StoreError, UserError, WrongPassphrase
from sipdesk.models.ids import CountingIds
from sipdesk.models.store import keys, opening
from sipdesk.models.store.backups.comparing import contents
from sipdesk.models.store.backups.records import Backup
from sipdesk.models.visits import EntryKind
from tests.builders import (
    LIGHT,
    PASSPHRASE,
    a_clock,
    a_desk,
    a_pupil,
    a_school,
    a_visit,
    captured,
    session,
    wait,
)

OTHER = "another"
NOTHING = ""  # the digest of a store that is not there
_STORES = Path(__file__).parent.parent / "stores"
# random marks, the hour of an update, and an erasure's own number
_NUMBER = re.compile(r" \d{6} ")
_NOT_COMPARED = {"store_state", "_sqlite_migrations", "erasures"}


@dataclass
class Hand:
    """Somebody at work: the same folder, clock and identifiers every time."""

    place: Path
    clock: FixedClock = field(default_factory=a_clock)
    ids: CountingIds = field(default_factory=lambda: CountingIds("w"))
    open_desk: Desk | None = None

    @property
    def store(self) -> Path:
        return self.place / "desk" / "desk.sipdesk"

    @property
    def desk(self) -> Desk:
        assert self.open_desk is not None, "this act needs an open desk"
        return self.open_desk

    def open(self, secret: str = PASSPHRASE) -> None:
        self.open_desk = Desk.open(self.store, secret, clock=self.clock, ids=self.ids)

    def close(self) -> None:
        if self.open_desk is not None:
            self.open_desk.close()
            self.open_desk = None


Act = Callable[[Hand], object]


@dataclass(frozen=True)
class Work:
    """`acts` begin in what `prepare` leaves. `secrets` are those that open the store as it goes."""

    name: str
    prepare: Act
    acts: tuple[Act, ...]
    secrets: tuple[str, ...] = (PASSPHRASE,)
    may_vanish: bool = True  # whether it makes no other store where one was moved away
    resumes: bool = False  # whether the next opening finishes what was begun


@dataclass(frozen=True)
class Found:
    """What can be opened: the store, and every finished copy beside it by its name."""

    store: str
    copies: dict[str, str]
    opens: frozenset[str] = frozenset()  # the secrets that open the store

    def between(self, before: Found, after: Found, earlier: Sequence[Found] = ()) -> bool:
        """Whether this is one of two states, or amid them: no copy of both is missing or other.

        What copies held in `earlier` states may be there too.
        """
        known = {text for found in (before, after, *earlier) for text in found.copies.values()}
        kept = before.copies.keys() & after.copies.keys()
        return (
            self.store in (before.store, after.store)
            and (before.opens & after.opens) <= self.opens <= (before.opens | after.opens)
            and self.copies.keys() >= kept
            and known.issuperset(self.copies.values())  # an update begun again backs up again
        )

    def unnumbered(self) -> Found:
        """The same, with copies by time and reason alone."""
        return replace(
            self, copies={_NUMBER.sub(" ", name): held for name, held in self.copies.items()}
        )


def digest_of(desk: Desk) -> str:
    """All that a desk holds, its journal too."""
    held = contents(desk.store._db.conn)
    return repr([(table, held[table]) for table in sorted(held) if table not in _NOT_COMPARED])


@contextmanager
def at_home(place: Path) -> Iterator[None]:
    """The user's own folder is the one beside the desk."""
    with patch.dict(os.environ, SIPDESK_HOME=str(place / "home")):
        yield


def begin(work: Work, place: Path) -> None:
    """Make `place` anew as it is before the first act."""
    shutil.rmtree(place, ignore_errors=True)
    (place / "desk").mkdir(parents=True)
    with at_home(place):
        hand = Hand(place, ids=CountingIds("p"))
        work.prepare(hand)
        hand.close()


def look(work: Work, place: Path) -> Found:
    """Open what is there, as a person would after a fault. Raises where it does not open whole."""
    hand = Hand(place)
    with at_home(place):
        store, opens = NOTHING, frozenset[str]()
        if _is_made(hand.store):
            store = _look_into(hand.store, work.secrets)
            opens = frozenset(s for s in work.secrets if _opens(hand.store, s))
        copies = {
            f"{folder}/{copy.name}": _look_into(copy, work.secrets)
            for folder in ("backups", "kept")
            for copy in sorted(hand.store.parent.joinpath(folder).glob("*.sipdesk"))
        }
    return Found(store, copies, opens)


def _is_made(store: Path) -> bool:
    """Whether a store is there; where its making was cut short, another can be made."""
    if store.exists() and keys.key_file(store).exists() and keys.key_file(store).stat().st_size:
        return True
    late, opening.LEFT_OVER = opening.LEFT_OVER, -1  # as after the minute that a maker is given
    try:
        desk, _ = Desk.create(store, PASSPHRASE, clock=a_clock(), cost=LIGHT)
        desk.close()
    finally:
        opening.LEFT_OVER = late
    return False


def _opens(store: Path, secret: str) -> bool:
    try:
        keys.unlock(store, secret)
    except WrongPassphrase:
        return False
    return True


def _look_into(path: Path, secrets: tuple[str, ...]) -> str:
    trouble: Exception = AssertionError("no secret is known")
    for secret in secrets:
        try:
            desk = Desk.open(path, secret, clock=a_clock())
        except StoreError as error:
            trouble = error
            continue
        try:
            db = desk.store._db
            db.execute(
                "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)"
            )
            return digest_of(desk)
        finally:
            desk.close()
    raise trouble


def verdict(
    work: Work, place: Path, done: int, along: list[Found], *, refused: bool = False
) -> str:
    """What is wrong in `place` after `done` acts were acknowledged; "" for nothing.

    Where the disk has `refused` something, an older copy may not have gone when it should, and
    the count of copies may be another.
    """
    try:
        found = look(work, place)
    except (UserError, OSError) as error:
        return f"{work.name}, {done} done: {type(error).__name__}: {error}"
    before, after, earlier = along[done], along[min(done + 1, len(along) - 1)], along[:done]
    if found.between(before, after):
        return ""
    if refused and found.unnumbered().between(before.unnumbered(), after.unnumbered(), earlier):
        return ""
    what = "an acknowledged act is lost, or one is half done"
    if found.store in (along[done].store, after.store):
        what = f"beside the store: {sorted(found.copies)}, not {sorted(after.copies)}"
    return f"{work.name}, {done} done: {what}"


# --- the works


def _a_day(hand: Hand) -> None:
    desk = hand.open_desk = a_desk(hand.store.parent)
    school = a_school(desk, picture="On the edge of a town. " * 40)
    a_visit(desk, school, session("00:00", "23:59", "All day"))


def _with_backup(hand: Hand) -> None:
    _a_day(hand)
    hand.desk.store.back_up(Reason.ASKED)
    a_school(hand.desk, "Since then")


def _closed(hand: Hand) -> None:
    hand.close()


def _capture(hand: Hand) -> None:
    wait(hand.desk, minutes=1)
    [visit] = hand.desk.visits.all()
    with hand.desk.step("Round"):
        captured(hand.desk, visit, EntryKind.ACTION, "One teacher for set 4")
        hand.desk.schools.edit(hand.desk.schools.all()[0].id, picture="words " * 900)


def _type(hand: Hand) -> None:
    school = hand.desk.schools.all()[0]
    hand.desk.schools.edit(school.id, picture=f"{school.picture} and more")


def _import(hand: Hand) -> None:
    """A step that does not fit into memory, so that half of it is on the disk before the end."""
    hand.desk.store._db.execute("PRAGMA cache_size = 10")
    school = hand.desk.schools.all()[0]
    with hand.desk.step("Import pupils"):
        for n in range(40):
            a_pupil(hand.desk, school, f"Pupil {n}", groups=(f"words of {n} " * 60,))


def _back_up(reason: Reason) -> Act:
    def act(hand: Hand) -> None:
        wait(hand.desk, minutes=5)  # within the hour, so that the earlier one goes
        hand.desk.store.back_up(reason)

    return act


def _restore(hand: Hand) -> None:
    back = hand.desk.restore(_oldest(hand).path)
    hand.open_desk = back.desk
    if back.trouble is not None:  # the desk is as it was, and this is told
        raise back.trouble


def _oldest(hand: Hand) -> Backup:
    return hand.desk.backups.all()[-1]


def _old_schema(hand: Hand) -> None:
    for ending in ("", ".keys"):
        shutil.copy(_STORES / f"schema_1.sipdesk{ending}", f"{hand.store}{ending}")


def _rekey(hand: Hand) -> None:
    Desk.rekey(hand.store, PASSPHRASE, OTHER, clock=hand.clock, cost=LIGHT)


def _rephrase(hand: Hand) -> None:
    hand.desk.change_passphrase(PASSPHRASE, OTHER, LIGHT)


def _recode(hand: Hand) -> None:
    hand.desk.new_recovery_code(OTHER, LIGHT)


def _create(hand: Hand) -> None:
    hand.open_desk, _ = Desk.create(
        hand.store, PASSPHRASE, clock=hand.clock, ids=hand.ids, cost=LIGHT
    )


def _first_words(hand: Hand) -> None:
    a_school(hand.desk)


def _nothing(hand: Hand) -> None:
    """An empty folder."""


def _undo(hand: Hand) -> None:
    hand.desk.undo()


def _redo(hand: Hand) -> None:
    hand.desk.redo()


def _open(hand: Hand) -> None:
    with suppress(StoreError):
        hand.open(PASSPHRASE)
        return
    hand.open(OTHER)


def _with_pupil(hand: Hand) -> None:
    _a_day(hand)
    a_pupil(hand.desk, hand.desk.schools.all()[0], "Aneesa Khan")
    hand.desk.store.back_up(Reason.ASKED)


def _erase(hand: Hand) -> None:
    hand.desk.keeping.erase(hand.desk.keeping.people("Aneesa Khan"))


EDITING = Work(
    "editing", _a_day, (_open, _capture, _type, _type, _undo, _undo, _redo, _capture, _closed)
)
WORKS = (
    EDITING,
    Work("import", _a_day, (_open, _back_up(Reason.IMPORT), _import, _undo, _closed)),
    Work("migration", _old_schema, (_open, _type, _closed)),
    Work("re-keying", _with_backup, (_rekey, _open, _type, _closed), (PASSPHRASE, OTHER)),
    Work("passphrase", _a_day, (_open, _rephrase, _recode, _type, _closed), (PASSPHRASE, OTHER)),
    Work("backup", _a_day, (_open, _back_up(Reason.ASKED), _type, _back_up(Reason.WORKING))),
    Work("restore", _with_backup, (_open, _type, _restore, _type, _closed), may_vanish=False),
    Work(
        "erasing",
        _with_pupil,
        (_open, _type, _erase, _type, _closed),
        may_vanish=False,
        resumes=True,
    ),
    Work("create", _nothing, (_create, _first_words, _closed), may_vanish=False),
)
SMALL_EDIT = Work("a small edit", _a_day, (_open, _type, _undo))
