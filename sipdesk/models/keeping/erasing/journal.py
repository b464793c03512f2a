"""Taking people out of the journal. What else was done can still be taken back, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from sipdesk.models.keeping.erasing.places import Schools
from sipdesk.models.keeping.erasing.saying import say
from sipdesk.models.keeping.erasing.wording import Wording
from sipdesk.models.store.changes import Batch, Change, read, written
from sipdesk.models.store.columns import Columns
from sipdesk.models.store.journal import State

Row = dict[str, Any]


def take_out_of_journal(
    db: Database,
    gone: Mapping[str, set[str]],
    refs: set[str],
    wording: Wording,
    schools: Schools,
) -> int:
    """How many lines were changed. Lines keep their numbers, as recovery counts them."""
    count = 0
    lines = db.conn.execute(
        "SELECT id, step_id, source, ref, before, after FROM journal_changes"
        " WHERE before IS NOT NULL OR after IS NOT NULL"
    ).fetchall()
    emptied: set[int] = set()
    for number, step, source, ref, before, after in lines:
        change = read(source, ref, before, after)
        new: Change | Batch | None
        if isinstance(change, Batch):
            new = _of_batch(change, gone.get(source, set()), wording, schools)
        elif ref in gone.get(source, ()):
            new = None
        else:
            new = _of_one(change, wording, schools)
        if new == change:
            continue
        count += 1
        if new is None:
            emptied.add(step)
            now = ("", None, None)
        else:
            now = written(new)[1:]  # type: ignore[assignment]
        db.conn.execute(
            "UPDATE journal_changes SET ref = ?, before = ?, after = ? WHERE id = ?",
            [*now, number],
        )
    return count + _steps(db, emptied, refs, wording)


def _of_one(change: Change, wording: Wording, schools: Schools) -> Change:
    whole = {**(change.before or {}), **(change.after or {})}
    school = schools.of(change.source, change.ref, whole)

    def reworded(row: Row | None) -> Row | None:
        if row is None:
            return None
        known = wording.row(change.source, {**row, "id": change.ref}, school)
        return {name: known[name] for name in row}

    return Change(change.source, change.ref, reworded(change.before), reworded(change.after))


def _of_batch(batch: Batch, gone: set[str], wording: Wording, schools: Schools) -> Batch | None:
    """The rest of a batch; None when nothing is left of it."""
    rest = batch.without(gone) if gone.intersection(batch.ids) else batch
    if not rest.ids:
        return None
    first = {name: column[0] for name, column in (rest.after or rest.before or {}).items()}
    school = schools.of(rest.source, rest.ids[0], first)  # what comes at once is of one school

    def reworded(columns: Columns | None) -> Columns | None:
        if columns is None:
            return None
        known = {**columns, "id": rest.ids}
        return {
            name: values
            if name == "id"
            else [
                wording.value(how, value, school)
                for how, value in zip(say(rest.source, name, known), values, strict=False)
            ]
            for name, values in columns.items()
        }

    return Batch(rest.source, rest.ids, reworded(rest.before), reworded(rest.after))


def _steps(db: Database, emptied: set[int], refs: set[str], wording: Wording) -> int:
    """Steps of which nothing is left can neither be taken back nor done again."""
    count = 0
    for number, label, merge in db.conn.execute(
        "SELECT id, label, merge FROM journal_steps"
    ).fetchall():
        new_label = wording.reworded(label, "")
        new_merge = "" if any(part in refs for part in merge.split(":")) else merge
        state = ""
        if number in emptied and not _holds_anything(db, number):
            new_merge, state = "", State.ERASED
        if (new_label, new_merge, state) != (label, merge, ""):
            db.conn.execute(
                "UPDATE journal_steps SET label = ?, merge = ?, state = coalesce(?, state)"
                " WHERE id = ?",
                [new_label, new_merge, state or None, number],
            )
            count += 1
    return count


def _holds_anything(db: Database, step: int) -> bool:
    return bool(
        db.conn.execute(
            "SELECT 1 FROM journal_changes WHERE step_id = ?"
            " AND (before IS NOT NULL OR after IS NOT NULL) LIMIT 1",
            [step],
        ).fetchone()
    )
