"""“Nothing is lost” is said only where it is so; what may be older than the last change is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipdesk.models.desk import Desk, Reason
from sipdesk.models.store.backups.comparing import tables
from sipdesk.models.store.copies import COPIED
from sipdesk.models.store.recovery import Report, recover
from sipdesk.models.store.recovery.merging import Joined, all_of, join
from sipdesk.models.store.recovery.reading import Readable, Rows
from sipdesk.models.store.recovery.report import Merged
from sipdesk.sample import build
from tests.builders import PASSPHRASE, a_clock, a_desk, a_pupil, a_school, wait

NOW = a_clock("2009-11-12 12:00")
STEPS, CHANGES = "journal_steps", "journal_changes"
RECORDED = ("schools", "pupils", "departures", "erasures")
ACTS = ("type", "type on", "add", "erase", "undo", "redo", "send out")


def do(desk: Desk, act: str, number: int) -> None:
    """One act of a person; “type on” follows so soon that it joins the step before."""
    wait(desk, seconds=5 if act == "type on" else 300)
    [school, *_] = desk.schools.all()
    pupils = desk.pupils.all()
    match act:
        case "type" | "type on":
            desk.schools.edit(school.id, picture=f"{school.picture} {number}")
        case "add":
            a_pupil(desk, school, f"Pupil {number}")
        case "erase" if pupils:
            desk.keeping.erase(desk.keeping.people(pupils[0].name))
        case "undo" if desk.journal.can_undo() != "Add school":
            desk.undo()
        case "redo":
            desk.redo()
        case "send out":
            desk.keeping.left("Note", school.id, "note.pdf")


def held(desk: Desk) -> Readable:
    """All that a whole file gives, how many numbers were given included."""
    conn = desk.store._db.conn
    rows = conn.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
    counters = {n: tuple(row) for n, row in enumerate(rows)}
    return all_of(tables(conn), conn) | {"sqlite_sequence": Rows(("name", "seq"), counters)}


def cut(now: Readable, *names: str, keeps: int = 0) -> Readable:
    """What is read where those tables cannot be, but for their first rows."""
    return now | {
        name: Rows(now[name].columns, dict([*now[name].rows.items()][:keeps]), complete=False)
        for name in names
    }


def put_together(before: Readable, now: Readable) -> Joined:
    return join({name: rows for name, rows in before.items() if name != "sqlite_sequence"}, now)


def words(merged: Merged, desk: Desk) -> str:
    [backup] = desk.backups.all()
    return Report(backup, merged).words(NOW.now())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(ACTS), max_size=4),
    st.lists(st.sampled_from(ACTS), max_size=5),
    st.sets(st.sampled_from([STEPS, CHANGES, *RECORDED]), max_size=4),
    st.integers(0, 5),
)
def test_where_it_is_said_that_every_record_is_there_every_record_is_as_it_was(
    before: list[str], since: list[str], unread: set[str], keeps: int
) -> None:
    with TemporaryDirectory() as folder:
        desk = a_desk(Path(folder))
        a_school(desk, picture="It began")
        for number, act in enumerate(before):
            do(desk, act, number)
        base = held(desk)
        for number, act in enumerate(since, start=len(before)):
            do(desk, act, number)
        now = held(desk)
        desk.close()
    made = put_together(base, cut(now, *unread, keeps=keeps))
    if made.told().complete:
        for table in RECORDED:
            assert made.tables[table] == now[table].by("id"), table


def typed_on(desk: Desk) -> None:
    wait(desk, seconds=5)
    [school] = desk.schools.all()
    desk.schools.edit(school.id, picture="first words, and the rest of the evening")


def took_back(desk: Desk) -> None:
    desk.undo()


def changed_and_took_back(desk: Desk) -> None:
    wait(desk, minutes=5)
    [school] = desk.schools.all()
    desk.schools.edit(school.id, picture="a slip")
    desk.undo()


def erased_somebody(desk: Desk) -> None:
    desk.keeping.erase(desk.keeping.people("Lena Whitfield"))


@pytest.mark.parametrize(
    ("act", "unread"),
    [
        (typed_on, ("schools", CHANGES)),
        (took_back, ("schools", STEPS)),
        (changed_and_took_back, ("schools", STEPS)),
        (erased_somebody, ("schools",)),
    ],
)
def test_records_that_may_be_older_than_the_last_change_are_named(
    tmp_path: Path, act: Callable[[Desk], None], unread: tuple[str, ...]
) -> None:
    desk = a_desk(tmp_path)
    school = a_school(desk, picture="a")
    a_pupil(desk, school, "Lena Whitfield")
    wait(desk, minutes=5)
    desk.schools.edit(school.id, picture="first words")
    desk.store.back_up(Reason.WORKING)
    before = held(desk)
    act(desk)
    made = put_together(before, cut(held(desk), *unread)).told()
    assert not made.complete
    assert "May be older than the last change: schools." in words(made, desk)
    assert "Nothing is lost" not in words(made, desk)
    desk.close()


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("departures", "the list of what left the desk"),
        ("erasures", "the list of erasures"),
    ],
)
def test_what_has_no_history_may_be_older_even_where_all_of_that_is_read(
    tmp_path: Path, table: str, told: str
) -> None:
    desk = a_desk(tmp_path)
    a_school(desk)
    desk.store.back_up(Reason.WORKING)
    before = held(desk)
    made = put_together(before, cut(held(desk), table)).told()
    assert not made.complete
    assert f"May be older than the last change: {told}." in words(made, desk)
    desk.close()


def test_records_that_could_not_be_read_are_there_by_the_history_and_nothing_is_lost(
    tmp_path: Path,
) -> None:
    desk = a_desk(tmp_path)
    school = a_school(desk)
    desk.store.back_up(Reason.WORKING)
    before = held(desk)
    desk.schools.edit(school.id, picture="Since then")
    made = put_together(before, cut(held(desk), "schools")).told()
    assert made.complete
    assert "Nothing is lost." in words(made, desk)
    desk.close()


def test_the_history_alone_gives_every_record_of_a_desk_in_use(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    empty = held(desk)
    build(desk)
    now = held(desk)
    desk.close()
    made = put_together(
        empty,
        cut(now, *(now.keys() - {STEPS, CHANGES, "erasures", "store_state", "sqlite_sequence"})),
    )
    assert len(made.tables) > 25
    assert {name for name in made.tables if made.tables[name] != recorded(name, now[name])} == set()
    assert made.doubted == ["departures"], "that alone has no history"


def recorded(table: str, rows: Rows) -> dict[str, dict[str, object]]:
    """The rows without what is only a copy."""
    copied = COPIED.get(table, ())
    return {
        ref: {name: value for name, value in row.items() if name not in copied}
        for ref, row in rows.by("id").items()
    }


def test_a_history_that_was_not_read_to_the_end_is_not_called_whole(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    a_school(desk)
    desk.store.back_up(Reason.WORKING)
    before = held(desk)
    made = put_together(before, cut(held(desk), STEPS)).told()
    assert made.complete
    assert "Every record is there; of their history, the latest may be missing." in words(
        made, desk
    )
    desk.close()


def test_one_damaged_page_with_all_that_left_the_desk_is_told(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    school = a_school(desk)
    desk.store.back_up(Reason.WORKING)
    desk.keeping.left("Note", school.id, "note.pdf")
    [row] = desk.store.query("SELECT rootpage FROM sqlite_master WHERE name = 'departures'", [])
    desk.close()
    raw = bytearray(desk.store.path.read_bytes())
    raw[(int(row["rootpage"]) - 1) * 4096 + 2000] ^= 4
    desk.store.path.write_bytes(raw)
    report = recover(desk.store.path, PASSPHRASE, NOW.now())
    assert not report.complete
    assert "the list of what left the desk" in report.words(NOW.now())
