"""An erasure that is begun: joined by others, given up, and left in no copy of the desk."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import pytest

from sipdesk.models.desk import Desk, Reason
from sipdesk.models.errors import Cancelled
from sipdesk.models.keeping import Person, Who, todo
from tests.builders import a_pupil, a_school, a_visit, captured, reopened
from tests.faults.pages import holds
from tests.models.keeping_builders import under_way_in

FIRST, SECOND, BARE = "Zephyrine Quolkbury", "Wystan Fforbes", "Quentin Zebrowski"


@pytest.fixture
def two(desk: Desk) -> tuple[Person, Person]:
    """Two pupils of one school."""
    school = a_school(desk)
    return tuple(  # type: ignore[return-value]
        desk.keeping.person(a_pupil(desk, school, name).id) for name in (FIRST, SECOND)
    )


def names(desk: Desk) -> set[str]:
    return {pupil.name for pupil in desk.pupils.ever()}


# --- a second one


def test_two_that_were_begun_are_both_finished_at_the_next_opening(
    desk: Desk, two: tuple[Person, Person]
) -> None:
    desk.keeping.eraser.begin(two[:1], "asked for")
    desk.keeping.eraser.begin(two[1:], "left long ago")
    desk = reopened(desk)
    assert desk.unerased is None
    assert names(desk) == set()
    assert [e.reason for e in desk.keeping.erasures()] == ["asked for; left long ago"]
    desk.close()


@pytest.mark.parametrize("last", [0, 1])
def test_the_end_of_one_leaves_the_other_begun(
    desk: Desk, two: tuple[Person, Person], last: int
) -> None:
    works = [desk.keeping.eraser.begin([person]) for person in two]
    desk.keeping.eraser.end(works[1 - last])
    assert names(desk) == {two[last].name}
    desk = reopened(desk)
    assert desk.unerased is None
    assert names(desk) == set()
    assert len(desk.keeping.erasures()) == 2
    desk.close()


def test_when_both_have_ended_nothing_is_under_way(desk: Desk, two: tuple[Person, Person]) -> None:
    works = [desk.keeping.eraser.begin([person]) for person in two]
    for work in works:
        desk.keeping.eraser.copies(work)
    for work in works:
        desk.keeping.eraser.end(work)
    assert names(desk) == set()
    assert desk.store.apart(todo.read) is None


def test_one_that_is_begun_again_is_done_once(desk: Desk, two: tuple[Person, Person]) -> None:
    desk.keeping.eraser.begin(two[:1], "asked for")
    desk.keeping.erase(two[:1], "asked for")
    desk = reopened(desk)
    assert [e.reason for e in desk.keeping.erasures()] == ["asked for"]
    desk.close()


def test_whoever_stops_the_second_does_not_stop_the_first(
    desk: Desk, two: tuple[Person, Person]
) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled("Stopped.")

    desk.keeping.eraser.begin(two[:1], "asked for")
    with pytest.raises(Cancelled):
        desk.keeping.erase(two, "left long ago", stop)
    desk = reopened(desk)
    assert names(desk) == {SECOND}
    assert [e.reason for e in desk.keeping.erasures()] == ["asked for"]
    desk.close()


def test_two_at_once_wait_for_each_other_at_the_copies(
    desk: Desk, two: tuple[Person, Person]
) -> None:
    """They write aside under the same names, and clear away what they find there."""
    desk.store.back_up(Reason.ASKED)
    eraser = desk.keeping.eraser
    first, second = (eraser.begin([person]) for person in two)
    reached, go_on = Event(), Event()

    def hold(done: int, total: int) -> None:
        reached.set()
        assert go_on.wait(20)

    threads = [
        Thread(target=eraser.copies, args=(first, hold)),
        Thread(target=eraser.copies, args=(second, lambda done, total: seen.append(done))),
    ]
    seen: list[int] = []
    threads[0].start()
    assert reached.wait(20)
    threads[1].start()
    threads[1].join(0.2)
    assert seen == []
    go_on.set()
    for thread in threads:
        thread.join(20)
    assert seen
    assert [work.unreached.in_words() for work in (first, second)] == [(), ()]
    assert [work.clear for work in (first, second)] == [1, 1]


# --- in copies


def test_a_bare_name_stays_in_no_copy_made_meanwhile(desk: Desk) -> None:
    visit = a_visit(desk, a_school(desk), template="gaining_ground")
    captured(desk, visit, text=f"{BARE} showed us round")
    work = desk.keeping.eraser.begin([Person(Who.NAME, name=BARE)])
    early = desk.store.back_up(Reason.ASKED).path
    desk.keeping.eraser.copies(work)
    assert desk.store.apart(todo.read) is not None  # the desk itself knows until the end
    late = desk.store.back_up(Reason.ASKED).path
    erasure = desk.keeping.eraser.end(work)
    assert erasure.unreached == ()
    for copy in (early, late):
        assert holds(copy, desk.store._key, *BARE.split()) == []


def test_a_copy_that_holds_nothing_else_forgets_it_too(desk: Desk) -> None:
    """A name that stands in no text at all."""
    a_school(desk)
    work = desk.keeping.eraser.begin([Person(Who.NAME, name=BARE)])
    copy = desk.store.back_up(Reason.WORKING).path
    assert holds(copy, desk.store._key, BARE) == [BARE]
    assert desk.keeping.eraser.end(work).removed == {"copies": 1}
    assert holds(copy, desk.store._key, *BARE.split()) == []


def test_a_copy_made_before_it_was_given_up_erases_nobody(
    desk: Desk, two: tuple[Person, Person]
) -> None:
    def stop(done: int, total: int) -> None:
        copies.append(desk.store.back_up(Reason.WORKING).path)
        raise Cancelled("Stopped.")

    copies: list[Path] = []
    with pytest.raises(Cancelled):
        desk.keeping.erase(two, "", stop)
    assert under_way_in(desk, copies[0]) is None
    desk = reopened(desk.restore(copies[0]).desk)
    assert names(desk) == {FIRST, SECOND}
    assert desk.keeping.erasures() == []
    desk.close()


def test_giving_up_leaves_earlier_copies_alone(desk: Desk, two: tuple[Person, Person]) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled("Stopped.")

    copy = desk.store.back_up(Reason.WORKING).path
    was = copy.read_bytes()
    with pytest.raises(Cancelled):
        desk.keeping.erase(two, "", stop)
    assert copy.read_bytes() == was
