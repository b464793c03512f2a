"""Priorities, the actions under them, and dated milestones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How an action stands. Words a head would use; the colour belongs to the view."""

    NOT_STARTED = "not started"
    ON_THE_WAY = "on the way"
    SLIPPED = "slipped"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Priority:
    """One of a school's agreed priorities (handbook, form 1): what, key focus areas, from, to."""

    id: str
    school_id: str
    title: str = ""
    focus: str = ""
    starts: date | None = None
    ends: date | None = None
    place: int = 0
    closed: bool = False
    origin: str = ""
    binned: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A line of the action plan.

    `lead` is the one person who answers for it; `timescale` is words ("by half term"), `due` a
    date; `measure` is how we shall know; `origin` is the id of the entry or finding it came from,
    `agreed_at` the visit at which it was agreed.
    """

    id: str
    school_id: str
    priority_id: str = ""
    objective: str = ""
    action: str = ""
    lead: str = ""
    timescale: str = ""
    due: date | None = None
    outcome: str = ""
    measure: str = ""
    monitoring: str = ""
    resources: str = ""
    status: Status = Status.NOT_STARTED
    completed: date | None = None
    comment: str = ""
    agreed_at: str = ""
    agreed_on: date | None = None
    origin: str = ""
    binned: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated point on the way of one action."""

    id: str
    action_id: str
    due: date | None = None
    text: str = ""
    reached: bool = False
    binned: str = ""
