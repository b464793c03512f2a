"""How groups stand to the whole and to the rest, point by point."""

from sipdesk.ui.pages.gaps.page import GapsPage

__all__ = ["GapsPage"]
