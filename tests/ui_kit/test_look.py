"""Colours that can be read, a focus that can be seen, nothing cut off."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from sipdesk.export.document import Tone
from sipdesk.ui.style import palette, status, theme
from sipdesk.ui.style.metrics import Size
from sipdesk.ui.widgets.words import Words
from tests.ui_kit.gallery import Gallery

Role, Group = QPalette.ColorRole, QPalette.ColorGroup
GROUPS = (Group.Active, Group.Inactive, Group.Disabled)
PAIRS = [
    (Role.WindowText, Role.Window),
    (Role.WindowText, Role.Base),
    (Role.Text, Role.Base),
    (Role.Text, Role.AlternateBase),
    (Role.ButtonText, Role.Button),
    (Role.PlaceholderText, Role.Base),
    (Role.PlaceholderText, Role.Window),
    (Role.BrightText, Role.Base),
    (Role.BrightText, Role.Window),
    (Role.Link, Role.Base),
    (Role.Link, Role.Window),
    (Role.HighlightedText, Role.Highlight),
    (Role.ToolTipText, Role.ToolTipBase),
]


@pytest.mark.parametrize("roles", palette.ALL, ids=lambda roles: roles.name)
@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_text_can_be_read(roles: palette.Roles, group: Group) -> None:
    made = palette.build(roles)
    for front, back in PAIRS:
        found = palette.contrast(made.color(group, front), made.color(group, back))
        assert found >= 4.5, (front, back, found)


@pytest.mark.parametrize("roles", palette.ALL, ids=lambda roles: roles.name)
def test_standing_focus_and_controls_can_be_seen(roles: palette.Roles) -> None:
    for back in (roles.window, roles.base, roles.chosen):
        for text in (roles.text, roles.accent, roles.red, roles.amber, roles.green):
            assert palette.contrast(text, back) >= 4.5, (text, back)
    for back in (roles.window, roles.base):
        assert palette.contrast(roles.muted, back) >= 4.5
        assert palette.contrast(roles.line, back) >= 2.99
    assert palette.contrast(roles.on_accent, roles.accent) >= 4.5


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert palette.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert round(palette.contrast("#1B1F23", "#FFFFFF"), 1) == 16.6


def test_every_tone_has_a_word_and_a_shape_of_its_own() -> None:
    marks = [status.MARKS[tone] for tone in Tone if tone]
    assert len({mark.shape for mark in marks}) == len({mark.word for mark in marks}) == 3
    assert status.in_words(Tone.NEARLY) == "▲ Nearly"
    assert status.in_words(Tone.NEARLY, "Slipping") == "▲ Slipping"


@pytest.mark.parametrize("mode", ["light", "dark", "contrast", "system"])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.25])
def test_the_gallery_fits_the_window_in_every_look(look, qtbot, mode, scale) -> None:
    theme.apply(look, mode, scale)
    gallery = _shown(qtbot)
    assert gallery.size().width() == 1366
    inside = gallery.body.widget()
    assert inside.width() <= gallery.body.viewport().width()
    assert _cut(gallery) == []


def test_a_form_fits_into_280_pixels(look, qtbot) -> None:
    gallery = _shown(qtbot)
    form = gallery.form
    form.setParent(None)
    qtbot.addWidget(form)
    form.resize(280, 1600)
    form.show()
    QApplication.processEvents()
    assert form.width() == 280
    assert _cut(form) == []


def test_the_look_changes_while_the_window_is_open(look, qtbot) -> None:
    gallery = _shown(qtbot)
    word = next(each for each in gallery.findChildren(Words) if each.text() == "Session")
    before, target = word.fontInfo().pixelSize(), gallery.form.editor("title").height()
    theme.apply(look, "dark", 2.0)
    QApplication.processEvents()
    assert before == Size.LARGE
    assert word.fontInfo().pixelSize() == 2 * Size.LARGE
    assert gallery.form.editor("title").height() >= 2 * target
    assert gallery.palette().color(Role.Window).name().upper() == palette.DARK.window
    assert theme.colour("red").name().upper() == palette.DARK.red


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
def test_focus_changes_what_is_seen(look, qtbot, mode) -> None:
    theme.apply(look, mode, 1.0)
    gallery = _shown(qtbot)
    stops = [each for each in _tab_stops(gallery) if each.isVisible()]
    for stop in stops:
        other = stops[0] if stop is not stops[0] else stops[1]
        other.setFocus()
        away = stop.grab().toImage()
        stop.setFocus()
        assert stop.grab().toImage() != away, stop


def test_everything_to_click_is_large_enough(look, qtbot) -> None:
    gallery = _shown(qtbot)
    for button in gallery.findChildren(QPushButton):
        if button.isVisible():
            assert button.height() >= 32, button.text()


def test_pictures_can_be_taken(look, qtbot, tmp_path: Path) -> None:
    gallery = _shown(qtbot)
    assert gallery.grab().save(str(tmp_path / "gallery.png"))


def _shown(qtbot) -> Gallery:
    gallery = Gallery()
    qtbot.addWidget(gallery)
    gallery.resize(1366, 768)
    with qtbot.waitExposed(gallery):
        gallery.show()
    gallery.activateWindow()
    QApplication.processEvents()
    return gallery


def _tab_stops(window: QWidget) -> list[QWidget]:
    found, widget = [], window.nextInFocusChain()
    while widget is not window and widget not in found:
        policy = widget.focusPolicy()
        if policy.value & 1 and widget.focusProxy() is None and widget.isEnabled():
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def _cut(window: QWidget) -> list[str]:
    """Labels and buttons that show less than all of their words, or stick out of their parent."""
    found = []
    for each in window.findChildren(QWidget):
        if not isinstance(each, (QLabel, QPushButton)) or not each.isVisible() or not each.text():
            continue
        parent = each.parentWidget()
        ends = each.mapTo(parent, QPoint(each.width(), each.height()))
        least = each.heightForWidth(each.width()) if each.hasHeightForWidth() else each.height()
        narrow = isinstance(each, QPushButton) and each.width() < each.sizeHint().width()
        if (
            ends.x() > parent.width()
            or ends.y() > parent.height()
            or each.height() < least
            or narrow
        ):
            found.append(each.text())
    return found
