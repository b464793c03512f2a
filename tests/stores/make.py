"""Make the small store of the present schema: ``python -m tests.stores.make``.

One is kept for every released schema, so that no later version forgets how to read it. Its
passphrase is “sample”. A store that has been released is never made again.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from sipdesk.models.desk import Desk
from sipdesk.models.store import keys
from sipdesk.models.store.opening import SCHEMA
from sipdesk.models.visits import EntryKind, FindingKind, Judgement, SessionKind, YesPartlyNo
from tests.builders import (
    a_desk,
    a_priority,
    a_pupil,
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
    wait(desk, minutes=5)
    desk.schools.edit(school.id, picture="Undone")
    desk.undo()


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
