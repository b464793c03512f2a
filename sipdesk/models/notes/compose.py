"""Composing a note of visit: from what was captured to text the SIP can edit. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from sipdesk.models.clock import day_in_words
from sipdesk.models.forms import NAMING, Form
from sipdesk.models.notes.records import POINT, SUBHEADING
from sipdesk.models.priorities import Action, Priority
from sipdesk.models.pupils import Pupil, in_words, year_in_words
from sipdesk.models.support import Support, SupportStatus
from sipdesk.models.visits import (
    Conversation,
    Entry,
    EntryKind,
    Finding,
    FindingKind,
    Followup,
    Session,
    SessionKind,
    Sheet,
    Visit,
    YesPartlyNo,
)

HEADINGS = {
    "focus": "Why we met",
    "followed_up": "Since last time",
    "findings": "What we found",
    "challenge": "What was challenged",
    "voice": "What pupils said",
    "judgement": "Where the school stands",
    "actions": "What was agreed",
    "support": "Support",
    "next_visit": "Next visit",
}

ALSO_SEEN = "Also seen"
UNTIED = ""  # the priority of what is tied to none


@dataclass(frozen=True, slots=True)
class Day:
    """All that was captured on a visit; `followed` pairs what was promised with its judgement."""

    visit: Visit
    forms: Mapping[SessionKind, Form]
    sessions: tuple[Session, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    followed: tuple[tuple[Action | Priority, Followup], ...] = ()
    conversations: tuple[Conversation, ...] = ()
    pupils: Mapping[str, Pupil] = field(default_factory=dict)
    priorities: tuple[Priority, ...] = ()
    actions: tuple[Action, ...] = ()
    support: tuple[Support, ...] = ()


def compose(day: Day) -> dict[str, str]:
    """The text of every section by its key, in the order of HEADINGS; empty where nothing was."""
    return {
        "focus": day.visit.focus.strip(),
        "followed_up": _paragraphs(_sheets(day, SessionKind.HEAD_CHAIR)),
        "findings": _findings(day),
        "challenge": _challenge(day.entries),
        "voice": _voice(day),
        "judgement": _paragraphs(
            [day.visit.progress_judgement, day.visit.self_evaluation_judgement]
        ),
        "actions": "",  # its table is made when it is printed
        "support": _support(day.support),
        "next_visit": _next_visit(day.visit),
    }


def news(seen: str, composed: str) -> list[str]:
    """The lines of `composed` that `seen` did not have, in order."""
    old, new = seen.splitlines(), composed.splitlines()
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    return [
        line
        for tag, _, _, start, end in matcher.get_opcodes()
        if tag in ("insert", "replace")
        for line in new[start:end]
        if line.strip()
    ]


def _findings(day: Day) -> str:
    """Findings under their priorities, in the priorities' order; then who and what was seen.

    A strength or concern that is no finding's evidence is listed after them.
    """
    titles = {p.id: p.title for p in day.priorities}
    blocks: list[str] = []
    for ref in (*titles, UNTIED):
        here = [
            f for f in day.findings if (f.priority_id if f.priority_id in titles else "") == ref
        ]
        if here and (ref or blocks):
            blocks.append(f"{SUBHEADING}{titles.get(ref, 'Beside the priorities')}")
        blocks += [_finding(finding, day.entries) for finding in here]
    loose = _ungathered(day)
    if loose and day.findings:
        blocks.append(f"{SUBHEADING}{ALSO_SEEN}")
    blocks.append("\n".join(f"{POINT}{_said(e)}" for e in loose))
    met = [*_sheets(day, SessionKind.DEPARTMENTS), *_sheets(day, SessionKind.LESSONS)]
    return _paragraphs([*blocks, *met, *_sheets(day, SessionKind.GOVERNORS)])


def _ungathered(day: Day) -> list[Entry]:
    """What was seen or said and is no finding's evidence; pupils' own words stand elsewhere."""
    gathered = {ref for finding in day.findings for ref in finding.evidence}
    pointing = (EntryKind.STRENGTH, EntryKind.CONCERN)
    return [
        e
        for e in day.entries
        if e.id not in gathered
        and (e.kind in pointing or (e.kind is EntryKind.QUOTE and not _by_pupil(e, day)))
    ]


def _finding(finding: Finding, entries: Iterable[Entry]) -> str:
    word = "Strength" if finding.kind is FindingKind.STRENGTH else "Concern"
    by_id = {e.id: e for e in entries}
    points = "\n".join(f"{POINT}{_said(by_id[ref])}" for ref in finding.evidence if ref in by_id)
    return _paragraphs([f"{word}: {finding.text.strip()}", points])


def _challenge(entries: Iterable[Entry]) -> str:
    lines: list[str] = []
    put_in = ""
    for entry in entries:
        if entry.kind is EntryKind.CHALLENGE:
            lines.append(f"{POINT}Put: {_stop(entry.text)}")
            put_in = entry.session_id
        elif entry.kind is EntryKind.RESPONSE:
            if lines and entry.session_id == put_in:
                lines[-1] += f" Answer: {_stop(entry.text)}"
            else:
                lines.append(f"{POINT}Answer: {_stop(entry.text)}")
    return "\n".join(lines)


def _voice(day: Day) -> str:
    talks = day.conversations
    said = [
        (e.text, _who_said(e, day))
        for e in day.entries
        if e.kind is EntryKind.QUOTE and _by_pupil(e, day)
    ]
    said += [(c.quote, _pupil(day, c.pupil_id)) for c in talks]
    quotes = [
        f"{POINT}“{text.strip()}”" + (f" ({who})" if who else "")
        for text, who in said
        if text.strip()
    ]
    counted = [
        line
        for name, words in _ASKED.items()
        if (line := _of([getattr(talk, name) for talk in talks], words))
    ]
    scale = [c.learning_scale for c in talks if c.learning_scale]
    if scale:
        secure = sum(1 for value in scale if value <= 2)
        counted.append(f"{secure} of {len(scale)} put themselves at 1 or 2 on the learning scale")
    opening = f"We talked with {_count(len(talks), 'pupil')}."
    numbers = _stop("; ".join(counted))
    parts = [" ".join(p for p in (opening, numbers) if p)] if talks else []
    parts += _listed("What helps", [c.helps for c in talks])
    parts += _listed("What gets in the way", [c.hinders for c in talks])
    parts += ["In their own words:\n\n" + "\n".join(quotes)] if quotes else []
    return _paragraphs(parts)


_AMONG_PUPILS = (SessionKind.LUNCH, SessionKind.LESSONS)


def _by_pupil(quote: Entry, day: Day) -> bool:
    """Whether these are a pupil's words: tied to one or a group, said among pupils, or nobody's."""
    return bool(
        quote.pupil_id
        or quote.group
        or not quote.person
        or _kind(day, quote.session_id) in _AMONG_PUPILS
    )


def _who_said(quote: Entry, day: Day) -> str:
    """A pupil by year, a group by its name, a classroom by its year; no name."""
    if quote.pupil_id:
        return _pupil(day, quote.pupil_id)
    if quote.group:
        return f"group {quote.group}"
    kind = _kind(day, quote.session_id)
    if kind is SessionKind.LESSONS:
        sheets = [s for s in day.sheets if s.session_id == quote.session_id]
        years = {year_in_words(s.answers.get("year", "")) for s in sheets}
        year = f"{years.pop()} " if len(years) == 1 and years != {""} else ""
        return f"in a {year}classroom"
    return "a pupil at lunch" if kind is SessionKind.LUNCH else ""


def _kind(day: Day, session_id: str) -> SessionKind | None:
    return next((s.kind for s in day.sessions if s.id == session_id), None)


def _pupil(day: Day, pupil_id: str) -> str:
    known = day.pupils.get(pupil_id)
    return in_words(known.year if known else "")


_ASKED = {
    "knows_level": "know the level they work at",
    "knows_target": "know their target",
    "knows_how": "know how to get there",
    "on_track": "think they are on track",
}


def _of(answers: list[YesPartlyNo], words: str) -> str:
    asked = [a for a in answers if a]
    yes, partly = asked.count(YesPartlyNo.YES), asked.count(YesPartlyNo.PARTLY)
    extra = f" ({partly} more in part)" if partly else ""
    return f"{yes} of {len(asked)} {words}{extra}" if asked else ""


def _listed(title: str, texts: Iterable[str]) -> list[str]:
    said = list(dict.fromkeys(t.strip() for t in texts if t.strip()))
    points = "\n".join(f"{POINT}{' '.join(t.split())}" for t in said)
    return [f"{title}:\n\n{points}"] if said else []


def _support(pieces: Iterable[Support]) -> str:
    words = {
        SupportStatus.TO_BROKER: "to be brokered",
        SupportStatus.UNDER_WAY: "under way",
        SupportStatus.ENDED: "ended",
    }
    return "\n".join(
        f"{POINT}{_flat(s.title).rstrip('.')}{f' ({s.provider})' if s.provider else ''}:"
        f" {words[s.status]}."
        for s in pieces
    )


def _next_visit(visit: Visit) -> str:
    return f"{day_in_words(visit.next_visit)}." if visit.next_visit else ""


def _sheets(day: Day, kind: SessionKind) -> list[str]:
    """Each filled form under a heading of its own: short answers in a line, long ones as points."""
    form = day.forms.get(kind)
    if form is None:
        return []
    made = []
    for sheet in day.sheets:
        if sheet.kind is not kind or not any(v.strip() for v in sheet.answers.values()):
            continue
        short = [f for f in form.fields if not f.is_long and sheet.answers.get(f.name, "").strip()]
        long = [f for f in form.fields if f.is_long and sheet.answers.get(f.name, "").strip()]
        naming = [f.shown(sheet.answers[f.name]) for f in short if f.name in NAMING]
        rest = [
            f"{f.label}: {f.shown(sheet.answers[f.name])}" for f in short if f.name not in NAMING
        ]
        title = SUBHEADING + ", ".join([form.title, *naming])
        points = [f"{POINT}{f.label.rstrip('?')}: {_flat(sheet.answers[f.name])}" for f in long]
        made.append(_paragraphs([title, _stop("; ".join(rest)), "\n".join(points)]))
    return made


def _said(entry: Entry) -> str:
    who = f"{entry.person}: " if entry.person else ""
    text = f"“{entry.text.strip()}”" if entry.kind is EntryKind.QUOTE else _flat(entry.text)
    return who + text


def _flat(text: str) -> str:
    return _stop(" ".join(text.split()))


def _stop(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".!?…”" else text + "."


def _count(n: int, thing: str) -> str:
    small = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return f"{small[n] if n < len(small) else n} {thing}{'' if n == 1 else 's'}"


def _paragraphs(parts: Iterable[str]) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip())
