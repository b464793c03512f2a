"""The note of visit: composed from the day, then edited as text."""

from sipdesk.models.notes.book import NoteBook
from sipdesk.models.notes.compose import HEADINGS, Day, news
from sipdesk.models.notes.records import Note, Section

__all__ = ["HEADINGS", "Day", "Note", "NoteBook", "Section", "news"]
