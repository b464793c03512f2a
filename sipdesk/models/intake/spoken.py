"""What a column is taken for, as people say it. Pure."""

from __future__ import annotations

from sipdesk.models.assessments import PointKind
from sipdesk.models.assessments.points import TERM_NAMES
from sipdesk.models.clock import school_year_in_words
from sipdesk.models.intake.meaning import LEFT_OUT, RESULT, Meaning
from sipdesk.models.intake.words import Words
from sipdesk.models.scales import Scales

KINDS = {
    PointKind.CURRENT: "Where the pupil stands",
    PointKind.BASELINE: "Starting point",
    PointKind.PREDICTED: "Predicted",
    PointKind.TARGET: "Target",
    PointKind.RESULT: "Final result",
}


def in_words(meaning: Meaning, words: Words, scales: Scales) -> str:
    """“Result: Mathematics, Year 7 autumn, target, NC levels”, “Date of birth”, “Left out”."""
    if meaning.field == LEFT_OUT:
        return "Left out"
    if meaning.field != RESULT:
        return words.titles.get(meaning.field, meaning.field)
    kind = "" if meaning.kind is PointKind.CURRENT else KINDS[meaning.kind].lower()
    parts = (meaning.subject, _when_in_words(meaning), kind, scale_title(meaning.scale, scales))
    return "Result: " + ", ".join(filter(None, parts))


def _when_in_words(meaning: Meaning) -> str:
    term = TERM_NAMES[meaning.term].lower() if meaning.term >= 0 else ""
    if meaning.stage:
        return f"Year {meaning.stage} {term}".strip()
    if meaning.year:
        return f"{term} {school_year_in_words(meaning.year)}".strip()
    return term


def scale_title(key: str, scales: Scales) -> str:
    """Its own, or its key where it is not known."""
    return next((scale.title for scale in scales if scale.key == key), key)
