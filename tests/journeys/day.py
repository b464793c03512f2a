"""A visit day lived by keyboard in the real window, chapter by chapter.

``python -m tests.journeys.day STORE CHAPTER…`` opens the window on STORE, lives the chapters and
says after each what the store holds; after the last it waits to be killed.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

from PySide6.QtTest import QTest

from sipdesk.app import DeskApp, make_app
from sipdesk.models.clock import FixedClock
from sipdesk.models.desk import Desk
from sipdesk.models.visits import SessionKind, Visit
from tests.journeys.keyboard import Keyboard

PASSPHRASE = "a passphrase for a journey"
DAY = date(2026, 11, 24)
MANY = 2000  # more steps than a day has
LEFT = "departures"  # that a document left is not undone: it has left
AWKWARD = "=1+1 <b>bold</b> & “quoted” ł ș ŵ"
FORTY = "\n".join(f"Line {n} of what the head of English said about writing." for n in range(1, 41))


class Living:
    """One window, one clock, two hands."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self.clock = FixedClock(datetime.combine(DAY, time(8, 0)))
        self.app = make_app()
        self.desk_app = DeskApp(self.app, store, PASSPHRASE, self.clock)
        self.desk_app.show()
        self.keys = Keyboard(self.desk_app.window)
        self.keys.wait_for(lambda: self.desk_app.desk is not None)
        self.desk_app.window.activateWindow()
        self.keys.settle()

    @property
    def desk(self) -> Desk:
        assert self.desk_app.desk is not None
        return self.desk_app.desk

    def at(self, hour: int, minute: int) -> None:
        """Put the clock on and let the window see it."""
        self.clock.set(datetime.combine(DAY, time(hour, minute)))

    def visit(self) -> Visit:
        """The visit of the day, as the store has it."""
        found = self.desk.capture.todays(DAY)
        assert found is not None
        return found

    def session(self, kind: SessionKind) -> str:
        """The id of the day's session of a kind."""
        return next(s.id for s in self.desk.visits.running(self.visit().id) if s.kind is kind)

    def messages(self) -> list[str]:
        """What the window says at the top of the page."""
        assert self.desk_app.window.workspace is not None
        return self.desk_app.window.workspace.messages.texts()


def plan(me: Living) -> None:
    """A new visit from the Gaining Ground template."""
    me.clock.set(datetime.combine(date(2026, 11, 20), time(16, 0)))
    me.keys.press("Ctrl+N")
    me.keys.fill("Day of the visit", "24/11/2026")
    me.keys.tab_to("Kind of day")
    me.keys.type("Gaining")
    me.keys.fill("Focus", "Has writing moved? " + AWKWARD)
    me.keys.push("Put it in the diary")
    me.keys.wait_for(lambda: any(v.on == DAY for v in me.desk.visits.all()))


def morning(me: Living) -> None:
    """Arrive, and look again at what was promised."""
    me.at(8, 40)
    me.keys.press("Ctrl+D")
    _capture_two(me, "Arrive")
    me.at(9, 5)
    me.keys.press("Ctrl+T")
    me.keys.press("Ctrl+D")
    carried = me.desk.carryover.of_visit(me.visit().id)
    for number, _ in enumerate(carried):
        me.keys.answer("How it stands", "o" if number % 2 else "s")
        me.keys.fill("In a sentence", f"Looked at again, number {number + 1}.")
    _capture_two(me, "Head and chair")


def late(me: Living) -> None:
    """Departments, and a quarter of an hour behind at twenty to eleven."""
    me.at(10, 40)
    me.keys.press("Ctrl+T")
    me.keys.press("Ctrl+D")
    me.keys.press("Ctrl+L")
    me.keys.press("Return")
    me.keys.wait_for(lambda: any("moved" in words for words in me.messages()))
    _capture_two(me, "Departments")
    me.keys.push("Add a department")
    me.keys.fill("Subject", "English")
    me.keys.fill("Planning", FORTY)


def lunch(me: Living) -> None:
    """Three pupils at the table."""
    me.at(12, 20)
    me.keys.press("Ctrl+T")
    me.keys.press("Ctrl+D")
    pupils = me.desk.pupils.of_school(me.visit().school_id, tracked=True)[:3]
    for pupil in pupils:
        me.keys.push(f"Talk with {pupil.name}")
        me.keys.answer("Knows the level", "y")
        me.keys.answer("Knows the target", "p")
        me.keys.answer("Knows how to get there", "n")
        me.keys.answer("On track", "y")
        me.keys.answer("Learning scale", "2")
        me.keys.fill("What helps", "Being shown a finished piece first")
        me.keys.fill("In the pupil's own words", "I know what a B looks like now")
    _capture_two(me, "Lunch")


def afternoon(me: Living) -> None:
    """A classroom, the synthesis, the governors, leaving."""
    me.at(13, 50)
    me.keys.press("Ctrl+T")
    me.keys.press("Ctrl+D")
    me.keys.push("Add a classroom")
    me.keys.fill("Subject", "English")
    me.keys.fill("Year", "Year 9")
    _capture_two(me, "Classroom")
    me.at(14, 50)
    me.keys.press("Ctrl+T")
    me.keys.press("Ctrl+D")
    _capture_two(me, "Synthesis")
    me.keys.press("Ctrl+PgDown")
    me.keys.push("Find a concern")
    me.keys.tab_to("Finding")
    me.keys.type("Writing is planned for but not yet marked for.")
    me.keys.push("Next step")
    me.keys.fill("Next step", "Mark one piece a fortnight against the target " + AWKWARD)
    me.keys.fill("Who answers for it", "Head of English")
    me.keys.fill("By when", "18/12/2026")
    me.at(15, 40)
    me.keys.press("Ctrl+T")
    me.keys.press("Ctrl+D")
    _capture_two(me, "Governors")
    me.keys.press("Ctrl+PgDown", times=2)
    me.keys.fill("Did today make a difference", "Yes: the head saw the books herself.")
    me.keys.fill("Progress since last time", "Less than was promised, more than was feared.")


def note(me: Living) -> None:
    """The note composed and edited, and everything sent out."""
    me.at(17, 10)
    me.keys.press("Ctrl+Shift+C")
    me.keys.tab_to("Why we met")
    me.keys.press("Ctrl+End")
    me.keys.type(" In my own words.")
    folder = me.store.parent / "papers"
    folder.mkdir(exist_ok=True)
    for keys, name in (
        ("Ctrl+P", "note.pdf"),
        ("Ctrl+Shift+P", "note.docx"),
        ("Ctrl+E", "plan.xlsx"),
    ):
        me.keys.press(keys)
        me.keys.fill("Write it to", str(folder / name))
        me.keys.press("Return")
        me.keys.wait_for(lambda name=name: (folder / name).exists())
        me.keys.wait_for(lambda name=name: any(name in words for words in me.messages()))


def back_and_forth(me: Living) -> None:
    """Everything undone step by step to the state before the plan, and redone."""
    after = me.desk.store.fingerprint(LEFT)
    before = (me.store.parent / "before.txt").read_text()
    steps = 0
    me.keys.press("Ctrl+T")
    while me.desk.capture.todays(DAY) is not None:  # to plan it was the first step
        me.keys.press("Ctrl+Z")
        steps += 1
        assert steps < MANY, f"The visit is never undone; {me.messages()}"
    assert me.desk.store.fingerprint(LEFT) == before, f"Not as before; {me.messages()}"
    me.keys.press("Ctrl+T")
    me.keys.press("Ctrl+Shift+Z", times=steps)
    assert me.desk.store.fingerprint(LEFT) == after, f"Not as after; {me.messages()}"


CHAPTERS: dict[str, Callable[[Living], None]] = {
    chapter.__name__: chapter
    for chapter in (plan, morning, late, lunch, afternoon, note, back_and_forth)
}


def _capture_two(me: Living, where: str) -> None:
    """Two lines in the session in front: an observation, then a question put."""
    me.keys.press("Ctrl+Return")
    me.keys.type("e")
    me.keys.type(f"{where}: books are marked with a next step. {AWKWARD}")
    me.keys.press("Return")
    me.keys.type("c")
    me.keys.type(f"{where}: three in set four have no target.")
    me.keys.press("Return")
    me.keys.press("Esc")


def main() -> None:
    """Live some chapters, say so, and wait for the end."""
    store, *chapters = sys.argv[1:]
    me = Living(Path(store))
    for name in chapters:
        try:
            CHAPTERS[name](me)
        except BaseException:
            traceback.print_exc()  # the program's own hook would only note it
            raise
        me.keys.rest()
        print(json.dumps({"chapter": name, "store": me.desk.store.fingerprint(LEFT)}), flush=True)
    print("waiting", flush=True)
    while True:
        QTest.qWait(1000)


if __name__ == "__main__":
    main()
