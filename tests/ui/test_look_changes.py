"""The size of text and the look change while one works; the window comes back as it was left."""

from __future__ import annotations

from sipdesk.ui import place
from sipdesk.ui.main_window import MainWindow
from sipdesk.ui.place import Kind, Place, Section, Stage
from sipdesk.ui.preferences import Preferences
from sipdesk.ui.style import theme
from tests.pictures import desks
from tests.pictures.measure import cut_off
from tests.ui.windows import Shown


def test_text_grows_and_shrinks_while_the_page_stays(opened) -> None:
    shown: Shown = opened(desks.lived)
    visit = shown.visit().id
    places = [
        Place(),
        place.school(shown.school().id, Section.PLAN),
        place.visit(visit),
        place.visit(visit, Stage.SYNTHESIS),
    ]
    for there in places:
        shown.go(there)
        front = shown.page
        shown.preferences.scale = 2.0
        shown.keys.press("Ctrl++")
        assert theme.current().metrics.scale == 2.25
        assert shown.page is front
        shown.keys.wait_for(lambda: cut_off(shown.window) == [], 3)
        assert shown.window.size().toTuple() == (1366, 768)
        shown.preferences.scale = 1.25
        shown.keys.press("Ctrl+-")
        assert theme.current().metrics.scale == 1.0
        shown.keys.wait_for(lambda: cut_off(shown.window) == [], 3)


def test_typing_survives_a_change_of_look(opened) -> None:
    shown: Shown = opened(desks.fresh)
    shown.go(place.visit(shown.visit().id, Stage.BEFORE))
    shown.keys.fill("Kind of visit", "A long day")
    shown.keys.press("Ctrl+Shift+D")
    shown.keys.press("Ctrl++")
    shown.keys.type(", this one")
    shown.work.flush()
    assert shown.visit().kind == "A long day, this one"
    assert theme.colour("window").lightness() < 128


def test_the_settings_show_the_size_that_the_keys_chose(opened) -> None:
    shown: Shown = opened(desks.bare)
    shown.go(Place(Kind.SETTINGS))
    shown.keys.press("Ctrl++")
    look = shown.page._look  # type: ignore[attr-defined]
    assert look.value("scale") == "1.25"


def test_the_window_comes_back_as_it_was_left(opened, qtbot) -> None:
    shown: Shown = opened(desks.bare)
    shown.window.resize(780, 560)  # Qt keeps it within the screen of the test
    shown.keys.press("Ctrl++", times=2)
    shown.keys.press("Ctrl+Shift+D")
    folder = shown.desk.store.path.parent
    left = shown.window.size()
    shown.window.close()
    shown.preferences._file.sync()
    again = Preferences(folder)
    assert (again.mode, again.scale) == ("dark", 1.5)
    window = MainWindow(again)
    qtbot.addWidget(window)
    assert window.size() == left


def test_a_spoilt_window_file_is_no_trouble(qapp, qtbot, tmp_path) -> None:
    (tmp_path / "window.ini").write_text("[General]\nmode=pink\nscale=huge\ngeometry=@x(\n")
    preferences = Preferences(tmp_path)
    assert (preferences.mode, preferences.scale) == ("system", 1.0)
    qtbot.addWidget(MainWindow(preferences))
