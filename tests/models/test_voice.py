"""What pupils say about being on track, beside their traffic lights."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.desk import Desk
from sipdesk.models.schools import School
from sipdesk.models.tracking import TrackingBook
from sipdesk.models.tracking.ratings import LearningRating
from sipdesk.models.tracking.voice import (
    Standing,
    Talk,
    Verdict,
    Voice,
    beside_data,
    counted,
    newest,
    voices,
)
from sipdesk.models.visits import Conversation, Visit, YesPartlyNo
from tests.builders import a_pupil, a_school, a_visit, session

YES, PARTLY, NO, UNASKED = (
    YesPartlyNo.YES,
    YesPartlyNo.PARTLY,
    YesPartlyNo.NO,
    YesPartlyNo.UNASKED,
)
LUNCH = session("12:15", "13:15", "Lunch")
DAY = date(2009, 11, 12)

# what was said, and the lights red, amber, green
TABLE = {
    YES: (Verdict.ON_TRACK_BUT_RED, Verdict.MORE_HOPEFUL, Verdict.AGREE),
    PARTLY: (Verdict.MORE_HOPEFUL, Verdict.AGREE, Verdict.LESS_HOPEFUL),
    NO: (Verdict.AGREE, Verdict.LESS_HOPEFUL, Verdict.LOST_BUT_GREEN),
}


def a_talk(on_track: YesPartlyNo = YES, pupil: str = "p", **answers: object) -> Talk:
    said = Conversation("c", "v", "s", pupil, on_track=on_track, **answers)  # type: ignore[arg-type]
    return Talk(pupil, DAY, said)


@pytest.fixture
def school(desk: Desk) -> School:
    return a_school(desk)


@pytest.fixture
def book(desk: Desk) -> TrackingBook:
    return desk.tracking


def said(desk: Desk, visit: Visit, pupil_id: str, **answers: object) -> None:
    (lunch,) = desk.visits.sessions(visit.id)
    desk.evidence.converse(lunch.id, visit.id, pupil_id, **answers)


@pytest.mark.parametrize(("on_track", "place"), list(product(TABLE, range(3))))
def test_every_answer_meets_every_light(on_track: YesPartlyNo, place: int) -> None:
    light = ("red", "amber", "green")[place]
    told = beside_data(a_talk(on_track), Standing(light))
    assert (told.verdict, told.reason) == (TABLE[on_track][place], "")


@pytest.mark.parametrize(
    ("talk", "standing", "reason"),
    [
        (Talk("p"), Standing("red"), "Nobody has talked"),
        (a_talk(UNASKED), Standing("red"), "not asked about being on track on 12 November 2009"),
        (a_talk(YES), Standing("", "There is no key stage 2 baseline."), "no key stage 2 baseline"),
        (a_talk(YES), Standing("purple"), "no traffic light"),
        (a_talk(YES), None, "no traffic light"),
    ],
)
def test_what_cannot_be_said_has_its_reason(
    talk: Talk, standing: Standing | None, reason: str
) -> None:
    told = beside_data(talk, standing)
    assert told.verdict is Verdict.UNKNOWN
    assert reason in told.reason


def test_both_reasons_are_given_when_both_are_missing() -> None:
    told = beside_data(Talk("p"), Standing("", "No baseline."))
    assert told.reason == "Nobody has talked with this pupil yet. No baseline."


def test_what_the_pupil_is_unsure_of_is_shown_beside() -> None:
    talk = a_talk(YES, knows_level=YES, knows_target=NO, knows_how=PARTLY, learning_scale=1)
    told = beside_data(talk, Standing("red"))
    assert told.unsure_of == ("the target", "how to get there")
    assert told.learning is LearningRating.COULD_TEACH_IT


@given(
    st.sampled_from(YesPartlyNo),
    st.sampled_from(["red", "amber", "green", ""]),
    st.integers(-1, 7),
    st.integers(-1, 7),
)
def test_the_learning_scale_never_decides(
    on_track: YesPartlyNo, light: str, one: int, other: int
) -> None:
    first = beside_data(a_talk(on_track, learning_scale=one), Standing(light))
    second = beside_data(a_talk(on_track, learning_scale=other), Standing(light))
    assert first.verdict is second.verdict
    assert (first.learning is not None) == (one in range(1, 6))


talks = st.lists(st.builds(a_talk, st.sampled_from(YesPartlyNo), st.sampled_from("abcdef")))
standings = st.dictionaries(
    st.sampled_from("abcdef"),
    st.builds(Standing, st.sampled_from(["red", "amber", "green", ""])),
)


@given(talks, standings)
def test_everybody_has_one_verdict_and_disagreements_come_first(
    held: list[Talk], lights: dict[str, Standing]
) -> None:
    rows = voices(held, lights)
    order = list(Verdict)
    places = [order.index(row.verdict) for row in rows]
    assert places == sorted(places)
    assert sum(counted(rows).values()) == len(held)
    assert all((row.verdict is Verdict.UNKNOWN) == bool(row.reason) for row in rows)


@given(st.permutations(range(6)))
def test_the_newest_talk_counts_whatever_the_order(order: list[int]) -> None:
    days = {str(n): DAY + timedelta(days=n) for n in range(6)}
    held = [Conversation(f"c{n}", str(n), "s", "p") for n in order]
    assert newest(held, days)["p"].said == Conversation("c5", "5", "s", "p")


def test_of_two_talks_on_one_day_the_later_noted_counts() -> None:
    held = [Conversation("first", "v", "s", "p"), Conversation("second", "w", "s", "p")]
    found = newest(held, {"v": DAY, "w": DAY})["p"].said
    assert found is not None
    assert found.id == "second"


def test_a_school_hears_the_newest_words_of_each_pupil(
    desk: Desk, book: TrackingBook, school: School
) -> None:
    ann, bob = a_pupil(desk, school, "Ann"), a_pupil(desk, school, "Bob")
    spring, autumn = a_visit(desk, school, LUNCH, on="2010-03-04"), a_visit(desk, school, LUNCH)
    said(desk, spring, ann.id, on_track=YES)
    said(desk, autumn, ann.id, on_track=NO)
    said(desk, autumn, bob.id, on_track=NO)
    rows = book.voice(school.id, {ann.id: Standing("red"), bob.id: Standing("green")})
    assert told(rows) == {ann.id: Verdict.ON_TRACK_BUT_RED, bob.id: Verdict.LOST_BUT_GREEN}
    desk.visits.bin(spring.id)
    rows = book.voice(school.id, {ann.id: Standing("red"), bob.id: Standing("green")})
    assert told(rows)[ann.id] is Verdict.AGREE


def test_the_lunch_group_is_there_before_anybody_has_talked(
    desk: Desk, book: TrackingBook, school: School
) -> None:
    tracked = a_pupil(desk, school, "Ann")
    a_pupil(desk, school, "Not in the group", tracked=False)
    a_pupil(desk, school, "Left", left_on=date(2009, 7, 20))
    gone = a_pupil(desk, school, "In the bin")
    desk.pupils.bin(gone.id)
    a_pupil(desk, a_school(desk, "Another School"), "Elsewhere")
    assert [talk.pupil_id for talk in book.talks(school.id)] == [tracked.id]


def test_a_pupil_outside_the_lunch_group_who_was_talked_with_is_there(
    desk: Desk, book: TrackingBook, school: School
) -> None:
    pupil = a_pupil(desk, school, "Ann", tracked=False)
    said(desk, a_visit(desk, school, LUNCH), pupil.id, on_track=PARTLY)
    (row,) = book.voice(school.id, {pupil.id: Standing("amber")})
    assert (row.verdict, row.talked_on) == (Verdict.AGREE, DAY)


def told(rows: list[Voice]) -> dict[str, Verdict]:
    return {row.pupil_id: row.verdict for row in rows}
