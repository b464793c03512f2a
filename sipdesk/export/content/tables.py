"""The tables of a note: what was promised, what was agreed, what support there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sipdesk.export.audience import Gate
from sipdesk.export.document import Cell, Table, Tone
from sipdesk.export.wording import sentence, when
from sipdesk.models.priorities.records import Action, Priority
from sipdesk.models.support import Support
from sipdesk.models.visits.records import Followup, Judgement

TONES = {
    Judgement.DONE: Tone.GOOD,
    Judgement.ON_THE_WAY: Tone.NEARLY,
    Judgement.SLIPPED: Tone.BAD,
}


def followed_table(followed: Iterable[tuple[Action | Priority, Followup]], gate: Gate) -> Table:
    """What had been promised, and how it stands now."""
    rows = []
    for about, followup in followed:
        standing = sentence(followup.judgement.value) or "Not yet judged"
        rows.append(
            (
                Cell(gate.text(_promise(about))),
                Cell(gate.text(about.lead if isinstance(about, Action) else "")),
                Cell(gate.text(_until(about))),
                Cell(standing, TONES.get(followup.judgement, Tone.NONE)),
                Cell(gate.text(followup.sentence)),
            )
        )
    head = ("What was promised", "Who", "By when", "How it stands", "What we saw")
    return Table(head, tuple(rows), (29, 15, 14, 15, 27))


def action_table(actions: Iterable[Action], gate: Gate) -> Table:
    """What was agreed at this visit."""
    rows = (
        _row(
            gate, a.action or a.objective, a.lead, when(a.due, a.timescale), a.measure or a.outcome
        )
        for a in actions
    )
    return Table(("Action", "Who", "By when", "How we shall know"), tuple(rows), (38, 17, 15, 30))


def support_table(support: Iterable[Support], gate: Gate) -> Table:
    """Who helps with what, and how far it has come."""
    rows = (_row(gate, s.title, s.provider, s.purpose, _standing(s)) for s in support)
    return Table(("Support", "From", "What for", "How it stands"), tuple(rows), (27, 20, 30, 23))


def _row(gate: Gate, *texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(gate.text(text)) for text in texts)


def _promise(about: Action | Priority) -> str:
    if isinstance(about, Priority):
        return f"Priority: {about.title}"
    return about.action or about.objective


def _until(about: Action | Priority) -> str:
    return when(about.ends, "") if isinstance(about, Priority) else when(about.due, about.timescale)


def _standing(support: Support) -> str:
    days = f"{support.days:g} day{'' if support.days == 1 else 's'}" if support.days else ""
    parts: Sequence[str] = [
        sentence(support.status.value) + (f", {days}" if days else ""),
        support.impact.strip(),
    ]
    return "\n".join(part for part in parts if part)
