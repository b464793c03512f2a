"""Make the small store of the present schema: ``python -m tests.stores.make``.

One is kept for every released schema, so that no later version forgets how to read it. Its
passphrase is “sample”. A store that has been released is never made again.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from sipdesk.models.assessments import Assessment, DataPoint, PointKind
from sipdesk.models.desk import Desk
from sipdesk.models.intake import Import, Mapping, Measure
from sipdesk.models.keeping import Departure, Erasure
from sipdesk.models.pupils import Pupil
from sipdesk.models.schools import School
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
from sipdesk.models.visits import EntryKind, FindingKind, Judgement, SessionKind, YesPartlyNo
from tests.builders import (
    a_desk,
    a_priority,
    a_pupil,
    a_result,
    a_school,
    a_visit,
    an_action,
    go_to,
    here_in,
    wait,
)

HERE = Path(__file__).parent


def fill(desk: Desk) -> None:
    """Something in every table, a step undone, something in the bin."""
    desk.settings.author = "Margaret Thirlby"
    school = a_school(desk, "Kingsmead School", urn="999001", picture="On the edge of a town.")
    desk.schools.add_contact(school.id, "Headteacher", "Ruth Ellery")
    pupil = a_pupil(desk, school, "Zoë Núñez", groups=("FSM",), target="5a", current_level="4b")
    maths = a_priority(desk, school, "Progress in mathematics")
    old = an_action(desk, school, "Share the data", priority_id=maths.id, due=date(2009, 12, 18))
    desk.priorities.add_milestone(old.id, "Half of it", due=date(2009, 12, 1))
    desk.support.add(school.id, "Coaching", provider="Harrow Lane", days=2.5)
    visit = a_visit(desk, school, template="gaining_ground", focus="Mathematics")
    desk.carryover.judge(visit.id, old.id, Judgement.SLIPPED, "Half of them have it.")
    go_to(desk, "2009-11-12 10:40")
    meeting = here_in(desk, visit, SessionKind.DEPARTMENTS)
    desk.visits.add_sheet(meeting.session.id, {"subject": "Maths", "planning": "By the unit"})
    seen = desk.capture.add(meeting, EntryKind.CONCERN, "Fractions by rote", priority_id=maths.id)
    desk.capture.add(meeting, EntryKind.ACTION, "One teacher for set 4", lead="Ruth Ellery")
    lunch = here_in(desk, visit, SessionKind.LUNCH).session
    desk.evidence.converse(
        lunch.id, visit.id, pupil.id, knows_target=YesPartlyNo.YES, learning_scale=2, quote="I can"
    )
    desk.evidence.add_finding(
        visit.id, FindingKind.CONCERN, "Set 4 stands still", evidence=(seen.id,)
    )
    note = desk.compose_note(visit.id)
    desk.notes.edit_section(desk.notes.sections(note.id)[0].id, "In my own words.")
    desk.visits.bin(a_visit(desk, school, on="2010-03-04").id)
    fill_with_evidence(desk, school, pupil)
    fill_with_what_left(desk, school, pupil)
    wait(desk, minutes=5)
    desk.schools.edit(school.id, picture="Undone")
    desk.undo()


def fill_with_evidence(desk: Desk, school: School, pupil: Pupil) -> None:
    """003: groups, results one by one and at one stroke, and what came of them."""
    desk.pupils.edit(pupil.id, since=date(2009, 9, 1), fsm=True, upn="F801200100001")
    a_result(desk, pupil, "Maths", "3b", point=DataPoint(2006, 3, PointKind.BASELINE))
    a_result(desk, pupil, "Maths", "4b")
    new, store = desk.store.new_id, desk.store
    with desk.step("Import"):
        file = store.put(Import(new(), school.id, "pupils", "autumn.csv", summary={"results": 2}))
        store.put(Mapping(new(), school.id, "pupils", ("Name", "Ma"), {"Ma": "Mathematics"}))
        store.put(Measure(new(), school.id, 2008, 4, "PTAC5EM", "5 A*–C", 48.0, national=49.8))
        desk.assessments.put_many(
            [
                Assessment("", school.id, pupil.id, subject, 2009, 1, scale="nc-sublevels", value=v)
                for subject, v in (("En", "4c"), ("Sc", "N"))
            ]
        )
        store.put(Attendance(new(), school.id, pupil.id, 2009, 1, 140, 133, file.id))
    with desk.step("Target group"):
        group = store.put(TargetGroup(new(), school.id, "Boosters", "Mathematics", "nc-sublevels"))
        store.put(Member(new(), group.id, pupil.id, "An assistant", "4b", "4a", "4a"))
        survey = store.put(
            Survey(new(), school.id, "Learning", "", ("I enjoy it.",), ("No", "Yes"))
        )
        store.put(SurveyRound(new(), survey.id, date(2009, 10, 1), {"0": [9, 21]}))
        store.put(Engagement(new(), school.id, pupil.id, date(2009, 11, 1), "Comes", 4))
    desk.assessments.freshen()


def fill_with_what_left(desk: Desk, school: School, pupil: Pupil) -> None:
    """003, the other half: a document that left, and an erasure."""
    new, store = desk.store.new_id, desk.store
    with desk.step("Keep"):
        store.put(Departure(new(), school.id, name="note.pdf", people=(pupil.id,)))
        store.put(Erasure(new(), kind="pupil", reason="asked for", removed={"pupils": 1}))


def main() -> None:
    name = f"schema_{SCHEMA}.sipdesk"
    if "--again" in sys.argv:
        for old in (HERE / name, keys.key_file(HERE / name)):
            old.unlink(missing_ok=True)
    desk = a_desk(HERE, name=name)
    fill(desk)
    desk.close()


if __name__ == "__main__":
    main()
