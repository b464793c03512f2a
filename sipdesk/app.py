"""Wiring: paths, the window, the store, and the signals of the system."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication

from sipdesk import paths
from sipdesk.bug_log import forbid_core_dumps
from sipdesk.ui.main_window import MainWindow
from sipdesk.ui.preferences import Preferences
from sipdesk.ui.style import palette

if TYPE_CHECKING:
    from sipdesk.models.clock import Clock
    from sipdesk.models.desk import Backup, Desk, Restored
    from sipdesk.models.errors import UserError
    from sipdesk.ui.safekeeping import Safekeeping
    from sipdesk.ui.workspace import Workspace

LISTEN = 200  # ms between chances for a signal of the system to be heard
UNSEEN = 500  # ms after which the work begins though nothing could be painted


def run(store: Path | None = None, secret: str = "", clock: Clock | None = None) -> int:
    """Open the window over `store`, or over the user's own; gives the exit code.

    With `secret` the store opens without being asked for.
    """
    forbid_core_dumps()
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
        self._paint_the_ground()
        self.window = MainWindow(self._preferences)
        self.window.closing.connect(self._close)
        self.window.rekeyRequest.connect(self._rekey)
        self.window.backupRequest.connect(self._back_up)
        self.window.restoreRequest.connect(self._restore)
        self.window.may_close = self._last_backup
        self._keeping: Safekeeping | None = None
        self.desk: Desk | None = None
        self._begun = self._going = False
        self._listen_to_the_system()

    def show(self) -> None:
        """Paint first; everything heavy comes after."""
        self.window.painted.connect(lambda: QTimer.singleShot(0, self._begin))
        self.window.show()
        QTimer.singleShot(UNSEEN, self._begin)  # a window that opens minimised is not painted

    def _paint_the_ground(self) -> None:
        """The colours of the window while it is empty; the whole look is loaded once it is seen."""
        dark = self._app.palette().window().color().lightness() < 128
        self._app.setPalette(palette.build(palette.choose(self._preferences.mode, dark)))

    def _begin(self) -> None:
        if self._begun:
            return
        self._begun = True
        self.window.apply_look()
        from sipdesk.ui.collecting import Collector
        from sipdesk.ui.locking import Lock
        from sipdesk.ui.one_window import OneWindow

        Collector(self.window)
        self._lock = Lock(self.window, self._preferences)
        self._lock.lockRequest.connect(self.lock)
        self.window.closeRefused.connect(self._say_why_it_stays)
        self._one = OneWindow(self._path, self.window)
        if self._one.is_second():
            self._app.quit()
            return
        self._one.asked.connect(self._come_forward)
        if self._secret:
            self._open(self._secret)
        elif self._path.exists() or self._path.with_name("backups").is_dir():
            self._ask()
            if self._preferences.keychain:
                self._ask_keychain()
        else:
            self._welcome()

    def lock(self) -> None:
        """All saved, the store closed, and nothing shown until the passphrase is typed."""
        if self.desk is None or self.window.workspace is None or self._lock.is_curtained:
            return
        if self._lock.shut():
            self._close()
        self._ask(locked=True)
        self._say_why_it_stays()

    def _say_why_it_stays(self) -> None:
        from sipdesk.ui.pages.opening import CURTAINED

        if self._lock.is_curtained:
            self._opening.say(CURTAINED)

    def _ask(self, locked: bool = False) -> None:
        from sipdesk.ui.pages.opening import OpeningPage

        self._opening = OpeningPage(self._path.name, self.window, locked=locked)
        self._opening.unlockRequest.connect(self._open)
        self.window.setCentralWidget(self._opening)
        self._opening.hold(self._lock.attempts.wait())
        self._opening.setFocus()

    def _ask_keychain(self) -> None:
        """At the start only: what locked the desk since was a wish to be asked."""
        from sipdesk.ui import tasks
        from sipdesk.ui.by_keychain import read

        tasks.run(
            lambda _: read(self._path),
            done=self._open_by_keychain,
            failed=lambda _: None,
            owner=self._opening,
        )

    def _open_by_keychain(self, secret: str) -> None:
        from sipdesk.models.desk import Desk
        from sipdesk.models.errors import UserError, WrongPassphrase

        if not secret or self.desk is not None:
            return
        try:
            self._use(Desk.open(self._path, secret, clock=self._clock))
        except WrongPassphrase:  # the desk was encrypted anew, or restored, since
            self._preferences.keychain = False
        except UserError as error:
            self._opening.say(str(error))

    def _welcome(self) -> None:
        from sipdesk.ui.pages.first_start import FirstStart

        self._first = FirstStart(self.window)
        self._first.createRequest.connect(self._create)
        self._first.beginRequest.connect(self._begin_with)
        self.window.setCentralWidget(self._first)
        self._first.setFocus()

    def _open(self, secret: str, anyway: bool = False, told: str = "") -> None:
        from sipdesk.models.desk import Desk
        from sipdesk.models.errors import UserError, WrongPassphrase
        from sipdesk.models.keeping.words import again_in_words

        self._app.processEvents()
        try:
            if self.desk is not None and self._lock.is_curtained:
                self.desk.prove(secret)
                self._lock.lift()
            else:
                desk = Desk.open(self._path, secret, clock=self._clock, anyway=anyway)
                self._use(desk)
                told = f"{told} {again_in_words(desk.erased_again)}".strip()
                if told and self.window.workspace is not None:
                    self.window.workspace.messages.say(told, seconds=0)
            self._lock.attempts.succeeded()
        except UserError as error:
            if self.window.centralWidget() is None:
                self._ask()
            if isinstance(error, WrongPassphrase):
                self._lock.attempts.failed()
            self._opening.hold(self._lock.attempts.wait())
            self._opening.say(str(error))
            self._rescue(error, secret)

    def _rescue(self, error: UserError, secret: str) -> None:
        from sipdesk.ui.rescuing import Rescue

        Rescue(self._opening, self._path, self._clock, self._open).offer(error, secret)

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
        self.desk, self._secret = desk, ""
        from sipdesk.ui.place import to_begin_at

        self.window.open_desk(desk, self._lock.stay, to_begin_at(desk))
        work = self.window.workspace
        self._keep(desk)
        for trouble in (desk.renewal, desk.unerased):
            if trouble is not None and work is not None:
                work.messages.error(trouble)
        if self._lock.stopped and work is not None:
            self._lock.stopped = False
            work.tell("The desk locked while a document was being written. No file was written.")

    def _keep(self, desk: Desk) -> None:
        from sipdesk.ui.safekeeping import Safekeeping

        work = self.window.workspace
        assert work is not None
        self._keeping = Safekeeping(desk, work, self._lock.idle.rested_for)
        self._look_where_it_lies(desk, work)

    def _back_up(self) -> None:
        from sipdesk.ui.safekeeping import back_up_now

        if self._keeping is not None and self.window.workspace is not None:
            back_up_now(self._keeping, self.window.workspace)

    def _last_backup(self) -> bool:
        """Before the window goes."""
        if self.desk is None or self._keeping is None:
            return True
        return self._keeping.last() or self._going

    def _restore(self, backup: Backup, secret: str) -> None:
        from sipdesk.ui.going_back import GoingBack, said

        work = self.window.workspace
        if self.desk is not None and work is not None:
            GoingBack(
                self.desk,
                work,
                lambda made: self._change(
                    made, lambda desk: desk.change_to(made), lambda back: said(backup, back)
                ),
            ).begin(backup, secret)

    def _look_where_it_lies(self, desk: Desk, work: Workspace) -> None:
        from sipdesk.ui import moving

        moving.look(
            desk,
            work,
            lambda made: self._change(made, lambda desk: desk.change_place(made), moving.said),
        )

    def _change(
        self,
        made: Path,
        change: Callable[[Desk], Restored],
        said: Callable[[Restored], str],
    ) -> None:
        """`made` is ready: the window lets go of one desk and shows another in its place.

        Where what was typed meanwhile cannot be saved, all stays as it is, locked or not.
        """
        from sipdesk.models.errors import UserError

        desk = self.desk
        if desk is None:
            return
        curtained = self._lock.is_curtained
        if curtained or not self._lock.shut():
            if not curtained:
                self._lock.lift()
            desk.store.abandon(made)
            self._say_why_not()
            return
        self.desk = None
        try:
            back = change(desk)
        except UserError as error:
            self._ask()
            self._opening.say(str(error))
            return
        self._use(back.desk)
        self._path = back.desk.store.path
        if self.window.workspace is not None:
            self.window.workspace.messages.say(said(back), seconds=0)

    def _rekey(self, secret: str, new: str) -> None:
        """The desk closes, is encrypted anew beside the window, and opens where one was."""
        from sipdesk.ui.rekeying import Rekeying

        if self.desk is None or not self._lock.shut():
            self._lock.lift()
            self._say_why_not()
            return
        self._close()
        Rekeying(self.window, self._path, self._clock, self._rekeyed, self._not_rekeyed).begin(
            secret, new
        )

    def _say_why_not(self) -> None:
        work = self.window.workspace
        if work is not None:
            work.tell("First finish the field that cannot be saved as it stands.")

    def _rekeyed(self, new: str) -> None:
        self._ask()
        self._open(new)

    def _not_rekeyed(self, told: str) -> None:
        self._ask(locked=True)
        self._opening.say(told)

    def _close(self) -> None:
        if self.desk is not None:
            self.desk.close()
            self.desk = None

    def _come_forward(self) -> None:
        from PySide6.QtCore import Qt

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
        # what goes wrong elsewhere is noted the same way, and printed nowhere
        threading.excepthook = lambda fault: _noted(fault.exc_value)
        sys.unraisablehook = lambda fault: _noted(fault.exc_value)

    def _save(self) -> None:
        if self.window.workspace is not None:
            self.window.workspace.flush()

    def _told_to_go(self, _number: int, _frame: FrameType | None) -> None:
        """Python may hear this in the middle of painting: what it asks for waits for the loop."""
        self._going = True
        QTimer.singleShot(0, self._go)

    def _go(self) -> None:
        self._save()
        self.window.close()
        self._app.quit()

    def _fault(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """A bug: noted without personal data, said plainly, nothing lost."""
        from sipdesk.bug_log import note_bug
        from sipdesk.models.errors import UserError, for_a_person

        note_bug(error, paths.log_file())
        work = self.window.workspace
        if work is not None:
            fault = UserError(
                f"Something in SIP Desk went wrong ({kind.__name__}).",
                "What you wrote is saved up to the last “Saved”.",
                f"You can go on. The fault is noted in {paths.log_file().name}, without names.",
            )
            work.messages.error(for_a_person(error, fault))


def _noted(error: BaseException | None) -> None:
    from sipdesk.bug_log import note_bug

    if error is not None:
        note_bug(error, paths.log_file())
