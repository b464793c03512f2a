"""States of the window worth seeing beside its plain pages, each brought about by a few keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from sipdesk.models.desk import Desk
from sipdesk.models.errors import StoreNotWritable
from sipdesk.models.visits import SessionKind
from sipdesk.ui import place
from sipdesk.ui.pages.first_start import FirstStart
from sipdesk.ui.pages.opening import OpeningPage
from sipdesk.ui.place import Kind, Place, Section, Stage
from tests.pictures import desks
from tests.ui.windows import Shown

CODE = "YSGV KYRJ TSFT WRBK CTRJ VYES AJRJ TJKH"
FULL = StoreNotWritable(
    "The disk is full.",
    "Everything up to the last “Saved” is on the disk.",
    "Make some room; SIP Desk tries again by itself.",
)


@dataclass(frozen=True, slots=True)
class State:
    """A state by a name that says what it shows: over which desk, and how one gets there.

    `reach` gives the window to look at where it is not the desk's own.
    """

    name: str
    desk: Callable[[Path], Desk]
    reach: Callable[[Shown], QWidget | None]


def today(shown: Shown) -> None:
    shown.go(Place())


def before(shown: Shown) -> None:
    shown.go(place.visit(shown.visit().id, Stage.BEFORE))


def capture_strip(shown: Shown) -> None:
    shown.at("10:52")
    shown.go(place.visit(shown.visit().id))
    shown.do("capture")
    shown.keys.type("s")
    shown.keys.type("Nine boys' writing, before and after: seven are longer and plainly their own.")
    shown.work.flush()
    shown.settle()


def capture_an_action(shown: Shown) -> None:
    shown.at("10:52")
    shown.go(place.visit(shown.visit().id))
    shown.do("capture")
    shown.keys.type("a")
    shown.keys.type("Show the nine boys' books to the other departments")
    shown.keys.press("Return")
    shown.keys.type("Head of English")
    shown.work.capturing.strip._more.click()
    shown.work.flush()
    shown.settle()


def carry_over(shown: Shown) -> None:
    _session(shown, SessionKind.HEAD_CHAIR)
    _scroll_to(shown, "Promised before")


def late(shown: Shown) -> None:
    shown.at("10:40")
    shown.go(place.visit(shown.visit().id))
    shown.do("late")


def lunch(shown: Shown) -> None:
    _session(shown, SessionKind.LUNCH)
    _scroll_to(shown, shown.desk.pupils.of_school(shown.school().id, tracked=True)[0].name)


def names_hidden(shown: Shown) -> None:
    lunch(shown)
    shown.do("hide-names")


def entry_open(shown: Shown) -> None:
    _session(shown, SessionKind.LESSONS)
    from sipdesk.ui.pages.visit.entries import EntryRow

    row = next(r for r in shown.page.findChildren(EntryRow) if r.isVisible())
    row._change.setChecked(True)
    shown.settle()
    shown.body.ensureWidgetVisible(row, 0, 200)


def synthesis(shown: Shown) -> None:
    shown.go(place.visit(shown.visit().id, Stage.SYNTHESIS))


def findings(shown: Shown) -> None:
    synthesis(shown)
    _scroll_to(shown, "Findings")


def note(shown: Shown) -> None:
    shown.go(place.visit(shown.visit().id, Stage.NOTE))


def note_with_news(shown: Shown) -> None:
    note(shown)
    shown.keys.tab_to("What we found")
    shown.keys.type("In my own words. ")
    shown.work.flush()
    visit = shown.visit()
    found = shown.desk.evidence.findings(visit.id)[0]
    shown.desk.evidence.edit_finding(found.id, text="Small groups moved eight of the nine boys.")
    shown.desk.compose_note(visit.id)
    shown.settle()
    _scroll_to(shown, "What we found")


def preview(shown: Shown) -> None:
    note(shown)
    shown.keys.push("Preview")


def plan(shown: Shown) -> None:
    shown.go(place.school(shown.school().id, Section.PLAN))


def plan_a_visit(shown: Shown) -> None:
    shown.do("plan-visit")


def export(shown: Shown) -> None:
    note(shown)
    shown.do("export-note-pdf")


def palette(shown: Shown) -> None:
    shown.go(Place())
    shown.do("palette")
    shown.keys.type("set 4")


def message(shown: Shown) -> None:
    before(shown)
    shown.work.tell("The rest of the day has moved. Ctrl+Z puts it back.")
    shown.settle()


def trouble(shown: Shown) -> None:
    before(shown)
    shown.work._failed(FULL)
    shown.settle()


def error_at_a_field(shown: Shown) -> None:
    before(shown)
    shown.keys.fill("To", "08:00")
    shown.keys.press("Tab")


def binned(shown: Shown) -> None:
    school = shown.school()
    shown.desk.priorities.bin(shown.desk.priorities.of_school(school.id)[0].id)
    shown.desk.pupils.bin(shown.desk.pupils.of_school(school.id)[0].id)
    shown.go(Place(Kind.BIN))


def no_school(shown: Shown) -> None:
    shown.go(Place())


def nothing_in(section: Section) -> Callable[[Shown], None]:
    def reach(shown: Shown) -> None:
        shown.go(place.school(shown.school().id, section))

    return reach


def empty_visit(stage: Stage) -> Callable[[Shown], None]:
    def reach(shown: Shown) -> None:
        today = shown.desk.clock.now().date()
        made = shown.desk.visits.add(shown.school().id, today, [], kind="Blank day")
        shown.go(place.visit(made.id, stage))

    return reach


def opening(shown: Shown) -> None:
    page = OpeningPage("desk.sipdesk", shown.window)
    instead(shown, page)
    page._secret.setFocus()


def opening_refused(shown: Shown) -> None:
    page = OpeningPage("desk.sipdesk", shown.window)
    instead(shown, page)
    page.say("Neither the passphrase nor the recovery code fits. Nothing has been changed.")


def first_start(shown: Shown) -> None:
    page = FirstStart(shown.window)
    instead(shown, page)
    page._first.setFocus()


def first_start_code(shown: Shown) -> None:
    page = FirstStart(shown.window)
    instead(shown, page)
    page.show_code(CODE)


def first_start_begin(shown: Shown) -> None:
    page = FirstStart(shown.window)
    instead(shown, page)
    page.show_code(CODE)
    page._sheet._again.setText(CODE.split()[-1])
    page._sheet._check()


STATES = (
    State("capture-strip", desks.half_lived, capture_strip),
    State("capture-an-action", desks.half_lived, capture_an_action),
    State("carry-over", desks.half_lived, carry_over),
    State("late", desks.fresh, late),
    State("lunch", desks.lived, lunch),
    State("names-hidden", desks.lived, names_hidden),
    State("entry-open", desks.lived, entry_open),
    State("findings", desks.lived, findings),
    State("note-with-news", desks.lived, note_with_news),
    State("preview", desks.lived, preview),
    State("plan-a-visit", desks.lived, plan_a_visit),
    State("export", desks.lived, export),
    State("palette", desks.lived, palette),
    State("message", desks.fresh, message),
    State("trouble", desks.fresh, trouble),
    State("error-at-a-field", desks.fresh, error_at_a_field),
    State("bin-filled", desks.lived, binned),
    State("empty-no-school", desks.empty, no_school),
    *(State(f"empty-{s}", desks.bare, nothing_in(s)) for s in Section),
    *(State(f"empty-visit-{s}", desks.bare, empty_visit(s)) for s in Stage),
    State("opening", desks.empty, opening),
    State("opening-refused", desks.empty, opening_refused),
    State("first-start-1", desks.empty, first_start),
    State("first-start-2", desks.empty, first_start_code),
    State("first-start-3", desks.empty, first_start_begin),
)
# What the guide and the README show, under names that stay.
GUIDE = (
    State("today", desks.fresh, today),
    State("before", desks.fresh, before),
    State("day", desks.half_lived, capture_strip),
    State("carry-over", desks.half_lived, carry_over),
    State("late", desks.fresh, late),
    State("lunch", desks.lived, lunch),
    State("synthesis", desks.lived, synthesis),
    State("note", desks.lived, note),
    State("preview", desks.lived, preview),
    State("plan", desks.lived, plan),
    State("palette", desks.lived, palette),
    State("first-start", desks.empty, first_start_code),
)


def instead(shown: Shown, page: OpeningPage | FirstStart) -> None:
    """What stands in the window before a store is open: no menu, no rail."""
    shown.window.menuBar().hide()
    shown.window.takeCentralWidget().hide()
    shown.window.setCentralWidget(page)
    shown.settle()


def _session(shown: Shown, kind: SessionKind) -> None:
    shown.go(place.visit(shown.visit().id, Stage.DAY, shown.session(kind).id))


def _scroll_to(shown: Shown, heading: str) -> None:
    """Bring a heading to the top of the page."""
    from sipdesk.ui.widgets.words import Words

    words = [w for w in shown.page.findChildren(Words) if w.isVisible()]
    label = next(w for w in words if w.text().startswith(heading))
    inside = shown.body.widget()
    shown.body.verticalScrollBar().setValue(label.mapTo(inside, label.rect().topLeft()).y() - 24)
    shown.settle()


def still(shown: Shown) -> None:
    """No blinking line where one types, so that pictures are the same each time."""
    for text in shown.window.findChildren(QPlainTextEdit):
        text.setCursorWidth(0)
