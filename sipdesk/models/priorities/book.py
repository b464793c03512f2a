"""Every school's priorities, actions and milestones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sipdesk.models.errors import BadValue
from sipdesk.models.priorities.records import Action, Milestone, Priority, Status
from sipdesk.models.priorities.rules import is_open, with_status
from sipdesk.models.store import Store

_FAR = date.max


class PriorityBook:
    """Priorities and the plan under them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, priority_id: str) -> Priority:
        """Raises NotFound."""
        return self._store.get(Priority, priority_id)

    def of_school(self, school_id: str) -> list[Priority]:
        """In the school's own order, closed ones last."""
        found = self._store.find(Priority, school_id=school_id)
        return sorted(found, key=lambda p: (p.closed, p.place))

    def add(self, school_id: str, title: str, **fields: Any) -> Priority:
        """A new priority at the end of the list."""
        places = [p.place for p in self.of_school(school_id)]
        new = Priority(self._store.new_id(), school_id, title, **fields)
        with self._store.step("Add priority"):
            return self._store.put(replace(new, place=max(places, default=0) + 1))

    def edit(self, priority_id: str, **changes: Any) -> Priority:
        """Change some fields. Raises BadValue when it would end before it starts."""
        now = replace(self.get(priority_id), **changes)
        if now.starts and now.ends and now.ends < now.starts:
            raise BadValue("The end lies before the start.", field="ends")
        return self._store.edit(now, changes, "Edit priority")

    def bin(self, priority_id: str) -> None:
        """Into the bin; its actions stay."""
        self._store.bin(self.get(priority_id), "Bin priority")

    def action(self, action_id: str) -> Action:
        """Raises NotFound."""
        return self._store.get(Action, action_id)

    def actions(self, school_id: str) -> list[Action]:
        """Under their priorities in order, then by date; loose ones last."""
        place = {p.id: n for n, p in enumerate(self.of_school(school_id))}
        found = self._store.find(Action, school_id=school_id)
        return sorted(found, key=lambda a: (place.get(a.priority_id, len(place)), a.due or _FAR))

    def open_actions(self, school_id: str) -> list[Action]:
        """Those not done and not dropped."""
        return [a for a in self.actions(school_id) if is_open(a)]

    def agreed_at(self, visit_id: str) -> list[Action]:
        """What was agreed at one visit, in the order it was agreed."""
        return self._store.find(Action, agreed_at=visit_id)

    def add_action(self, school_id: str, action: str, **fields: Any) -> Action:
        """A new line of the plan."""
        new = Action(id=self._store.new_id(), school_id=school_id, action=action, **fields)
        with self._store.step("Add action"):
            return self._store.put(new)

    def edit_action(self, action_id: str, **changes: Any) -> Action:
        """Change some fields. Marking it done dates it today unless a date is given."""
        was = self.action(action_id)
        if "status" in changes and "completed" not in changes:
            today = self._store.clock.now().date()
            changes |= with_status(_status(changes["status"]), today, was.completed)
        return self._store.edit(replace(was, **changes), changes, "Edit action")

    def bin_action(self, action_id: str) -> None:
        """Into the bin."""
        self._store.bin(self.action(action_id), "Bin action")

    def milestone(self, milestone_id: str) -> Milestone:
        """Raises NotFound."""
        return self._store.get(Milestone, milestone_id)

    def milestones(self, action_id: str) -> list[Milestone]:
        """By date, undated last."""
        found = self._store.find(Milestone, action_id=action_id)
        return sorted(found, key=lambda m: m.due or _FAR)

    def add_milestone(self, action_id: str, text: str = "", **fields: Any) -> Milestone:
        """A new point on the way of an action."""
        new = Milestone(id=self._store.new_id(), action_id=action_id, text=text, **fields)
        with self._store.step("Add milestone"):
            return self._store.put(new)

    def edit_milestone(self, milestone_id: str, **changes: Any) -> Milestone:
        """Change some fields."""
        now = replace(self.milestone(milestone_id), **changes)
        return self._store.edit(now, changes, "Edit milestone")

    def bin_milestone(self, milestone_id: str) -> None:
        """Into the bin."""
        self._store.bin(self.milestone(milestone_id), "Bin milestone")


def _status(value: object) -> Status:
    try:
        return Status(str(value))
    except ValueError:
        raise BadValue("An action stands one way or another.", field="status") from None
