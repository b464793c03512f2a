"""The pupils of a school: found, narrowed down, and filled in."""

from sipdesk.ui.pages.pupils.page import PupilsPage

__all__ = ["PupilsPage"]
