"""What the store's tables and columns are called by people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sipdesk.models.clock import date_in_words, school_year_in_words

KINDS = {
    "pupils": ("pupil’s record", "pupils’ records"),
    "contacts": ("contact", "contacts"),
    "spells": ("spell in a group", "spells in groups"),
    "assessments": ("assessment", "assessments"),
    "conversations": ("conversation", "conversations"),
    "entries": ("line of evidence", "lines of evidence"),
    "target_members": ("place in a target group", "places in target groups"),
    "engagement": ("note on parents", "notes on parents"),
    "attendance": ("attendance figure", "attendance figures"),
    "schools": ("school", "schools"),
    "settings": ("setting", "settings"),
    "priorities": ("priority", "priorities"),
    "actions": ("action", "actions"),
    "milestones": ("milestone", "milestones"),
    "support": ("piece of support", "pieces of support"),
    "visits": ("visit", "visits"),
    "sessions": ("session", "sessions"),
    "sheets": ("form of a session", "forms of sessions"),
    "followups": ("judgement at a carry-over", "judgements at a carry-over"),
    "findings": ("finding", "findings"),
    "notes": ("note of visit", "notes of visit"),
    "note_sections": ("section of a note", "sections of notes"),
    "target_groups": ("target group", "target groups"),
    "surveys": ("survey", "surveys"),
    "survey_rounds": ("round of a survey", "rounds of surveys"),
    "imports": ("import", "imports"),
    "mappings": ("way of reading files", "ways of reading files"),
    "departures": ("document that left", "documents that left"),
    "erasures": ("record of an erasure", "records of erasures"),
    "copies": ("copy of the desk", "copies of the desk"),
}
_COLUMNS = {
    "upn": "UPN",
    "fsm": "Free school meals",
    "ever6": "Free school meals in the last six years",
    "in_care": "In care",
    "eal": "English as an additional language",
    "sen": "Special educational needs",
    "gifted": "Gifted and talented",
    "band": "Prior attainment",
    "born": "Date of birth",
    "tracked": "Talked with at lunch",
    "current_level": "Level now",
    "binned": "In the bin since",
    "quote": "The pupil’s own words",
    "knows_how": "Knows how to get there",
    "year": "Year",
    "term": "Term",
    "kind": "Kind",
    "review_on": "To be looked at again on",
    "left_on": "Left on",
    "at": "Time",
    "trait": "Group",
}
_YES_OR_NO = frozenset("tracked fsm ever6 in_care eal gifted".split())
_TERMS = {1: "Autumn", 2: "Spring", 3: "Summer"}
_SKIPPED = frozenset("id traits points".split())


def people_in_words(count: int) -> str:
    """“1 person”, “3 people”."""
    return f"{count} {'person' if count == 1 else 'people'}"


def titled(title: str, binned: bool) -> str:
    """“Kingsmead School (in the bin)”: whose records they are, and that they lie there."""
    return f"{title} (in the bin)" if binned else title


def again_in_words(count: int) -> str:
    """What an older copy of the desk had brought back; "" where it had brought back nobody."""
    return f"{people_in_words(count)} erased before: erased again." if count else ""


def kind_in_words(table: str, count: int = 1) -> str:
    """“assessment”, “assessments”."""
    one, many = KINDS.get(table, (table.replace("_", " "),) * 2)
    return one if count == 1 else many


def counts_in_words(counts: Mapping[str, int]) -> str:
    """“1 pupil’s record, 12 assessments, 1 conversation”."""
    return ", ".join(f"{n} {kind_in_words(table, n)}" for table, n in counts.items() if n)


def taken_in_words(removed: Mapping[str, int]) -> str:
    """What an erasure took, and in how many copies it did the same."""
    records = {table: n for table, n in removed.items() if table != "copies"}
    told = counts_in_words(records) or "the name"
    copies = counts_in_words({"copies": removed.get("copies", 0)})
    return f"{told}; the same in {copies}" if copies else told


def facts(row: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The columns of a row that hold something, as label and words; ids are left out."""
    found = []
    for name, value in row.items():
        if name in _SKIPPED or name.endswith("_id") or name == "origin":
            continue
        words = value_in_words(name, value)
        if words:
            found.append((_COLUMNS.get(name, name.replace("_", " ").capitalize()), words))
    return tuple(found)


def value_in_words(name: str, value: Any) -> str:
    """A column's value as a person reads it; "" where there is nothing to say."""
    if value is None or value == "":
        return ""
    if name in _YES_OR_NO:
        return "yes" if value else "no"
    if name == "term":
        return _TERMS.get(value, "")
    if name == "year" and isinstance(value, int):
        return school_year_in_words(value) if value else ""
    if isinstance(value, str) and value[:1] in "[{":
        return _list_in_words(value)
    if isinstance(value, str) and (day := _day(value)) is not None:
        return date_in_words(day)
    if isinstance(value, float):
        return f"{value:g}"
    if value == 0 and name == "learning_scale":
        return ""
    return str(value)


def _list_in_words(value: str) -> str:
    try:
        held = json.loads(value)
    except ValueError:
        return value
    if isinstance(held, dict):
        return "; ".join(f"{key}: {each}" for key, each in held.items() if each not in ("", []))
    return ", ".join(map(str, held))


def _day(text: str) -> date | None:
    if len(text) < 10 or text[4:5] != "-" or (len(text) > 10 and text[10] != "T"):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
