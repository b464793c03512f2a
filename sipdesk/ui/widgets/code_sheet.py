"""A new recovery code: shown once, printed or written down, and asked for to be sure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sipdesk.ui import tasks
from sipdesk.ui.asking_where import where
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, Size
from sipdesk.ui.widgets.announce import announce
from sipdesk.ui.widgets.buttons import button, primary
from sipdesk.ui.widgets.words import Words

WHAT_FOR = (
    "If the passphrase is ever forgotten, only this code opens your desk. Print it or write it on "
    "paper, and keep it apart from the computer. It is not shown again."
)
FILE_NAME = "SIP Desk recovery code.pdf"


class CodeSheet(QWidget):
    """Says `confirmed` once the last group has been typed from the paper."""

    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._title = Words("Your recovery code", self, size=Size.TITLE, strong=True)
        self._letters = Words("", self, size=Size.TITLE, strong=True)
        self._print = button("Make a PDF to print…", self)
        self._told = Words(parent=self)
        self._again = QLineEdit(self)
        self._wrong = Words(parent=self, tone="red")
        self._go = primary("I have it on paper", self)
        self._arrange()
        self._connect()

    def show_code(self, code: str, on: date) -> None:
        """Show a code; `on` is printed on the sheet."""
        self._code, self._on = code, on
        groups = code.split()
        self._letters.setText("  ".join(groups[:4]) + "\n" + "  ".join(groups[4:]))
        self._again.clear()
        self._told.hide()
        self._wrong.hide()
        self._again.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """No trace of the code in the window."""
        self._code = ""
        self._letters.clear()
        self._again.clear()

    def write(self, dest: Path) -> None:
        """The sheet as a PDF; an older one of that name is replaced, its code opens nothing."""
        from sipdesk.export.content.recovery import build_recovery

        document = build_recovery(self._code, self._on)

        def work(progress: tasks.Progress) -> None:
            from sipdesk.export.pdf import write_pdf

            write_pdf(document, dest, progress, force=True)

        tasks.run(
            work,
            done=lambda _: self._tell(
                f"✓ Written: {dest.name}, in {dest.parent}. Print it, then delete the file."
            ),
            failed=lambda error: self._tell(f"■ {error}"),
            owner=self,
        )

    def _arrange(self) -> None:
        self._letters.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._letters.setAccessibleName("Recovery code")
        self._again.setAccessibleName("The last group of four letters")
        self._again.setMaximumWidth(theme.px(420))
        question = Words("Type its last group of four letters", self, size=Size.SMALL, strong=True)
        question.setBuddy(self._again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        code = (self._letters, self._print, self._told)
        sure = (question, self._again, self._wrong, self._go)
        for group in ((self._title, Words(WHAT_FOR, self)), code, sure):
            for part in group:
                column.addWidget(part)
            column.addSpacing(theme.px(GRID))

    def _connect(self) -> None:
        self._print.clicked.connect(self._ask_where)
        self._go.clicked.connect(self._check)
        self._again.returnPressed.connect(self._check)

    def _ask_where(self) -> None:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(documents) or Path.home())
        chosen = where(self, "Where the PDF is to go", folder / FILE_NAME, "PDF (*.pdf)")
        if chosen is not None:
            self.write(chosen)

    def _check(self) -> None:
        if self._again.text().strip().upper() == self._code.split()[-1]:
            self.confirmed.emit()
            return
        words = "That is not the last group. Look at the paper, not the screen."
        self._wrong.setText(f"■ {words}")
        self._wrong.show()
        announce(self._wrong, words, urgent=True)
        self._again.selectAll()
        self._again.setFocus()

    def _tell(self, words: str) -> None:
        self._told.setText(words)
        self._told.show()
        announce(self._told, words)
