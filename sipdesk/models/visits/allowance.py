"""Days used and left in a school year (handbook; SIP role article, "Use of time")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sipdesk.models.clock import to_minutes
from sipdesk.models.schools.records import School
from sipdesk.models.visits.records import Counts, Session, SessionStatus, Visit


@dataclass(frozen=True, slots=True)
class Spent:
    """Minutes of one or more visits by what they are charged to."""

    preparation: int = 0
    in_school: int = 0
    writing: int = 0
    governors: int = 0

    def __add__(self, other: Spent) -> Spent:
        return Spent(
            self.preparation + other.preparation,
            self.in_school + other.in_school,
            self.writing + other.writing,
            self.governors + other.governors,
        )

    @property
    def total(self) -> int:
        return self.preparation + self.in_school + self.writing + self.governors


@dataclass(frozen=True, slots=True)
class Allowance:
    """A school year's days. The governors' day is one of the programme's days, counted apart.

    Governors' time beyond their day comes out of the other days.
    """

    spent: Spent
    day_minutes: int
    days: float
    governors_days: float

    @property
    def governors_used(self) -> float:
        return min(self.spent.governors / self.day_minutes, self.governors_days)

    @property
    def governors_left(self) -> float:
        return self.governors_days - self.governors_used

    @property
    def used(self) -> float:
        """Days used of `days`, the governors' own day not among them."""
        return self.spent.total / self.day_minutes - self.governors_used

    @property
    def left(self) -> float:
        """May be below 0 when more was given than allowed."""
        return self.days - self.used


def spent_on(visit: Visit, sessions: Iterable[Session]) -> Spent:
    """What one visit takes; nothing for a visit outside the allowance, nor for cut sessions."""
    if visit.outside_allowance:
        return Spent()
    minutes = dict.fromkeys(Counts, 0)
    for session in sessions:
        if session.status is not SessionStatus.CUT:
            minutes[session.counts] += to_minutes(session.end) - to_minutes(session.start)
    return Spent(
        preparation=minutes[Counts.PREPARATION] + visit.preparation_minutes,
        in_school=minutes[Counts.IN_SCHOOL],
        writing=minutes[Counts.WRITING] + visit.writing_minutes,
        governors=minutes[Counts.GOVERNORS],
    )


def allowance(school: School, spent: Iterable[Spent], day_hours: float) -> Allowance:
    """The year's allowance of a school; `day_hours` is how long a day is reckoned."""
    return Allowance(
        spent=sum(spent, Spent()),
        day_minutes=max(1, round(day_hours * 60)),
        days=school.sip_days + school.extra_days - school.governors_days,
        governors_days=school.governors_days,
    )
