"""Parents' engagement, where 5 is best, kept apart from the learning scale, where 1 is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.desk import Desk
from sipdesk.models.errors import BadValue
from sipdesk.models.forms import learning_scale
from sipdesk.models.scales import load_scales
from sipdesk.models.tracking import Engagement, Member
from sipdesk.models.tracking.parents import beside_progress, courses, parent_scale
from sipdesk.models.tracking.ratings import (
    LearningRating,
    ParentBand,
    ParentRating,
    learning_rating,
    parent_rating,
)
from sipdesk.models.tracking.targets import read_lines
from tests.builders import a_pupil, a_school

SUBLEVELS = load_scales().get("nc-sublevels")
FEBRUARY, OCTOBER = date(2012, 2, 6), date(2012, 10, 1)

# rating, before and after for nine readers (Closing the Gap, Danehill)
READERS = [
    *[(5, "1b", "1a")] * 3,
    *[(3, "1b", "1a")] * 3,
    (3, "1c", "1c"),
    (2, "1b", "1a"),
    (1, "1b", "1b"),
]


def seen(level: int, on: date | None = FEBRUARY, aspect: str = "Homework") -> Engagement:
    return Engagement(f"{aspect}{on}{level}", "s", "p", on, aspect, level)


def test_nine_readers_come_out_as_danehill_reported_them(desk: Desk) -> None:
    school, book = a_school(desk), desk.tracking
    group = book.targets.add(school.id, "Readers", "nc-sublevels")
    for number, (level, before, outcome) in enumerate(READERS):
        pupil = a_pupil(desk, school, f"Reader {number}", year="Year 2")
        book.targets.add_member(group.id, pupil.id, before=before, outcome=outcome)
        book.parents.note(pupil.id, parent_rating(level), "Reading at home", OCTOBER)
    told = book.parents_beside_progress(group.id, "reading at home")
    assert [(row.band, row.pupils, row.made) for row in told] == [
        (ParentBand.STRONG, 3, 3),
        (ParentBand.MODERATE, 4, 3),
        (ParentBand.WEAK, 2, 1),
    ]
    assert all(row.small for row in told)


def test_five_is_best_for_parents_and_one_for_learning() -> None:
    assert ParentRating.STRONG.value == 5
    assert max(ParentRating, key=lambda r: r.height).value == 5
    assert max(LearningRating, key=lambda r: r.height).value == 1


@given(st.sampled_from(ParentRating), st.sampled_from(LearningRating))
def test_the_two_scales_never_compare(parent: ParentRating, learning: LearningRating) -> None:
    assert parent != learning
    with pytest.raises(TypeError):
        parent.steps_above(learning)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        learning.steps_above(parent)  # type: ignore[arg-type]


@given(st.integers(1, 5), st.integers(1, 5))
def test_what_is_better_on_one_scale_is_poorer_on_the_other(one: int, other: int) -> None:
    parents = parent_rating(one).steps_above(parent_rating(other))
    mine, theirs = learning_rating(one), learning_rating(other)
    assert mine
    assert theirs
    assert parents == one - other == -mine.steps_above(theirs)


@pytest.mark.parametrize("level", [0, 6, -1])
def test_a_rating_off_the_scale_is_refused_and_says_which_end_is_best(level: int) -> None:
    with pytest.raises(BadValue, match="5 is best"):
        parent_rating(level)


def test_an_answer_off_the_learning_scale_is_refused_and_none_is_none() -> None:
    assert learning_rating(0) is None
    with pytest.raises(BadValue, match="1 is best"):
        learning_rating(6)


def test_every_place_has_its_words_and_the_best_end_is_said() -> None:
    words = [parent_scale().in_words(rating) for rating in ParentRating]
    assert words[2] == "3 of 5, moderate (5 is best)"
    assert len(set(words)) == 5
    assert parent_scale().aspects
    labels = {choice.label.casefold() for choice in parent_scale().choices}
    assert not labels & {choice.label.casefold() for choice in learning_scale()}


def test_each_aspect_goes_its_own_way() -> None:
    told = courses(
        [
            seen(4, OCTOBER),
            seen(2, FEBRUARY),
            seen(3, OCTOBER, " homework"),
            seen(5, FEBRUARY, "Meetings"),
        ]
    )
    homework = told[" homework"]
    assert [rating.value for _, rating in homework.seen] == [2, 4, 3]
    assert homework.moved == 1
    assert told["Meetings"].moved is None
    assert told["Meetings"].latest is ParentRating.STRONG


def test_a_level_off_the_scale_from_elsewhere_is_left_out_and_counted() -> None:
    (told,) = courses([seen(0), seen(3, OCTOBER)]).values()
    assert (told.latest, told.off_scale) == (ParentRating.MODERATE, 1)


def test_who_is_not_rated_has_a_row_only_when_there_is_somebody() -> None:
    lines = read_lines([Member("m", "g", "p", before="1b", outcome="1a")], SUBLEVELS)
    told = beside_progress(lines, {})
    assert [(row.band, row.pupils, row.made) for row in told][-1] == (ParentBand.NOT_RATED, 1, 1)
    assert len(beside_progress(lines, {"p": ParentRating.WEAK})) == 3


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(ParentRating)),
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(["1b", "1a", "", "zz"]))),
)
def test_the_bands_add_up_to_the_group(
    ratings: dict[str, ParentRating], pupils: list[tuple[str, str]]
) -> None:
    members = [Member("m", "g", pupil, before="1b", outcome=after) for pupil, after in pupils]
    told = beside_progress(read_lines(members, SUBLEVELS), ratings)
    assert sum(row.pupils for row in told) == len(pupils)
    assert sum(row.made for row in told) == sum(after == "1a" for _, after in pupils)
    assert all(row.made <= row.measured <= row.pupils for row in told)


def test_the_newest_rating_counts_whatever_was_noted_last(desk: Desk) -> None:
    school, book = a_school(desk), desk.tracking
    pupil = a_pupil(desk, school)
    book.parents.note(pupil.id, ParentRating.STRONG, "Homework", OCTOBER)
    was = book.parents.note(pupil.id, ParentRating.WEAK, "homework ", FEBRUARY)
    assert book.parents.latest(school.id, "Homework") == {pupil.id: ParentRating.STRONG}
    assert [course.moved for course in book.parents.courses(pupil.id).values()] == [4]
    assert len(book.parents.aspects(school.id)) == 1
    book.parents.edit(was.id, level=5)
    with pytest.raises(BadValue):
        book.parents.edit(was.id, level=6)
    assert [course.moved for course in book.parents.courses(pupil.id).values()] == [0]
    book.parents.bin(was.id)
    assert [course.moved for course in book.parents.courses(pupil.id).values()] == [None]
