"""Full text over everything that was written, names included: for the palette, inside the desk."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from sipdesk.models.store import Store

_SHOWN = {
    "schools": "School",
    "contacts": "Contact",
    "pupils": "Pupil",
    "priorities": "Priority",
    "actions": "Action",
    "support": "Support",
    "visits": "Visit",
    "sessions": "Session",
    "sheets": "Form",
    "entries": "Entry",
    "followups": "Carry-over",
    "conversations": "Pupil's words",
    "findings": "Finding",
    "note_sections": "Note",
    "target_groups": "Target group",
    "surveys": "Survey",
}


# What lies in the bin is not found, nor what belongs to a visit, note or school that lies there;
# an action or support outlives the visit at which it was agreed.
_FOUND = """
    SELECT d.source, d.ref, d.title,
        coalesce(nullif(d.school_id, ''), v.school_id, '') AS school_id,
        coalesce(v.id, '') AS visit_id,
        snippet(search_index, -1, '', '', '…', 14) AS snippet
    FROM search_index JOIN search_docs d ON d.id = search_index.rowid
    LEFT JOIN note_sections s ON d.source = 'note_sections' AND s.id = d.ref
    LEFT JOIN notes n ON n.id = s.note_id
    LEFT JOIN visits v ON v.id = coalesce(n.visit_id, d.visit_id)
    LEFT JOIN schools k ON k.id = coalesce(nullif(d.school_id, ''), v.school_id)
    WHERE search_index MATCH ? AND coalesce(n.binned, '') = '' AND coalesce(k.binned, '') = ''
        AND (coalesce(v.binned, '') = '' OR d.source IN ('actions', 'support'))
    ORDER BY search_index.rank LIMIT ?
"""
MOST_WORDS = 32  # more than a person types; what is pasted beyond them is not looked for


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words were found: `source` is its table, `what` that table in words."""

    source: str
    ref: str
    what: str
    school_id: str
    visit_id: str
    title: str
    snippet: str


class Search:
    """Finds words by their beginnings, accents set aside; the best come first."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, words: str, most: int = 20) -> list[Hit]:
        """At most `most` hits; nothing for nothing."""
        wanted = match(words)
        if not wanted:
            return []
        rows = self._store.query(_FOUND, [wanted, most])
        return [
            Hit(
                row["source"],
                row["ref"],
                _SHOWN[row["source"]],
                row["school_id"],
                row["visit_id"],
                row["title"],
                row["snippet"],
            )
            for row in rows
        ]


def match(words: str) -> str:
    """What FTS5 is asked: every word, the last one by its beginning. Nothing typed is syntax."""
    whole = unicodedata.normalize("NFC", words)
    plain = "".join(c if c.isalnum() else " " for c in whole).split()[:MOST_WORDS]
    return " ".join([f'"{word}"' for word in plain[:-1]] + [f'"{word}"*' for word in plain[-1:]])
