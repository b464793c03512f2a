"""How groups of pupils stand to the whole and to the rest."""

from sipdesk.models.gaps.book import NARROW, GapBook
from sipdesk.models.gaps.records import (
    SMALL,
    Closing,
    GapReport,
    GapRow,
    Measure,
    Note,
    Overlap,
    Slice,
)
from sipdesk.models.gaps.suppression import HIGHEST, LOWEST

__all__ = [
    "HIGHEST",
    "LOWEST",
    "NARROW",
    "SMALL",
    "Closing",
    "GapBook",
    "GapReport",
    "GapRow",
    "Measure",
    "Note",
    "Overlap",
    "Slice",
]
