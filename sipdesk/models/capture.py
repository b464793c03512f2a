"""Capture: one line, one letter, the rest filled in. An agreed action joins the plan at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sipdesk.models.priorities import Action, PriorityBook
from sipdesk.models.store import Store, new_paragraph
from sipdesk.models.visits import (
    Entry,
    EntryKind,
    EvidenceBook,
    Session,
    SessionKind,
    Visit,
    VisitBook,
)
from sipdesk.models.visits.rules import current

LETTERS = {
    "E": EntryKind.EVIDENCE,
    "S": EntryKind.STRENGTH,
    "C": EntryKind.CONCERN,
    "Q": EntryKind.CHALLENGE,
    "R": EntryKind.RESPONSE,
    "V": EntryKind.QUOTE,
    "A": EntryKind.ACTION,
}

# Sessions with a group: nobody in particular said what is captured there.
_GROUPS = frozenset({SessionKind.LUNCH, SessionKind.GOVERNORS})

# Fields of the plan that a captured action brings along, beside its text.
PLAN_FIELDS = frozenset({"lead", "due", "timescale", "measure"})
# Fields of an entry that its action takes over, by their names there.
_IN_PLAN = {"text": "action", "priority_id": "priority_id"}


@dataclass(frozen=True, slots=True)
class Here:
    """Where a capture lands: visit, session, time and person, known without asking."""

    visit: Visit
    session: Session
    at: time
    person: str


class Capture:
    """Entries as they are made, with the actions some of them are."""

    def __init__(
        self, store: Store, visits: VisitBook, evidence: EvidenceBook, priorities: PriorityBook
    ) -> None:
        self._store = store
        self._visits = visits
        self._evidence = evidence
        self._priorities = priorities

    def todays(self, today: date) -> Visit | None:
        """The visit in hand: of today's, the first that is not over by the clock, or the last."""
        now = self._store.clock.now().time()
        todays = [v for v in self._visits.all() if v.on == today]
        ends = {v.id: _end(self._visits.running(v.id)) for v in todays}
        todays.sort(key=lambda v: ends[v.id])
        return next((v for v in todays if ends[v.id] > now), todays[-1] if todays else None)

    def here(self, visit_id: str, session_id: str = "") -> Here | None:
        """Where one is, by the clock unless a session is named; None in a day without sessions."""
        visit = self._visits.get(visit_id)
        sessions = self._visits.running(visit_id)
        now = self._store.clock.now().time().replace(second=0, microsecond=0)
        at = now if visit.on == self._store.clock.now().date() else None
        named = next((s for s in sessions if s.id == session_id), None)
        session = named or current(sessions, at or time(0))
        if session is None:
            return None
        alone = len(session.people) == 1 and session.kind not in _GROUPS
        person = session.people[0] if alone else ""
        return Here(visit, session, at or session.start, person)

    def add(self, here: Here, kind: EntryKind, text: str, **fields: Any) -> Entry:
        """Keep what was captured. An agreed action becomes a line of the plan as well.

        `fields` are an entry's (person, priority_id, group, pupil_id), and for an action also
        lead, due, timescale and measure.
        """
        plan = {name: fields.pop(name) for name in PLAN_FIELDS & fields.keys()}
        fields.setdefault("person", here.person)
        with self._store.step(f"Add {kind}"):
            entry = self._evidence.add_entry(
                here.visit.id, here.session.id, here.at, kind, text, **fields
            )
            if kind is EntryKind.ACTION:
                self._plan(entry, plan)
        return entry

    def edit(self, entry_id: str, **changes: Any) -> Entry:
        """Change an entry; its action in the plan follows, comes or goes with its kind."""
        plan = {name: changes.pop(name) for name in PLAN_FIELDS & changes.keys()}
        was = self._evidence.entry(entry_id)
        label = "Move entry" if "session_id" in changes else "Edit entry"
        mark = f"entry:{entry_id}:{','.join(sorted((*changes, *plan)))}"
        with self._store.step(label, mark, fresh=new_paragraph({"text": was.text}, changes)):
            entry = self._evidence.edit_entry(entry_id, **changes) if changes else was
            if entry.kind is EntryKind.ACTION:
                now = {_IN_PLAN[name]: changes[name] for name in _IN_PLAN.keys() & changes.keys()}
                self._follow(was, entry, now | plan)
            elif (action := self.action_of(entry_id)) is not None:
                self._priorities.bin_action(action.id)
        return entry

    def bin(self, entry_id: str) -> None:
        """Into the bin, with the action it made."""
        with self._store.step("Bin entry"):
            self._evidence.bin_entry(entry_id)
            if (action := self.action_of(entry_id)) is not None:
                self._priorities.bin_action(action.id)

    def take_back(self, entry_id: str) -> None:
        """Out of the bin, with the action that went there with it."""
        with self._store.step("Take back from the bin"):
            self._store.unbin(Entry, entry_id)
            entry = self._evidence.entry(entry_id)
            if entry.kind is EntryKind.ACTION and self.action_of(entry_id) is None:
                self._bring(entry, {})

    def action_of(self, entry_id: str) -> Action | None:
        """The line of the plan that an entry made."""
        return next(iter(self._store.find(Action, origin=entry_id)), None)

    def _follow(self, was: Entry, entry: Entry, changes: dict[str, Any]) -> None:
        """The plan follows what was changed in the entry, and nothing that was refined since."""
        action = self.action_of(entry.id)
        if action is not None and changes:
            self._priorities.edit_action(action.id, **changes)
        elif action is None and was.kind is not EntryKind.ACTION:
            self._bring(entry, changes)

    def _bring(self, entry: Entry, changes: dict[str, Any]) -> None:
        """The action that this entry made before, out of the bin, or a new one."""
        binned = self._store.find(Action, binned=True, origin=entry.id)
        if not binned:
            self._plan(entry, {name: changes[name] for name in PLAN_FIELDS & changes.keys()})
            return
        self._store.unbin(Action, binned[-1].id)
        self._priorities.edit_action(
            binned[-1].id, **{"action": entry.text, "priority_id": entry.priority_id, **changes}
        )

    def _plan(self, entry: Entry, plan: dict[str, Any]) -> None:
        fields = {"action": entry.text, "priority_id": entry.priority_id, **plan}
        visit = self._visits.get(entry.visit_id)
        self._priorities.add_action(
            visit.school_id, agreed_at=visit.id, agreed_on=visit.on, origin=entry.id, **fields
        )


def _end(sessions: Sequence[Session]) -> time:
    """When a day is over; a day without sessions never is."""
    return max((s.end for s in sessions), default=time.max)
