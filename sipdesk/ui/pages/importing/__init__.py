"""A file that comes in: chosen, mapped, previewed, accepted."""

from sipdesk.ui.pages.importing.page import ImportPage

__all__ = ["ImportPage"]
