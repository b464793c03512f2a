"""Running late: what moves, what stays, and what to do with what no longer fits."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.clock import from_minutes
from sipdesk.models.errors import BadValue
from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.visits import rules
from sipdesk.models.visits.rules import Misfit, Reflow
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.roll import Roll
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.view import View
from sipdesk.ui.widgets.buttons import primary
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.choice_row import ChoiceRow
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import span

FIELDS = (
    Field("minutes", "How late", Editor.NUMBER, unit="minutes"),
    Field("until_anchor", "Catch up at the next session that stays put", Editor.TICK),
)
USUAL = 15


class LatePanel(Page):
    """Shows what would happen before it happens; Return does it, Esc leaves the day alone."""

    def __init__(self, view: View, visit_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._visit_id = visit_id
        self._answers: dict[str, object] = {}
        self._reflow = Reflow((), ())
        self._form = self.form(FIELDS, self._answers.update, columns=2)
        self._moved = Words(parent=self)
        self._misfits: Roll[Misfit, MisfitRow] = Roll(
            lambda misfit: misfit.session.id, lambda _: MisfitRow(self), MisfitRow.load, self
        )
        self._arrange()
        self._form.edited.connect(self._look)
        self.hide()

    def open(self) -> None:
        """Start from the usual quarter of an hour."""
        self._form.discard({"minutes": float(USUAL), "until_anchor": False})
        self.show()
        self._look()
        self._form.editor("minutes").setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._do()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card("Running late", self)
        card.add(self._form)
        card.add(self._moved)
        card.add(self._misfits)
        row = FlowRow(self)
        self._go = primary("Move the day", self)
        self._go.clicked.connect(self._do)
        row.add(self._go)
        row.add(self.button("Leave it as it was", self._close))
        card.add(row)
        column.addWidget(card)

    def _late_by(self) -> int:
        return round(float(str(self._form.value("minutes") or 0)))

    def _look(self) -> None:
        try:
            minutes = self._late_by()
        except BadValue:
            self._reflow = Reflow((), ())
            self._show_reflow("Say how late in minutes, as in 20.")
            return
        sessions = self.desk.visits.sessions(self._visit_id)
        now = self.desk.clock.now()
        today = now.date() == self.desk.visits.get(self._visit_id).on
        at = now.time() if today else from_minutes(0)
        self._reflow = rules.run_late(
            sessions, minutes, at, until_anchor=bool(self._form.value("until_anchor"))
        )
        self._show_reflow(_told(self._reflow))

    def _show_reflow(self, told: str) -> None:
        self._moved.setText(told)
        self._misfits.show_all(self._reflow.misfits)
        self._go.setEnabled(bool(self._reflow.moved or self._reflow.misfits))

    def _do(self) -> None:
        if not self._go.isEnabled():
            return
        choices = {row.session_id: row.choice() for row in self._misfits.widgets()}

        def do() -> None:
            self._look()  # the day may have changed since the panel was opened
            self.desk.visits.run_late(self._reflow, self._visit_id, self._late_by(), choices)
            self._close()
            self.tellRequest.emit("The rest of the day has moved. Ctrl+Z puts it back.")

        self.carefully(do)

    def _close(self) -> None:
        self._form.discard({"minutes": float(USUAL), "until_anchor": False})
        self.hide()
        parent = self.parentWidget()
        if parent is not None:
            parent.setFocus(Qt.FocusReason.OtherFocusReason)


class MisfitRow(QWidget):
    """One session that no longer fits, and what is to become of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.session_id = ""
        self._words = Words(parent=self, strong=True)
        self._row = ChoiceRow((), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(GRID), 0, 0)
        column.addWidget(self._words)
        column.addWidget(self._row)

    def load(self, misfit: Misfit) -> None:
        """Say what is wrong and offer what can be done."""
        session = misfit.session
        self.session_id = session.id
        self._words.setText(f"▲ {session.title} no longer fits at {_wanted(misfit)}.")
        offers = [
            Choice(rules.Choice.SHORTEN, f"Shorten to {_span(misfit.room)}")
            if misfit.can_shorten
            else None,
            Choice(rules.Choice.MOVE, f"Move to {_span(misfit.later)}") if misfit.later else None,
            Choice(rules.Choice.CUT, "Cut it today"),
        ]
        self._row.set_choices([offer for offer in offers if offer])
        self._row.set_value(misfit.suggestion)
        self._row.name_for_readers(f"What to do with {session.title}", self._words.text())

    def choice(self) -> rules.Choice:
        """What is chosen."""
        return rules.Choice(str(self._row.value()) or rules.Choice.CUT)


def _told(reflow: Reflow) -> str:
    moved = reflow.moved
    if not moved:
        alone = "Choose for each session below."
        return alone if reflow.misfits else "Nothing that is still to come can move."
    parts = [f"{s.title} to {span(s.start, s.end)}" for s in moved]
    return "Moves: " + "; ".join(parts) + "."


def _span(minutes: tuple[int, int] | None) -> str:
    assert minutes is not None
    return span(from_minutes(minutes[0]), from_minutes(minutes[1]))


def _wanted(misfit: Misfit) -> str:
    return _span(misfit.wanted)
