"""The journal: every change, written in the same transaction as the change itself.

One record of what happened serves four uses: undo and redo, the history of a record, the audit
trail, and what a handover must carry. A *step* is what a person would call one ("Move session",
a paragraph's worth of typing).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlite_utils import Database

from sipdesk.models.clock import Clock
from sipdesk.models.events import Changed, Events
from sipdesk.models.store.rows import Row

PAUSE = timedelta(seconds=30)  # a longer rest in typing begins a new step


class State(StrEnum):
    """Where a step stands: done, undone (can be redone), or left behind by a newer step."""

    DONE = "done"
    UNDONE = "undone"
    LEFT = "left"


_STATE_WORDS = {State.DONE: "", State.UNDONE: "taken back", State.LEFT: "taken back for good"}


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after: whole rows when it came or went, else what differs."""

    source: str
    ref: str
    before: Row | None
    after: Row | None


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
        if opened.touched:
            self._tell(label, opened.touched)

    def record(self, change: Change) -> None:
        """Note a change inside the open step, joined with an earlier one of the same record."""
        step = self._step
        assert step is not None, "a change needs a step around it"
        if not step.id:
            step.id = self._begin(step)
        step.touched.add((change.source, change.ref))
        self._join(step.id, change)

    def undo(self) -> str | None:
        """Take the last step back; gives its label, or None when there is none."""
        return self._turn("state = 'done' ORDER BY id DESC", State.UNDONE)

    def redo(self) -> str | None:
        """Do again the step that was undone last."""
        return self._turn("state = 'undone' ORDER BY id", State.DONE)

    def can_undo(self) -> str | None:
        """The label of what undo would take back."""
        return self._label("state = 'done' ORDER BY id DESC")

    def can_redo(self) -> str | None:
        """The label of what redo would do again."""
        return self._label("state = 'undone' ORDER BY id")

    def steps(self, most: int) -> list[Step]:
        """The latest steps, newest first."""
        rows = self._db.query(
            "SELECT id, label, ended, state FROM journal_steps ORDER BY id DESC LIMIT ?", [most]
        )
        return [Step(str(r["id"]), r["label"], r["ended"], State(r["state"])) for r in rows]

    def history(self, source: str, ref: str) -> list[Past]:
        """What happened to one record, oldest first."""
        rows = self._db.query(
            "SELECT s.label, s.ended, s.state, c.* FROM journal_changes c"
            " JOIN journal_steps s ON s.id = c.step_id"
            " WHERE c.source = ? AND c.ref = ? ORDER BY c.id",
            [source, ref],
        )
        return [
            Past(
                row["step_id"],
                row["label"],
                datetime.fromisoformat(row["ended"]),
                State(row["state"]),
                _read(row),
            )
            for row in rows
        ]

    def stamp(self) -> str:
        """A mark of how far the store has come: it changes with every step, undo and redo."""
        row = self._db.execute(
            "SELECT id, ended FROM journal_steps WHERE state = 'done' ORDER BY id DESC LIMIT 1"
        ).fetchone()
        return f"{row[0]}-{row[1]}" if row else "0-"

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
            " WHERE step_id = ? AND source = ? AND ref = ? ORDER BY id DESC LIMIT 1",
            [step_id, change.source, change.ref],
        ).fetchone()
        if row is None:
            self._db.execute(
                "INSERT INTO journal_changes (step_id, source, ref, before, after)"
                " VALUES (?, ?, ?, ?, ?)",
                [step_id, change.source, change.ref, _text(change.before), _text(change.after)],
            )
            return
        earlier = Change(row[1], row[2], _row(row[3]), _row(row[4]))
        whole = joined(earlier, change)
        self._db.execute(
            "UPDATE journal_changes SET before = ?, after = ? WHERE id = ?",
            [_text(whole.before), _text(whole.after), row[0]],
        )

    def _turn(self, which: str, to: State) -> str | None:
        found = self._db.execute(
            f"SELECT id, label FROM journal_steps WHERE {which} LIMIT 1"
        ).fetchone()
        if found is None:
            return None
        order = "DESC" if to is State.UNDONE else "ASC"
        rows = list(
            self._db.query(
                f"SELECT * FROM journal_changes WHERE step_id = ? ORDER BY id {order}", [found[0]]
            )
        )
        with self._db.atomic():
            for row in rows:
                change = _read(row)
                wanted = change.before if to is State.UNDONE else change.after
                apply(self._db, change, wanted)
            self._db.execute("UPDATE journal_steps SET state = ? WHERE id = ?", [to, found[0]])
        self._tell(str(found[1]), {(row["source"], row["ref"]) for row in rows})
        return str(found[1])

    def _label(self, which: str) -> str | None:
        row = self._db.execute(f"SELECT label FROM journal_steps WHERE {which} LIMIT 1").fetchone()
        return str(row[0]) if row else None

    def _tell(self, label: str, touched: set[tuple[str, str]]) -> None:
        tables, ids = zip(*touched, strict=True)
        self._events.tell(Changed(label, frozenset(tables), frozenset(ids)))


class _OpenStep:
    def __init__(self, label: str, merge: str, fresh: bool) -> None:
        self.label = label
        self.merge = merge
        self.fresh = fresh
        self.id = 0
        self.touched: set[tuple[str, str]] = set()


def joined(first: Change, then: Change) -> Change:
    """Two changes of one record, one after the other, as a single change."""
    before, after = first.before, then.after
    if first.before is not None and then.before is not None:
        before = {**then.before, **first.before}
    if first.after is not None and then.after is not None:
        after = {**first.after, **then.after}
    return Change(first.source, first.ref, before, after)


def apply(db: Database, change: Change, wanted: Row | None) -> None:
    """Bring the record of `change` to `wanted`: gone, back, or with those columns."""
    other = change.after if wanted is change.before else change.before
    if wanted is None:
        db.execute(f'DELETE FROM "{change.source}" WHERE id = ?', [change.ref])
    elif other is None:
        names = ", ".join(f'"{name}"' for name in wanted)
        marks = ", ".join("?" for _ in wanted)
        db.execute(
            f'INSERT INTO "{change.source}" ({names}) VALUES ({marks})', list(wanted.values())
        )
    elif wanted:
        sets = ", ".join(f'"{name}" = ?' for name in wanted)
        db.execute(
            f'UPDATE "{change.source}" SET {sets} WHERE id = ?', [*wanted.values(), change.ref]
        )


def _text(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False)


def _row(text: str | None) -> Row | None:
    return None if text is None else json.loads(text)


def _read(row: Row) -> Change:
    return Change(row["source"], row["ref"], _row(row["before"]), _row(row["after"]))
