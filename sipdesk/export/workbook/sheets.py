"""What the sheets of a plan hold: columns as data, rows from the records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sipdesk.export.audience import Gate
from sipdesk.export.material import PlanMaterial
from sipdesk.models.clock import date_in_words
from sipdesk.models.priorities.records import Action, Milestone, Priority, Status

Value = str | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in characters, and what its cells take."""

    head: str
    width: float
    hidden: bool = False
    day: bool = False
    offers: str = ""  # the list it is chosen from: "status", "lead", "yes"


PLAN = (
    Column("Action id", 4, hidden=True),
    Column("Priority id", 4, hidden=True),
    Column("Priority", 14),
    Column("Objective", 16),
    Column("Action", 24),
    Column("Lead", 12, offers="lead"),
    Column("Timescale", 10.5),
    Column("Due", 11, day=True),
    Column("Milestones", 18),
    Column("Expected outcome", 16),
    Column("How we shall know", 16),
    Column("Monitoring", 14),
    Column("Resources", 12),
    Column("Status", 14, offers="status"),
    Column("Completed", 11, day=True),
    Column("Comment", 14),
)
MILESTONES = (
    Column("Milestone id", 4, hidden=True),
    Column("Action id", 4, hidden=True),
    Column("Action", 52),
    Column("Due", 13, day=True),
    Column("Milestone", 60),
    Column("Reached", 12, offers="yes"),
)
MEANINGS = {
    Status.NOT_STARTED: "Nothing has been done yet. No colour.",
    Status.ON_THE_WAY: "Under way, and still expected by its date. Amber, with a triangle.",
    Status.SLIPPED: "Behind, or not going as it should. Red, with a square.",
    Status.DONE: "Finished; say when under Completed. Green, with a circle.",
    Status.DROPPED: "No longer wanted; say why under Comment. Grey.",
}


def plan_rows(material: PlanMaterial, gate: Gate) -> Iterator[list[Value]]:
    """Actions under their priorities, in order; a priority without actions has a row of its own."""
    known = {priority.id for priority in material.priorities}
    for priority in material.priorities:
        actions = [a for a in material.actions if a.priority_id == priority.id]
        for action in actions:
            yield _action(priority, action, material, gate)
        if not actions:
            yield ["", priority.id, gate.text(priority.title), *[""] * 4, None, *[""] * 6, None, ""]
    for action in material.actions:
        if action.priority_id not in known:
            yield _action(None, action, material, gate)


def _action(
    priority: Priority | None, action: Action, material: PlanMaterial, gate: Gate
) -> list[Value]:
    reached = material.milestones.get(action.id, ())
    return [
        action.id,
        priority.id if priority else "",
        gate.text(priority.title) if priority else "",
        gate.text(action.objective),
        gate.text(action.action),
        gate.text(action.lead),
        gate.text(action.timescale),
        action.due,
        "\n".join(_milestone(milestone, gate) for milestone in reached),
        gate.text(action.outcome),
        gate.text(action.measure),
        gate.text(action.monitoring),
        gate.text(action.resources),
        action.status.value,
        action.completed,
        gate.text(action.comment),
    ]


def _milestone(milestone: Milestone, gate: Gate) -> str:
    """One line of the plan's own column of milestones."""
    until = f"{milestone.due:%d/%m/%Y} " if milestone.due else ""
    return f"{until}{gate.text(milestone.text)}{' (reached)' if milestone.reached else ''}"


def milestone_rows(material: PlanMaterial, gate: Gate) -> Iterator[list[Value]]:
    """Every milestone beside its action."""
    for action in material.actions:
        for one in material.milestones.get(action.id, ()):
            said = gate.text(action.action or action.objective)
            yes = "yes" if one.reached else "no"
            yield [one.id, action.id, said, one.due, gate.text(one.text), yes]


def leads(material: PlanMaterial, gate: Gate) -> list[str]:
    """Who may be chosen as lead: those who lead now, then the school's contacts."""
    contacts = (c.name or c.role for c in material.about.contacts)
    named = [gate.text(name).strip() for name in (*(a.lead for a in material.actions), *contacts)]
    return sorted({name for name in named if name}, key=str.casefold)


def explanation(material: PlanMaterial) -> list[tuple[str, str]]:
    """The sheet "Read me": a word in front, and what it says in plain words."""
    author = material.about.author or "your school improvement partner"
    return [
        ("What this is", "The school’s action plan, one row for each action. Please fill it in and"
            f" send it back to {author}."),
        ("Filling it in", "Write in any cell of “Action plan”. Lead and Status offer a list; a"
            " lead who is not in the list may be typed. Dates are typed as 18/12/2009."),
        ("New actions", "Write them in the first empty row below the last one."),
        ("Milestones", "The sheet “Milestones” holds the steps on the way with their dates."
            " Change them there; the column Milestones in the plan only shows them."),
        ("Please keep", "Leave the heads, the order of the columns and the names of the sheets as"
            " they are. Hidden columns tell SIP Desk which row is which. You may sort and filter."),
        ("Pupils", "Please name no pupil: this file is passed on."),
        *((status.value.capitalize(), meaning) for status, meaning in MEANINGS.items()),
        ("Version", f"{material.version}, as the plan stood on {date_in_words(material.on)}"),
    ]  # fmt: skip
