"""Traffic lights and levels of progress of a school."""

from sipdesk.ui.pages.progress.page import ProgressPage

__all__ = ["ProgressPage"]
