"""Many records at one stroke: as quick as may be, and still journalled like a single one."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, replace
from datetime import date, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipdesk.models.assessments import Assessment, PointKind
from sipdesk.models.desk import TABLES, Desk
from sipdesk.models.errors import BadValue
from sipdesk.models.events import Changed
from sipdesk.models.ids import ALPHABET, random_id
from sipdesk.models.pupils import Pupil
from sipdesk.models.settings import Setting
from sipdesk.models.store import bulk
from sipdesk.models.store.columns import as_rows, to_columns, to_records
from sipdesk.models.store.rows import columns, from_row, to_row
from sipdesk.models.visits import Session, SessionKind
from tests.builders import a_desk, a_pupil, a_school, reopened, wait

words = st.text(st.characters(), max_size=8) | st.sampled_from(["\ud800", "Zoë", "\0", "=1+1", ""])
days = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))

pupils = st.builds(
    Pupil,
    id=words,
    school_id=words,
    name=words,
    groups=st.lists(words, max_size=3).map(tuple),
    tracked=st.booleans(),
    fsm=st.booleans(),
    born=days,
    left_on=days,
)
results = st.builds(
    Assessment,
    id=words,
    school_id=words,
    pupil_id=words,
    year=st.integers(1990, 2030),
    kind=st.sampled_from(PointKind),
    points=st.none() | st.floats(allow_nan=False) | st.integers(0, 9),
    value=words,
)
sessions = st.builds(
    Session,
    id=words,
    visit_id=words,
    start=st.times().map(lambda t: time(t.hour, t.minute)),
    kind=st.sampled_from(SessionKind),
    people=st.lists(words, max_size=2).map(tuple),
)


# --- records as columns


@given(
    st.lists(pupils, max_size=6) | st.lists(results, max_size=6) | st.lists(sessions, max_size=6)
)
def test_columns_hold_exactly_what_rows_hold(records: list[Any]) -> None:
    if records:
        kind = type(records[0])
        table = to_columns(kind, records)
        plain = [to_row(record) for record in records]
        assert list(table) == list(columns(kind))
        rows = [dict(zip(table, row, strict=True)) for row in as_rows(table)]
        assert json.dumps(rows) == json.dumps(plain)
        assert to_records(kind, as_rows(table)) == [from_row(kind, row) for row in plain]


@pytest.mark.parametrize("kind", [k for k in TABLES if k is not Setting], ids=lambda k: k.__name__)
def test_every_kind_of_record_can_be_kept_so(kind: type) -> None:
    needed = [f for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
    known = {"time": time(9), "date": date(2009, 11, 12)}
    record = kind(**{f.name: known.get(str(f.type), "x") for f in needed})
    table = to_columns(kind, [record])
    assert {name: column[0] for name, column in table.items()} == to_row(record)
    assert to_records(kind, as_rows(table)) == [record]


def test_words_for_a_choice_are_taken_as_one_at_a_time_and_nonsense_is_refused() -> None:
    said: Any = "target"
    table = to_columns(Assessment, [Assessment("a", "s", "p", kind=said)])
    assert table["kind"] == ["target"]
    said = "nonsense"
    with pytest.raises(BadValue) as refused:
        to_columns(Assessment, [Assessment("a", "s", "p", kind=said)])
    assert refused.value.field == "kind"


# --- in the store


def some(desk: Desk, school_id: str, count: int = 5) -> list[Pupil]:
    new = [
        Pupil(desk.store.new_id(), school_id, f"Pupil {n}", year="Year 9", groups=("FSM",))
        for n in range(count)
    ]
    with desk.step("Import"):
        desk.pupils.put_many(new)
    return new


def lines(desk: Desk) -> int:
    [row] = desk.store.query("SELECT count(*) AS n FROM journal_changes", [])
    return int(row["n"])


def test_a_batch_is_one_line_of_the_journal_and_one_undo(desk: Desk) -> None:
    school = a_school(desk)
    before, count = desk.store.fingerprint(), lines(desk)
    new = some(desk, school.id, 200)
    after = desk.store.fingerprint()
    assert lines(desk) == count + 1
    assert desk.pupils.get(new[3].id) == new[3]
    assert desk.undo() == "Import"
    assert desk.store.fingerprint() == before
    assert desk.redo() == "Import"
    assert desk.store.fingerprint() == after
    assert [p.name for p in desk.pupils.of_school(school.id)] == sorted(p.name for p in new)


def test_what_came_in_a_batch_has_a_history_of_its_own(desk: Desk) -> None:
    school = a_school(desk)
    first, second, *_ = some(desk, school.id)
    wait(desk, minutes=5)
    desk.pupils.edit(first.id, name="Renamed")
    wait(desk, minutes=5)
    with desk.step("Import again"):
        desk.pupils.put_many([desk.pupils.get(first.id), replace(second, form="9K")])
    assert [p.label for p in desk.store.history(Pupil, first.id)] == ["Import", "Edit pupil"]
    came, changed = desk.store.history(Pupil, second.id)
    assert (came.change.before, came.change.after) == (None, to_row(second))
    assert (changed.change.before, changed.change.after) == ({"form": ""}, {"form": "9K"})


def test_what_is_as_it_was_makes_no_step(desk: Desk) -> None:
    new = some(desk, a_school(desk).id)
    stamp = desk.journal.stamp()
    with desk.step("Import again"):
        desk.pupils.put_many(new)
        desk.pupils.put_many([])
    assert desk.journal.stamp() == stamp


def test_a_batch_that_cannot_be_kept_leaves_nothing(desk: Desk) -> None:
    school = a_school(desk)
    before = desk.store.fingerprint()
    spoilt: Any = [Pupil("a", school.id, "A"), Pupil("b", school.id, "B", born="yesterday")]  # type: ignore[arg-type]
    with pytest.raises((BadValue, AttributeError)), desk.step("Import"):
        desk.store.put_all(spoilt)
    with pytest.raises(ValueError, match="only once"), desk.step("Import"):
        desk.store.put_all([Pupil("a", school.id, "A"), Pupil("a", school.id, "B")])
    assert desk.store.fingerprint() == before


def test_everybody_is_told_which_records_a_batch_touched(desk: Desk) -> None:
    school = a_school(desk)
    told: list[Changed] = []
    desk.events.subscribe(told.append)
    new = some(desk, school.id)
    ids = frozenset(pupil.id for pupil in new)
    assert told == [Changed("Import", frozenset({"pupils"}), ids)]
    desk.undo()
    assert told[1:] == [Changed("Import", frozenset({"pupils"}), ids)]


def test_one_change_before_and_one_after_a_batch_in_the_same_step(desk: Desk) -> None:
    pupil = a_pupil(desk, a_school(desk))
    before = desk.store.fingerprint()
    with desk.step("All at once"):
        desk.store.put(replace(pupil, form="1"))
        desk.store.put_all([replace(pupil, form="2")])
        desk.store.put(replace(pupil, form="3"))
        desk.store.put_all([replace(pupil, form="4")])
    after = desk.store.fingerprint()
    desk.undo()
    assert desk.store.fingerprint() == before
    desk.redo()
    assert desk.store.fingerprint() == after
    assert desk.pupils.get(pupil.id).form == "4"


def test_a_batch_larger_than_a_line_is_several(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MOST", 10)
    school = a_school(desk)
    count, before = lines(desk), desk.store.fingerprint()
    new = some(desk, school.id, 25)
    assert lines(desk) == count + 3
    assert desk.store.history(Pupil, new[24].id)[0].change.after == to_row(new[24])
    desk.undo()
    assert desk.store.fingerprint() == before


def test_thousands_of_records_go_to_the_disk_with_the_commit_and_not_before(desk: Desk) -> None:
    school = a_school(desk)
    size = desk.store.path.stat().st_size
    new = [Pupil(f"p{n}", school.id, f"Pupil {n}", form=f"{n} " * 200) for n in range(3000)]
    with desk.step("Import"):
        desk.store.put_all(new)
        assert desk.store.path.stat().st_size == size
    assert desk.store.path.stat().st_size > size + 3_000_000


steps = st.lists(
    st.lists(
        st.tuples(st.integers(0, 5), words, st.lists(words, max_size=2).map(tuple), days),
        max_size=6,
        unique_by=lambda each: each[0],
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=25, deadline=None)
@given(steps)
def test_batches_are_undone_and_redone_to_the_very_same_store(
    script: list[list[tuple[int, str, tuple[str, ...], date | None]]],
) -> None:
    with TemporaryDirectory() as folder:
        desk = a_desk(Path(folder))
        school = a_school(desk)
        states = [desk.store.fingerprint()]
        for batch in script:
            stamp = desk.journal.stamp()
            wait(desk, minutes=1)
            with desk.step("Batch"):
                desk.store.put_all(
                    [
                        Pupil(f"p{n}", school.id, name, groups=groups, born=born)
                        for n, name, groups, born in batch
                    ]
                )
            if desk.journal.stamp() != stamp:
                states.append(desk.store.fingerprint())
        for state in reversed(states[:-1]):
            desk.undo()
            assert desk.store.fingerprint() == state
        desk = reopened(desk)
        for state in states[1:]:
            desk.redo()
            assert desk.store.fingerprint() == state
        desk.close()


def test_many_new_ids_are_as_good_as_single_ones(desk: Desk) -> None:
    desk.store.new_id = random_id
    ids = desk.store.new_ids(3000)
    assert len(set(ids)) == 3000
    assert all(len(each) == 10 and set(each) <= set(ALPHABET) for each in ids)
    assert {each[0] for each in ids} == set(ALPHABET[:22])
    assert {each[9] for each in ids} == set(ALPHABET)


# --- forgetting
