"""The columns of the table of gaps."""

from __future__ import annotations

from sipdesk.models.gaps.words import CLOSING_HEADS
from sipdesk.ui.tables.record_table import Column

SUBJECT = Column("subject", "Subject", lambda line: line.subject, width_share=1.2)
COLUMNS = (
    Column("group", "Group", lambda line: line.group, width_share=2.4),
    Column("pupils", "Pupils", lambda line: line.pupils, align_right=True, width_share=0.7),
    Column("average", "Average", lambda line: line.average, align_right=True),
    Column("whole", "Gap to all (of)", lambda line: line.to_whole, align_right=True),
    Column(
        "closing",
        CLOSING_HEADS["closing_to_whole"],
        lambda line: line.closing_on_whole.text,
        tone=lambda line: line.closing_on_whole.tone,
    ),
    Column("rest", "Gap to rest (of)", lambda line: line.to_rest, align_right=True),
    Column(
        "closing_rest",
        CLOSING_HEADS["closing_to_rest"],
        lambda line: line.closing_on_rest.text,
        tone=lambda line: line.closing_on_rest.tone,
    ),
    Column(
        "beware",
        "Beware",
        lambda line: line.beware,
        tone=lambda line: line.beware_tone,
        width_share=1.4,
    ),
)
