"""What an erasure takes, leaves and cannot reach, in whole sentences. Pure."""

from __future__ import annotations

from sipdesk.models.keeping import Due, Erasure, Outlook
from sipdesk.models.keeping.words import counts_in_words, taken_in_words, titled
from sipdesk.ui.words import one_line, short_day

FOR_GOOD = (
    "There is no way back from this, not even by a backup. Whatever else you did can still be "
    "taken back step by step."
)
MOST_SHOWN = 6


def goes(ahead: Outlook) -> str:
    """What is taken out, what is reworded, and where else."""
    lines = [f"Goes: {counts_in_words(ahead.removed) or 'no record'}."]
    if ahead.reworded:
        lines.append(f"Stays, without the name: {counts_in_words(ahead.reworded)}.")
    if ahead.copies:
        copies = counts_in_words({"copies": ahead.copies})
        lines.append(f"The same, as far as it is there, in {copies}; each is checked.")
    return "\n".join(lines)


def stays(ahead: Outlook) -> str:
    """What cannot be reached from here, each in a line; "" where everything can."""
    lines = list(ahead.unreached)
    if ahead.departures:
        names = ", ".join(f"“{d.name}”" for d in ahead.departures[:MOST_SHOWN])
        more = len(ahead.departures) - MOST_SHOWN
        rest = f" and {more} more" if more > 0 else ""
        lines.append(f"Documents that have left: {names}{rest}. Ask whoever has them.")
    return "\n".join(lines)


def doubtful(ahead: Outlook) -> str:
    """Texts that are left as they are, since they may mean somebody else."""
    if not ahead.doubtful:
        return ""
    shown = [f"“{one_line(m.text, 90)}”" for m in ahead.doubtful[:MOST_SHOWN]]
    more = len(ahead.doubtful) - MOST_SHOWN
    rest = [f"and {more} more"] if more > 0 else []
    return "Left as they are, for you to read, since they may mean somebody else:\n" + "\n".join(
        [*shown, *rest]
    )


def erased(erasure: Erasure, ahead: Outlook) -> str:
    """How it went."""
    told = [f"Erased: {taken_in_words(erasure.removed)}."]
    if ahead.reworded:
        told.append(f"Without the name now: {counts_in_words(ahead.reworded)}.")
    told += [f"Not reached: {line}" for line in erasure.unreached]
    if ahead.departures:
        told.append(f"Not reached: {counts_in_words({'departures': len(ahead.departures)})}.")
    return " ".join(told)


def due_words(due: list[Due]) -> str:
    """The quiet line on Today; "" when nothing is due."""
    if not due:
        return ""
    if len(due) == 1:
        only = due[0]
        school = titled(only.title, only.binned)
        what = "One pupil’s records are" if only.pupil else f"The records of {school} are"
        return f"{what} to be looked at again since {short_day(only.on)}."
    return f"{len(due)} sets of records are to be looked at again: are they still needed?"
