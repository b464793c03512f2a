"""A day's words exchanged for others, wherever in it they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sipdesk.models.templates.days import DayTemplate, SessionTemplate

Change = Callable[[str], str]


def reworded(day: DayTemplate, change: Change, people: Change | None = None) -> DayTemplate:
    """The day with every text changed; `people` says what becomes of who takes part."""
    return replace(
        day,
        name=change(day.name),
        kind=change(day.kind),
        summary=change(day.summary),
        sessions=tuple(_session(each, change, people or change) for each in day.sessions),
    )


def _session(session: SessionTemplate, change: Change, people: Change) -> SessionTemplate:
    return replace(
        session,
        title=change(session.title),
        people=tuple(map(people, session.people)),
        place=change(session.place),
        prompts=tuple(map(change, session.prompts)),
    )
