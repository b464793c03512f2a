"""What a column is taken for, in words and as the answers of a form. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sipdesk.models.assessments import PointKind
from sipdesk.models.assessments.points import TERM_NAMES
from sipdesk.models.clock import school_year_in_words
from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.intake.columns import Column
from sipdesk.models.intake.meaning import ASKED, LEFT_OUT, RESULT, Meaning, hear
from sipdesk.models.intake.spoken import KINDS, scale_title
from sipdesk.models.intake.words import Words
from sipdesk.models.scales import Scales

WHY = {
    "chosen": "You said so",
    "remembered": "As last time",
    "heading": "By its heading",
    "values": "By its values",
    "no scale": "No scale fits",
}
_OLDEST = 8  # school years back that are offered
_LAST_GROUP = 13
_OF_FILE = ""  # when: the data point of the whole file

TAKEN = Field("taken", "Taken for", Editor.PICK)
SUBJECT = Field("subject", "Subject")
WHEN = Field("when", "When", Editor.PICK)
TERM = Field("term", "Term", Editor.PICK, required=True)
KIND = Field(
    "kind", "What it says", Editor.PICK, choices=tuple(Choice(k, w) for k, w in KINDS.items())
)
SCALE = Field("scale", "Scale", Editor.PICK)
OF_RESULT = (SUBJECT, WHEN, TERM, KIND, SCALE)


def answers(meaning: Meaning) -> dict[str, Any]:
    """What the form shows."""
    when = f"stage:{meaning.stage}" if meaning.stage else f"year:{meaning.year}"
    return {
        "taken": meaning.field,
        "subject": meaning.subject,
        "when": when if meaning.stage or meaning.year else _OF_FILE,
        "term": str(meaning.term),
        "kind": meaning.kind,
        "scale": meaning.scale,
    }


def meant(column: Column, given: Mapping[str, Any], words: Words) -> Meaning:
    """The form's answers as a meaning; for what is a result only now, the rest is guessed."""
    taken = str(given["taken"])
    if taken != RESULT:
        return Meaning(taken)
    if column.meaning.field != RESULT:
        heard = hear(column.heading, words).meaning
        scale = next(iter(column.scales), "")
        return replace(heard, subject=_plain(heard.subject or column.heading), scale=scale)
    of, _, figure = str(given["when"]).partition(":")
    term = int(given["term"])
    if of and term == ASKED:
        term = 0
    return Meaning(
        RESULT,
        # an empty line is somebody in the middle of typing
        _plain(str(given["subject"])) or column.meaning.subject,
        stage=int(figure) if of == "stage" else 0,
        year=int(figure) if of == "year" else 0,
        term=term,
        kind=PointKind(str(given["kind"]) or PointKind.CURRENT),
        scale=str(given["scale"]),
    )


def takings(words: Words) -> tuple[Choice, ...]:
    """All that a column can be."""
    fields = (Choice(name, title) for name, title in words.titles.items())
    return (Choice(LEFT_OUT, "Left out"), Choice(RESULT, "Results in a subject"), *fields)


def whens(year: int, meaning: Meaning) -> tuple[Choice, ...]:
    """When results can be of: the file's own point, a year group, a school year."""
    years = sorted({*range(year - _OLDEST, year + 3), meaning.year} - {0}, reverse=True)
    return (
        Choice(_OF_FILE, "The file’s data point"),
        *(Choice(f"stage:{n}", f"When in Year {n}") for n in range(1, _LAST_GROUP + 1)),
        *(Choice(f"year:{n}", f"School year {school_year_in_words(n)}") for n in years),
    )


def terms(when: object) -> tuple[Choice, ...]:
    """Which terms there are, the file's own where the time is the file's."""
    own = () if when else (Choice(str(ASKED), "The file’s data point"),)
    return (*own, *(Choice(str(n), TERM_NAMES[n]) for n in (1, 2, 3, 0)))


def scale_choices(likely: Sequence[str], scales: Scales) -> tuple[Choice, ...]:
    """Those that the values fit first."""
    keys = [*likely, *(scale.key for scale in scales if scale.key not in likely)]
    return (Choice("", "By its values"), *(Choice(key, scale_title(key, scales)) for key in keys))


def _plain(text: str) -> str:
    """Without the strokes that part a meaning's text."""
    return " ".join(text.replace("|", " ").split())
