"""What each column of each record may say of somebody, and so what an erasure does with it.

One table for the desk, its journal and its copies. A column that it does not know, as of an older
copy, is taken for words: a name that stays is worse than a word that goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, auto
from functools import cache
from itertools import repeat
from typing import Any

Declared = dict[str, dict[str, "Says"]]


class Says(Enum):
    """How a person may be named in a column."""

    WORDS = auto()  # in words: any part of a name is looked for
    ANSWERS = auto()  # in words, by keys that are the program's own
    WHOLE = auto()  # only by the whole name: “Florence Road” is nobody
    NEVER = auto()  # a code, a date, an id, a path: nobody


def _said(words: str = "", whole: str = "", never: str = "", answers: str = "") -> dict[str, Says]:
    kinds = (words, Says.WORDS), (whole, Says.WHOLE), (never, Says.NEVER), (answers, Says.ANSWERS)
    return {column: kind for columns, kind in kinds for column in columns.split()}


_TABLES: Declared = {
    "settings": _said(whole="value"),
    "schools": _said(
        "picture",
        "name authority programme partner_school cluster address phase",
        "urn dfe_number sip_days extra_days governors_days partnership_ends review_on",
    ),
    "contacts": _said("role name", "phone email"),
    "pupils": _said(
        "name form groups subject",
        "current_level target",
        "year scale tracked upn gender born sen fsm ever6 in_care eal ethnicity gifted band"
        " left_on review_on",
    ),
    "spells": _said("value", never="trait since until"),
    "priorities": _said("title focus", never="starts ends place closed origin"),
    "actions": _said(
        "objective action lead timescale outcome measure monitoring resources comment",
        never="due status completed agreed_at agreed_on origin",
    ),
    "milestones": _said("text", never="due reached"),
    "support": _said(
        "title provider purpose impact",
        never="status starts ends days pounds agreed_at origin",
    ),
    "visits": _said(
        "focus attending preparation progress_judgement self_evaluation_judgement difference_made"
        " support_reaching first_next_time",
        "kind",
        "on preparation_minutes writing_minutes outside_allowance next_visit",
    ),
    "sessions": _said("title people place prompts", never="start end kind anchored counts status"),
    "sheets": _said(never="kind place", answers="answers"),
    "entries": _said("text person group", never="at kind"),
    "followups": _said("sentence", never="judgement"),
    "conversations": _said(
        "helps hinders next_step quote",
        never="knows_level knows_target knows_how on_track learning_scale",
    ),
    "findings": _said("text", never="kind evidence"),
    "notes": _said("title", never="composed_at"),
    "note_sections": _said("heading text seen composed", never="key place"),
    "imports": _said("name", never="kind digest at rows_read rows_refused summary"),
    "mappings": _said("headings choices", never="kind"),
    "assessments": _said("subject", never="year term kind scale value points absent traits slice"),
    "target_groups": _said("title subject note", never="scale starts ends"),
    "target_members": _said("led_by note", "before target outcome"),
    "surveys": _said("title note questions answers"),
    "survey_rounds": _said(never="asked_on counts"),
    "engagement": _said("aspect note", never="seen_on level"),
    "attendance": _said(never="year term possible attended"),
    "measures": _said(never="year key_stage measure title value missing pupils national"),
    "departures": _said("name", never="at what audience people"),
    "erasures": _said("reason", never="at kind removed unreached"),
}
# Where another column of the row decides: the setting's name, what a spell is about.
_BESIDE = {("settings", "value"): "id", ("spells", "value"): "trait"}
LEFT_ALONE = ("author", "second_place")  # settings that may name somebody, and are as they were
_NO_TEXT = frozenset((*LEFT_ALONE, "day_hours", "logo", "amber_reach"))
_OWN_GROUP = "groups"


def declared() -> Declared:
    """The whole table; ids and the day of the bin go without saying."""
    return _TABLES


def says(table: str, column: str, row: Mapping[str, Any]) -> Says:
    """How a person may be named in a column of that row."""
    beside = row.get(_BESIDE.get((table, column), ""))
    if table == "settings" and beside in _NO_TEXT:
        return Says.NEVER
    if table == "spells" and beside not in (None, _OWN_GROUP):
        return Says.NEVER
    return _by_itself(table, column)


@cache
def _by_itself(table: str, column: str) -> Says:
    if column in ("id", "binned") or column.endswith("_id"):
        return Says.NEVER
    return _TABLES.get(table, {}).get(column, Says.WORDS)


def say(table: str, column: str, columns: Mapping[str, Iterable[Any]]) -> Iterator[Says]:
    """The same for each row of many that are kept as columns."""
    beside = _BESIDE.get((table, column), "")
    if beside in columns:
        return (says(table, column, {beside: each}) for each in columns[beside])
    return repeat(says(table, column, {}))
