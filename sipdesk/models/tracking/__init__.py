"""Target groups, voice, surveys, parents and attendance."""

from sipdesk.models.tracking.records import (
    Attendance,
    Engagement,
    Member,
    Survey,
    SurveyRound,
    TargetGroup,
)

__all__ = ["Attendance", "Engagement", "Member", "Survey", "SurveyRound", "TargetGroup"]
