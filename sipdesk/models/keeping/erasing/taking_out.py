"""Taking people out of one store: records, words, journal, search. The same for every backup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlite_utils import Database

from sipdesk.models.keeping.erasing.journal import take_out_of_journal
from sipdesk.models.keeping.erasing.knowing import belonging, others, targets
from sipdesk.models.keeping.erasing.places import (
    DERIVED,
    JOURNAL,
    Schools,
    columns_of,
    record_tables,
    rows_of,
)
from sipdesk.models.keeping.erasing.under_way import forget
from sipdesk.models.keeping.erasing.wording import Target, Wording
from sipdesk.models.keeping.records import Person
from sipdesk.models.store.backups.rewriting import Rewritten

# An own group or a subject may be named after somebody, and there are copies of those names. Whose
# groups or results were reworded is stale by now.
_FORGET_STALE = (
    "UPDATE assessments SET traits = NULL, slice = NULL WHERE traits IS NOT NULL"
    " AND pupil_id IN (SELECT id FROM stale_pupils)"
)
_FORGET_UNUSED = (
    "DELETE FROM traits WHERE id NOT IN (SELECT traits FROM assessments WHERE traits IS NOT NULL)",
    "DELETE FROM slices WHERE id NOT IN (SELECT slice FROM assessments WHERE slice IS NOT NULL)",
)


def take_out(db: Database, people: Sequence[Person], known: Sequence[Target] = ()) -> Rewritten:
    """All or nothing, in one transaction; afterwards the file has to be written anew.

    `known` are the names by which another copy knows them.
    """
    with db.atomic():
        wanted = _wanted(db, people, known)
        return _take_out(db, wanted, belonging(db, wanted))


def without(text: str, db: Database, people: Sequence[Person], known: Sequence[Target]) -> str:
    """A text about people who are going to be taken out, as it may stand afterwards."""
    wanted = _wanted(db, people, known) if text else []
    return Wording(wanted, others(db, wanted)).nameless(text) if wanted else text


def _wanted(db: Database, people: Sequence[Person], known: Sequence[Target]) -> list[Target]:
    return [
        target.joined(*(k for k in known if (k.who, k.id) == (target.who, target.id)))
        for target in targets(db, people)
    ]


def take_out_of_copy(
    db: Database, people: Sequence[Person], known: Sequence[Target] = ()
) -> Rewritten:
    """The same in a copy of the desk, which goes on with no erasure by itself."""
    with db.atomic():
        taken, forgotten = take_out(db, people, known), forget(db)
    return Rewritten({**taken.removed, **forgotten.removed}, taken.touched | forgotten.touched)


def _take_out(db: Database, wanted: list[Target], gone: Mapping[str, set[str]]) -> Rewritten:
    refs = {ref for refs in gone.values() for ref in refs}
    wording, schools = Wording(wanted, others(db, wanted), refs), Schools(db)
    derived = {table: _count(db, table) for table in DERIVED if table in db.table_names()}
    changed = take_out_of_journal(db, gone, refs, wording, schools)
    removed = {table: _delete(db, table, ids) for table, ids in gone.items()}
    touched = {table for table in record_tables(db) if _reword(db, table, wording, schools)}
    if not (changed or touched or any(removed.values())):
        return Rewritten()
    touched |= _forget_derived(db, refs)
    for table, count in derived.items():
        removed[table] = count - _count(db, table)
    return Rewritten(
        {table: count for table, count in removed.items() if count},
        frozenset(touched).union(JOURNAL, DERIVED),
    )


def _delete(db: Database, table: str, ids: set[str]) -> int:
    cursor = db.conn.executemany(f'DELETE FROM "{table}" WHERE id = ?', [[ref] for ref in ids])
    return max(0, cursor.rowcount)


def _reword(db: Database, table: str, wording: Wording, schools: Schools) -> int:
    """How many rows of a table were changed."""
    count = 0
    key = columns_of(db, table)[0]
    for row in rows_of(db, table):
        school = schools.of(table, row.get("id", ""), row)
        now = wording.row(table, row, school)
        new = {name: value for name, value in now.items() if value != row[name]}
        if new:
            sets = ", ".join(f'"{name}" = ?' for name in new)
            db.conn.execute(
                f'UPDATE "{table}" SET {sets} WHERE "{key}" = ?', [*new.values(), row[key]]
            )
            count += 1
    return count


def _forget_derived(db: Database, refs: set[str]) -> set[str]:
    """What was made from the records is made again; the index keeps no word of what it had.

    Gives the tables of records in which a copy was forgotten.
    """
    touched = set()
    if "stale_pupils" in db.table_names():
        db.conn.executemany("DELETE FROM stale_pupils WHERE id = ?", [[ref] for ref in refs])
        if db.conn.execute(_FORGET_STALE).rowcount > 0:
            touched.add("assessments")
        for statement in _FORGET_UNUSED:
            db.conn.execute(statement)
    db.conn.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
    return touched


def _count(db: Database, table: str) -> int:
    return int(db.conn.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])
