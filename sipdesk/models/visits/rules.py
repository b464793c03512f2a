"""The rules of a day: which session is on, what overlaps, and what gives when it runs late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from sipdesk.models.clock import date_in_words, from_minutes, to_minutes
from sipdesk.models.errors import BadValue
from sipdesk.models.visits.records import Session, SessionStatus

STEP = 5  # minutes that one key press moves
SHORTEST = 5  # minutes below which a session is not worth holding
LAST = 24 * 60 - 1
MORNING = 9 * 60  # when a day without sessions begins
NEW_LENGTH = 30  # minutes of a session that is added by hand


class Choice(StrEnum):
    """What to do with a session that no longer fits."""

    SHORTEN = "shorten"
    CUT = "cut"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Misfit:
    """A session that would run into another: `wanted` is where it would lie, in minutes of the day.

    `room` is the stretch free at its new start (may be empty), `later` the first stretch that would
    take it whole, or None.
    """

    session: Session
    wanted: tuple[int, int]
    room: tuple[int, int]
    later: tuple[int, int] | None

    @property
    def can_shorten(self) -> bool:
        return self.room[1] - self.room[0] >= SHORTEST

    @property
    def suggestion(self) -> Choice:
        """Shorten when at least half is left, else move, else cut."""
        wanted = self.wanted[1] - self.wanted[0]
        if self.can_shorten and 2 * (self.room[1] - self.room[0]) >= wanted:
            return Choice.SHORTEN
        return Choice.MOVE if self.later else Choice.CUT


@dataclass(frozen=True, slots=True)
class Reflow:
    """A day after it ran late: the sessions that have new times, and those that no longer fit."""

    moved: tuple[Session, ...]
    misfits: tuple[Misfit, ...]


def check_times(start: time, end: time) -> None:
    """Raises BadValue when a session would not end after it starts."""
    if end <= start:
        raise BadValue(
            f"It would end at {end:%H:%M}, which is not after its start at {start:%H:%M}.",
            "The times are as they were.",
            "Give a later end.",
            field="end",
        )


def check_date(on: date, earliest: date | None) -> None:
    """Raises BadValue when a visit would lie before the last one."""
    if earliest is not None and on < earliest:
        raise BadValue(
            f"{date_in_words(on)} lies before the last visit, on {date_in_words(earliest)}.",
            "The visits are as they were.",
            "Give a later date, or open that visit to change it.",
            field="on",
        )


def in_order(sessions: Iterable[Session]) -> list[Session]:
    """By start, then end."""
    return sorted(sessions, key=_place)


def running(sessions: Iterable[Session]) -> list[Session]:
    """Those that are to be held, in order."""
    return [s for s in in_order(sessions) if s.status is not SessionStatus.CUT]


def current(sessions: Sequence[Session], now: time) -> Session | None:
    """The session one is in: the last begun; when that is done, the next to come, else the last."""
    held = running(sessions)
    begun = [s for s in held if s.start <= now]
    if begun and begun[-1].status is not SessionStatus.DONE:
        return begun[-1]
    coming = [s for s in held if s.start > now and s.status is not SessionStatus.DONE]
    return coming[0] if coming else (held[-1] if held else None)


def following(sessions: Iterable[Session], session: Session) -> Session | None:
    """The session that is held after this one."""
    return next((s for s in running(sessions) if _place(s) > _place(session)), None)


def next_slot(sessions: Iterable[Session]) -> tuple[time, time]:
    """When one more session would begin and end: after the last, or in the morning."""
    ends = [to_minutes(s.end) for s in running(sessions)]
    begin = min(max(ends, default=MORNING), LAST - NEW_LENGTH)
    return from_minutes(begin), from_minutes(begin + NEW_LENGTH)


def is_over(sessions: Iterable[Session], now: time) -> bool:
    """Whether the last session has ended, or every one is done."""
    held = running(sessions)
    return all(s.end <= now or s.status is SessionStatus.DONE for s in held)


def overlaps(sessions: Iterable[Session]) -> list[tuple[Session, Session]]:
    """Pairs that cannot both be held."""
    held = running(sessions)
    return [
        (first, second)
        for n, first in enumerate(held)
        for second in held[n + 1 :]
        if second.start < first.end
    ]


def moved_by(session: Session, minutes: int) -> Session:
    """Earlier or later as a whole; held inside the day."""
    begin, end = to_minutes(session.start), to_minutes(session.end)
    shift = max(-begin, min(minutes, LAST - end))
    return replace(session, start=from_minutes(begin + shift), end=from_minutes(end + shift))


def lengthened(session: Session, minutes: int) -> Session:
    """A later or earlier end, never under the shortest."""
    begin, end = to_minutes(session.start), to_minutes(session.end)
    return replace(session, end=from_minutes(max(begin + SHORTEST, end + minutes)))


def swapped(first: Session, second: Session) -> tuple[Session, Session]:
    """`second` takes the place of `first`, and `first` follows it; each keeps its length."""
    begin, gap = to_minutes(first.start), to_minutes(second.start) - to_minutes(first.end)
    longer = to_minutes(second.end) - to_minutes(second.start)
    length = to_minutes(first.end) - to_minutes(first.start)
    turn = begin + longer + max(gap, 0)
    return (
        replace(second, start=from_minutes(begin), end=from_minutes(begin + longer)),
        replace(first, start=from_minutes(turn), end=from_minutes(turn + length)),
    )


def run_late(
    sessions: Sequence[Session], minutes: int, now: time, *, until_anchor: bool = False
) -> Reflow:
    """Move what has not started by `minutes`; anchored ones stay; what no longer fits is listed.

    What has started or is done stays. A moved session that would run into an anchored one, or past
    midnight, is a misfit and keeps its old time until a choice is made. With `until_anchor` only
    the sessions before the next anchored one move: the anchor's slack takes up the delay.
    """
    held = running(sessions)
    fixed = [s for s in held if s.anchored or _begun(s, now)]
    waiting = [s for s in held if not s.anchored and not _begun(s, now)]
    if until_anchor:
        barrier = min((s.start for s in held if s.anchored and not _begun(s, now)), default=None)
        fixed += [s for s in waiting if barrier is not None and s.start >= barrier]
        waiting = [s for s in waiting if barrier is None or s.start < barrier]
    taken = [_span(s) for s in fixed if s.anchored or until_anchor]
    wanted = {s.id: (_span(s)[0] + minutes, _span(s)[1] + minutes) for s in waiting}
    clashing = [s for s in waiting if not _free(wanted[s.id], taken)]
    settled = [s for s in waiting if s not in clashing]
    moved = tuple(_at(s, wanted[s.id]) for s in settled)
    busy = [_span(s) for s in (*fixed, *moved)]
    misfits = tuple(
        Misfit(s, wanted[s.id], _room(wanted[s.id], busy), _later(wanted[s.id], busy))
        for s in clashing
    )
    return Reflow(moved, misfits)


def settle(
    sessions: Sequence[Session], reflow: Reflow, choices: Mapping[str, Choice]
) -> tuple[Session, ...]:
    """Every session with a new time or status, once a choice is made for each misfit.

    `choices` are by session id; a missing one takes the suggestion. Misfits are placed one after
    the other, so that two never share a place. Raises BadValue when a choice has no room.
    """
    day = {s.id: s for s in running(sessions)} | {s.id: s for s in reflow.moved}
    for misfit in reflow.misfits:
        day.pop(misfit.session.id, None)
    placed: list[Session] = []
    for misfit in reflow.misfits:
        busy = [_span(s) for s in day.values()]
        now = replace(misfit, room=_room(misfit.wanted, busy), later=_later(misfit.wanted, busy))
        settled = _settle_one(now, choices.get(misfit.session.id, now.suggestion))
        placed.append(settled)
        if settled.status is not SessionStatus.CUT:
            day[settled.id] = settled
    return (*reflow.moved, *placed)


def _settle_one(misfit: Misfit, choice: Choice) -> Session:
    if choice is Choice.CUT:
        return replace(misfit.session, status=SessionStatus.CUT)
    place = misfit.later if choice is Choice.MOVE else misfit.room
    if place is None or place[1] - place[0] < SHORTEST:
        raise BadValue(
            f"There is no room to {choice} “{misfit.session.title}”.",
            "The day is as it was.",
            "Choose another way for it.",
        )
    return _at(misfit.session, place)


def _place(session: Session) -> tuple[time, time, str]:
    return session.start, session.end, session.id


def _begun(session: Session, now: time) -> bool:
    return session.start <= now or session.status is SessionStatus.DONE


def _span(session: Session) -> tuple[int, int]:
    return to_minutes(session.start), to_minutes(session.end)


def _at(session: Session, span: tuple[int, int]) -> Session:
    return replace(session, start=from_minutes(span[0]), end=from_minutes(span[1]))


def _free(span: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    return span[1] <= LAST and all(span[1] <= a or b <= span[0] for a, b in taken)


def _room(span: tuple[int, int], busy: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """What is left of `span` before the next busy stretch, from the first free minute in it."""
    begin, end = span[0], min(span[1], LAST)
    for a, b in sorted(busy):
        if a <= begin < b:
            begin = b
    for a, _ in sorted(busy):
        if begin < a < end:
            end = a
            break
    return (begin, max(begin, end))


def _later(span: tuple[int, int], busy: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    length = span[1] - span[0]
    begin = span[0]
    for a, b in sorted(busy):
        if begin + length <= a:
            break
        begin = max(begin, b)
    return (begin, begin + length) if begin + length <= LAST else None
