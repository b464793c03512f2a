"""Today's visit at the sample's lived-in school, moment by moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time
from functools import partial

from sipdesk.models.clock import FixedClock
from sipdesk.models.desk import Desk
from sipdesk.models.errors import NotFound
from sipdesk.models.schools import School
from sipdesk.models.visits import Visit
from sipdesk.models.visits.rules import run_late
from sipdesk.sample.filling import Filler, Row


class Day(Filler):
    """Today's visit at the lived-in school, moment by moment."""

    def __init__(self, desk: Desk, clock: FixedClock, school: Row) -> None:
        super().__init__(desk)
        self.clock = clock
        home = desk.schools.named(school["school"]["urn"])
        self.visit = todays(desk, home, self.today)
        self._learn(home, school)

    def _learn(self, home: School, school: Row) -> None:
        """The ids behind the file's keys, found again by the records' own words."""
        desk = self.desk
        known = {p.title: p.id for p in desk.priorities.of_school(home.id)}
        known |= {p.name: p.id for p in desk.pupils.of_school(home.id)}
        known |= {a.action: a.id for a in desk.priorities.actions(home.id)}
        plan = [a for visit in school["visits"] for a in visit.get("actions", ())]
        for row in (*school["priorities"], *school["pupils"], *plan):
            words = row.get("action") or row.get("title") or row["name"]
            if words in known:
                self.ids[row["key"]] = known[words]

    def moments(self, day: Row) -> Iterator[tuple[time, Callable[[], object]]]:
        for do, name in (
            (self.judge, "judgements"),
            (self.capture, "captures"),
            (self.sheet, "sheets"),
            (self.converse, "conversations"),
            (self.finding, "findings"),
            (self.next_step, "next_steps"),
            (self.support, "support"),
        ):
            for row in day[name]:
                yield row["at"], partial(do, self.visit, row)
        late, leaving = day["late"], day["reflection"]
        yield late["at"], lambda: self.run_late(late["minutes"])
        yield leaving["at"], lambda: self.reflect(leaving)

    def run_late(self, minutes: int) -> None:
        """Late by so many minutes, with what is suggested for what no longer fits."""
        sessions = self.desk.visits.sessions(self.visit.id)
        reflow = run_late(sessions, minutes, self.clock.now().time())
        self.desk.visits.run_late(reflow, self.visit.id, minutes, {})

    def next_step(self, _visit: Visit, row: Row) -> None:
        self.desk.synthesis.to_action(self.ids[row["finding"]], **self.fields(row, "finding"))

    def support(self, _visit: Visit, row: Row) -> None:
        self.desk.synthesis.to_support(self.ids[row["finding"]], **self.fields(row, "finding"))

    def reflect(self, row: Row) -> None:
        """The last minutes, in the car: what it was worth, and the note."""
        self.desk.visits.edit(self.visit.id, **self.fields(row))
        self.leave(self.visit)
        self.desk.compose_note(self.visit.id)


def todays(desk: Desk, home: School, today: date) -> Visit:
    for visit in desk.visits.of_school(home.id):
        if visit.on == today:
            return visit
    raise NotFound(f"{home.name} has no visit today.", todo="Open the sample school first.")
