"""A survey asked more than once: how each question was answered, and what has changed since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from sipdesk.models.gaps.records import SMALL
from sipdesk.models.tracking.records import Survey, SurveyRound


class Direction(StrEnum):
    """Which way a question's answers went."""

    BETTER = "better"
    SAME = "the same"
    WORSE = "worse"
    UNKNOWN = "cannot be said"


@dataclass(frozen=True, slots=True)
class Tally:
    """One question in one round. `place` is the mean answer: 1 the least favourable, then 2, 3 …

    Favourable is the upper half of the answers; the middle one of five, or of three, is neither.
    """

    pupils: int
    favourable: int
    place: Fraction | None

    @property
    def share(self) -> Fraction | None:
        """The share of favourable answers."""
        return Fraction(self.favourable, self.pupils) if self.pupils else None


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """One question between the first and the last round; None where it was not asked."""

    number: int
    text: str
    first: Tally | None
    last: Tally | None
    direction: Direction
    notes: tuple[str, ...] = ()
    small: bool = False

    @property
    def place_change(self) -> Fraction | None:
        """How far the mean answer moved along the scale of answers."""
        if self.first is None or self.last is None:
            return None
        if self.first.place is None or self.last.place is None:
            return None
        return self.last.place - self.first.place


@dataclass(frozen=True, slots=True)
class SurveyChange:
    """A survey's first round against its last. `pupils` are the most that answered any question."""

    first_on: date | None
    last_on: date | None
    first_pupils: int
    last_pupils: int
    questions: tuple[QuestionChange, ...]
    notes: tuple[str, ...] = ()

    def count(self, direction: Direction) -> int:
        """How many questions went that way: at Forest Way 48 of 58 got better."""
        return Counter(question.direction for question in self.questions)[direction]

    @property
    def compared(self) -> int:
        """How many questions were answered both times."""
        return len(self.questions) - self.count(Direction.UNKNOWN)


def in_order(rounds: Iterable[SurveyRound]) -> list[SurveyRound]:
    """Oldest first. Undated rounds come before dated ones, in the order they were noted."""
    return sorted(rounds, key=lambda r: r.asked_on or date.min)


def tally(counts: Sequence[int], answers: int) -> Tally | None:
    """A question's counts in sum; None where they are not one count for each of the answers."""
    if len(counts) != answers or answers < 2 or any(count < 0 for count in counts):
        return None
    pupils = sum(counts)
    places = sum(place * count for place, count in enumerate(counts, start=1))
    return Tally(
        pupils,
        sum(counts[(answers + 1) // 2 :]),
        Fraction(places, pupils) if pupils else None,
    )


def changed(survey: Survey, rounds: Iterable[SurveyRound], *, small: int = SMALL) -> SurveyChange:
    """What has changed from the first round to the last (Closing the Gap, Forest Way).

    Which way a question went is decided by its mean answer, which no choice of what counts as
    favourable can turn round. Only one round, or none, leaves every question unknown.
    """
    asked = in_order(rounds)
    first = asked[0] if asked else None
    last = asked[-1] if len(asked) > 1 else None
    questions = tuple(
        _question(survey, number, first, last, small) for number in range(len(survey.questions))
    )
    before, after = _most(q.first for q in questions), _most(q.last for q in questions)
    return SurveyChange(
        first_on=first.asked_on if first else None,
        last_on=last.asked_on if last else None,
        first_pupils=before,
        last_pupils=after,
        questions=questions,
        notes=_notes(last, before, after, questions),
    )


def _question(
    survey: Survey,
    number: int,
    first: SurveyRound | None,
    last: SurveyRound | None,
    small: int,
) -> QuestionChange:
    before, notes = _asked(survey, number, first, "first")
    after, more = _asked(survey, number, last, "last") if last else (None, [])
    seen = [t.pupils for t in (before, after) if t]
    return QuestionChange(
        number=number,
        text=survey.questions[number],
        first=before,
        last=after,
        direction=_direction(before, after),
        notes=(*notes, *more),
        small=any(pupils <= small for pupils in seen),
    )


def _asked(
    survey: Survey, number: int, in_round: SurveyRound | None, which: str
) -> tuple[Tally | None, list[str]]:
    counts = in_round.counts.get(str(number)) if in_round else None
    if not counts or not any(counts):
        return None, [f"Not answered the {which} time."] if in_round else []
    found = tally(counts, len(survey.answers))
    if found is None:
        return None, [f"The {which} time's counts do not fit the {len(survey.answers)} answers."]
    return found, []


def _direction(before: Tally | None, after: Tally | None) -> Direction:
    if before is None or after is None or before.place is None or after.place is None:
        return Direction.UNKNOWN
    if after.place == before.place:
        return Direction.SAME
    return Direction.BETTER if after.place > before.place else Direction.WORSE


def _most(tallies: Iterable[Tally | None]) -> int:
    return max((found.pupils for found in tallies if found), default=0)


def _notes(
    last: SurveyRound | None, before: int, after: int, questions: Sequence[QuestionChange]
) -> tuple[str, ...]:
    if last is None:
        return ("It has to be asked a second time before anything can be compared.",)
    notes: list[str] = []
    if before != after:
        notes.append(
            f"{before} answered the first time and {after} the last: "
            "they may not be the same people."
        )
    if once := sum(q.direction is Direction.UNKNOWN for q in questions):
        what = "1 question was" if once == 1 else f"{once} questions were"
        notes.append(f"{what} not answered both times and cannot be compared.")
    return tuple(notes)
