"""Results of pupils, on named scales, by data point."""

from sipdesk.models.assessments.records import Assessment, DataPoint, PointKind

__all__ = ["Assessment", "DataPoint", "PointKind"]
