"""The records of a visit day. Times are the school's wall clock; no session passes midnight."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum


class SessionKind(StrEnum):
    """What happens in a session; each kind but PLAIN brings its own form (resources/forms)."""

    PLAIN = "plain"
    HEAD_CHAIR = "head_chair"
    DEPARTMENTS = "departments"
    LUNCH = "lunch"
    LESSONS = "lessons"
    SYNTHESIS = "synthesis"
    GOVERNORS = "governors"


class Counts(StrEnum):
    """What a session's minutes are charged to (handbook; SIP role article, "Use of time")."""

    PREPARATION = "preparation"
    IN_SCHOOL = "in_school"
    WRITING = "writing"
    GOVERNORS = "governors"
    NOTHING = "nothing"


class SessionStatus(StrEnum):
    """A planned session starts by the clock; DONE and CUT are a person's decision."""

    PLANNED = "planned"
    DONE = "done"
    CUT = "cut"


class EntryKind(StrEnum):
    """What an entry is; `models.capture.LETTERS` gives each its one key."""

    EVIDENCE = "evidence"
    STRENGTH = "strength"
    CONCERN = "concern"
    CHALLENGE = "challenge"
    RESPONSE = "response"
    QUOTE = "quote"
    ACTION = "action"


class Judgement(StrEnum):
    """How something promised stands when it is looked at again."""

    UNJUDGED = ""
    DONE = "done"
    ON_THE_WAY = "on the way"
    SLIPPED = "slipped"
    NOT_STARTED = "not started"


class YesPartlyNo(StrEnum):
    """A pupil's own answer; empty when not asked."""

    UNASKED = ""
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class FindingKind(StrEnum):
    """Which way a finding points."""

    STRENGTH = "strength"
    CONCERN = "concern"


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit to one school on one day.

    `outside_allowance` is set for the head's performance review, which does not count to the days.
    Preparation and writing minutes are time spent away from the day itself.
    """

    id: str
    school_id: str
    on: date
    kind: str = ""
    focus: str = ""
    attending: tuple[str, ...] = ()
    preparation: str = ""
    preparation_minutes: int = 0
    writing_minutes: int = 0
    outside_allowance: bool = False
    progress_judgement: str = ""
    self_evaluation_judgement: str = ""
    difference_made: str = ""
    support_reaching: str = ""
    first_next_time: str = ""
    next_visit: date | None = None
    binned: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """One part of the day. `anchored` sessions, such as lunch, stay put when the day runs late."""

    id: str
    visit_id: str
    start: time
    end: time
    kind: SessionKind = SessionKind.PLAIN
    title: str = ""
    people: tuple[str, ...] = ()
    place: str = ""
    prompts: tuple[str, ...] = ()
    anchored: bool = False
    counts: Counts = Counts.IN_SCHOOL
    status: SessionStatus = SessionStatus.PLANNED
    binned: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A filled form of a session: one department met, one classroom seen, one meeting's questions.

    `answers` maps the form's field names (resources/forms) to text.
    """

    id: str
    visit_id: str
    session_id: str
    kind: SessionKind = SessionKind.PLAIN
    place: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    binned: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A timed line of evidence. `person` is a role or initials; `group` a pupil group's name."""

    id: str
    visit_id: str
    session_id: str
    at: time
    kind: EntryKind = EntryKind.EVIDENCE
    text: str = ""
    person: str = ""
    priority_id: str = ""
    group: str = ""
    pupil_id: str = ""
    binned: str = ""


@dataclass(frozen=True, slots=True)
class Followup:
    """What became, by this visit, of an action or priority (`about_id`) promised before."""

    id: str
    visit_id: str
    about_id: str
    judgement: Judgement = Judgement.UNJUDGED
    sentence: str = ""
    binned: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A pupil-tracking conversation (handbook 12:15). `learning_scale`: 1–5, 1 best, 0 unasked."""

    id: str
    visit_id: str
    session_id: str
    pupil_id: str
    knows_level: YesPartlyNo = YesPartlyNo.UNASKED
    knows_target: YesPartlyNo = YesPartlyNo.UNASKED
    knows_how: YesPartlyNo = YesPartlyNo.UNASKED
    on_track: YesPartlyNo = YesPartlyNo.UNASKED
    learning_scale: int = 0
    helps: str = ""
    hinders: str = ""
    next_step: str = ""
    quote: str = ""
    binned: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A judgement of the visit, with the entries that are its evidence."""

    id: str
    visit_id: str
    kind: FindingKind = FindingKind.CONCERN
    text: str = ""
    priority_id: str = ""
    evidence: tuple[str, ...] = ()
    binned: str = ""
