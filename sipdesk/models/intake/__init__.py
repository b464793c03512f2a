"""Files that come in: read, shown as a preview, and only then taken."""

from sipdesk.models.intake.records import Import, Mapping, Measure

__all__ = ["Import", "Mapping", "Measure"]
