"""Files that come in: read, shown as a preview, and only then taken.

`files.read_file` and `published.read_published` read a file, `Intake` makes a preview of it and
accepts that. They are imported from their own modules, so that the window starts without them.
"""

from sipdesk.models.intake.book import Intake
from sipdesk.models.intake.records import Import, Mapping, Measure

__all__ = ["Import", "Intake", "Mapping", "Measure"]
