"""Target groups, voice, surveys, parents and attendance.

The rules are imported from their own modules, so that the window starts without them.
"""

from sipdesk.models.tracking.book import TrackingBook
from sipdesk.models.tracking.records import (
    Attendance,
    Engagement,
    Member,
    Survey,
    SurveyRound,
    TargetGroup,
)

__all__ = [
    "Attendance",
    "Engagement",
    "Member",
    "Survey",
    "SurveyRound",
    "TargetGroup",
    "TrackingBook",
]
