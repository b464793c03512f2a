"""The copies of groups beside the results equal what a plain look at the pupils gives."""

from __future__ import annotations

import json
import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sipdesk.models.assessments import Assessment, DataPoint, PointKind, begins, date_of
from sipdesk.models.assessments.bands import Start, baseline_band
from sipdesk.models.desk import Desk, Reason
from sipdesk.models.errors import BadValue
from sipdesk.models.pupils import Pupil, traits_of
from sipdesk.models.store.recovery import recover
from tests.builders import (
    PASSPHRASE,
    a_class,
    a_clock,
    a_desk,
    a_pupil,
    a_result,
    a_school,
    reopened,
    wait,
)

AUTUMN = DataPoint(2009, 1)
START = DataPoint(2006, 3, PointKind.BASELINE)


def copied(desk: Desk) -> dict[str, frozenset[str] | None]:
    """By result: the groups beside it, None where it does not count."""
    desk.assessments.freshen()
    rows = desk.store.query(
        "SELECT a.id, a.traits, t.groups FROM assessments a LEFT JOIN traits t ON t.id = a.traits",
        [],
    )
    return {
        row["id"]: frozenset(json.loads(row["groups"])) if row["traits"] else None for row in rows
    }


def misplaced(desk: Desk) -> list[dict[str, Any]]:
    """Results that stand in a slice which is not theirs."""
    desk.assessments.freshen()
    same = ("school_id", "subject", "scale", "year", "term", "kind")
    alike = " AND ".join(f"s.{column} = a.{column}" for column in same)
    return desk.store.query(
        f"SELECT a.id FROM assessments a LEFT JOIN slices s ON s.id = a.slice AND {alike}"
        " WHERE s.id IS NULL",
        [],
    )


def plain(desk: Desk) -> dict[str, frozenset[str] | None]:
    """The same, pupil by pupil, from the records alone."""
    results = desk.store.select(Assessment, "1", [])
    scales = {scale.key: scale for scale in desk.assessments.scales}
    found: dict[str, frozenset[str] | None] = {}
    for result in results:
        pupil = desk.pupils.get(result.pupil_id)
        starts = [
            Start(r.subject, r.scale, r.points, (r.year, r.term))
            for r in results
            if r.pupil_id == pupil.id
            and r.kind is PointKind.BASELINE
            and not r.binned
            and r.points is not None
        ]
        gone = pupil.left_on is not None and pupil.left_on < begins(result.point)
        found[result.id] = (
            None
            if result.binned or pupil.binned or gone
            else traits_of(
                pupil,
                desk.pupils.spells(pupil.id),
                date_of(result.point),
                baseline_band(starts, scales),
            )
        )
    return found


# --- one by one


def test_a_result_keeps_the_groups_of_its_own_time(desk: Desk) -> None:
    pupil = a_pupil(desk, a_school(desk), fsm=True)
    autumn = a_result(desk, pupil)
    spring = a_result(desk, pupil, point=DataPoint(2009, 2))
    desk.pupils.edit(pupil.id, since=date(2010, 1, 15), fsm=False)
    assert copied(desk) == {autumn.id: {"fsm", "ever6"}, spring.id: {"ever6"}}


def test_who_left_counts_in_the_term_of_leaving_and_no_longer(desk: Desk) -> None:
    pupil = a_pupil(desk, a_school(desk), left_on=date(2009, 12, 18))
    autumn = a_result(desk, pupil)
    spring = a_result(desk, pupil, point=DataPoint(2009, 2))
    assert copied(desk) == {autumn.id: frozenset(), spring.id: None}
    desk.pupils.edit(pupil.id, left_on=None)
    assert copied(desk)[spring.id] == frozenset()


def test_a_new_baseline_changes_the_band_of_every_result(desk: Desk) -> None:
    pupil = a_pupil(desk, a_school(desk))
    now = a_result(desk, pupil)
    assert copied(desk)[now.id] == frozenset()
    with desk.step("Import"):
        desk.assessments.put_many(
            [
                Assessment(
                    "",
                    pupil.school_id,
                    pupil.id,
                    "English",
                    2006,
                    3,
                    PointKind.BASELINE,
                    "nc-sublevels",
                    "5c",
                )
            ]
        )
    assert copied(desk)[now.id] == {"band:high"}
    desk.undo()
    assert copied(desk)[now.id] == frozenset()
    desk.redo()
    assert copied(desk)[now.id] == {"band:high"}


def test_making_copies_again_is_no_step_and_only_what_is_stale_is_made(desk: Desk) -> None:
    school, other = a_school(desk), a_school(desk, "Other")
    pupil = a_class(desk, school, {"Amy": {"Maths": "3b"}, "Ben": {"Maths": "3b"}})["Amy"]
    a_class(desk, other, {"Cy": {"Maths": "3b"}})
    before, stamp = desk.store.fingerprint(), desk.journal.stamp()
    assert desk.assessments.freshen(school.id) == 2
    assert desk.assessments.freshen(school.id) == 0
    assert desk.assessments.freshen() == 1
    desk.pupils.edit(pupil.id, fsm=True)
    assert desk.assessments.freshen(other.id) == 0
    assert desk.assessments.freshen(school.id) == 1
    desk.undo()
    assert (desk.store.fingerprint(), desk.journal.stamp()) == (before, stamp)


def test_after_going_back_and_after_recovering_every_copy_is_right(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    school = a_school(desk)
    with desk.step("Import"):
        desk.pupils.put_many(
            [Pupil(f"p{n}", school.id, f"P {n}", fsm=n % 2 == 0) for n in range(9)]
        )
        desk.assessments.put_many(
            [
                Assessment("", school.id, f"p{n}", "En", 2009, 1, scale="nc-sublevels", value="3b")
                for n in range(9)
            ]
        )
    assert copied(desk) == plain(desk)
    backup = desk.store.back_up(Reason.WORKING)
    wait(desk, minutes=5)
    desk.pupils.edit("p1", fsm=True)
    with desk.step("Import again"):
        desk.assessments.put_many(
            [Assessment("", school.id, "p2", "Sc", 2009, 1, scale="nc-sublevels", value="4c")]
        )
    traded = desk.assessments.of_pupil("p3")[0]  # one goes, and another takes its place
    desk.assessments.bin(traded.id)
    a_result(desk, desk.pupils.get("p3"), "English", "5c")
    assert copied(desk) == plain(desk)
    last = desk.store.fingerprint()
    [row] = desk.store.query("SELECT rootpage FROM sqlite_master WHERE name = 'assessments'", [])
    desk.close()

    raw = bytearray(desk.store.path.read_bytes())
    raw[(row["rootpage"] - 1) * 4096 + 2000] ^= 4
    desk.store.path.write_bytes(raw)
    report = recover(desk.store.path, PASSPHRASE, a_clock().now())
    desk = Desk.open(desk.store.path, PASSPHRASE, clock=a_clock())
    assert report.complete
    assert desk.store.fingerprint() == last
    assert copied(desk) == plain(desk)
    desk = desk.restore(backup.path).desk
    assert copied(desk) == plain(desk)
    assert not any(pupil.fsm for pupil in desk.pupils.all() if pupil.id == "p1")
    desk.close()


# --- in any order

PICKS = st.integers(0, 10**6)
FLAGS = st.fixed_dictionaries(
    {},
    optional={
        "fsm": st.booleans(),
        "in_care": st.booleans(),
        "sen": st.sampled_from(["", "A", "K"]),
        "ethnicity": st.sampled_from(["WBRI", "WROM"]),
        "groups": st.sampled_from([(), ("Choir",), ("FSM",)]),
        "band": st.sampled_from(["", "low"]),
        "left_on": st.sampled_from([None, date(2009, 11, 1)]),
        "name": st.sampled_from(["Amy", "Ben"]),
    },
)
POINTS = st.sampled_from([AUTUMN, DataPoint(2009, 2), DataPoint(2010, 0), START])
DAYS = st.sampled_from([date(2007, 1, 1), date(2009, 12, 1), date(2010, 2, 1)])


class Copies(RuleBasedStateMachine):
    """Pupils, spells and results changed in any order, taken back and done again."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.desk: Desk = a_desk(Path(self.folder.name))
        school = a_school(self.desk)
        self.school_id = school.id
        made = a_class(self.desk, school, {"Amy": {"Maths": "3b"}, "Ben": {"Maths": "4c"}})
        self.ids = [pupil.id for pupil in made.values()]
        self.first = self.desk.journal.stamp()

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.close()
            self.folder.cleanup()

    def one(self, pick: int) -> Pupil:
        return self.desk.pupils.get(self.ids[pick % len(self.ids)])

    @rule(pick=PICKS, changes=FLAGS)
    def edit(self, pick: int, changes: dict[str, Any]) -> None:
        self.desk.pupils.edit(self.one(pick).id, **changes)

    @rule(pick=PICKS, changes=FLAGS, since=DAYS)
    def edit_since(self, pick: int, changes: dict[str, Any], since: date) -> None:
        self.desk.pupils.edit(self.one(pick).id, since=since, **changes)

    @rule(pick=PICKS, since=DAYS, trait=st.sampled_from(["fsm", "eal"]))
    def add_spell(self, pick: int, since: date, trait: str) -> None:
        self.desk.pupils.add_spell(self.one(pick).id, trait, since=since)

    @rule(pick=PICKS)
    def bin_spell(self, pick: int) -> None:
        spells = self.desk.pupils.spells(self.one(pick).id)
        if spells:
            self.desk.pupils.bin_spell(spells[pick % len(spells)].id)

    @rule(pick=PICKS, point=POINTS, value=st.sampled_from(["2c", "5a", "N"]))
    def put(self, pick: int, point: DataPoint, value: str) -> None:
        a_result(self.desk, self.one(pick), "English", value, point=point)

    @rule(point=POINTS, values=st.lists(st.sampled_from(["2c", "5a", ""]), max_size=2))
    def put_many(self, point: DataPoint, values: list[str]) -> None:
        with self.desk.step("Import"):
            self.desk.assessments.put_many(
                [
                    Assessment(
                        "",
                        self.school_id,
                        pupil_id,
                        "Reading",
                        point.year,
                        point.term,
                        point.kind,
                        "nc-sublevels",
                        value,
                    )
                    for pupil_id, value in zip(self.ids, values, strict=False)
                ]
            )

    @rule(pick=PICKS)
    def bin_result(self, pick: int) -> None:
        results = self.desk.assessments.of_pupil(self.one(pick).id)
        if results:
            self.desk.assessments.bin(results[pick % len(results)].id)

    @rule(pick=PICKS, subject=st.sampled_from(["English", "Reading"]), year=st.integers(2008, 2010))
    def move_result(self, pick: int, subject: str, year: int) -> None:
        results = self.desk.assessments.of_pupil(self.one(pick).id)
        if results:
            with suppress(BadValue):  # where there is another already
                moved = results[pick % len(results)].id
                self.desk.assessments.edit(moved, subject=subject, year=year)

    @rule(pick=PICKS)
    def bin_pupil(self, pick: int) -> None:
        self.desk.pupils.bin(self.one(pick).id)

    @rule(pick=PICKS)
    def take_back(self, pick: int) -> None:
        self.desk.store.unbin(Pupil, self.one(pick).id)

    @rule()
    def undo(self) -> None:
        if self.desk.journal.stamp() != self.first:
            self.desk.undo()

    @rule()
    def redo(self) -> None:
        self.desk.redo()

    @rule()
    def start_again(self) -> None:
        self.desk = reopened(self.desk)

    @invariant()
    def every_copy_is_right(self) -> None:
        if hasattr(self, "desk"):
            assert copied(self.desk) == plain(self.desk)
            assert misplaced(self.desk) == []
            wait(self.desk, minutes=1)


TestCopies = Copies.TestCase
TestCopies.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
