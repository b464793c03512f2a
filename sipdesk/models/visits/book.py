"""Every visit, its sessions, and what was written down in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from sipdesk.models.clock import school_year
from sipdesk.models.store import Store
from sipdesk.models.visits import rules
from sipdesk.models.visits.allowance import Spent, spent_on
from sipdesk.models.visits.records import Session, Sheet, Visit


class VisitBook:
    """Visits, sessions and filled sheets. What is captured in them is `evidence`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # --- visits

    def get(self, visit_id: str) -> Visit:
        """Raises NotFound."""
        return self._store.get(Visit, visit_id)

    def named(self, start: str) -> Visit:
        """The visit whose id begins so. Raises NotFound."""
        return self._store.named(Visit, start, "visit")

    def all(self) -> list[Visit]:
        """By date; those of schools in the bin are left out."""
        found = self._store.select(
            Visit,
            "binned = '' AND school_id IN (SELECT id FROM schools WHERE binned = '')",
            [],
        )
        return sorted(found, key=lambda v: v.on)

    def of_school(self, school_id: str) -> list[Visit]:
        """Newest first."""
        return sorted(
            self._store.find(Visit, school_id=school_id), key=lambda v: v.on, reverse=True
        )

    def before(self, visit: Visit) -> Visit | None:
        """The school's last visit before this one."""
        return next(
            (v for v in self.of_school(visit.school_id) if v.on < visit.on and v.id != visit.id),
            None,
        )

    def add(
        self, school_id: str, on: date, sessions: Sequence[Session] = (), **fields: Any
    ) -> Visit:
        """Plan a visit; `sessions` come from a template and get ids of their own."""
        visit = Visit(id=self._store.new_id(), school_id=school_id, on=on, **fields)
        with self._store.step("Plan visit"):
            self._store.put(visit)
            for session in sessions:
                self._store.put(replace(session, id=self._store.new_id(), visit_id=visit.id))
        return visit

    def edit(self, visit_id: str, **changes: Any) -> Visit:
        """Change some fields. Raises BadValue when it would lie before the visit before it."""
        was = self.get(visit_id)
        if "on" in changes:
            last = self.before(was)
            rules.check_date(changes["on"], last.on if last else None)
        return self._store.edit(replace(was, **changes), changes, "Edit visit")

    def bin(self, visit_id: str) -> None:
        """Into the bin with its sessions and evidence; it comes back whole."""
        self._store.bin(self.get(visit_id), "Bin visit")

    # --- sessions

    def session(self, session_id: str) -> Session:
        """Raises NotFound."""
        return self._store.get(Session, session_id)

    def sessions(self, visit_id: str) -> list[Session]:
        """In order of time, cut ones too."""
        return rules.in_order(self._store.find(Session, visit_id=visit_id))

    def running(self, visit_id: str) -> list[Session]:
        """In order of time, without cut ones."""
        return rules.running(self.sessions(visit_id))

    def add_session(
        self, visit_id: str, start: time, end: time, title: str, **fields: Any
    ) -> Session:
        """One more part of the day. Raises BadValue when it ends before it starts."""
        rules.check_times(start, end)
        new = Session(
            id=self._store.new_id(), visit_id=visit_id, start=start, end=end, title=title, **fields
        )
        with self._store.step("Add session"):
            return self._store.put(new)

    def edit_session(self, session_id: str, **changes: Any) -> Session:
        """Change some fields. Raises BadValue when it would end before it starts."""
        now = replace(self.session(session_id), **changes)
        rules.check_times(now.start, now.end)
        return self._store.edit(now, changes, "Edit session")

    def put_sessions(self, label: str, sessions: Iterable[Session]) -> None:
        """Keep what a rule made of some sessions, as one step."""
        with self._store.step(label):
            for session in sessions:
                rules.check_times(session.start, session.end)
                self._store.put(session)

    def bin_session(self, session_id: str) -> None:
        """Into the bin; its entries stay with the visit."""
        self._store.bin(self.session(session_id), "Bin session")

    def run_late(
        self, reflow: rules.Reflow, visit_id: str, minutes: int, choices: Mapping[str, rules.Choice]
    ) -> None:
        """Carry out a reflow with the choices made. Raises BadValue when one has no room."""
        placed = rules.settle(self.sessions(visit_id), reflow, choices)
        self.put_sessions(f"Run {minutes} minutes late", placed)

    # --- sheets

    def sheets(self, session_id: str) -> list[Sheet]:
        """The filled forms of a session, in the order they were begun."""
        found = self._store.find(Sheet, session_id=session_id)
        return sorted(found, key=lambda s: s.place)

    def sheets_of_visit(self, visit_id: str) -> list[Sheet]:
        """Every filled form of a visit."""
        return self._store.find(Sheet, visit_id=visit_id)

    def sheet(self, sheet_id: str) -> Sheet:
        """Raises NotFound."""
        return self._store.get(Sheet, sheet_id)

    def add_sheet(self, session_id: str, answers: Mapping[str, str] | None = None) -> Sheet:
        """Begin another form in a session."""
        session = self.session(session_id)
        new = Sheet(
            id=self._store.new_id(),
            visit_id=session.visit_id,
            session_id=session_id,
            kind=session.kind,
            place=len(self.sheets(session_id)) + 1,
            answers=dict(answers or {}),
        )
        with self._store.step("Add form"):
            return self._store.put(new)

    def answer(self, sheet_id: str, **answers: str) -> Sheet:
        """Fill in some fields of a form."""
        was = self.sheet(sheet_id)
        now = replace(was, answers={**was.answers, **answers})
        return self._store.edit(now, answers, "Fill in form", was.answers)

    def bin_sheet(self, sheet_id: str) -> None:
        """Into the bin."""
        self._store.bin(self.sheet(sheet_id), "Bin form")

    # --- time

    def spent(self, school_id: str, year: int, upto: date | None = None) -> list[Spent]:
        """What each visit of a school year took; with `upto`, only visits until that day."""
        visits = [v for v in self.of_school(school_id) if school_year(v.on) == year]
        return [spent_on(v, self.sessions(v.id)) for v in visits if upto is None or v.on <= upto]
