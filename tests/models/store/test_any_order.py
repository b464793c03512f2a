"""Any sequence of edits, undone and redone, comes back to the very same store."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sipdesk.models.assessments import Assessment
from sipdesk.models.desk import Desk
from sipdesk.models.priorities import Status
from sipdesk.models.pupils import Pupil
from sipdesk.models.visits import EntryKind, FindingKind, Judgement, YesPartlyNo
from tests.builders import a_desk, a_pupil, a_school, a_visit, captured, reopened, wait

words = st.text(max_size=12) | st.sampled_from(["One\nTwo", "ł ș ŵ", "=1+1", "\0", "Ünï"])
picks = st.integers(min_value=0, max_value=10**6)


class AnyOrder(RuleBasedStateMachine):
    """A desk against the plain list of its own fingerprints."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.desk: Desk = a_desk(Path(self.folder.name))
        self.school = a_school(self.desk)
        self.visit = a_visit(self.desk, self.school, template="gaining_ground")
        self.pupil = a_pupil(self.desk, self.school)
        self.desk.undo()
        self.desk.redo()
        self.states = [self.desk.store.fingerprint()]
        self.at = 0

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            while self.at > 0:
                self.back()
            while self.at < len(self.states) - 1:
                self.forward()
            self.desk.close()
            self.folder.cleanup()

    def do(self, change: Callable[[], Any]) -> None:
        """Make a change as a step of its own, and note the state it leads to."""
        wait(self.desk, minutes=1)
        before = self.desk.journal.stamp()
        change()
        if self.desk.journal.stamp() != before:
            del self.states[self.at + 1 :]
            self.states.append(self.desk.store.fingerprint())
            self.at += 1

    # --- edits in all areas

    @rule(text=words)
    def edit_school(self, text: str) -> None:
        self.do(lambda: self.desk.schools.edit(self.school.id, picture=text, urn=text[:3]))

    @rule(text=words)
    def settle(self, text: str) -> None:
        self.do(lambda: setattr(self.desk.settings, "author", text))

    @rule(text=words)
    def add_contact(self, text: str) -> None:
        self.do(lambda: self.desk.schools.add_contact(self.school.id, "Headteacher", text))

    @rule(text=words, pick=picks)
    def edit_pupil(self, text: str, pick: int) -> None:
        groups = tuple(text.split())
        self.do(lambda: self.desk.pupils.edit(self.pupil.id, groups=groups, tracked=pick % 2 == 0))

    @rule(text=words, pick=picks)
    def edit_pupil_since(self, text: str, pick: int) -> None:
        since = date(2009, 9, 1 + pick % 30)
        changes: dict[str, Any] = {
            "fsm": pick % 2 == 0,
            "sen": text[:1],
            "groups": tuple(text.split()),
        }
        self.do(lambda: self.desk.pupils.edit(self.pupil.id, since=since, **changes))

    @rule(values=st.lists(st.sampled_from(["3b", "4c", ""]), max_size=3), name=words)
    def import_at_one_stroke(self, values: list[str], name: str) -> None:
        pupils = [Pupil(f"p{n}", self.school.id, f"{name}.") for n in range(len(values))]
        results = [
            Assessment("", p.school_id, p.id, "Maths", 2009, 1, scale="nc-sublevels", value=value)
            for p, value in zip(pupils, values, strict=True)
        ]

        def both() -> None:
            with self.desk.step("Import"):
                self.desk.pupils.put_many(pupils)
                self.desk.assessments.put_many(results)

        self.do(both)

    @rule(kind=st.sampled_from(EntryKind), text=words)
    def capture(self, kind: EntryKind, text: str) -> None:
        self.do(lambda: captured(self.desk, self.visit, kind, text))

    @rule(kind=st.sampled_from(EntryKind), text=words, pick=picks)
    def edit_entry(self, kind: EntryKind, text: str, pick: int) -> None:
        entries = self.desk.evidence.entries(self.visit.id)
        if entries:
            ref = entries[pick % len(entries)].id
            self.do(lambda: self.desk.capture.edit(ref, kind=kind, text=text))

    @rule(pick=picks)
    def bin_entry(self, pick: int) -> None:
        entries = self.desk.evidence.entries(self.visit.id)
        if entries:
            self.do(lambda: self.desk.capture.bin(entries[pick % len(entries)].id))

    @rule(pick=picks)
    def take_back(self, pick: int) -> None:
        binned = self.desk.bin_contents()
        if binned:
            self.do(lambda: self.desk.take_back(binned[pick % len(binned)]))

    @rule(text=words)
    def add_priority(self, text: str) -> None:
        self.do(lambda: self.desk.priorities.add(self.school.id, text, starts=date(2009, 9, 1)))

    @rule(judgement=st.sampled_from(Judgement), text=words, pick=picks)
    def judge(self, judgement: Judgement, text: str, pick: int) -> None:
        carried = self.desk.carryover.of_visit(self.visit.id)
        if carried:
            about = carried[pick % len(carried)].about.id
            self.do(lambda: self.desk.carryover.judge(self.visit.id, about, judgement, text))

    @rule(status=st.sampled_from(Status), pick=picks)
    def set_status(self, status: Status, pick: int) -> None:
        actions = self.desk.priorities.actions(self.school.id)
        if actions:
            ref = actions[pick % len(actions)].id
            self.do(lambda: self.desk.priorities.edit_action(ref, status=status))

    @rule(text=words)
    def add_action(self, text: str) -> None:
        self.do(lambda: self.desk.priorities.add_action(self.school.id, text))

    @rule(text=words, pick=picks)
    def add_milestone(self, text: str, pick: int) -> None:
        actions = self.desk.priorities.actions(self.school.id)
        if actions:
            ref = actions[pick % len(actions)].id
            self.do(lambda: self.desk.priorities.add_milestone(ref, text, due=date(2010, 1, 31)))

    @rule(answer=st.sampled_from(YesPartlyNo), text=words)
    def talk(self, answer: YesPartlyNo, text: str) -> None:
        lunch = self.desk.visits.sessions(self.visit.id)[3]
        said = {"knows_target": answer, "helps": text, "learning_scale": len(text) % 6}
        self.do(lambda: self.desk.evidence.converse(lunch.id, self.visit.id, self.pupil.id, **said))

    @rule(text=words)
    def fill_in_a_form(self, text: str) -> None:
        lessons = self.desk.visits.sessions(self.visit.id)[4]
        self.do(lambda: self.desk.visits.add_sheet(lessons.id, {"afl": text, "app": text}))

    @rule(minutes=st.integers(min_value=1, max_value=60), pick=picks)
    def change_a_session(self, minutes: int, pick: int) -> None:
        sessions = self.desk.visits.sessions(self.visit.id)
        ref = sessions[pick % len(sessions)].id
        self.do(
            lambda: self.desk.visits.edit_session(ref, start=time(9), end=time(10, minutes % 60))
        )

    @rule(text=words, kind=st.sampled_from(FindingKind))
    def find(self, text: str, kind: FindingKind) -> None:
        for pile in self.desk.synthesis.piles(self.visit.id)[:1]:
            self.do(
                lambda pile=pile: self.desk.synthesis.find(self.visit.id, pile, kind, text)  # type: ignore[misc]
            )

    @rule(pick=picks, text=words)
    def agree(self, pick: int, text: str) -> None:
        findings = self.desk.evidence.findings(self.visit.id)
        if findings:
            ref, make = findings[pick % len(findings)].id, self.desk.synthesis
            led_to: list[Callable[[], Any]] = [
                lambda: make.to_priority(ref),
                lambda: make.to_action(ref, text),
                lambda: make.to_support(ref, text),
            ]
            self.do(led_to[pick % 3])

    @rule(text=words, pick=picks)
    def compose_and_edit(self, text: str, pick: int) -> None:
        self.do(lambda: self.desk.compose_note(self.visit.id))
        sections = self.desk.notes.sections(self.desk.notes.of_visit(self.visit.id).id)
        ref = sections[pick % len(sections)].id
        self.do(lambda: self.desk.notes.edit_section(ref, text))

    # --- and back

    @precondition(lambda self: self.at > 0)
    @rule()
    def back(self) -> None:
        assert self.desk.undo() is not None
        self.at -= 1
        assert self.desk.store.fingerprint() == self.states[self.at]

    @precondition(lambda self: self.at < len(self.states) - 1)
    @rule()
    def forward(self) -> None:
        assert self.desk.redo() is not None
        self.at += 1
        assert self.desk.store.fingerprint() == self.states[self.at]

    @rule()
    def start_again(self) -> None:
        self.desk = reopened(self.desk)

    @invariant()
    def nothing_was_lost(self) -> None:
        if hasattr(self, "desk"):
            assert self.desk.store.fingerprint() == self.states[self.at]
            undone = len(self.states) - 1 - self.at
            assert (self.desk.journal.can_redo() is not None) == (undone > 0)

    @invariant()
    def the_index_holds_what_the_records_hold(self) -> None:
        if hasattr(self, "desk"):
            db = self.desk.store._db
            db.execute(
                "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)"
            )
            said = db.execute("SELECT count(*) FROM search_docs WHERE source = 'entries'")
            kept = db.execute("SELECT count(*) FROM entries WHERE binned = ''")
            assert said.fetchone() == kept.fetchone()


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=20,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
