"""One pupil: how far, in whose words, in which groups, and since when."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.pupil.head import Head
from sipdesk.ui.pages.pupil.part import PupilPart
from sipdesk.ui.pages.pupil.results import Results
from sipdesk.ui.pages.pupil.talks import Talks
from sipdesk.ui.pages.pupil.times import Times
from sipdesk.ui.pages.pupil.tracked import AttendanceOf, Parents, TargetGroups
from sipdesk.ui.pages.pupil.ways import Ways
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP
from sipdesk.ui.view import View


class PupilPage(Page):
    """The same parts for one pupil after another."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._school_id = school_id
        self._pupil_id = ""
        head = Head(view, self)
        kinds = (Ways, Talks, Results, TargetGroups, Times, AttendanceOf, Parents)
        self._parts: list[PupilPart] = [head, *(kind(view, self) for kind in kinds)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GROUP))
        for part in self._parts:
            column.addWidget(self.adopt(part))
        column.addStretch(1)
        view.namesChanged.connect(self.refresh)

    def refresh(self) -> None:
        """What is not in front is made fresh when somebody is revealed on it."""
        if self._pupil_id and self.isVisible():
            self._show()

    def reveal(self, ref: str) -> None:
        self._pupil_id = ref
        self._show()

    def _show(self) -> None:
        pupil = self.desk.pupils.get(self._pupil_id)
        for part in self._parts:
            part.show_pupil(pupil)
