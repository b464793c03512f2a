"""Every piece of the kit in one window, as pictures in four looks.

python -m tests.ui_kit.gallery FOLDER
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from sipdesk.export.document import Tone
from sipdesk.models.clock import FixedClock
from sipdesk.models.errors import BadValue, StoreNotWritable
from sipdesk.models.fields import Choice, Editor, Field, choices
from sipdesk.ui.forms import RecordForm
from sipdesk.ui.style import theme
from sipdesk.ui.tables import Column, RecordTable
from sipdesk.ui.widgets import buttons
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.empty import EmptyPlace
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.heading import PageTitle
from sipdesk.ui.widgets.message_bar import MessageBar
from sipdesk.ui.widgets.nav_list import NavItem, NavList
from sipdesk.ui.widgets.saved_mark import SavedMark
from sipdesk.ui.widgets.scrolling import PageBody
from sipdesk.ui.widgets.status_mark import StatusMark
from sipdesk.ui.widgets.tabs import SectionTabs

NOW = FixedClock(datetime(2009, 11, 12, 10, 42))
FIELDS = (
    Field("title", "&Title", required=True),
    Field("kind", "&Kind of session", Editor.PICK, choices=choices("Head and chair", "Lessons")),
    Field("on", "&Date", Editor.DATE, help="12/11, 12 Nov, today"),
    Field("start", "&Start", Editor.TIME),
    Field("hours", "&Hours used", Editor.NUMBER, unit="hours"),
    Field("anchored", "Stays put when the day runs &late", Editor.TICK),
    Field(
        "judged",
        "How it stands",
        Editor.CHOICE,
        choices=choices("Done", "On the way", "Slipped", "Not started"),
    ),
    Field(
        "scale",
        "Learning scale, 1 is best",
        Editor.CHOICE,
        choices=tuple(Choice(str(n), str(n)) for n in range(1, 6)),
        help="1 I learn well on my own · 5 I am stuck and have stopped trying",
    ),
    Field("seen", "What was &seen of assessment for learning", Editor.TEXT),
    Field("people", "&Who is there", Editor.LINES, help="One a line: roles or initials"),
)
VALUES = {
    "title": "Rolling meetings with heads of department",
    "kind": "lessons",
    "on": date(2009, 11, 12),
    "start": time(10, 30),
    "hours": 1.75,
    "anchored": True,
    "judged": "on the way",
    "scale": "2",
    "seen": "APP folders are in use in four of six rooms. Pupils can say which level they work at, "
    "but only the two top sets can say what the next step is.\nMarking is up to date.",
    "people": ("Head of maths", "Head of English, partner school"),
}


@dataclass(frozen=True)
class Action:
    """A row of the sample table."""

    id: str
    what: str
    who: str
    by: str
    minutes: int
    tone: Tone


ACTIONS = (
    Action(
        "1",
        "Same-week intervention for the 14 pupils at 5d in maths",
        "HoD maths",
        "11 Dec 2009",
        120,
        Tone.GOOD,
    ),
    Action(
        "2",
        "Moderate APP judgements with Northgate, two teachers from each side",
        "DHT",
        "18 Dec 2009",
        45,
        Tone.NEARLY,
    ),
    Action(
        "3", "Governors see the tracking data each half term", "Chair", "2 Nov 2009", 1200, Tone.BAD
    ),
)
COLUMNS = (
    Column("what", "Action", lambda row: row.what, width_share=3),
    Column("who", "Who", lambda row: row.who),
    Column("by", "By when", lambda row: row.by),
    Column("minutes", "Minutes", lambda row: f"{row.minutes:,}", align_right=True),
    Column("tone", "How it stands", lambda row: "", tone=lambda row: row.tone, width_share=1.2),
)
PLACES = (
    NavItem("today", "Today", "Ctrl+1"),
    NavItem("schools", "Schools", "Ctrl+2"),
    NavItem("kingsmead", "Kingsmead", level=1),
    NavItem("northgate", "Northgate Community School", level=1),
    NavItem("reviews", "Reviews"),
    NavItem("find", "Find", "Ctrl+K", action=True),
)
SECTIONS = tuple(
    NavItem(word.lower(), word)
    for word in ("Overview", "Visits", "Pupils", "Gaps", "Plan", "Support", "Notes")
)


def _refuse(changed: dict[str, object]) -> None:
    if "hours" in changed:
        raise BadValue("More hours than the day has.", todo="Shorten a session.", field="hours")


class Gallery(QWidget):
    """The kit on one page."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("gallery")
        self.rail = NavList(PLACES, self)
        self.tabs = SectionTabs(SECTIONS, self)
        self.title = PageTitle(self)
        self.mark = SavedMark(NOW, self)
        self.messages = MessageBar(self)
        self.body = PageBody(self)
        self.form = RecordForm(FIELDS, _refuse, columns=2, clock=NOW)
        self.table = RecordTable(COLUMNS, "Agreed actions")
        self._arrange()
        self._fill()

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        page = QVBoxLayout()
        page.setContentsMargins(16, 8, 0, 0)
        page.setSpacing(8)
        page.addWidget(self.title)
        page.addWidget(self.messages)
        page.addWidget(self.tabs)
        page.addWidget(self.body, 1)
        row.addLayout(page, 1)

    def _fill(self) -> None:
        self.title.set_trail([("school", "Kingsmead School"), ("visit", "Visit, Thu 12 Nov 2009")])
        self.title.add_right(self.mark)
        self.mark.saved()
        self.rail.choose("kingsmead")
        self.tabs.choose("plan")
        self.form.load(VALUES)
        actions = Card("Agreed actions")
        actions.add_to_head(buttons.quiet("New action"))
        self.table.replace(ACTIONS)
        actions.add(self.table)
        session = Card("Session")
        session.add(self.form)
        row = FlowRow()
        for thing in (
            buttons.primary("Compose note"),
            buttons.button("Running late"),
            buttons.quiet("Show bin"),
            StatusMark(Tone.GOOD),
            StatusMark(Tone.NEARLY),
            StatusMark(Tone.BAD, "Slipped"),
        ):
            row.add(thing)
        off = buttons.button("Not now")
        off.setEnabled(False)
        row.add(off)
        session.add(row)
        empty = Card("Support")
        empty.add(
            EmptyPlace(
                "Support brokered for the school belongs here: who gives it, to whom, how often, "
                "and whether it reaches the pupils who need it.",
                "Add support",
            )
        )
        for card in (actions, session, empty):
            self.body.add(card)
        self.messages.say("Moved 3 sessions by 15 minutes; lunch stays.", action="Undo", do=print)
        self.messages.error(
            StoreNotWritable("The disk is full.", "What you typed is still here.", "Make room.")
        )


def shoot(folder: Path) -> None:
    """Grab the gallery in each look, top and foot."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    for mode in ("light", "dark", "contrast"):
        for scale in (1.0, 1.5, 2.25):
            if scale > {"light": 9, "dark": 9, "contrast": 1}[mode]:
                continue
            theme.apply(app, mode, scale)
            gallery = Gallery()
            gallery.resize(1366, 768)
            gallery.show()
            app.processEvents()
            gallery.table.setFocus(Qt.FocusReason.TabFocusReason)
            gallery.table.choose("2")
            name = f"{mode}-{round(scale * 100)}"
            app.processEvents()
            gallery.grab().save(str(folder / f"{name}-a.png"))
            gallery.messages.clear()
            app.processEvents()
            gallery.grab().save(str(folder / f"{name}-d.png"))
            gallery.form.set_value("hours", 99.0)
            gallery.form.flush()
            gallery.form.editor("title").setFocus()
            app.processEvents()
            foot = gallery.table.mapTo(gallery.body.widget(), gallery.table.rect().bottomLeft())
            gallery.body.verticalScrollBar().setValue(foot.y())
            app.processEvents()
            gallery.grab().save(str(folder / f"{name}-b.png"))
            gallery.form.editor("judged").setFocus()
            gallery.body.verticalScrollBar().setValue(gallery.body.verticalScrollBar().maximum())
            app.processEvents()
            gallery.grab().save(str(folder / f"{name}-c.png"))
            gallery.close()


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "gallery")
    target.mkdir(parents=True, exist_ok=True)
    shoot(target)
