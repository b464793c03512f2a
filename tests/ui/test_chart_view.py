"""A chart in the window: read by keyboard and screen reader, the same at every scale."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sipdesk.export.charts import Traces
from sipdesk.export.document import Chart, Document, Para
from sipdesk.ui.pages.visit.preview import Preview
from sipdesk.ui.style import charting, theme
from sipdesk.ui.widgets.chart import ChartView
from tests.export.charts import some_gaps, some_lights, some_traces


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, "light", 1.0)
    yield
    theme.apply(qapp, "light", 1.0)


def shown(qtbot: QtBot, chart: Chart, width: int = 640) -> ChartView:
    view = ChartView(chart)
    qtbot.addWidget(view)
    view.resize(width, view.heightForWidth(width))
    view.show()
    return view


def test_it_says_what_it_is(qtbot: QtBot) -> None:
    view = shown(qtbot, Chart("Reading", some_gaps(), "Three groups."))
    assert view.accessibleName() == "Reading"
    assert view.accessibleDescription() == "Three groups."


def test_the_arrows_step_through_its_figures(qtbot: QtBot) -> None:
    view = shown(qtbot, Chart("Reading", some_gaps(), "Three groups."))
    said = []
    keys = [Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Home]
    for key in keys:
        qtbot.keyClick(view, key)
        stop = view.stop()
        assert stop is not None
        assert view.accessibleDescription() == f"{stop.words} Three groups."
        said.append(stop.words)
    eal = "English as an additional language"
    assert said == ["24 pupils, 22.3", eal, "Travellers", "Travellers", "24 pupils, 22.3"]


def test_other_keys_go_on_to_whoever_wants_them(qtbot: QtBot) -> None:
    view = shown(qtbot, Chart("Reading", some_gaps()))
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert view.stop() is None


@pytest.mark.parametrize("scale", [1.0, 2.25])
@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
def test_it_is_painted_in_every_look(qtbot: QtBot, qapp: QApplication, mode, scale) -> None:
    theme.apply(qapp, mode, scale)
    for plot in (some_gaps(), some_lights(), some_traces()):
        view = shown(qtbot, Chart("Any", plot, height=10), 700)
        picture = view.grab().toImage()
        colours = {picture.pixel(x, y) for x in range(0, 700, 3) for y in range(0, 150, 3)}
        assert len(colours) > 3


def test_at_225_per_cent_it_is_the_same_chart(qapp: QApplication) -> None:
    theme.apply(qapp, "light", 1.0)
    small = charting.placed(some_gaps(), 520)
    theme.apply(qapp, "light", 2.0)
    large = charting.placed(some_gaps(), 1040)
    assert [label.text for label in small.labels] == [label.text for label in large.labels]
    assert large.height == pytest.approx(2 * small.height)


def test_words_are_measured_as_wide_as_they_are_drawn(qapp: QApplication) -> None:
    from PySide6.QtGui import QFontMetricsF

    font = charting.face(13, False)
    text = "English as an additional language"
    assert charting.measure(text, 13, False) == pytest.approx(
        QFontMetricsF(font).horizontalAdvance(text), rel=0.02
    )


def test_a_chart_can_be_taken_away(qtbot: QtBot) -> None:
    view = shown(qtbot, Chart("Reading", some_gaps()))
    view.show_chart(None)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.stop() is None


def test_the_preview_shows_it_among_the_text(qtbot: QtBot) -> None:
    preview = Preview()
    qtbot.addWidget(preview)
    preview.resize(700, 600)
    preview.show()
    plot = some_traces()
    assert isinstance(plot, Traces)
    preview.show_document(
        Document("Gaps", pieces=(Para("Before"), Chart("A way", plot, "alt"), Para("After")))
    )
    text = preview.toPlainText()
    assert text.index("Before") < text.index("A way") < text.index("After")
    formats = preview.document().allFormats()
    pictures = [f.toImageFormat() for f in formats if f.isImageFormat()]
    assert len(pictures) == 1
    kind = QTextDocument.ResourceType.ImageResource.value
    assert preview.document().resource(kind, pictures[0].name()) is not None
