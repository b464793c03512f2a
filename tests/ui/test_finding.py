"""What the palette offers: pages go by their names, those of the school in front before others."""

from __future__ import annotations

from pathlib import Path

import pytest

from sipdesk.models.desk import Desk
from sipdesk.ui import place
from sipdesk.ui.place import SECTIONS, Kind, Section
from tests.builders import a_desk, a_school
from tests.ui.windows import Shown


def two_schools(folder: Path) -> Desk:
    desk = a_desk(folder, "2026-11-24 08:00")
    a_school(desk, "Kingsmead School")
    a_school(desk, "Northgate High")
    return desk


@pytest.fixture
def window(opened) -> Shown:
    shown: Shown = opened(two_schools)
    return shown


def offered(shown: Shown, words: str) -> list[tuple[str, str]]:
    shown.do("palette")
    shown.keys.type(words)
    found = [(offer.words, offer.hint) for offer in shown.window._palette._offers]
    shown.keys.press("Escape")
    return found


@pytest.mark.parametrize("section", Section)
def test_a_page_of_the_school_in_front_is_reached_by_its_name(window: Shown, section) -> None:
    school = window.desk.schools.named("Northgate High")
    window.go(place.school(school.id))
    window.do("palette")
    window.keys.type(SECTIONS[section].casefold())
    window.keys.press("Return")
    window.settle()
    here = window.work.router.here
    assert (here.kind, here.school_id, here.part) == (Kind.SCHOOL, school.id, section)


def test_in_a_school_only_its_own_pages_are_offered(window: Shown) -> None:
    window.go(place.school(window.desk.schools.named("Northgate High").id))
    pages = [hint for words, hint in offered(window, "pupils") if words == "Pupils"]
    assert pages == ["Page, Northgate High"]


def test_elsewhere_each_school_has_its_pages_and_its_name_narrows_them(window: Shown) -> None:
    window.do("today")
    assert [hint for words, hint in offered(window, "pupils") if words == "Pupils"] == [
        "Page, Kingsmead School",
        "Page, Northgate High",
    ]
    assert offered(window, "pupils north")[0] == ("Pupils", "Page, Northgate High")


@pytest.mark.parametrize("name", ["backups", "keeping and erasing", "history", "bin", "settings"])
def test_the_pages_of_the_desk_are_offered_by_name(window: Shown, name: str) -> None:
    assert offered(window, name)[0][0].casefold() == name
