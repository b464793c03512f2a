"""How records are put into words on screen: dates, times, states. Pure."""

from __future__ import annotations

from datetime import date, datetime, time

from sipdesk.export.document import Tone
from sipdesk.models.clock import date_in_words, day_in_words
from sipdesk.models.priorities import Status
from sipdesk.models.visits import EntryKind, Session

_STATUS_TONE = {
    Status.DONE: Tone.GOOD,
    Status.ON_THE_WAY: Tone.NEARLY,
    Status.SLIPPED: Tone.BAD,
}
KIND_WORDS = {
    EntryKind.EVIDENCE: "Evidence",
    EntryKind.STRENGTH: "Strength",
    EntryKind.CONCERN: "Concern",
    EntryKind.CHALLENGE: "Challenge",
    EntryKind.RESPONSE: "Response",
    EntryKind.QUOTE: "Quote",
    EntryKind.ACTION: "Agreed action",
}


def short_day(day: date | None) -> str:
    """“12 Nov 2009”, or "" where there is none."""
    return date_in_words(day, short=True) if day else ""


def long_day(day: date) -> str:
    """“Thursday 12 November 2009”."""
    return day_in_words(day)


def crumb_day(day: date) -> str:
    """“Thu 12 Nov 2009”."""
    return day_in_words(day, short=True)


def moment(iso: str, now: datetime) -> str:
    """“today 10:42”, or “12 Nov 2009 10:42”."""
    at = datetime.fromisoformat(iso).astimezone(now.tzinfo)
    return f"{'today' if at.date() == now.date() else short_day(at.date())} {at:%H:%M}"


def span(start: time, end: time) -> str:
    """“10:30–12:15”."""
    return f"{start:%H:%M}–{end:%H:%M}"


def minutes(session: Session) -> str:
    """“1 h 45”, “30 min”."""
    total = (session.end.hour - session.start.hour) * 60 + session.end.minute - session.start.minute
    hours, rest = divmod(total, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"


def days(amount: float) -> str:
    """Days with one decimal, none where it is whole: “2”, “1.5”, “1 day” is said by the caller."""
    rounded = round(amount, 1)
    return f"{rounded:g}"


def people(names: tuple[str, ...]) -> str:
    """“the head, the chair”."""
    return ", ".join(names)


def first_up(text: str) -> str:
    """With a capital at the start."""
    return text[:1].upper() + text[1:]


def first_down(text: str) -> str:
    """“Today 10:40” inside a sentence; names of days keep their capital."""
    return text[:1].lower() + text[1:] if text.startswith(("Today", "Yesterday")) else text


def status_tone(status: Status) -> Tone:
    """How an action's status is coloured."""
    return _STATUS_TONE.get(status, Tone.NONE)


def size(count: int) -> str:
    """“640 KB”, “1.2 MB”."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} KB"
    return f"{count / 1_000_000:.1f} MB"


def one_line(text: str, most: int = 120) -> str:
    """The start of a text on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"
