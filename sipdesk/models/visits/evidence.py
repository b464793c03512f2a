"""What was captured on a visit: entries, conversations, follow-ups, findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

from sipdesk.models.store import Store
from sipdesk.models.visits.records import (
    Conversation,
    Entry,
    EntryKind,
    Finding,
    FindingKind,
    Followup,
    Judgement,
    Session,
    Visit,
)


class EvidenceBook:
    """Evidence by visit. An agreed action's entry is kept in step with the plan by `capture`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # --- entries

    def entry(self, entry_id: str) -> Entry:
        """Raises NotFound."""
        return self._store.get(Entry, entry_id)

    def entries(self, visit_id: str) -> list[Entry]:
        """By time, then in the order they were written."""
        return sorted(self._store.find(Entry, visit_id=visit_id), key=lambda e: e.at)

    def adrift(self, visit_id: str) -> list[Entry]:
        """Entries whose session lies in the bin, so that no session shows them."""
        held = {s.id for s in self._store.find(Session, visit_id=visit_id)}
        return [e for e in self.entries(visit_id) if e.session_id not in held]

    def add_entry(
        self, visit_id: str, session_id: str, at: time, kind: EntryKind, text: str, **fields: Any
    ) -> Entry:
        """A new line of evidence."""
        new = Entry(self._store.new_id(), visit_id, session_id, at, kind, text, **fields)
        with self._store.step(f"Add {kind}"):
            return self._store.put(new)

    def edit_entry(self, entry_id: str, **changes: Any) -> Entry:
        """Change some fields; moving it to another session is one of them."""
        label = "Move entry" if "session_id" in changes else "Edit entry"
        return self._store.edit(replace(self.entry(entry_id), **changes), changes, label)

    def bin_entry(self, entry_id: str) -> None:
        """Into the bin."""
        self._store.bin(self.entry(entry_id), "Bin entry")

    # --- what was promised

    def followups(self, visit_id: str) -> list[Followup]:
        """What was judged at a visit."""
        return self._store.find(Followup, visit_id=visit_id)

    def followups_about(self, about_id: str) -> list[Followup]:
        """Every judgement of one action or priority, oldest first."""
        return self._store.find(Followup, about_id=about_id)

    def judge(
        self, visit_id: str, about_id: str, judgement: Judgement | None, sentence: str | None
    ) -> Followup:
        """Say how something promised stands; None leaves that part as it was."""
        found = self._store.find(Followup, visit_id=visit_id, about_id=about_id)
        was = found[0] if found else Followup(self._store.new_id(), visit_id, about_id)
        changes: dict[str, object] = {}
        if judgement is not None:
            changes["judgement"] = judgement
        if sentence is not None:
            changes["sentence"] = sentence
        return self._store.edit(replace(was, **changes), changes, "Judge carry-over")  # type: ignore[arg-type]

    # --- pupils' conversations

    def conversations(self, visit_id: str) -> list[Conversation]:
        """Those of a visit, in the order they were begun."""
        return self._store.find(Conversation, visit_id=visit_id)

    def conversations_with(self, pupil_id: str) -> list[Conversation]:
        """Every talk with one pupil, oldest visit first."""
        held = {v.id: v.on for v in self._store.find(Visit)}
        talks = self._store.find(Conversation, pupil_id=pupil_id)
        return sorted((t for t in talks if t.visit_id in held), key=lambda t: held[t.visit_id])

    def converse(
        self, session_id: str, visit_id: str, pupil_id: str, **answers: Any
    ) -> Conversation:
        """Note what a pupil said; the first answer begins the conversation."""
        found = self._store.find(Conversation, visit_id=visit_id, pupil_id=pupil_id)
        new = Conversation(self._store.new_id(), visit_id, session_id, pupil_id)
        now = replace(found[0] if found else new, **answers)
        return self._store.edit(now, answers, "Note conversation")

    # --- findings

    def finding(self, finding_id: str) -> Finding:
        """Raises NotFound."""
        return self._store.get(Finding, finding_id)

    def findings(self, visit_id: str) -> list[Finding]:
        """In the order they were reached."""
        return self._store.find(Finding, visit_id=visit_id)

    def add_finding(self, visit_id: str, kind: FindingKind, text: str, **fields: Any) -> Finding:
        """A new judgement of the visit."""
        new = Finding(self._store.new_id(), visit_id, kind, text, **fields)
        with self._store.step("Add finding"):
            return self._store.put(new)

    def edit_finding(self, finding_id: str, **changes: Any) -> Finding:
        """Change some fields."""
        return self._store.edit(
            replace(self.finding(finding_id), **changes), changes, "Edit finding"
        )

    def gather(self, finding_id: str, entry_id: str, *, take: bool) -> Finding:
        """Lay an entry under a finding as its evidence, or take it away."""
        was = self.finding(finding_id)
        rest = tuple(ref for ref in was.evidence if ref != entry_id)
        now = replace(was, evidence=(*rest, entry_id) if take else rest)
        with self._store.step("Gather evidence" if take else "Take evidence away"):
            return self._store.put(now)

    def bin_finding(self, finding_id: str) -> None:
        """Into the bin; its entries stay."""
        self._store.bin(self.finding(finding_id), "Bin finding")
