"""A backup brought on by the journal alone, where the damaged file gives none of the records."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from sipdesk.models.desk import Desk
from sipdesk.models.store.backups.comparing import tables
from sipdesk.models.store.recovery.merging import all_of, join
from sipdesk.models.store.recovery.reading import Readable, Rows
from tests.builders import a_desk, a_pupil, a_school, wait

TABLE = "pupils"
ACTS = st.lists(
    st.sampled_from(["add", "rename first", "rename last", "bin", "undo", "redo"]), max_size=7
)


def do(desk: Desk, act: str, number: int) -> None:
    """One act of a person, with time enough before it that it is a step of its own."""
    wait(desk, minutes=5)
    pupils = desk.pupils.all()
    match act:
        case "add" if desk.schools.all():
            a_pupil(desk, desk.schools.all()[0], f"Pupil {number}")
        case "rename first" if pupils:
            desk.pupils.edit(pupils[0].id, name=f"Name {number}")
        case "rename last" if pupils:
            desk.pupils.edit(pupils[-1].id, name=f"Name {number}")
        case "bin" if pupils:
            desk.pupils.bin(pupils[0].id)
        case "undo":
            desk.undo()
        case "redo":
            desk.redo()


def held(desk: Desk) -> Readable:
    conn = desk.store._db.conn
    return all_of(tables(conn), conn)


@settings(max_examples=60, deadline=None)
@given(ACTS, ACTS)
def test_steps_that_were_undone_since_and_steps_that_were_done(
    before: list[str], since: list[str]
) -> None:
    with TemporaryDirectory() as folder:
        desk = a_desk(Path(folder))
        a_school(desk)
        for number, act in enumerate(before):
            do(desk, act, number)
        base = held(desk)
        for number, act in enumerate(since, start=len(before)):
            do(desk, act, number)
        now = held(desk)
        desk.close()
    made = join(base, {**now, TABLE: Rows(now[TABLE].columns, {}, complete=False)})
    assert made.tables[TABLE] == now[TABLE].by("id")
    assert made.lost == {}
