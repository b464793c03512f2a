"""Starting from what was agreed last time: every open action and current priority, to be judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sipdesk.models.priorities import Action, Priority, PriorityBook, Status
from sipdesk.models.priorities.rules import is_current, is_open
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
            said = self._evidence.judge(visit_id, about_id, judgement, sentence)
            if judgement is not None and (judgement or was.judgement):
                self._follow(visit_id, about_id)
        return said

    def _follow(self, visit_id: str, about_id: str) -> None:
        """Set the plan's status; with its judgement taken away, as it stood the time before."""
        if not self._store.find(Action, id=about_id):
            return
        visit = self._visits.get(visit_id)
        dates = {v.id: v.on for v in self._visits.of_school(visit.school_id)}
        said = [f for f in self._evidence.followups_about(about_id) if f.visit_id in dates]
        last = max((f for f in said if f.judgement), key=lambda f: dates[f.visit_id], default=None)
        status = STATUS_OF[last.judgement] if last else Status.NOT_STARTED
        self._priorities.edit_action(about_id, status=status)

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


def _before(origin: str, visit: Visit, dates: dict[str, date]) -> bool:
    """Whether what came from the visit `origin` came before `visit`; from no visit, it did."""
    return origin != visit.id and (origin not in dates or dates[origin] < visit.on)
