"""Starting from what was agreed last time: every open action and current priority, to be judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sipdesk.models.priorities import Action, Priority, PriorityBook, Status
from sipdesk.models.priorities.rules import is_current, is_open, with_status
from sipdesk.models.store import Store, new_paragraph
from sipdesk.models.visits import EvidenceBook, Followup, Judgement, Visit, VisitBook

STATUS_OF = {
    Judgement.DONE: Status.DONE,
    Judgement.ON_THE_WAY: Status.ON_THE_WAY,
    Judgement.SLIPPED: Status.SLIPPED,
    Judgement.NOT_STARTED: Status.NOT_STARTED,
}


@dataclass(frozen=True, slots=True)
class Carried:
    """An action or priority brought to a visit.

    `last_words` is what was said of it the time before, `followup` what is said of it now.
    """

    about: Action | Priority
    last_words: str
    last_judgement: Judgement
    last_on: date | None
    followup: Followup | None

    @property
    def title(self) -> str:
        return self.about.action if isinstance(self.about, Action) else self.about.title


class CarryOver:
    """What is put in front at the head-and-chair session."""

    def __init__(
        self, store: Store, visits: VisitBook, evidence: EvidenceBook, priorities: PriorityBook
    ) -> None:
        self._store = store
        self._visits = visits
        self._evidence = evidence
        self._priorities = priorities

    def of_visit(self, visit_id: str) -> list[Carried]:
        """Open actions agreed before the visit, then current priorities.

        What has been judged at this visit stays in the list, whatever it has become since.
        """
        visit = self._visits.get(visit_id)
        now = {f.about_id: f for f in self._evidence.followups(visit_id)}
        dates = {v.id: v.on for v in self._visits.of_school(visit.school_id)}
        actions = [
            a
            for a in self._priorities.actions(visit.school_id)
            if a.id in now
            or (
                is_open(a)
                and (a.agreed_on is None or a.agreed_on <= visit.on)
                and _before(a.agreed_at, visit, dates)
            )
        ]
        priorities = [
            p
            for p in self._priorities.of_school(visit.school_id)
            if p.id in now or (is_current(p, visit.on) and _before(p.origin, visit, dates))
        ]
        abouts: list[Action | Priority] = [*actions, *priorities]
        return [self._carried(about, visit.on, now, dates) for about in abouts]

    def judge(
        self,
        visit_id: str,
        about_id: str,
        judgement: Judgement | None = None,
        sentence: str | None = None,
    ) -> Followup:
        """Say how it stands; an action's status in the plan follows its latest judgement."""
        known = self._store.find(Followup, visit_id=visit_id, about_id=about_id)
        was = known[0] if known else Followup("", visit_id, about_id)
        fresh = new_paragraph({"sentence": was.sentence}, {"sentence": sentence})
        with self._store.step("Judge carry-over", f"judge:{visit_id}:{about_id}", fresh=fresh):
            taken_away = was.judgement and judgement is Judgement.UNJUDGED
            before = self._before(was) if taken_away else None
            said = self._evidence.judge(visit_id, about_id, judgement, sentence)
            found = self._store.find(Action, id=about_id)
            if found and judgement is not None and judgement is not was.judgement:
                self._follow(found[0], was, before)
        return said

    def _follow(self, action: Action, was: Followup, before: dict[str, Any] | None) -> None:
        """Set the plan's status; with its judgement taken away, as it stood `before` that."""
        visit = self._visits.get(was.visit_id)
        dates = {v.id: v.on for v in self._visits.of_school(visit.school_id)}
        said = [
            f
            for f in self._evidence.followups_about(action.id)
            if f.visit_id in dates and f.judgement
        ]
        last = max(said, key=lambda f: dates[f.visit_id], default=None)
        if before is not None and (last is None or dates[last.visit_id] < visit.on):
            if before and action.status is STATUS_OF[was.judgement]:  # and nobody said otherwise
                self._priorities.edit_action(action.id, **before)
            return
        status = STATUS_OF[last.judgement] if last else Status.NOT_STARTED
        on = dates[last.visit_id] if last else visit.on
        self._priorities.edit_action(action.id, **with_status(status, on, action.completed))

    def _before(self, said: Followup) -> dict[str, Any] | None:
        """What an action's status and day of completion were before it was judged at this visit.

        Only what has changed since; None where the journal does not know.
        """
        first = 0
        for past in self._store.history(Followup, said.id):
            old, new = past.change.before or {}, past.change.after or {}
            if not old.get("judgement") and new.get("judgement"):
                first = past.step
        known: dict[str, Any] = {}
        for past in self._store.history(Action, said.about_id)[::-1]:
            if past.step < first:
                break
            if past.change.before is None:
                return None
            known |= {k: v for k, v in past.change.before.items() if k in _FOLLOWS}
        return _as_kept(known) if first else None

    def _carried(
        self,
        about: Action | Priority,
        on: date,
        now: dict[str, Followup],
        dates: dict[str, date],
    ) -> Carried:
        past = [
            f
            for f in self._evidence.followups_about(about.id)
            if f.visit_id in dates and dates[f.visit_id] < on and (f.judgement or f.sentence)
        ]
        last = max(past, key=lambda f: dates[f.visit_id], default=None)
        agreed = about.agreed_on if isinstance(about, Action) else about.starts
        return Carried(
            about=about,
            last_words=last.sentence if last else "",
            last_judgement=last.judgement if last else Judgement.UNJUDGED,
            last_on=dates[last.visit_id] if last else agreed,
            followup=now.get(about.id),
        )


_FOLLOWS = frozenset({"status", "completed"})


def _as_kept(columns: dict[str, Any]) -> dict[str, Any]:
    """Columns of the journal as the action holds them."""
    made: dict[str, Any] = {}
    if "status" in columns:
        made["status"] = Status(columns["status"])
    if "completed" in columns:
        on = columns["completed"]
        made["completed"] = date.fromisoformat(on) if on else None
    return made


def _before(origin: str, visit: Visit, dates: dict[str, date]) -> bool:
    """Whether what came from the visit `origin` came before `visit`; from no visit, it did."""
    return origin != visit.id and (origin not in dates or dates[origin] < visit.on)
