"""Documents on their way out of the window: asked for, gathered, written beside it, and noted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QStandardPaths, Signal

from sipdesk.models.errors import UserError, for_a_person
from sipdesk.ui import tasks
from sipdesk.ui.exporting import Outgoing, addressed, outgoing, suggested
from sipdesk.ui.lending import Lending
from sipdesk.ui.pages.export import ExportPanel
from sipdesk.ui.view import View

SLOW = frozenset(("gaps-pdf", "gaps-excel", "access-report"))  # to gather, in a large school
_FAULT = UserError(
    "The document could not be written; this is a fault in SIP Desk.",
    "Your records are as they were.",
    "Try another format, and tell us what the document held.",
)
_NOT_NOTED = UserError(
    "The document was written, but not noted as one that left; this is a fault in SIP Desk.",
    "Your records are as they were.",
)
T = TypeVar("T")


class Sending(QObject):
    """One document at a time. `begun` carries the Job of its writing, and what that is."""

    begun = Signal(object, str)
    told = Signal(str)  # goes away by itself
    written = Signal(str)  # stays
    failed = Signal(object)  # UserError

    def __init__(self, view: View, panel: ExportPanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._panel = view, panel
        self._last_folder: Path | None = None  # not kept longer: its name may say too much
        self._gathered: tuple[str, int, Outgoing] | None = None  # for which wish, of which version
        panel.writeRequest.connect(self._write)

    def ask(self, what: str, ref: str) -> None:
        """Ask where a document is to go."""

        def gathered(out: Outgoing) -> None:
            self._panel.ask(out.title, f"{what}:{ref}", suggested(out.name, self._folder()))

        self._gather(what, ref, gathered)

    def _gather(self, what: str, ref: str, then: Callable[[Outgoing], object]) -> None:
        """What the document holds; where that may take long, while the window waits."""
        wish, desk = f"{what}:{ref}", self._view.desk
        kept = self._gathered
        if kept is not None and kept[:2] == (wish, self._view.version):
            then(kept[2])
            return

        def keep(out: Outgoing) -> None:
            self._gathered = (wish, self._view.version, out)
            then(out)

        doing = "Gathering what the document holds"
        self._at_rest(what, doing, lambda: outgoing(desk, what, ref), keep, self._not_written)

    def _write(self, job: str, dest: Path, replace: bool) -> None:
        what, _, ref = job.partition(":")

        def write(out: Outgoing) -> None:
            work: tasks.Job[Any] = tasks.run(
                lambda progress: out.write(dest, replace, progress),
                done=lambda _: self._written(dest, what, ref),
                failed=self._not_written,
                cancelled=lambda: self.told.emit("Stopped. No file was written."),
                owner=self,
            )
            self.begun.emit(work, f"Writing {dest.name}")

        self._gather(what, ref, write)

    def _written(self, dest: Path, what: str, ref: str) -> None:
        from sipdesk.export.departing import note_departure

        self._last_folder, self._gathered = dest.parent, None
        self._panel.put_away()
        about, reader = addressed(what, ref)

        def note() -> None:
            note_departure(self._view.desk, what, about, dest.name, reader)

        def noted(error: Exception | None = None) -> None:
            if error is not None:  # it has left all the same
                self.failed.emit(for_a_person(error, _NOT_NOTED))
            self.written.emit(f"Written: {dest.name}, in {dest.parent}.")

        self._at_rest(what, "Noting that it left", note, lambda _: noted(), noted)

    def _at_rest(
        self,
        what: str,
        doing: str,
        do: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """At once; what may take long is done while the window waits."""
        if what in SLOW:
            Lending.of(self._view).lend(doing, lambda _: do(), done, failed, self)
            return
        try:
            result = do()
        except UserError as error:
            failed(error)
        else:
            done(result)

    def _not_written(self, error: Exception) -> None:
        self.failed.emit(for_a_person(error, _FAULT))

    def _folder(self) -> Path:
        """Where the last document went, else the documents' folder, else home."""
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        offered = (self._last_folder, Path(documents), Path.home())
        return next((f for f in offered if f is not None and f.is_dir()), Path.home())
