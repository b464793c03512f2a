"""The journal: every change, written in the same transaction as the change itself.

One record of what happened serves four uses: undo and redo, the history of a record, the audit
trail, and what a handover must carry. A *step* is what a person would call one ("Move session",
a paragraph's worth of typing).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from sipdesk.models.clock import Clock
from sipdesk.models.events import Changed, Events
from sipdesk.models.store.changes import (
    MANY,
    Batch,
    Change,
    apply,
    joined,
    mentions,
    parts,
    read,
    written,
)

PAUSE = timedelta(seconds=30)  # a longer rest in typing begins a new step
LAST_DONE, FIRST_UNDONE = "state = 'done' ORDER BY id DESC", "state = 'undone' ORDER BY id"
MANY_LINES, MUCH = 50, 2_000  # lines, or bytes of packed ones, of a step that takes a while


class State(StrEnum):
    """Where a step stands: done, undone (can be redone), left behind by a newer step, or erased."""

    DONE = "done"
    UNDONE = "undone"
    LEFT = "left"
    ERASED = "erased"


_STATE_WORDS = {
    State.DONE: "",
    State.UNDONE: "taken back",
    State.LEFT: "taken back for good",
    State.ERASED: "erased",
}


@dataclass(frozen=True, slots=True)
class Past:
    """A change in the history of one record; steps are numbered in the order they were made."""

    step: int
    label: str
    at: datetime
    state: State
    change: Change

    @property
    def state_words(self) -> str:
        return _STATE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class Step:
    """A step as it is listed; `at` is ISO, UTC."""

    id: str
    label: str
    at: str
    state: State

    @property
    def state_words(self) -> str:
        return _STATE_WORDS[self.state]


class Journal:
    """Steps over one store. Only `Store` records changes; anyone may read."""

    def __init__(self, db: Database, clock: Clock, events: Events) -> None:
        self._db = db
        self._clock = clock
        self._events = events
        self._step: _OpenStep | None = None

    @contextmanager
    def step(self, label: str, merge: str = "", *, fresh: bool = False) -> Iterator[None]:
        """All or nothing; an inner step joins the outer one.

        With `merge`, a step follows on from the last one of the same mark when the pause was short,
        unless it is to be `fresh`.
        """
        if self._step is not None:
            yield
            return
        self._step = opened = _OpenStep(label, merge, fresh)
        try:
            with self._db.atomic():
                yield
        finally:
            self._step = None
        if opened.tables:
            self._tell(label, opened.tables, opened.refs)

    def record(self, change: Change) -> None:
        """Note a change inside the open step, joined with an earlier one of the same record."""
        self._join(self._open(change.source, [change.ref]), change)

    def record_batch(self, batch: Batch) -> None:
        """Note many at one stroke, in one line."""
        self._write(self._open(batch.source, batch.ids), batch)

    def undo(self) -> str | None:
        """Take the last step back; gives its label, or None when there is none."""
        return self._turn(LAST_DONE, State.UNDONE)

    def redo(self) -> str | None:
        """Do again the step that was undone last."""
        return self._turn(FIRST_UNDONE, State.DONE)

    def can_undo(self) -> str | None:
        """The label of what undo would take back."""
        return self._label(LAST_DONE)

    def can_redo(self) -> str | None:
        """The label of what redo would do again."""
        return self._label(FIRST_UNDONE)

    def turns_many(self, *, again: bool = False) -> bool:
        """Whether undo (or redo) would turn so many records that it takes a while."""
        which = FIRST_UNDONE if again else LAST_DONE
        lines, packed = self._db.execute(
            "SELECT count(*), total(coalesce(length(before), 0) + coalesce(length(after), 0))"
            " FILTER (WHERE ref = ?) FROM journal_changes WHERE step_id ="
            f" (SELECT id FROM journal_steps WHERE {which} LIMIT 1)",
            [MANY],
        ).fetchone()
        return bool(lines > MANY_LINES or packed > MUCH)

    def steps(self, most: int) -> list[Step]:
        """The latest steps, newest first."""
        rows = self._db.query(
            "SELECT id, label, ended, state FROM journal_steps ORDER BY id DESC LIMIT ?", [most]
        )
        return [Step(str(r["id"]), r["label"], r["ended"], State(r["state"])) for r in rows]

    def history(self, source: str, ref: str) -> list[Past]:
        """What happened to one record, oldest first."""
        rows = self._db.execute(
            "SELECT c.step_id, s.label, s.ended, s.state, c.ref, c.before, c.after"
            " FROM journal_changes c JOIN journal_steps s ON s.id = c.step_id"
            " WHERE c.source = ? AND c.ref IN (?, ?) ORDER BY c.id",
            [source, ref, MANY],
        )
        return [
            Past(step, label, datetime.fromisoformat(ended), State(state), change)
            for step, label, ended, state, *line in rows
            if (change := _about(source, ref, *line)) is not None
        ]

    def stamp(self) -> str:
        """A mark of how far the store has come: it changes with every step, undo and redo."""
        row = self._db.execute(
            "SELECT id, ended FROM journal_steps WHERE state = 'done' ORDER BY id DESC LIMIT 1"
        ).fetchone()
        return f"{row[0]}-{row[1]}" if row else "0-"

    def _open(self, source: str, refs: Iterable[str]) -> int:
        """The number of the open step, in which those records are touched."""
        step = self._step
        assert step is not None, "a change needs a step around it"
        if not step.id:
            step.id = self._begin(step)
        step.tables.add(source)
        step.refs.update(refs)
        return step.id

    def _begin(self, step: _OpenStep) -> int:
        now = self._clock.now().astimezone(UTC)
        last = self._db.execute(
            "SELECT id, merge, ended, state FROM journal_steps ORDER BY id DESC LIMIT 1"
        ).fetchone()
        follows = (
            last
            and step.merge
            and not step.fresh
            and last[1] == step.merge
            and last[3] == State.DONE
            and timedelta(0) <= now - datetime.fromisoformat(last[2]) <= PAUSE
        )
        if follows:
            self._db.execute(
                "UPDATE journal_steps SET ended = ? WHERE id = ?", [now.isoformat(), last[0]]
            )
            return int(last[0])
        self._db.execute("UPDATE journal_steps SET state = 'left' WHERE state = 'undone'")
        made = self._db.execute(
            "INSERT INTO journal_steps (label, merge, begun, ended, state)"
            " VALUES (?, ?, ?, ?, 'done')",
            [step.label, step.merge, now.isoformat(), now.isoformat()],
        )
        return int(made.lastrowid or 0)

    def _join(self, step_id: int, change: Change) -> None:
        row = self._db.execute(
            "SELECT id, source, ref, before, after FROM journal_changes"
            " WHERE step_id = ?1 AND source = ?2 AND ref = ?3 AND id > (SELECT coalesce(max(id), 0)"
            " FROM journal_changes WHERE step_id = ?1 AND source = ?2 AND ref = ?4)"
            " ORDER BY id DESC LIMIT 1",
            [step_id, change.source, change.ref, MANY],
        ).fetchone()
        if row is None:
            self._write(step_id, change)
            return
        earlier = read(*row[1:])
        assert isinstance(earlier, Change)
        self._rewrite(row[0], joined(earlier, change))

    def _write(self, step_id: int, change: Change | Batch) -> None:
        self._db.execute(
            "INSERT INTO journal_changes (step_id, source, ref, before, after)"
            " VALUES (?, ?, ?, ?, ?)",
            [step_id, *written(change)],
        )

    def _rewrite(self, number: int, change: Change | Batch) -> None:
        _, _, before, after = written(change)
        self._db.execute(
            "UPDATE journal_changes SET before = ?, after = ? WHERE id = ?",
            [before, after, number],
        )

    def _turn(self, which: str, to: State) -> str | None:
        found = self._db.execute(
            f"SELECT id, label FROM journal_steps WHERE {which} LIMIT 1"
        ).fetchone()
        if found is None:
            return None
        order = "DESC" if to is State.UNDONE else "ASC"
        lines = self._db.execute(
            "SELECT source, ref, before, after FROM journal_changes"
            f" WHERE step_id = ? ORDER BY id {order}",
            [found[0]],
        ).fetchall()
        tables, refs = set[str](), set[str]()
        with self._db.atomic():
            for line in lines:
                change = read(*line)
                apply(self._db, change, back=to is State.UNDONE)
                tables.add(change.source)
                refs.update(change.ids if isinstance(change, Batch) else [change.ref])
            self._db.execute("UPDATE journal_steps SET state = ? WHERE id = ?", [to, found[0]])
        self._tell(str(found[1]), tables, refs)
        return str(found[1])

    def _label(self, which: str) -> str | None:
        row = self._db.execute(f"SELECT label FROM journal_steps WHERE {which} LIMIT 1").fetchone()
        return str(row[0]) if row else None

    def _tell(self, label: str, tables: set[str], refs: set[str]) -> None:
        self._events.tell(Changed(label, frozenset(tables), frozenset(refs)))


class _OpenStep:
    def __init__(self, label: str, merge: str, fresh: bool) -> None:
        self.label = label
        self.merge = merge
        self.fresh = fresh
        self.id = 0
        self.tables: set[str] = set()
        self.refs: set[str] = set()


def _about(source: str, ref: str, at: str, before: Any, after: Any) -> Change | None:
    """What a line of the journal says of one record, if anything."""
    if at == ref:
        return next(parts(source, at, before, after))
    if mentions(ref, before) or mentions(ref, after):
        batch = read(source, at, before, after)
        assert isinstance(batch, Batch)
        return batch.of(ref)
    return None
