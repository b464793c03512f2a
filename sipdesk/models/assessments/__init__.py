"""Results of pupils, on named scales, by data point."""

from sipdesk.models.assessments.bands import band_of, baseline_band
from sipdesk.models.assessments.book import AssessmentBook
from sipdesk.models.assessments.points import (
    TERM_NAMES,
    TERMS,
    begins,
    date_of,
    in_order,
    place_of,
    point_on,
    points_of_year,
    title_of,
    when,
)
from sipdesk.models.assessments.records import Assessment, DataPoint, PointKind
from sipdesk.models.assessments.subjects import load_subjects, subject_named

__all__ = [
    "TERMS",
    "TERM_NAMES",
    "Assessment",
    "AssessmentBook",
    "DataPoint",
    "PointKind",
    "band_of",
    "baseline_band",
    "begins",
    "date_of",
    "in_order",
    "load_subjects",
    "place_of",
    "point_on",
    "points_of_year",
    "subject_named",
    "title_of",
    "when",
]
