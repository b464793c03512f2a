"""Whether what was typed is on the disk. Says only what has happened."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sipdesk.models.clock import Clock, SystemClock
from sipdesk.models.errors import UserError
from sipdesk.ui.forms import RecordForm
from sipdesk.ui.style.metrics import Size
from sipdesk.ui.widgets.announce import announce
from sipdesk.ui.widgets.words import Words


class SavedMark(Words):
    """“Saved 10:42” after a commit, “Saving…” while one is due, why not when it failed."""

    def __init__(self, clock: Clock | None = None, parent: QWidget | None = None) -> None:
        super().__init__("", parent, size=Size.SMALL, tone="muted", wrap=False)
        self._clock = clock or SystemClock()
        self._failing = False
        self._last = ("", "muted")
        self.setAccessibleName("Nothing to save")

    def follow(self, form: RecordForm) -> None:
        """Speak for a form."""
        form.edited.connect(self.saving)
        form.saved.connect(self.saved)
        form.unchanged.connect(self.unchanged)
        form.held.connect(self.held)
        form.failed.connect(self.failed)

    def saved(self) -> None:
        """A commit has returned."""
        if self._failing:
            announce(self, "Saved")
        self._failing = False
        self._last = (f"Saved {self._clock.now():%H:%M}", "muted")
        self._say(*self._last)

    def saving(self) -> None:
        """Something was typed and is about to be saved."""
        if not self._failing:
            self._say("Saving…", "muted")

    def unchanged(self) -> None:
        """What was typed was put back as it was: the last commit still stands."""
        self._failing = False
        self._say(*self._last)

    def held(self) -> None:
        """Something cannot be saved as it stands; the field says why."""
        self._say("■ Not saved – see the field marked ■", "red")

    def failed(self, error: UserError) -> None:
        """A commit was refused."""
        self._say(f"■ Not saved – {_start_small(error.what)}", "red")
        self.setToolTip(str(error))
        if not self._failing:
            announce(self, f"Not saved. {error}", urgent=True)
        self._failing = True

    def _say(self, text: str, tone: str) -> None:
        if text != self.text():
            self.set_tone(tone)
            self.setToolTip("")
            self.setText(text)
            self.setAccessibleName(text.removeprefix("■ ") or "Nothing to save")


def _start_small(sentence: str) -> str:
    """A sentence as the second half of another; names in capitals stay."""
    sentence = sentence.rstrip(".")
    return sentence if sentence[:2].isupper() else sentence[:1].lower() + sentence[1:]
