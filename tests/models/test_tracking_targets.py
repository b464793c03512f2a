"""Target groups: before, target and outcome of each pupil, and in sum."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.desk import Desk
from sipdesk.models.errors import BadValue, NotFound
from sipdesk.models.scales import load_scales
from sipdesk.models.schools import School
from sipdesk.models.tracking import Member, TargetGroup, TrackingBook
from sipdesk.models.tracking.targets import Line, Result, in_sum, read_line, read_lines, whole_steps
from tests.builders import a_pupil, a_school, reopened

SUBLEVELS = load_scales().get("nc-sublevels")
PERCENT = load_scales().get("percent")
LEVELS = [value.text for value in SUBLEVELS.values]

# before, target, outcome: ten Year 6 writers with mentors (Closing the Gap, Dunraven)
MENTORED = """
    2c 3b 3a
    2b 3b 3b
    3c 3a 3a
    3c 3a 4c
    3b 4c 4c
    3b 4c 4c
    3a 4b 4b
    3a 5c 4a
    4c 5c 4a
    4b 5c 5c
"""

cell = st.sampled_from([*LEVELS, "", "ABS", "4z", " 3B "])
members = st.lists(
    st.builds(
        Member,
        id=st.just("m"),
        group_id=st.just("g"),
        pupil_id=st.just("p"),
        before=cell,
        target=cell,
        outcome=cell,
    ),
    max_size=25,
)


def a_line(before: str = "3b", target: str = "4c", outcome: str = "4c") -> Line:
    return read_line(
        Member("m", "g", "p", before=before, target=target, outcome=outcome), SUBLEVELS
    )


@pytest.fixture
def school(desk: Desk) -> School:
    return a_school(desk)


@pytest.fixture
def book(desk: Desk) -> TrackingBook:
    return desk.tracking


def mentored(desk: Desk, book: TrackingBook, school: School) -> TargetGroup:
    """Dunraven's ten as rows of the book."""
    group = book.targets.add(school.id, "Mentored writers", "nc-sublevels", subject="Writing")
    for number, row in enumerate(MENTORED.split("\n")[1:-1]):
        before, target, outcome = row.split()
        pupil = a_pupil(desk, school, f"Writer {number}", year="Year 6")
        book.targets.add_member(group.id, pupil.id, before=before, target=target, outcome=outcome)
    return group


def test_ten_mentored_pupils_come_out_as_dunraven_reported_them(
    desk: Desk, book: TrackingBook, school: School
) -> None:
    told = book.targets.in_sum(mentored(desk, book, school).id)
    assert told.members == 10
    assert (told.before, told.target) == (("2c", "4b"), ("3b", "5c"))
    met, exceeded, missed = (told.results[r] for r in list(Result)[:3])
    assert (met, exceeded, missed) == (6, 2, 2), told.results
    assert told.reached == 8
    assert (told.by_steps[2], told.made(3)) == (6, 4)
    assert told.step_name == "sub-level"


@pytest.mark.parametrize(
    ("outcome", "result"),
    [
        ("4c", Result.MET),
        (" 4 C", Result.MET),
        ("4b", Result.EXCEEDED),
        ("3a", Result.MISSED),
        ("", Result.NO_OUTCOME),
        ("ABS", Result.NO_OUTCOME),
        ("4z", Result.UNREADABLE),
    ],
)
def test_an_outcome_stands_to_its_target(outcome: str, result: Result) -> None:
    assert a_line(target="4c", outcome=outcome).result is result


def test_an_outcome_without_a_target_can_still_have_made_steps() -> None:
    line = a_line(before="3b", target="", outcome="4c")
    assert (line.result, line.steps) == (Result.NO_TARGET, 2)


def test_what_cannot_be_read_is_named_with_its_place_and_guessed_by_nobody() -> None:
    line = a_line(before="thre", target="5z", outcome="4c")
    assert (line.result, line.steps) == (Result.UNREADABLE, None)
    assert [problem.split(":")[0] for problem in line.problems] == ["before", "target"]
    assert "“thre”" in line.problems[0]


def test_a_target_that_cannot_be_read_does_not_hide_that_there_is_no_outcome_yet() -> None:
    line = a_line(target="5z", outcome="")
    assert line.result is Result.NO_OUTCOME
    assert len(line.problems) == 1


def test_going_down_is_a_step_down() -> None:
    assert a_line(before="4b", outcome="4c").steps == -1


@pytest.mark.parametrize(("steps", "whole"), [(2.5, 2), (-0.5, -1), (0.1 + 0.2 + 0.7, 1), (0, 0)])
def test_only_whole_steps_are_counted(steps: float, whole: int) -> None:
    assert whole_steps(steps) == whole


def test_percentages_make_steps_too() -> None:
    line = read_line(Member("m", "g", "p", before="68%", outcome="80%"), PERCENT)
    assert line.steps == pytest.approx(12)


@given(members)
def test_every_member_has_one_result_and_is_counted_by_steps_or_as_unmeasured(
    held: list[Member],
) -> None:
    lines = read_lines(held, SUBLEVELS)
    told = in_sum(lines, SUBLEVELS)
    assert sum(told.results.values()) == told.members == len(held)
    assert sum(told.by_steps.values()) == told.measured
    assert told.measured + told.unmeasured == told.members
    assert told.made(0) == sum(line.made(0) for line in lines)


@given(*[st.sampled_from(LEVELS)] * 3)
def test_met_exceeded_and_missed_follow_the_order_of_the_levels(
    before: str, target: str, outcome: str
) -> None:
    line = a_line(before, target, outcome)
    ahead = LEVELS.index(outcome) - LEVELS.index(target)
    wanted = Result.MET if not ahead else Result.EXCEEDED if ahead > 0 else Result.MISSED
    assert line.result is wanted
    assert line.steps is not None
    assert (line.steps > 0) == (LEVELS.index(outcome) > LEVELS.index(before))


@given(*[st.sampled_from(LEVELS)] * 3)
def test_steps_up_and_down_again_are_none(low: str, high: str, other: str) -> None:
    there, back = a_line(low, other, high).steps, a_line(high, other, low).steps
    assert there is not None
    assert back is not None
    assert there + back == 0


def test_a_group_is_kept(desk: Desk) -> None:
    school, book = a_school(desk), desk.tracking
    group = mentored(desk, book, school)
    again = reopened(desk)
    assert again.tracking.targets.in_sum(group.id).results[Result.MET] == 6
    again.close()


def test_a_scale_may_be_named_as_people_say_it(book: TrackingBook, school: School) -> None:
    group = book.targets.add(school.id, "Readers", "NC sublevels")
    assert group.scale == "nc-sublevels"
    with pytest.raises(NotFound):
        book.targets.edit(group.id, scale="stars")


def test_what_a_group_refuses(desk: Desk, book: TrackingBook, school: School) -> None:
    with pytest.raises(BadValue, match="title"):
        book.targets.add(school.id, "  ", "percent")
    group = book.targets.add(school.id, "Readers", "percent", starts=date(2012, 9, 1))
    with pytest.raises(BadValue, match="before the start"):
        book.targets.edit(group.id, ends=date(2012, 8, 31))
    stranger = a_pupil(desk, a_school(desk, "Another School"))
    with pytest.raises(BadValue, match="one school"):
        book.targets.add_member(group.id, stranger.id)
    assert book.targets.members(group.id) == []


def test_a_pupil_counts_once_in_a_group(desk: Desk, book: TrackingBook, school: School) -> None:
    group = book.targets.add(school.id, "Readers", "percent")
    ann, bob = a_pupil(desk, school, "Ann"), a_pupil(desk, school, "Bob")
    kept = book.targets.add_member(group.id, ann.id, before="40%")
    with pytest.raises(BadValue, match="already"):
        book.targets.add_member(group.id, ann.id)
    book.targets.add_member(group.id, bob.id)
    assert [m.pupil_id for m in book.targets.members(group.id)] == [ann.id, bob.id]
    assert book.targets.member(kept.id).before == "40%"
    desk.undo()
    assert [m.pupil_id for m in book.targets.members(group.id)] == [ann.id]


def test_a_pupil_in_the_bin_is_in_no_sum(desk: Desk, book: TrackingBook, school: School) -> None:
    group = mentored(desk, book, school)
    first = book.targets.members(group.id)[0]
    desk.pupils.bin(first.pupil_id)
    assert book.targets.in_sum(group.id).members == 9
    desk.undo()
    assert book.targets.in_sum(group.id).members == 10


def test_a_pupils_groups_come_by_date_without_those_in_the_bin(
    desk: Desk, book: TrackingBook, school: School
) -> None:
    pupil = a_pupil(desk, school)
    spring = book.targets.add(school.id, "Spring", "percent", starts=date(2012, 1, 4))
    autumn = book.targets.add(school.id, "Autumn", "percent", starts=date(2011, 9, 5))
    gone = book.targets.add(school.id, "Gone", "percent")
    for group in (spring, autumn, gone):
        book.targets.add_member(group.id, pupil.id)
    book.targets.bin(gone.id)
    assert [g.title for g, _ in book.targets.of_pupil(pupil.id)] == ["Autumn", "Spring"]
    assert [g.title for g in book.targets.of_school(school.id)] == ["Autumn", "Spring"]


def test_a_level_that_cannot_be_read_is_kept_as_it_was_typed(
    desk: Desk, book: TrackingBook, school: School
) -> None:
    group = book.targets.add(school.id, "Readers", "nc-sublevels")
    member = book.targets.add_member(group.id, a_pupil(desk, school).id)
    book.targets.edit_member(member.id, before="4bb")
    (line,) = book.targets.lines(group.id)
    assert line.member.before == "4bb"
    assert line.problems
    assert book.targets.in_sum(group.id).problems == 1
