"""States of the pages on pupils, progress and gaps, and of a file before it is taken in."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sipdesk.models.pupils.upn import check_letter
from sipdesk.ui import place
from sipdesk.ui.pages.gaps import GapsPage
from sipdesk.ui.pages.importing import ImportPage
from sipdesk.ui.place import Kind, Place, Section
from tests.pictures import desks
from tests.pictures.states import State
from tests.ui.windows import Shown

HEADINGS = "UPN,Surname,Forename,DOB,Year,Reg,FSM,KS2 English,English Y9 Aut,Maths Y9 Aut"
ROWS = (
    ("Barlowe", "Isobel", "14/01/2013", "9R", "N", "4b", "5c", "5b"),
    ("Chaudry", "Imaan", "02/11/2012", "9R", "Y", "4c", "4a", "5c"),
    ("Fenwright", "Oscar", "30/06/2013", "9T", "N", "3a", "4c", "4+"),
    ("Marsden-Pike", "Chloe", "21/03/2013", "9R", "Y", "4b", "5c", "5c"),
    ("Obasanya", "Tolu", "09/09/2012", "9K", "N", "5c", "5a", "6c"),
    ("Wintersett", "Harry", "17/12/2012", "9K", "N", "4a", "", "ABS"),
)


def pupil(shown: Shown) -> None:
    school = shown.school()
    found = shown.desk.pupils.of_school(school.id, tracked=True)
    lukasz = next(p for p in found if p.name.startswith("Łukasz"))
    shown.go(place.pupil(school.id, lukasz.id))


def progress(shown: Shown) -> None:
    shown.go(place.school(shown.school().id, Section.PROGRESS))


def gaps(shown: Shown) -> None:
    shown.go(place.school(shown.school().id, Section.GAPS))


def wall(shown: Shown) -> QWidget:
    gaps(shown)
    shown.settle()
    page = shown.page
    assert isinstance(page, GapsPage)
    page.project()
    shown.settle()
    projected = page.wall
    assert projected is not None
    projected.showNormal()  # the whole of a screen that is not there is a square
    projected.resize(shown.window.size())
    return projected


def voice(shown: Shown) -> None:
    shown.go(place.school(shown.school().id, Section.GROUPS, "voice"))


def surveys(shown: Shown) -> None:
    shown.go(place.school(shown.school().id, Section.GROUPS, "surveys"))


def importing(shown: Shown) -> None:
    """A small file of a school's own system, with a mistake in it, before it is taken in."""
    file = shown.desk.store.path.with_name("Year 9, autumn.csv")
    file.write_text("\n".join((HEADINGS, *_lines())), encoding="utf-8")
    shown.go(place.importing(shown.school().id, "pupils"))
    shown.keys.fill("File", str(file))
    shown.keys.press("Return")
    page = shown.page
    assert isinstance(page, ImportPage)
    shown.keys.wait_for(lambda: page._part is not None and not page._part.working.is_busy)


def keeping(shown: Shown) -> None:
    school = shown.school()
    chloe = next(p for p in shown.desk.pupils.of_school(school.id) if p.name.startswith("Chloe M"))
    shown.go(Place(Kind.KEEPING, ref=chloe.id))


def _lines() -> list[str]:
    """The rows with numbers whose check letter is right."""
    lines = []
    for n, (family, first, born, form, *rest) in enumerate(ROWS):
        digits = f"82342951{n:04}"
        cells = (check_letter(f"A{digits}") + digits, family, first, born, "9", form, *rest)
        lines.append(",".join(cells))
    return lines


EVIDENCE = (
    State("pupil-not-on-track", desks.lived, pupil),
    State("voice", desks.lived, voice),
    State("surveys", desks.lived, surveys),
    State("import-preview", desks.lived, importing),
    State("keeping-somebody", desks.lived, keeping),
)
# What the guide shows of them.
EVIDENCE_SHOWN = (
    State("pupil", desks.lived, pupil),
    State("progress", desks.lived, progress),
    State("gaps", desks.lived, gaps),
    State("wall", desks.lived, wall),
    State("voice", desks.lived, voice),
    State("import", desks.lived, importing),
    State("keeping", desks.lived, keeping),
)
