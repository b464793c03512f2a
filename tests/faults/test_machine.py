"""Editing, undoing, backing up, going back, erasing, crashing, new keys, in any order, beside a
plain dict.

To take another rule in: change `self.now` as the desk is changed, and every state in `self.undone`,
`self.redone` and `self.backups` that must change with it, as erasing does.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sipdesk.models.desk import Desk, Reason
from sipdesk.models.errors import WrongPassphrase
from sipdesk.models.store import keys
from tests import reliability
from tests.builders import LIGHT, PASSPHRASE, a_clock, wait
from tests.faults.conftest import MEMORY
from tests.reliability import share

ROW = "state machine: examples of up to 30 steps"
FULL = 1_000
Model = dict[str, str]  # a school's name -> its picture, and a pupil's id -> the name

names = st.sampled_from(["Kingsmead", "Northgate", "Ełk", "Łódź 2", "=1+1"])
words = st.text(max_size=40) | st.just("words " * 900)


@dataclass(frozen=True)
class Then:
    """What a backup holds: its journal goes back as well."""

    now: Model
    undone: list[Model]
    redone: list[Model]
    key: int


class AnyDay(RuleBasedStateMachine):
    """A desk in a folder of its own, and what it must hold."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
        self.home = patch.dict(os.environ, SIPDESK_HOME=str(self.folder / "home"))
        self.home.start()
        self.secret, self.others = PASSPHRASE, set[str]()
        self.desk, self.code = Desk.create(
            self.folder / "desk.sipdesk", PASSPHRASE, clock=a_clock(), cost=LIGHT
        )
        self.now: Model = {}
        self.undone: list[Model] = []
        self.redone: list[Model] = []
        self.backups: dict[str, Then] = {}
        self.key = 0  # how many keys there have been
        self.opens: dict[int, str] = {}  # the passphrase of the backups under each
        self.erased = set[str]()
        self.names = 0

    def teardown(self) -> None:
        if not hasattr(self, "desk"):
            return
        self.desk.close()
        self.home.stop()
        shutil.rmtree(self.folder)

    def another_name(self) -> str:
        """Like no other, and the same when the same day is gone through again."""
        self.names += 1
        digest = hashlib.sha256(str(self.names).encode()).digest()
        return "".join(chr(ord("a") + byte % 26) for byte in digest[:10]).capitalize()

    def changed(self, to: Model) -> None:
        self.undone.append(self.now)
        self.redone, self.now = [], to

    # --- work

    @rule(name=names, text=words)
    def edit(self, name: str, text: str) -> None:
        wait(self.desk, minutes=1)  # so that typing does not join into one step
        there = {s.name: s for s in self.desk.schools.all()}
        if name not in there:
            self.desk.schools.add(name, picture=text)
        elif there[name].picture != text:
            self.desk.schools.edit(there[name].id, picture=text)
        else:
            return
        self.changed(self.now | {name: text})

    @rule(text=words, count=st.integers(1, 12))
    def change_many_in_one_step(self, text: str, count: int) -> None:
        wait(self.desk, minutes=1)
        new = {self.another_name(): text for _ in range(count)}
        with self.desk.step("Many"):
            for name in new:
                self.desk.schools.add(name, picture=text)
        self.changed(self.now | new)

    @precondition(lambda self: self.desk.schools.all())
    @rule()
    def add_pupil(self) -> None:
        school = self.desk.schools.all()[0]
        name = self.another_name()
        added = self.desk.pupils.add(school.id, f"Q{name} V{name}")
        self.changed(self.now | {added.id: added.name})

    @precondition(lambda self: self.desk.pupils.all())
    @rule(pick=st.integers(0, 99))
    def erase(self, pick: int) -> None:
        there = self.desk.pupils.all()
        person = self.desk.keeping.person(there[pick % len(there)].id)
        self.desk.keeping.erase([person], "asked for")
        self.erased.add(person.id)
        self.now, self.undone, self.redone = self.without_erased(self.now, self.undone, self.redone)

    def without_erased(
        self, now: Model, undone: list[Model], redone: list[Model]
    ) -> tuple[Model, list[Model], list[Model]]:
        """A state and those around it, of which whatever was only about the erased is no step."""

        def forget(state: Model) -> Model:
            return {name: held for name, held in state.items() if name not in self.erased}

        def steps(states: list[Model]) -> list[Model]:
            forgot = [*map(forget, states), forget(now)]
            return [one for one, after in pairwise(forgot) if one != after]

        return forget(now), steps(undone), steps(redone)

    @rule()
    def begin_a_step_that_fails(self) -> None:
        def work() -> None:
            with self.desk.step("Never"):
                self.desk.schools.add("Never")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            work()

    @precondition(lambda self: self.undone)
    @rule()
    def undo(self) -> None:
        assert self.desk.undo() is not None
        self.redone.append(self.now)
        self.now = self.undone.pop()

    @precondition(lambda self: self.redone)
    @rule()
    def redo(self) -> None:
        assert self.desk.redo() is not None
        self.undone.append(self.now)
        self.now = self.redone.pop()

    # --- keeping

    @rule()
    def back_up(self) -> None:
        made = self.desk.store.back_up(Reason.IMPORT)  # of these the last 24 are kept
        self.backups[made.id] = Then(self.now, [*self.undone], [*self.redone], self.key)
        self.opens[self.key] = self.secret

    @precondition(lambda self: self.backups)
    @rule(pick=st.integers(0, 99))
    def restore(self, pick: int) -> None:
        known = [b for b in self.desk.backups.all() if b.id in self.backups]
        backup = known[pick % len(known)]
        then = self.backups[backup.id]
        ours = self.desk.backups.opens(backup.path)
        assert ours == (then.key == self.key)
        self.desk = self.desk.restore(backup.path, "" if ours else self.opens[then.key]).desk
        self.opens[self.key] = self.secret  # going back backs up before
        self.now, self.undone, self.redone = self.without_erased(then.now, then.undone, then.redone)

    # --- starting again

    @rule()
    def start_again(self) -> None:
        self.desk.close()
        self.open()

    @rule()
    def crash(self) -> None:
        """The files as they are this moment, opened elsewhere: nothing is closed or put away."""
        left = self.folder.with_name(f"{self.folder.name}-left")
        shutil.copytree(self.folder, left)
        self.desk.close()
        shutil.rmtree(self.folder)
        left.rename(self.folder)
        self.open()

    def open(self) -> None:
        self.desk = Desk.open(self.desk.store.path, self.secret, clock=self.desk.clock)
        assert self.desk.renewal is None

    # --- keys

    @rule(new=st.sampled_from(["one", "two", "three"]))
    def change_passphrase(self, new: str) -> None:
        if new == self.secret:
            return
        self.desk.change_passphrase(self.secret, new, LIGHT)
        self.others = (self.others | {self.secret}) - {new}
        self.secret = new

    @rule()
    def new_code(self) -> None:
        self.code = self.desk.new_recovery_code(self.secret, LIGHT)

    @rule(new=st.sampled_from(["four", "five"]))
    def encrypt_anew(self, new: str) -> None:
        if new == self.secret:
            return
        self.desk.close()
        self.code = Desk.rekey(
            self.desk.store.path, self.secret, new, clock=self.desk.clock, cost=LIGHT
        )
        self.others = (self.others | {self.secret}) - {new}
        self.secret, self.key = new, self.key + 1
        self.open()

    # --- what must hold

    def held(self) -> Model:
        pupils = {p.id: p.name for p in self.desk.pupils.ever()}
        return pupils | {s.name: s.picture for s in self.desk.schools.all()}

    @invariant()
    def it_holds_what_it_must(self) -> None:
        if hasattr(self, "desk"):
            assert self.held() == self.now
            assert bool(self.desk.journal.can_undo()) == bool(self.undone)
            assert bool(self.desk.journal.can_redo()) == bool(self.redone)

    @invariant()
    def it_opens_by_its_two_secrets_alone(self) -> None:
        if hasattr(self, "desk"):
            path = self.desk.store.path
            assert keys.unlock(path, self.code) == keys.unlock(path, self.secret)
            for old in self.others:
                with pytest.raises(WrongPassphrase):
                    keys.unlock(path, old)


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        AnyDay,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_any_day_holds_what_a_dict_holds() -> None:
    run(6, 15)


@pytest.mark.soak
def test_many_days_hold_what_a_dict_holds() -> None:
    examples = share(FULL)
    try:
        run(examples, 30)
    except BaseException:
        reliability.count(ROW, cases=examples, bad=1)
        raise
    reliability.count(ROW, cases=examples)
