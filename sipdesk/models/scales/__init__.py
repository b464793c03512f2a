"""Assessment scales as data: what schools write, what it is worth, and what can be compared."""

from sipdesk.models.scales.load import Scales, load_scales, user_scales
from sipdesk.models.scales.reading import BLANK
from sipdesk.models.scales.records import (
    Absence,
    Band,
    Conversion,
    Reading,
    Refusal,
    Span,
    Value,
)
from sipdesk.models.scales.rules import ConversionMissing, convert
from sipdesk.models.scales.scale import Scale

__all__ = [
    "BLANK",
    "Absence",
    "Band",
    "Conversion",
    "ConversionMissing",
    "Reading",
    "Refusal",
    "Scale",
    "Scales",
    "Span",
    "Value",
    "convert",
    "load_scales",
    "user_scales",
]
