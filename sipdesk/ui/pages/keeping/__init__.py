"""Keeping: what is due for review, what is held on somebody, and erasing them."""

from sipdesk.ui.pages.keeping.page import KeepingPage

__all__ = ["KeepingPage"]
