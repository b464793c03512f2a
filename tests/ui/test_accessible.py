"""What assistive technology is told of every page, and how far the keyboard gets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QImage, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTabBar,
    QToolButton,
    QWidget,
)

from sipdesk.models.visits import SessionKind
from sipdesk.ui import pictures, place
from sipdesk.ui.actions import MENUS, SPECS
from sipdesk.ui.style.palette import contrast
from tests.pictures import desks
from tests.ui.windows import Shown, described, own, seen, tab_stops, top_left

Role = QAccessible.Role
NAMELESS = {Role.NoRole, Role.Client, Role.Window, Role.Pane, Role.Grouping}
FULL_OF = {Role.Table, Role.List, Role.Tree}  # their cells have tests of their own
LEAST = 24  # px
LINE = 20  # px by which two things on one line may be apart


def walk(top: QAccessibleInterface, depth: int = 0) -> Iterator[QAccessibleInterface]:
    """Everything a screen reader could come to, but the cells of lists."""
    yield top
    if depth > 30 or top.role() in FULL_OF:
        return
    for at in range(top.childCount()):
        child = top.child(at)
        if child is not None and child.isValid():
            yield from walk(child, depth + 1)


@dataclass
class Found:
    """What is not as it should be, page by page."""

    nameless: list[object]
    alike: list[object]
    miscalled: list[object]
    small: list[object]
    by_tab: list[object]


@pytest.fixture(scope="module")
def found(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """All pages of the lived-in desk, looked at once."""
    folder = tmp_path_factory.mktemp("pages")
    shown = Shown(desks.lived(folder), folder)
    found = Found([], [], [], [], [])
    for name, there in pictures.places(shown.desk):
        shown.go(there)
        found.nameless += [(name, *each) for each in _nameless(shown)]
        found.alike += [(name, each) for each in _alike(shown)]
        found.miscalled += [(name, each) for each in _miscalled(shown)]
        found.small += [(name, described(w), w.size().toTuple()) for w in _small(shown)]
        found.by_tab += [(name, *each) for each in _out_of_order(shown)]
    shown.close()
    shown.desk.close()
    return found


def test_everything_that_takes_the_keyboard_has_a_name_and_a_role(found: Found) -> None:
    assert found.nameless == []


def test_no_two_buttons_of_a_page_have_the_same_name(found: Found) -> None:
    assert found.alike == []


def test_a_button_is_called_by_the_words_on_it(found: Found) -> None:
    """Who speaks to the computer says what stands there."""
    assert found.miscalled == []


def test_everything_to_click_is_large_enough(found: Found) -> None:
    assert found.small == []


def _nameless(shown: Shown) -> Iterator[tuple[object, ...]]:
    for each in walk(QAccessible.queryAccessibleInterface(shown.window)):
        if not each.state().focusable or each.state().invisible:
            continue
        name = each.text(QAccessible.Text.Name)
        if not name or "&" in name.replace("G&T", "") or each.role() in NAMELESS:
            yield each.role(), name, str(each.object())


def _alike(shown: Shown) -> list[str]:
    buttons = [
        b
        for b in own(shown.window)
        if isinstance(b, (QPushButton, QToolButton)) and not isinstance(b.parent(), QTabBar)
    ]
    names = Counter(b.accessibleName() or b.text() for b in buttons)
    return [name for name, count in names.items() if count > 1]


def _miscalled(shown: Shown) -> list[str]:
    return [
        button.accessibleName()
        for button in seen(shown.window, QPushButton)
        if button.accessibleName()
        and not button.accessibleName().startswith(button.text().replace("&&", "&").rstrip("…"))
    ]


def _small(shown: Shown) -> list[QWidget]:
    return [
        each
        for each in own(shown.window)
        if (isinstance(each, QAbstractButton) or _stop(each))
        and not isinstance(each.parent(), QTabBar)
        and (each.height() < LEAST or each.width() < LEAST)
    ]


def test_tab_reaches_everything_in_the_order_it_is_read(found: Found) -> None:
    assert found.by_tab == []


def _out_of_order(shown: Shown) -> Iterator[tuple[str, ...]]:
    """What Tab misses, and pairs that it takes against the order of reading."""
    stops = tab_stops(shown.window)
    missed = [w for w in own(shown.window) if _stop(w) and w not in stops]
    yield from ((described(w),) for w in missed if not _of_a_group(w, stops))
    inside = [w for w in stops if shown.body.widget().isAncestorOf(w)]
    for one, other in pairwise(inside):
        if _backwards(one, other, shown.body.widget()):
            yield described(one), described(other)


def _stop(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return by_tab and widget.isEnabled() and widget.focusProxy() is None


def _of_a_group(widget: QWidget, stops: list[QWidget]) -> bool:
    """Of a row of answers one is a stop; the arrows lead to the others."""
    return isinstance(widget, QRadioButton) and any(
        isinstance(s, QRadioButton) and s.parent() is widget.parent() for s in stops
    )


def _backwards(one: QWidget, other: QWidget, page: QWidget) -> bool:
    """Whether `other` stands before `one`: above it and not in a column further right."""
    here, there = top_left(one, page), top_left(other, page)
    above = there.y() + other.height() <= here.y() + 1
    same_line = abs(there.y() - here.y()) < LINE
    return (above and there.x() <= here.x()) or (same_line and there.x() < here.x())


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_focus_can_be_seen_wherever_it_is(opened, mode: str) -> None:
    shown = opened(desks.lived, mode=mode)
    kinds: set[type] = set()
    for there in (
        place.school(shown.school().id, place.Section.PLAN),
        place.visit(shown.visit().id, place.Stage.BEFORE),
        place.visit(shown.visit().id, place.Stage.DAY, shown.session(SessionKind.LUNCH).id),
        place.visit(shown.visit().id, place.Stage.SYNTHESIS),
    ):
        shown.go(there)
        for stop in tab_stops(shown.window):
            if type(stop) in kinds:
                continue
            kinds.add(type(stop))
            stop.setFocus(Qt.FocusReason.TabFocusReason)
            focused = _looks(stop)
            shown.page.setFocus()
            assert _looks(stop) != focused, described(stop)
    assert len(kinds) >= 8


def _looks(widget: QWidget) -> QImage:
    QApplication.processEvents()
    text = widget if isinstance(widget, QLineEdit) else None
    if text is not None:
        text.deselect()
    return widget.grab().toImage()


def test_no_key_means_two_things(shown: Shown) -> None:
    keys = Counter(spec.keys for spec in SPECS if spec.keys)
    assert [k for k, count in keys.items() if count > 1] == []
    known = Counter(
        a.shortcut().toString()
        for a in shown.window.actions_by_key.values()
        if not a.shortcut().isEmpty()
    )
    assert max(known.values()) == 1
    bar = {_letter(words) for words in MENUS}
    alt = {QKeySequence(f"Alt+{letter}") for letter in bar}
    assert not alt & {a.shortcut() for a in shown.window.actions_by_key.values()}


def test_no_letter_of_a_menu_is_taken_twice(shown: Shown) -> None:
    assert _clashes(MENUS) == []
    for menu in MENUS:
        assert _clashes(spec.words for spec in SPECS if spec.menu == menu) == [], menu


def _clashes(words: object) -> list[str]:
    letters = Counter(_letter(each) for each in words)  # type: ignore[attr-defined]
    return [letter for letter, count in letters.items() if count > 1 or not letter]


def _letter(words: str) -> str:
    return words.partition("&")[2][:1].casefold()


def test_every_action_is_in_a_menu_and_in_the_palette(shown: Shown) -> None:
    listed = {a for m in shown.window.menuBar().actions() for a in m.menu().actions()}
    from sipdesk.ui.finding import Finding

    finding = Finding(shown.work.view, shown.window.actions_by_key, shown.go)
    for key, action in shown.window.actions_by_key.items():
        assert action in listed, key
        words = action.text().replace("&", "").rstrip("…")
        offered = [offer.words for offer in finding.offers(words)[:30]]
        assert key == "palette" or words in offered, key


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_words_can_be_read_as_they_are_painted(opened, mode: str) -> None:
    """At 225 % the strokes are thick enough to take their full colour."""
    shown = opened(desks.lived, mode=mode, scale=2.25)
    faint, known = {}, set()
    for name, there in pictures.places(shown.desk):
        shown.go(there)
        kinds = {_kind(w): w for w in own(shown.page) if _says_something(w)}
        new = {kind: w for kind, w in kinds.items() if kind not in known}
        known |= set(new)
        page = shown.page.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        for widget in new.values():
            found = _painted_contrast(page, QRect(top_left(widget, shown.page), widget.size()))
            if found < 4.5:
                faint[name, described(widget)] = round(found, 2)
    assert faint == {}
    assert len(known) > 10


def _says_something(widget: QWidget) -> bool:
    kinds = (QLabel, QAbstractButton)
    return isinstance(widget, kinds) and bool(widget.text().strip()) and widget.isEnabled()


def _kind(widget: QWidget) -> tuple[object, ...]:
    """Widgets of a kind are painted alike."""
    checked = isinstance(widget, QAbstractButton) and widget.isChecked()
    around = type(widget.parentWidget())
    return type(widget), widget.foregroundRole(), widget.font().pixelSize(), checked, around


def _painted_contrast(page: QImage, place: QRect) -> float:
    """Between what most of it is painted in and what stands out most from that."""
    image = page.copy(place.intersected(page.rect()))
    colours = Counter(memoryview(image.constBits()).cast("I"))
    behind = QColor.fromRgb(colours.most_common(1)[0][0])
    often = [QColor.fromRgb(colour) for colour, count in colours.items() if count > 3]
    return max(contrast(colour, behind) for colour in often)
