"""The kit is tested in the look it is shown in, without a screen."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QApplication

from sipdesk.models.clock import FixedClock
from sipdesk.models.errors import UserError
from sipdesk.models.fields import Field
from sipdesk.ui.forms import RecordForm
from sipdesk.ui.style import theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
TODAY = date(2009, 11, 12)


class Record:
    """A store of one record that can be told to refuse."""

    def __init__(self) -> None:
        self.saves: list[dict[str, object]] = []
        self.refuse: UserError | None = None

    def save(self, changed: dict[str, object]) -> None:
        if self.refuse is not None:
            raise self.refuse
        self.saves.append(changed)


@pytest.fixture
def look(qapp: QApplication) -> Iterator[QApplication]:
    theme.apply(qapp, "light", 1.0)
    yield qapp
    theme.apply(qapp, "light", 1.0)


@pytest.fixture
def record() -> Record:
    return Record()


@pytest.fixture
def make_form(look, qtbot, record):
    """A shown form over `record`, in its window."""

    def make(*fields: Field, **more: object) -> RecordForm:
        form = RecordForm(fields, record.save, clock=FixedClock(datetime(2009, 11, 12, 10)), **more)
        qtbot.addWidget(form)
        form.resize(700, 500)
        with qtbot.waitExposed(form):
            form.show()
        form.activateWindow()
        return form

    return make
