"""One of a few answers, side by side: one stop for Tab, then arrows, a letter or a figure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QStyleOptionButton, QWidget

from sipdesk.models.fields import Choice
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.style.paint_buttons import PRIMARY, command
from sipdesk.ui.widgets.flow import FlowRow

_NEXT = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_CLEAR = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class ChoiceButton(QRadioButton):
    """An answer, drawn as a button that stays down. To assistive technology a radio button."""

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(choice.label.replace("&", "&&"), parent)
        self.choice = choice
        self.was_chosen = False
        self.setToolTip(choice.help)
        self.setAccessibleName(choice.label)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().size(Qt.TextFlag.TextSingleLine, self.choice.label)
        return QSize(words.width() + theme.px(3 * GRID), theme.current().metrics.target)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.px(96)), self.sizeHint().height())

    def hitButton(self, _: object) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the row answers

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.was_chosen = self.isChecked()
        super().mousePressEvent(event)

    def choose(self, chosen: bool) -> None:
        """Stay down or come up, which Qt itself allows only where another one goes down."""
        self.setAutoExclusive(False)
        self.setChecked(chosen)
        self.setAutoExclusive(True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()  # a second quick click must not take the answer back

    def paintEvent(self, _: QPaintEvent) -> None:
        self.setProperty(PRIMARY, self.isChecked())
        option = QStyleOptionButton()
        option.initFrom(self)
        option.text = self.text()
        painter, ink = QPainter(self), theme.ink()
        command(ink, painter, option, self)
        inside = self.rect().adjusted(theme.px(GRID), 0, -theme.px(GRID), 0)
        words = self.fontMetrics().elidedText(
            self.choice.label, Qt.TextElideMode.ElideRight, inside.width()
        )
        colour = "on_accent" if self.isChecked() else "text"
        painter.setPen(theme.colour(colour if self.isEnabled() else "muted"))
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, words)


class ChoiceRow(FlowRow):
    """The answers to one question. `value` is "" while none is chosen.

    One that is `required` may be exchanged for another answer, but not taken back.
    """

    edited = Signal()

    def __init__(
        self,
        choices: Sequence[Choice] = (),
        parent: QWidget | None = None,
        *,
        required: bool = False,
    ) -> None:
        super().__init__(parent)
        self._required = required
        self._buttons: list[ChoiceButton] = []
        self._name = self._description = ""
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other answers; the one chosen stays if it is among them."""
        chosen = self.value()
        self.clear()
        self._buttons = [ChoiceButton(choice, self) for choice in choices if choice.value]
        for button in self._buttons:
            self.add(button)
            button.clicked.connect(self._clicked)
        self.name_for_readers(self._name, self._description)
        self.set_value(chosen)

    def labels(self) -> list[str]:
        """What the answers say, in order."""
        return [button.choice.label for button in self._buttons]

    def value(self) -> str:
        return next((each.choice.value for each in self._buttons if each.isChecked()), "")

    def set_value(self, value: object) -> None:
        for button in self._buttons:
            button.choose(button.choice.value == str(value or ""))
        self._settle()

    def name_for_readers(self, name: str, description: str) -> None:
        """Say with every answer which question it belongs to."""
        self._name, self._description = name, description
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        for button in self._buttons:
            parts = (name, button.choice.help, description)
            button.setAccessibleDescription(". ".join(part for part in parts if part))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = self._meant(event)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            if not (button.isChecked() and event.key() == Qt.Key.Key_Space):
                self._choose(button.choice.value)
        elif event.key() in _CLEAR:
            if not self._required:
                self._choose("")
        else:
            super().keyPressEvent(event)

    def _meant(self, event: QKeyEvent) -> ChoiceButton | None:
        """The answer a key points at."""
        at = next((i for i, each in enumerate(self._buttons) if each.hasFocus()), -1)
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if not self._buttons or not plain:
            return None
        if event.key() in _NEXT or event.key() in _BACK:
            unmoved = at >= 0 and not self.value()  # the first arrow takes the answer it is on
            step = 0 if unmoved else 1 if event.key() in _NEXT else -1
            return self._buttons[(at + step) % len(self._buttons)]
        if event.key() == Qt.Key.Key_Space:
            return self._buttons[at] if at >= 0 else None
        return self._lettered(event.text(), at)

    def _lettered(self, key: str, at: int) -> ChoiceButton | None:
        """The next answer that begins with `key`, or the one at that place in the row."""
        if not key.isalnum():
            return None
        after = [*self._buttons[at + 1 :], *self._buttons[: at + 1]]
        for button in after:
            if button.choice.label[:1].lower() == key.lower():
                return button
        place = int(key) - 1 if key.isdecimal() else -1
        return self._buttons[place] if 0 <= place < len(self._buttons) else None

    def _choose(self, value: str) -> None:
        if value != self.value():
            self.set_value(value)
            self.edited.emit()

    def _clicked(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, ChoiceButton):
            back, pressed.was_chosen = pressed.was_chosen, False
            self.set_value("" if back and not self._required else pressed.choice.value)
            if not (back and self._required):
                self.edited.emit()

    def _settle(self) -> None:
        """Leave one stop for Tab: what is chosen, what has the keyboard, or the first."""
        stop = next(
            (each for each in self._buttons if each.isChecked()),
            next((each for each in self._buttons if each.hasFocus()), None),
        )
        for at, button in enumerate(self._buttons):
            is_stop = button is stop or (stop is None and at == 0)
            policy = Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
            if is_stop:
                self.setFocusProxy(button)
