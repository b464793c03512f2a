"""A note of visit and its sections."""

from __future__ import annotations

from dataclasses import dataclass

SUBHEADING = "## "  # begins a line that is a small heading
POINT = "- "  # begins a line that is a point of a list


@dataclass(frozen=True, slots=True)
class Note:
    """The note of one visit; its text lives in its sections."""

    id: str
    visit_id: str
    school_id: str
    title: str = "Note of visit"
    composed_at: str = ""
    binned: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of a note and its text.

    Text is paragraphs parted by blank lines; a line that begins with "- " is a point
    of a list, one that begins with "## " a small heading.
    `composed` is what composing last made of the records; `seen` is the composed text that the
    SIP's edit began from. A section is edited when `text` differs from `seen`; something is new
    in an edited one when `composed` differs from both.
    """

    id: str
    note_id: str
    key: str
    heading: str
    place: int = 0
    text: str = ""
    seen: str = ""
    composed: str = ""
    binned: str = ""

    @property
    def edited(self) -> bool:
        return self.text != self.seen

    @property
    def has_news(self) -> bool:
        return self.edited and self.composed not in (self.seen, self.text)
