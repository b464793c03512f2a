"""Synthesis: entries side by side, findings over them, and what findings lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sipdesk.models.errors import BadValue
from sipdesk.models.forms import session_forms
from sipdesk.models.priorities import Action, Priority, PriorityBook
from sipdesk.models.store import Store
from sipdesk.models.support import Support, SupportBook
from sipdesk.models.visits import (
    Entry,
    EntryKind,
    EvidenceBook,
    Finding,
    FindingKind,
    SessionKind,
    VisitBook,
)

UNSORTED = ""
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-z])")  # not that of "e.g. maths"


@dataclass(frozen=True, slots=True)
class Pile:
    """Entries under one priority (`priority_id`, "" for none), by the way they point."""

    priority_id: str
    title: str
    strengths: tuple[Entry, ...]
    concerns: tuple[Entry, ...]
    others: tuple[Entry, ...]


def piles(entries: Iterable[Entry], priorities: Iterable[Priority]) -> list[Pile]:
    """Entries by priority, in the priorities' order; those tied to none come last."""
    wanted = list(entries)
    titles = {p.id: p.title for p in priorities}
    named = [*titles.items(), (UNSORTED, "Not tied to a priority")]
    made = []
    for ref, title in named:
        here = [e for e in wanted if (e.priority_id if e.priority_id in titles else "") == ref]
        if here:
            made.append(
                Pile(
                    ref,
                    title,
                    tuple(e for e in here if e.kind is EntryKind.STRENGTH),
                    tuple(e for e in here if e.kind is EntryKind.CONCERN),
                    tuple(e for e in here if e.kind not in _POINTING),
                )
            )
    return made


_POINTING = frozenset({EntryKind.STRENGTH, EntryKind.CONCERN})


def sources(
    finding: Finding, entries: Iterable[Entry], kinds: Mapping[str, SessionKind]
) -> frozenset[str]:
    """The kinds of source a finding rests on; `kinds` gives each session's kind by id.

    Two of one kind do not make a judgement safe. What kind a session is, its form says.
    """
    forms = session_forms()
    return frozenset(
        forms[kinds.get(e.session_id, SessionKind.PLAIN)].source
        for e in entries
        if e.id in finding.evidence
    )


def caution(rests_on: frozenset[str]) -> str:
    """A warning in words where a finding stands on too little, else ""."""
    if not rests_on:
        return "No evidence yet"
    if len(rests_on) == 1:
        return f"One kind of source only: {next(iter(rests_on))}"
    return ""


def titled(text: str) -> tuple[str, str]:
    """The first sentence as a title, and the whole where there is more. Raises BadValue."""
    whole = text.strip()
    if not whole:
        raise BadValue(
            "A finding without words cannot become a priority.",
            "Nothing has been added.",
            "Say first what was found.",
            field="text",
        )
    title = _SENTENCE_END.split(whole.splitlines()[0].strip(), maxsplit=1)[0].rstrip(".")
    return title, "" if title == whole.rstrip(".") else whole


class Synthesis:
    """Findings and what becomes of them."""

    def __init__(
        self,
        store: Store,
        visits: VisitBook,
        evidence: EvidenceBook,
        priorities: PriorityBook,
        support: SupportBook,
    ) -> None:
        self._store = store
        self._visits = visits
        self._evidence = evidence
        self._priorities = priorities
        self._support = support

    def piles(self, visit_id: str) -> list[Pile]:
        """The visit's entries, sorted for judging; agreed actions are not evidence."""
        visit = self._visits.get(visit_id)
        entries = [e for e in self._evidence.entries(visit_id) if e.kind is not EntryKind.ACTION]
        return piles(entries, self._priorities.of_school(visit.school_id))

    def cautions(self, visit_id: str) -> dict[str, str]:
        """For each finding, by id, what it is too thin in, or ""."""
        entries = self._evidence.entries(visit_id)
        kinds = {s.id: s.kind for s in self._visits.sessions(visit_id)}
        return {
            f.id: caution(sources(f, entries, kinds)) for f in self._evidence.findings(visit_id)
        }

    def find(self, visit_id: str, pile: Pile, kind: FindingKind, text: str = "") -> Finding:
        """A finding over a pile: the entries that point its way are its first evidence."""
        pointing = pile.strengths if kind is FindingKind.STRENGTH else pile.concerns
        return self._evidence.add_finding(
            visit_id,
            kind,
            text,
            priority_id=pile.priority_id,
            evidence=tuple(e.id for e in pointing),
        )

    def to_priority(self, finding_id: str) -> Priority:
        """Agree a finding as a priority of the school, once. Raises BadValue while it is blank."""
        finding, visit = self._both(finding_id)
        title, focus = titled(finding.text)
        known = self._priorities.of_school(visit.school_id)
        made = next((p for p in known if (p.origin, p.title) == (visit.id, title)), None)
        with self._store.step("Agree priority"):
            agreed = made or self._priorities.add(
                visit.school_id, title, focus=focus, starts=visit.on, origin=visit.id
            )
            self._evidence.edit_finding(finding_id, priority_id=agreed.id)
        return agreed

    def to_action(self, finding_id: str, action: str, **fields: Any) -> Action:
        """Agree a next step that follows from a finding."""
        finding, visit = self._both(finding_id)
        with self._store.step("Agree next step"):
            return self._priorities.add_action(
                visit.school_id,
                action,
                priority_id=finding.priority_id,
                objective=finding.text,
                agreed_at=visit.id,
                agreed_on=visit.on,
                origin=finding.id,
                **fields,
            )

    def to_support(self, finding_id: str, title: str, **fields: Any) -> Support:
        """Note support to broker that a finding calls for."""
        finding, visit = self._both(finding_id)
        with self._store.step("Note support to broker"):
            return self._support.add(
                visit.school_id,
                title,
                purpose=finding.text,
                priority_id=finding.priority_id,
                agreed_at=visit.id,
                origin=finding.id,
                **fields,
            )

    def _both(self, finding_id: str) -> tuple[Finding, Any]:
        finding = self._evidence.finding(finding_id)
        return finding, self._visits.get(finding.visit_id)
