"""Surveys asked twice: what changed, question by question."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.desk import Desk
from sipdesk.models.errors import BadValue
from sipdesk.models.schools import School
from sipdesk.models.tracking import Survey, SurveyRound, TrackingBook
from sipdesk.models.tracking.ready import load_surveys
from sipdesk.models.tracking.surveying import Direction, changed, tally
from tests.builders import a_school

OCTOBER, MAY = date(2011, 10, 3), date(2012, 5, 14)
FIVE = ("never", "rarely", "sometimes", "often", "always")


def a_survey(questions: int = 1, answers: tuple[str, ...] = FIVE) -> Survey:
    texts = tuple(f"Question {n}" for n in range(questions))
    return Survey("v", "s", "Learning", "", texts, answers)


def asked(*counts: list[int] | None, on: date | None = OCTOBER) -> SurveyRound:
    """A round with the counts of each question; None for one that was not asked."""
    held = {str(n): count for n, count in enumerate(counts) if count is not None}
    return SurveyRound(f"r{on}", "v", on, held)


@pytest.fixture
def school(desk: Desk) -> School:
    return a_school(desk)


@pytest.fixture
def book(desk: Desk) -> TrackingBook:
    return desk.tracking


def test_48_of_58_questions_got_better_as_at_forest_way() -> None:
    before, up, down = [20, 60, 100, 80, 27], [10, 50, 100, 90, 37], [27, 80, 100, 60, 20]
    last = [up] * 48 + [before] * 6 + [down] * 4
    told = changed(a_survey(58), [asked(*last, on=MAY), asked(*[before] * 58)])
    assert (told.compared, told.count(Direction.BETTER)) == (58, 48)
    assert (told.count(Direction.SAME), told.count(Direction.WORSE)) == (6, 4)
    assert (told.first_on, told.last_on) == (OCTOBER, MAY)
    assert (told.first_pupils, told.last_pupils, told.notes) == (287, 287, ())


@pytest.mark.parametrize(
    ("counts", "favourable"),
    [
        ([1, 2], 2),
        ([1, 2, 4], 4),
        ([1, 2, 4, 8], 12),
        ([1, 2, 4, 8, 16], 24),
        ([1, 2, 4, 8, 16, 32], 56),
    ],
)
def test_the_upper_half_is_favourable_and_the_middle_is_not(
    counts: list[int], favourable: int
) -> None:
    told = tally(counts, len(counts))
    assert told is not None
    assert told.favourable == favourable


def test_a_question_shows_its_share_and_its_place() -> None:
    told = changed(a_survey(), [asked([0, 5, 0, 5, 0]), asked([0, 0, 0, 5, 5], on=MAY)])
    (question,) = told.questions
    assert question.first is not None
    assert question.last is not None
    assert (question.first.share, question.last.share) == (Fraction(1, 2), 1)
    assert question.place_change == Fraction(3, 2)
    assert question.direction is Direction.BETTER


def test_other_numbers_of_pupils_are_said_and_the_share_is_what_counts() -> None:
    told = changed(a_survey(), [asked([10, 0, 0, 0, 10]), asked([30, 0, 0, 0, 30], on=MAY)])
    assert told.questions[0].direction is Direction.SAME
    assert "20 answered the first time and 60 the last" in told.notes[0]


def test_a_question_asked_once_is_not_compared_and_said() -> None:
    six = [0, 0, 6, 0, 0]
    told = changed(a_survey(3), [asked(six, None, six), asked(six, six, [0] * 5, on=MAY)])
    assert [q.direction for q in told.questions][1:] == [Direction.UNKNOWN] * 2
    assert told.questions[1].notes == ("Not answered the first time.",)
    assert told.questions[2].notes == ("Not answered the last time.",)
    assert told.compared == 1
    assert told.notes[-1].startswith("2 questions were not answered both times")


def test_counts_that_do_not_fit_the_answers_are_named() -> None:
    told = changed(a_survey(), [asked([1, 2, 3]), asked([1] * 5, on=MAY)])
    (question,) = told.questions
    assert question.direction is Direction.UNKNOWN
    assert "do not fit the 5 answers" in question.notes[0]


@pytest.mark.parametrize(("pupils", "small"), [(5, True), (6, False)])
def test_small_numbers_are_marked(pupils: int, small: bool) -> None:
    told = changed(a_survey(), [asked([pupils, 0, 0, 0, 0]), asked([90, 0, 0, 0, 0], on=MAY)])
    assert told.questions[0].small is small


def test_one_round_is_nothing_to_compare() -> None:
    told = changed(a_survey(2), [asked([9] * 5, [9] * 5)])
    assert told.compared == 0
    assert told.last_on is None
    assert "second time" in told.notes[0]
    assert changed(a_survey(2), []).first_on is None


counts = st.lists(st.integers(0, 40), min_size=5, max_size=5)


@given(counts, counts)
def test_looking_back_turns_better_into_worse(first: list[int], last: list[int]) -> None:
    there = changed(a_survey(), [asked(first), asked(last, on=MAY)]).questions[0]
    back = changed(a_survey(), [asked(last), asked(first, on=MAY)]).questions[0]
    opposite = {
        Direction.BETTER: Direction.WORSE,
        Direction.WORSE: Direction.BETTER,
        Direction.SAME: Direction.SAME,
        Direction.UNKNOWN: Direction.UNKNOWN,
    }
    assert back.direction is opposite[there.direction]
    assert (there.direction is Direction.UNKNOWN) == (not any(first) or not any(last))


@given(counts.filter(any), st.integers(0, 3))
def test_one_pupil_who_answers_better_makes_it_better(first: list[int], place: int) -> None:
    last = list(first)
    if not last[place]:
        last[place] = first[place] = 1
    last[place] -= 1
    last[place + 1] += 1
    told = changed(a_survey(), [asked(first), asked(last, on=MAY)])
    assert told.questions[0].direction is Direction.BETTER


@given(st.lists(counts, min_size=1, max_size=8), st.lists(counts, min_size=1, max_size=8))
def test_every_question_goes_one_way(first: list[list[int]], last: list[list[int]]) -> None:
    survey = a_survey(max(len(first), len(last)))
    told = changed(survey, [asked(*first), asked(*last, on=MAY)])
    assert sum(told.count(way) for way in Direction) == len(survey.questions)


@given(counts.filter(any))
def test_a_place_lies_on_the_scale_of_answers(held: list[int]) -> None:
    told = tally(held, 5)
    assert told is not None
    assert told.place is not None
    assert 1 <= told.place <= 5
    assert told.pupils == sum(held)


def test_the_ready_surveys_are_whole() -> None:
    ready, problems = load_surveys()
    assert problems == ()
    assert len(ready) >= 3
    for survey in ready:
        assert survey.title
        assert survey.help
        assert len(survey.questions) >= 5
        assert len(survey.answers) >= 4


def test_a_users_survey_stands_in_and_a_broken_one_is_named_with_its_line(tmp_path: Path) -> None:
    good, own = tmp_path / "built-in", tmp_path / "own"
    good.mkdir()
    own.mkdir()
    text = 'title = "A"\nanswers = ["no", "yes"]\nquestions = ["Do you?"]\n'
    (good / "a.toml").write_text(text)
    (good / "b.toml").write_text(text.replace('"A"', '"B"'))
    (own / "a.toml").write_text(text.replace("Do you?", "Did you?"))
    (own / "b.toml").write_text(text.replace('"yes"', '"No "'))
    ready, problems = load_surveys(good, own)
    assert [(s.title, s.questions[0]) for s in ready] == [("A", "Did you?"), ("B", "Do you?")]
    assert [(p.file.parent.name, p.line) for p in problems] == [("own", 2)]


def test_a_ready_survey_is_asked_twice_and_undone(book: TrackingBook, school: School) -> None:
    ready, _ = load_surveys()
    survey = book.surveys.add_ready(school.id, ready[0])
    width = len(survey.answers)
    book.surveys.add_round(survey.id, MAY, {"0": [0] * (width - 1) + [9]})
    book.surveys.add_round(survey.id, OCTOBER, {"0": [9] + [0] * (width - 1)})
    assert [r.asked_on for r in book.surveys.rounds(survey.id)] == [OCTOBER, MAY]
    told = book.surveys.changed(survey.id)
    assert (told.count(Direction.BETTER), told.compared) == (1, 1)
    book.surveys.bin_round(book.surveys.rounds(survey.id)[0].id)
    assert book.surveys.changed(survey.id).compared == 0


def test_what_was_counted_holds_the_answers_in_place(book: TrackingBook, school: School) -> None:
    survey = book.surveys.add(school.id, "Learning", ["One", "Two"], ["no", "yes"])
    survey = book.surveys.edit(survey.id, answers=["no", "partly", "yes"])
    held = book.surveys.add_round(survey.id, OCTOBER, {"1": [1, 2, 3]})
    with pytest.raises(BadValue, match="been counted"):
        book.surveys.edit(survey.id, answers=["no", "yes"])
    with pytest.raises(BadValue, match="been counted"):
        book.surveys.edit(survey.id, questions=["Two"])
    more = book.surveys.edit(survey.id, questions=["One", "Two, put better", "Three"])
    assert more.questions[2] == "Three"
    assert book.surveys.edit_round(held.id, asked_on=MAY).counts == {"1": [1, 2, 3]}


@pytest.mark.parametrize("held", [{"0": [1]}, {"0": [1, -1]}, {"2": [1, 1]}, {"x": [1, 1]}])
def test_counts_that_do_not_fit_are_refused(
    book: TrackingBook, school: School, held: dict[str, list[int]]
) -> None:
    survey = book.surveys.add(school.id, "Learning", ["One", "Two"], ["no", "yes"])
    with pytest.raises(BadValue):
        book.surveys.add_round(survey.id, OCTOBER, held)
    assert book.surveys.rounds(survey.id) == []


@pytest.mark.parametrize(
    ("title", "questions", "answers"),
    [("", ["One"], ["no", "yes"]), ("A", [], ["no", "yes"]), ("A", ["One"], ["yes"])],
)
def test_a_survey_needs_its_parts(
    book: TrackingBook, school: School, title: str, questions: list[str], answers: list[str]
) -> None:
    with pytest.raises(BadValue):
        book.surveys.add(school.id, title, questions, answers)
    assert book.surveys.of_school(school.id) == []
