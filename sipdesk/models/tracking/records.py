"""Pupils who were given something, and what came of it; surveys, parents, attendance."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sipdesk.models.clock import date_in_words, school_year_in_words


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """Pupils chosen for an intervention in one subject, on one scale."""

    id: str
    school_id: str
    title: str = ""
    subject: str = ""
    scale: str = ""
    starts: date | None = None
    ends: date | None = None
    note: str = ""
    binned: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A pupil of a target group: level before, target, outcome, and who led the sessions."""

    id: str
    group_id: str
    pupil_id: str
    led_by: str = ""
    before: str = ""
    target: str = ""
    outcome: str = ""
    note: str = ""
    binned: str = ""

    @property
    def levels(self) -> str:
        """“4c, 4a, 4a, led by a teacher”: what tells it from another without a name."""
        known = [self.before, self.target, self.outcome, self.led_by and f"led by {self.led_by}"]
        return ", ".join(filter(None, known))


@dataclass(frozen=True, slots=True)
class Survey:
    """Questions that are asked more than once; `answers` from least to most favourable."""

    id: str
    school_id: str
    title: str = ""
    note: str = ""
    questions: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    binned: str = ""


@dataclass(frozen=True, slots=True)
class SurveyRound:
    """How a survey was answered once: by question (its number from "0"), how many gave each answer.

    No pupil is named: a survey is of a group.
    """

    id: str
    survey_id: str
    asked_on: date | None = None
    counts: dict[str, list[int]] = field(default_factory=dict)
    binned: str = ""

    @property
    def title(self) -> str:
        """When it was asked."""
        return date_in_words(self.asked_on) if self.asked_on else "No date"


@dataclass(frozen=True, slots=True)
class Engagement:
    """How far parents are with a pupil's learning: 1 to 5, where 5 is best."""

    id: str
    school_id: str
    pupil_id: str
    seen_on: date | None = None
    aspect: str = ""
    level: int = 0
    note: str = ""
    binned: str = ""


@dataclass(frozen=True, slots=True)
class Attendance:
    """Sessions (half days) possible and attended; `term` 1–3, 0 for the year as a whole."""

    id: str
    school_id: str
    pupil_id: str
    year: int = 0
    term: int = 0
    possible: int = 0
    attended: int = 0
    import_id: str = ""
    binned: str = ""

    @property
    def title(self) -> str:
        """How many half days, and in which school year."""
        return f"{self.attended} of {self.possible} in {school_year_in_words(self.year)}"
