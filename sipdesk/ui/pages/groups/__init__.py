"""Target groups, voice beside data, surveys, parents and attendance of a school."""

from sipdesk.ui.pages.groups.page import GroupsPage

__all__ = ["GroupsPage"]
