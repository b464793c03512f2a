"""Which pupils, in which subject, under which rule: the choice above the progress of a school."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from sipdesk.models.fields import Choice
from sipdesk.models.folding import natural
from sipdesk.models.progress import Rule
from sipdesk.ui.widgets.editors.pick import PickEditor
from sipdesk.ui.widgets.flow import FlowRow

_RULE = 24  # characters of its title that are to be seen


class CohortChoice(QWidget):
    """A year, a class of it, a subject and a rule; "" stands for all, or for the rule that fits."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forms: dict[str, set[str]] = {}
        self._year = _pick("Year", self)
        self._form = _pick("Class", self)
        self._subject = _pick("Subject", self)
        self._rule = _pick("Rule", self)
        self._rule.setMinimumContentsLength(_RULE)
        row = FlowRow(self)
        for pick in (self._year, self._form, self._subject, self._rule):
            row.add(pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row)
        self._year.edited.connect(self._year_chosen)
        for pick in (self._form, self._subject, self._rule):
            pick.edited.connect(self.changed)

    @property
    def year(self) -> str:
        return str(self._year.value())

    @property
    def form(self) -> str:
        return str(self._form.value())

    @property
    def subject(self) -> str:
        return str(self._subject.value())

    @property
    def rule(self) -> str:
        return str(self._rule.value())

    def offer_classes(self, forms: dict[str, set[str]], usual: str) -> None:
        """The classes there are by year; the `usual` year is chosen while nobody has."""
        if forms == self._forms:
            return
        first = not self._forms
        self._forms = forms
        years = sorted(filter(None, forms), key=natural)
        self._year.set_choices([Choice("", "The whole school"), *(Choice(y, y) for y in years)])
        if first:
            self._year.set_value(usual)
        self._offer_forms()

    def offer_subjects(self, subjects: Sequence[str]) -> None:
        """The subjects there are results in; the first is chosen while nobody has."""
        self._subject.set_choices([Choice(each, each) for each in subjects])
        if self.subject not in subjects and subjects:
            self._subject.set_value(subjects[0])

    def offer_rules(self, rules: Sequence[Rule]) -> None:
        """The rules of progress."""
        fits = Choice("", "The rule that fits most")
        self._rule.set_choices([fits, *(Choice(r.key, r.title, r.help) for r in rules)])

    def _year_chosen(self) -> None:
        self._form.set_value("")
        self._offer_forms()
        self.changed.emit()

    def _offer_forms(self) -> None:
        years = [self.year] if self.year else list(self._forms)
        found = {form for year in years for form in self._forms.get(year, ()) if form}
        forms = sorted(found, key=natural)
        self._form.set_choices([Choice("", "All classes"), *(Choice(f, f) for f in forms)])


def _pick(name: str, parent: QWidget) -> PickEditor:
    made = PickEditor((), parent)
    made.name_for_readers(name, "")
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return made
