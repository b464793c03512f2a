"""A desk that lies where it is not safe: told why, and moved to this computer's own folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sipdesk import paths
from sipdesk.export.document import Tone
from sipdesk.models.desk import Desk, Restored
from sipdesk.models.errors import UserError, for_a_person
from sipdesk.ui import tasks
from sipdesk.ui.workspace import Workspace

_FAULT = UserError(
    "The desk could not be moved; this is a fault in SIP Desk.",
    "It is where it was, and whole.",
    "Go on working there; try again when SIP Desk has been closed and opened.",
)


def look(desk: Desk, work: Workspace, ready: Callable[[Path], object]) -> None:
    """Say so where it lies badly; `ready` is given the copy that is to be gone on with."""
    place = desk.bad_place()
    if place is None:
        return
    there = paths.data()
    if desk.store.path.parent.resolve() == there.resolve():
        work.messages.say(place.words, tone=Tone.NEARLY, seconds=0)  # nowhere better is known
        return
    work.messages.say(
        place.words,
        tone=Tone.NEARLY,
        action="Move it",
        do=lambda: _move(desk, work, there, ready),
        seconds=0,
    )


def _move(desk: Desk, work: Workspace, there: Path, ready: Callable[[Path], object]) -> None:
    if not work.flush():
        return
    dest = desk.free_place(there)
    job = tasks.run(
        lambda progress: desk.store.copy_to_move(dest, progress.check),
        done=lambda _: ready(dest),
        failed=lambda error: _failed(error, work),
        cancelled=lambda: work.tell("Stopped. The desk is where it was."),
        owner=work,
    )
    work.watch(job, "Copying the desk to its own folder")


def _failed(error: Exception, work: Workspace) -> None:
    work.messages.error(for_a_person(error, _FAULT))


def said(moved: Restored) -> str:
    """Where it is now, and where the old file is."""
    kept = f" The old file is kept as “{moved.kept}”." if moved.kept is not None else ""
    return f"The desk is now {moved.desk.store.path}.{kept}"
