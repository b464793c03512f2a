"""Nothing stalls: a huge paste, a huge table, the whole kit's imports."""

from __future__ import annotations

import subprocess
import sys
from statistics import median
from time import perf_counter

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from sipdesk.export.document import Tone
from sipdesk.models.fields import Editor, Field
from sipdesk.ui.tables import RecordTable
from tests.ui_kit.gallery import COLUMNS, Action

HUGE = ("Pupils can say which level they work at, but not what the next step is. " * 20 + "\n") * 70


def test_a_paste_of_100_000_characters_costs_little_more_than_in_a_bare_field(
    make_form, qtbot
) -> None:
    assert len(HUGE) > 100_000
    form = make_form(Field("notes", "Notes", Editor.TEXT))
    bare = QPlainTextEdit()
    qtbot.addWidget(bare)
    bare.resize(form.editor("notes").size())
    bare.show()
    QApplication.clipboard().setText(HUGE)
    ours = median(_time(lambda: _paste_and_type(form.editor("notes"))) for _ in range(5))
    theirs = median(_time(lambda: _paste_and_type(bare)) for _ in range(5))
    assert ours < 2 * theirs + 0.02, (ours, theirs)
    assert form.flush()


def test_saving_100_000_characters_is_no_stall(make_form) -> None:
    form = make_form(Field("notes", "Notes", Editor.TEXT))
    form.set_value("notes", HUGE)
    assert _time(form.flush) < 0.05


def test_a_table_ten_times_as_long_is_shown_as_fast(look, qtbot) -> None:
    def first_paint(count: int) -> float:
        rows = [Action(str(at), f"Action {at}", "HT", "", at, Tone.GOOD) for at in range(count)]
        table = RecordTable(COLUMNS)
        table.resize(1000, 600)
        table.replace(rows)
        qtbot.addWidget(table)
        return _time(table.grab)

    first_paint(10)
    short = median(first_paint(10_000) for _ in range(5))
    long = median(first_paint(100_000) for _ in range(5))
    assert long < 1.5 * short + 0.01, (long, short)


def test_the_kit_brings_nothing_heavy_with_it() -> None:
    code = (
        "import sys; import sipdesk.ui.forms, sipdesk.ui.tables, sipdesk.ui.tasks, "
        "sipdesk.ui.bridge, sipdesk.ui.widgets.saved_mark, sipdesk.ui.widgets.message_bar; "
        "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    for heavy in (
        "reportlab",
        "openpyxl",
        "docx",
        "sqlite_utils",
        "cryptography",
        "cattrs",
        "asyncio",
    ):
        assert heavy not in loaded


def _paste_and_type(editor: QPlainTextEdit) -> None:
    editor.selectAll()
    editor.paste()
    QApplication.processEvents()
    QTest.keyClicks(editor, "typing on")
    QApplication.processEvents()


def _time(work: object) -> float:
    begun = perf_counter()
    work()  # type: ignore[operator]
    return perf_counter() - begun
