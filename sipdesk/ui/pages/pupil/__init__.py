"""One pupil's page."""

from sipdesk.ui.pages.pupil.page import PupilPage

__all__ = ["PupilPage"]
