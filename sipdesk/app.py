"""Wiring: paths, the window, the store, and the signals of the system."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtWidgets import QApplication

from sipdesk import paths
from sipdesk.ui.main_window import MainWindow
from sipdesk.ui.preferences import Preferences
from sipdesk.ui.style import theme

if TYPE_CHECKING:
    from sipdesk.models.clock import Clock
    from sipdesk.models.desk import Desk

LISTEN = 200  # ms between chances for a signal of the system to be heard
UNSEEN = 500  # ms after which the work begins though nothing could be painted


def run(store: Path | None = None, secret: str = "", clock: Clock | None = None) -> int:
    """Open the window over `store`, or over the user's own; gives the exit code.

    With `secret` the store opens without being asked for.
    """
    app = make_app()
    path = store or paths.default_store()
    desk_app = DeskApp(app, path, secret, clock)
    desk_app.show()
    return app.exec()


def make_app(arguments: list[str] | None = None) -> QApplication:
    """The application with the product's name, language and look."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(arguments or ["sipdesk"])
    app.setApplicationName(paths.APP)
    app.setDesktopFileName("sipdesk")
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    return app


class DeskApp:
    """One window over one store, from opening to the last commit."""

    def __init__(self, app: QApplication, path: Path, secret: str, clock: Clock | None) -> None:
        self._app, self._path, self._secret, self._clock = app, path, secret, clock
        folder = paths.data()
        folder.mkdir(parents=True, exist_ok=True)
        self._preferences = Preferences(folder)
        theme.apply(app, self._preferences.mode, self._preferences.scale)
        self.window = MainWindow(self._preferences)
        self.desk: Desk | None = None
        self._begun = False
        self._listen_to_the_system()

    def show(self) -> None:
        """Paint first; everything heavy comes after."""
        self.window.painted.connect(lambda: QTimer.singleShot(0, self._begin))
        self.window.show()
        QTimer.singleShot(UNSEEN, self._begin)  # a window that opens minimised is not painted

    def _begin(self) -> None:
        if self._begun:
            return
        self._begun = True
        from sipdesk.ui.collecting import Collector
        from sipdesk.ui.one_window import OneWindow

        Collector(self.window)
        self._one = OneWindow(self._path, self.window)
        if self._one.is_second():
            self._app.quit()
            return
        self._one.asked.connect(self._come_forward)
        if self._secret:
            self._open(self._secret)
        elif self._path.exists():
            self._ask()
        else:
            self._welcome()

    def _ask(self) -> None:
        from sipdesk.ui.pages.opening import OpeningPage

        self._opening = OpeningPage(self._path.name, self.window)
        self._opening.unlockRequest.connect(self._open)
        self.window.setCentralWidget(self._opening)
        self._opening.setFocus()

    def _welcome(self) -> None:
        from sipdesk.ui.pages.first_start import FirstStart

        self._first = FirstStart(self.window)
        self._first.createRequest.connect(self._create)
        self._first.beginRequest.connect(self._begin_with)
        self.window.setCentralWidget(self._first)

    def _open(self, secret: str) -> None:
        from sipdesk.models.desk import Desk
        from sipdesk.models.errors import UserError

        self._app.processEvents()
        try:
            self._use(Desk.open(self._path, secret, clock=self._clock))
        except UserError as error:
            if self.window.centralWidget() is None:
                self._ask()
            self._opening.say(str(error))

    def _create(self, passphrase: str) -> None:
        from sipdesk.models.desk import Desk
        from sipdesk.models.errors import UserError

        try:
            self.desk, code = Desk.create(self._path, passphrase, clock=self._clock)
        except UserError as error:
            self._first.say(str(error))
        else:
            self._first.show_code(code)

    def _begin_with(self, sample: bool) -> None:
        assert self.desk is not None
        self._use(self.desk)
        self.window.actions_by_key["open-sample" if sample else "add-school"].trigger()

    def _use(self, desk: Desk) -> None:
        self.desk = desk
        self.window.open_desk(desk)
        self.window.closing.connect(self._close)

    def _close(self) -> None:
        if self.desk is not None:
            self.desk.close()
            self.desk = None

    def _come_forward(self) -> None:
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()

    def _listen_to_the_system(self) -> None:
        """Log-off and SIGTERM close the window, and closing saves first."""
        self._app.commitDataRequest.connect(lambda _: self._save())
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._told_to_go)
        # Python hears signals only between Qt's events: the timer makes sure that some come.
        self._ears = QTimer(self.window)
        self._ears.timeout.connect(lambda: None)
        self._ears.start(LISTEN)
        sys.excepthook = self._fault

    def _save(self) -> None:
        if self.window.workspace is not None:
            self.window.workspace.flush()

    def _told_to_go(self, _number: int, _frame: FrameType | None) -> None:
        self._save()
        self.window.close()
        self._app.quit()

    def _fault(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """A bug: noted without personal data, said plainly, nothing lost."""
        from sipdesk.bug_log import note_bug
        from sipdesk.models.errors import UserError

        note_bug(error, paths.log_file())
        work = self.window.workspace
        if work is not None:
            work.messages.error(
                error
                if isinstance(error, UserError)
                else UserError(
                    f"Something in SIP Desk went wrong ({kind.__name__}).",
                    "What you wrote is saved up to the last “Saved”.",
                    f"You can go on. The fault is noted in {paths.log_file().name}, without names.",
                )
            )
