"""One school of the sample: who is there, what was agreed, what was seen on each visit."""

from __future__ import annotations

from sipdesk import paths
from sipdesk.models.capture import Here
from sipdesk.models.desk import Desk
from sipdesk.models.priorities import Status
from sipdesk.models.schools import School
from sipdesk.models.support import SupportStatus
from sipdesk.models.templates import load_days
from sipdesk.models.visits import EntryKind, Visit
from sipdesk.sample.filling import Filler, Row, when

_OF_VISIT = ("entries", "sheets", "conversations", "followups", "findings", "actions")
_CAPTURED = ("lead", "due", "timescale", "measure", "priority_id")


class Builder(Filler):
    """Puts one school of the sample on the desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        days, _ = load_days(paths.resources() / "days")
        self.days = {day.key: day for day in days}

    def school(self, row: Row) -> School:
        desk = self.desk
        school = desk.schools.add(**row["school"])
        for contact in row["contacts"]:
            desk.schools.add_contact(school.id, **contact)
        for wish in row["priorities"]:
            self.keep(wish, desk.priorities.add(school.id, **self.fields(wish)).id)
        for pupil in row["pupils"]:
            self.keep(pupil, desk.pupils.add(school.id, **self.fields(pupil)).id)
        lived = [self.visit(school, visit) for visit in row["visits"]]
        for help_given in row["support"]:
            fields = self.fields(help_given, "status")
            status = SupportStatus(help_given["status"])
            desk.support.add(school.id, status=status, **fields)
        self.settle(row)
        for visit in lived:
            if visit.on < self.today:
                desk.compose_note(visit.id)
        return school

    def visit(self, school: School, row: Row) -> Visit:
        """A visit with what was written down on it."""
        visit = self.desk.planning.plan(
            school.id,
            when(self.today, row["on"]),
            self.days[row["template"]],
            **self.fields(row, "template", "on", *_OF_VISIT),
        )
        self.keep(row, visit.id)
        for do, name in (
            (self.capture, "entries"),
            (self.sheet, "sheets"),
            (self.converse, "conversations"),
            (self.judge, "followups"),
            (self.finding, "findings"),
            (self.agree, "actions"),
        ):
            for part in row.get(name, ()):
                do(visit, part)
        if visit.on < self.today:
            self.leave(visit)
        return visit

    def agree(self, visit: Visit, row: Row) -> None:
        """An action as it was captured, then filled in as the plan was."""
        said = {"kind": EntryKind.ACTION, "text": row["action"]}
        fields = self.fields(row, "action", "status", "completed", "milestones")
        captured = {name: fields.pop(name) for name in _CAPTURED if name in fields}
        here = Here(visit, self.session(visit, row["session"]), row["at"], "")
        entry = self.desk.capture.add(here, **said, **captured)
        action = self.desk.capture.action_of(entry.id)
        assert action is not None, "a captured action is a line of the plan"
        self.ids[row["key"]] = action.id
        self.desk.priorities.edit_action(action.id, **fields)
        for point in row.get("milestones", ()):
            self.desk.priorities.add_milestone(action.id, **self.fields(point))

    def settle(self, row: Row) -> None:
        """How each action stands now, whatever was said of it on the way."""
        for action in (a for visit in row["visits"] for a in visit.get("actions", ())):
            done = action.get("completed")
            self.desk.priorities.edit_action(
                self.ids[action["key"]],
                status=Status(action["status"]),
                completed=None if done is None else when(self.today, done),
            )
