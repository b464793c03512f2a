"""The sample: two invented schools, always two terms into the work, and a day to live there.

What it says is in resources/sample; here is only how it is put on a desk, all through the Desk.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from sipdesk.models.clock import FixedClock
from sipdesk.models.desk import Desk
from sipdesk.models.errors import NotFound, UserError
from sipdesk.models.schools import School
from sipdesk.models.visits import Visit
from sipdesk.sample.building import Builder
from sipdesk.sample.cohort import add_cohort
from sipdesk.sample.day import Day
from sipdesk.sample.filling import Row, read, when

LABEL = "Open the sample school"
SCHOOLS = ("kingsmead", "northgate")
__all__ = ["LABEL", "SCHOOLS", "build", "live_the_day", "when"]


def build(desk: Desk) -> School:
    """Put the sample on the desk as one step; gives the school that is lived in.

    Raises UserError when it is there already.
    """
    rows = [read(name) for name in SCHOOLS]
    with suppress(NotFound):
        desk.schools.named(rows[0]["school"]["urn"])
        raise UserError("The sample school is on this desk already.", "Nothing was changed.")
    with desk.step(LABEL):
        builders = [Builder(desk) for _ in rows]
        schools = [b.school(row) for b, row in zip(builders, rows, strict=True)]
        add_cohort(desk, schools[0].id, builders[0].ids)
        if not desk.settings.author:
            desk.settings.author = own_name(rows[0])
    return schools[0]


def live_the_day(desk: Desk, clock: FixedClock) -> Visit:
    """Live today's visit of the sample from half past eight until leaving; gives the visit.

    `clock` is the desk's own; it is left at the time of leaving. Raises NotFound without a sample.
    """
    row = read(SCHOOLS[0])
    day = Day(desk, clock, row)
    for at, do in sorted(day.moments(read("day")), key=lambda moment: moment[0]):
        clock.set(datetime.combine(day.visit.on, at, clock.now().tzinfo))
        do()
    return desk.visits.get(day.visit.id)


def own_name(school: Row) -> str:
    return next(
        str(c["name"]) for c in school["contacts"] if c["role"] == "School improvement partner"
    )
