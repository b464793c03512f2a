"""A store of every released schema still opens and reads."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sipdesk.models.assessments import Assessment
from sipdesk.models.desk import TABLES, Desk
from sipdesk.models.intake import Import, Mapping, Measure
from sipdesk.models.keeping import Departure, Erasure
from sipdesk.models.priorities import Status
from sipdesk.models.pupils import Spell
from sipdesk.models.store import keys
from sipdesk.models.store.opening import SCHEMA
from sipdesk.models.tracking import (
    Attendance,
    Engagement,
    Member,
    Survey,
    SurveyRound,
    TargetGroup,
)
from tests.builders import PASSPHRASE, a_clock, a_desk
from tests.stores.make import HERE

STORES = [HERE / f"schema_{n}.sipdesk" for n in range(1, SCHEMA + 1)]


@pytest.fixture(params=STORES, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    for file in (request.param, keys.key_file(request.param)):
        shutil.copy(file, tmp_path)
    return Desk.open(tmp_path / request.param.name, PASSPHRASE, clock=a_clock("2010-03-04 08:30"))


def schema_of(desk: Desk) -> dict[str, Any]:
    rows = desk.store.query("SELECT name, sql FROM sqlite_master ORDER BY name", [])
    return {row["name"]: row["sql"] for row in rows}


def test_everything_in_it_is_read(old: Desk) -> None:
    assert old.settings.author == "Margaret Thirlby"
    [school] = old.schools.all()
    assert (school.urn, school.extra_days, school.picture) == (
        "999001",
        4.0,
        "On the edge of a town.",
    )
    assert [c.name for c in old.schools.contacts(school.id)] == ["Ruth Ellery"]
    [pupil] = old.pupils.all()
    assert (pupil.name, pupil.groups, pupil.target) == ("Zoë Núñez", ("FSM",), "5a")
    [visit] = old.visits.all()
    assert len(old.visits.sessions(visit.id)) == 7
    assert [s.answers["subject"] for s in old.visits.sheets_of_visit(visit.id)] == ["Maths"]
    assert [e.text for e in old.evidence.entries(visit.id)] == [
        "Fractions by rote",
        "One teacher for set 4",
    ]
    assert [t.quote for t in old.evidence.conversations_with(pupil.id)] == ["I can"]
    [finding] = old.evidence.findings(visit.id)
    assert finding.evidence == (old.evidence.entries(visit.id)[0].id,)
    first, second = old.priorities.actions(school.id)
    assert (first.status, first.due) == (Status.SLIPPED, date(2009, 12, 18))
    assert second.lead == "Ruth Ellery"
    assert [m.text for m in old.priorities.milestones(first.id)] == ["Half of it"]
    assert [s.days for s in old.support.of_school(school.id)] == [2.5]
    sections = old.notes.sections(old.notes.of_visit(visit.id).id)
    assert (len(sections), sections[0].text) == (9, "In my own words.")
    assert [b.what for b in old.bin_contents()] == ["Visit"]
    assert [hit.what for hit in old.search.find("rote")] == ["Entry", "Note"]
    old.close()


# the kinds of records that each schema brought
NEW_IN = {
    3: {
        *(Spell, Assessment, Import, Mapping, Measure, TargetGroup, Member, Survey, SurveyRound),
        *(Engagement, Attendance, Departure, Erasure),
    }
}


def test_every_table_its_schema_had_is_filled_and_later_ones_are_empty(old: Desk) -> None:
    schema = int(old.store.path.stem.rpartition("_")[2])
    later = {kind for number, kinds in NEW_IN.items() if number > schema for kind in kinds}
    for kind in TABLES:
        assert bool(old.store.find(kind)) is (kind not in later), kind.__name__
    old.close()


def test_its_results_are_counted_in_groups(old: Desk) -> None:
    [pupil] = old.pupils.all()
    assert "fsm" in old.assessments.groups_of(pupil)
    results = old.assessments.of_pupil(pupil.id)
    if old.store.path.stem == "schema_3":
        assert [(r.subject, r.value, r.points) for r in results] == [
            ("English", "4c", 25.0),
            ("Mathematics", "3b", 21.0),
            ("Mathematics", "4b", 27.0),
            ("Science", "", None),
        ]
        assert [(s.trait, s.value) for s in old.pupils.spells(pupil.id)] == [("fsm", "no")]
    old.assessments.freshen()
    rows = old.store.query("SELECT traits FROM assessments WHERE traits > 0", [])
    assert len(rows) == len(results)
    old.close()


def test_its_work_can_be_taken_back_to_the_beginning_and_done_again(old: Desk) -> None:
    full = old.store.fingerprint()
    n = 0
    while old.undo():
        n += 1
    assert not any(old.store.find(kind) for kind in TABLES)
    for _ in range(n):
        assert old.redo()
    assert old.store.fingerprint() == full
    assert old.redo() == "Edit school"
    old.close()


def test_it_has_become_like_a_new_one(old: Desk, tmp_path: Path) -> None:
    new = a_desk(tmp_path, name="new.sipdesk")
    assert schema_of(old) == schema_of(new)
    old.close()
    new.close()
