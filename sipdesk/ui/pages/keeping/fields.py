"""Fields that say how long records are kept, for the pages of schools and pupils."""

from __future__ import annotations

from sipdesk.models.fields import Editor, Field

SCHOOL_KEEPING = (
    Field(
        "partnership_ends",
        "The partnership ends",
        Editor.DATE,
        help="A year later you are asked whether its records are still needed",
    ),
    Field(
        "review_on",
        "Ask again on",
        Editor.DATE,
        help="Instead of a year after the end; nothing goes without you",
    ),
)
PUPIL_KEEPING = (
    Field("left_on", "Left the school on", Editor.DATE),
    Field(
        "review_on",
        "Ask again on",
        Editor.DATE,
        help="Whether this pupil’s records are still needed; empty: as for the school",
    ),
)
