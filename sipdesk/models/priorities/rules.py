"""What is open, what is late."""

from __future__ import annotations

from datetime import date

from sipdesk.models.priorities.records import Action, Priority, Status

CLOSED = frozenset({Status.DONE, Status.DROPPED})


def is_open(action: Action) -> bool:
    """Still to be looked at on the next visit."""
    return action.status not in CLOSED


def is_current(priority: Priority, on: date) -> bool:
    """Not closed, and begun by `on` if it has a beginning."""
    return not priority.closed and (priority.starts is None or priority.starts <= on)


def is_overdue(action: Action, on: date) -> bool:
    """Open after its date."""
    return is_open(action) and action.due is not None and action.due < on


def with_status(status: Status, on: date, completed: date | None) -> dict[str, object]:
    """The fields that change together when an action's status is set."""
    return {"status": status, "completed": (completed or on) if status is Status.DONE else None}
